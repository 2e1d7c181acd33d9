#pragma once

// The door of a room: the only way to its records for whoever has a grant. A room writes
//
//   // staff/staff_files.h
//   using StaffFiles = records::Door<Person, Registration, Vetting…>;
//
// and has typed add, correct, withdraw and reading for exactly its own record types.

#include <array>
#include <concepts>
#include <string_view>

#include "records/cells.h"
#include "records/record_store.h"

namespace kader::records {

// What a record becomes when it is read back with its sealed part opened.
template <class Record>
struct Kept {
    subjects::RecordId id;
    std::int64_t version = 0;
    Record record;
};

template <class... Records>
class Door {
public:
    explicit Door(const Keeping& keeping) : m_keeping(keeping) {}

    // The names of its lists.
    static constexpr std::array<std::string_view, sizeof...(Records)> lists = {Records::list...};

    template <class Record>
    requires(std::same_as<Record, Records> ||
             ...) Result<Written> add(storage::Unit& unit, const access::Grant& grant, const Record& record)
    const { return records::add(unit, m_keeping, grant, draft_of(record)); }
    template <class Record>
    requires(std::same_as<Record, Records> ||
             ...) Result<Written> correct(storage::Unit& unit, const access::Grant& grant,
                                          const subjects::RecordId& id, std::int64_t expected,
                                          const Record& record)
    const { return records::correct(unit, m_keeping, grant, id, expected, draft_of(record)); }
    template <class Record>
    requires(std::same_as<Record, Records> ||
             ...) Result<Written> withdraw(storage::Unit& unit, const access::Grant& grant,
                                           const subjects::RecordId& id, std::int64_t expected)
    const { return records::withdraw(unit, m_keeping, grant, type_of<Record>(), id, expected); }
    // Opens the sealed part and writes the line of the log in the same unit: the record may be shown only
    // after the unit was committed. NotFound, Forbidden, Invalid (damaged).
    template <class Record>
    requires(std::same_as<Record, Records> || ...) Result<Kept<Record>> read(storage::Unit& unit,
                                                                             const access::Grant& grant,
                                                                             std::string_view kenmerk)
    const {
        KADER_TRY(opened, records::read(unit, m_keeping, grant, type_of<Record>(), kenmerk));
        KADER_TRY(record, record_of<Record>(opened.version.kenmerk, opened.cells));
        return Kept<Record>{opened.version.record, opened.version.number, std::move(record)};
    }

private:
    Keeping m_keeping;
};

}  // namespace kader::records
