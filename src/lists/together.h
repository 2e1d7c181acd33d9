#pragma once

// What only several rows together can tell.

#include <map>
#include <span>

#include "lists/list_table.h"

namespace kader::lists {

// The list of people and the columns by which one human is recognised in two rows.
inline constexpr std::string_view people_list = "mensen";
inline constexpr std::string_view people_name_column = "naam";
inline constexpr std::string_view people_born_column = "geboortedatum";
inline constexpr std::string_view people_key = "person:";

// Equal for two rows of one human: the same name, apart from case, accents and spaces, and the same
// day of birth.
std::string human_of(std::string_view name, CalendarDay born);

// From the kenmerk of a row to the smallest kenmerk of the same human: the same name, apart from
// case, accents and spaces, and the same day of birth. A row without day of birth is nobody else's.
// The order of rows does not matter, so a folder and stored records say the same. Tells each as a
// notice.
using Aliases = std::map<std::string, std::string, std::less<>>;
Aliases same_people(std::span<const ListTable> tables, std::vector<Notice>& notices);

// Puts the smallest kenmerk wherever a row says another one: in its references to people, and in its
// own kenmerk if it is one of the people. So every key that is made of it follows.
class AliasedCells {
public:
    // Both must outlive this.
    AliasedCells(const ListType& type, const Aliases& aliases);
    // Holds until the next call.
    std::span<const std::string_view> of(std::span<const std::string_view> cells);

private:
    const ListType& m_type;
    const Aliases& m_aliases;
    std::vector<std::size_t> m_places;
    std::vector<std::string_view> m_cells;
    std::deque<std::string> m_made;
};

// The same in the keys of facts that were written out in a cell; those made of a reference follow
// already.
void rewrite_keys(std::vector<facts::NewFact>& facts, const Aliases& aliases);

// Tells which references point at nothing, each missing row once. The rows stay.
void notice_dead_references(std::span<const ListTable> tables, std::vector<Notice>& notices);

}  // namespace kader::lists
