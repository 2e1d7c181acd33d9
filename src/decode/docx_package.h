#pragma once

// A Word file as the package that it is: parts with names, in a zip that lies in memory. Only parts that are asked
// for are unpacked, piece by piece, and never a package within the package.

#include <cstddef>
#include <string>
#include <string_view>

#include "decode/docx_xml.h"

struct zip;

namespace kader::decode {

class Package {
public:
    // The bytes must outlive it.
    explicit Package(std::string_view bytes);
    Package(const Package&) = delete;
    Package& operator=(const Package&) = delete;
    ~Package();

    // Two parts of one name, or a zip that is none: which of the two would Word show?
    bool is_damaged() const { return m_is_damaged; }
    bool has_too_many_files() const { return m_has_too_many; }
    bool has_locked_files() const { return m_has_locked; }
    bool has_macros() const { return m_has_macros; }
    // Files that Word would show or start, which are not opened here.
    bool has_embedded() const { return m_has_embedded; }
    bool has(std::string_view part) const;

    enum class Read { Done, Full, Absent, Damaged, Bomb };
    // Names are compared as Word does: capitals or not.
    Read read(const std::string& part, XmlPart& into);

private:
    void look_at_names();

    zip* m_zip = nullptr;
    bool m_is_damaged = false, m_has_too_many = false, m_has_locked = false, m_has_macros = false, m_has_embedded = false;
    std::size_t m_unpacked = 0;  // Of all parts so far.
};

// "../footnotes.xml" as the part "word/document.xml" means it: "footnotes.xml". Empty: it leads out of the package.
std::string part_beside(std::string_view part, std::string_view target);
// Where the relations of a part stand: "word/_rels/document.xml.rels".
std::string relations_of(std::string_view part);

}  // namespace kader::decode
