#pragma once

// Reading and writing versions. A room's door (records/door.h) stands before it; only doors, the import
// and the verifier use it.

#include <functional>

#include "access/grant.h"
#include "audit/log.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "records/version.h"
#include "subjects/subject.h"

namespace kader::records {

// What all doors need; one for each database.
struct Keeping {
    vault::SubjectKeys& keys;
    const vault::Keyring& keyring;
    audit::Log& log;
};

// What a writer says.
struct Draft {
    const lists::ListType* type = nullptr;
    std::string kenmerk;
    // Plain and sealed together, without kenmerk, in any words that the list accepts ("31-03-2026", "Ja").
    Cells cells;
    Origin origin = Origin::Entered;      // Of a first version; a correction is always entered.
    Language language = Language::Dutch;  // Of a refusal.
};

struct Written {
    subjects::RecordId record;
    std::int64_t version = 0;
    bool changed = false;  // Not when the same content stood there already.
    // As find_newest would give it; when it changed.
    Version stored = {};
};

// A draft that its list takes, whatever is stored, ready to be written; only accept() makes one. Reading the draft
// is work that need not be done in a unit, for which everybody waits.
struct Accepted {
    const lists::ListType* type = nullptr;
    std::string kenmerk;
    SplitCells cells;
    subjects::SubjectRef subject;
    Origin origin = Origin::Entered;
    Language language = Language::Dutch;
};
// Invalid (a cell that its list refuses: the detail names column and reason, in the language), TooLarge. Any thread.
Result<Accepted> accept(const Draft&);

// All check the grant for the area of the list's room, write the version and its audit line in the unit,
// and are refused before the first write:
//   Forbidden (also for a list that the program alone keeps); what accept() refuses; Invalid (a correction with another kenmerk);
//   Conflict (add: the kenmerk exists, if only as entered in error; correct and withdraw: `expected` is not
//   the newest version); NotFound (also when the record is one of another list).
// A correction of a damaged version repairs it. A withdrawn version has no cells: they stand in the one
// before it.
Result<Written> add(storage::Unit&, const Keeping&, const access::Grant&, const Accepted&);
Result<Written> add(storage::Unit&, const Keeping&, const access::Grant&, const Draft&);
Result<Written> correct(storage::Unit&, const Keeping&, const access::Grant&, const subjects::RecordId&,
                        std::int64_t expected, const Accepted&);
Result<Written> correct(storage::Unit&, const Keeping&, const access::Grant&, const subjects::RecordId&,
                        std::int64_t expected, const Draft&);
Result<Written> withdraw(storage::Unit&, const Keeping&, const access::Grant&, const lists::ListType&,
                         const subjects::RecordId&, std::int64_t expected, Language = Language::Dutch);
// Adds what is new, corrects what differs, leaves what is the same. What was withdrawn is present again. For
// the import.
Result<Written> put(storage::Unit&, const Keeping&, const access::Grant&, const Draft&);
// A version of an export, exactly as it was (ids, instants, author, salt), sealed under this
// installation's keys, without an audit line: its line comes with the log of the export. Versions of a record
// come in order of number, and their subject exists already (Invalid otherwise). The match is made anew.
std::optional<Error> put_old(storage::Unit&, const Keeping&, const access::Grant&, const Version&,
                             vault::Bytes salt);

// Opens the newest version and writes the line of the log. The answer may leave the building only after the
// unit was committed. NotFound (also when it was entered in error), Forbidden, Invalid (damaged).
struct OpenedRecord {
    Version version;
    Cells cells;  // Plain and sealed together.
};
Result<OpenedRecord> read(storage::Unit&, const Keeping&, const access::Grant&, const lists::ListType&,
                          std::string_view kenmerk, Language = Language::Dutch);

// The same in two steps, for who has no need of the cells in the unit, for which everybody waits: find_to_read
// writes the line and gives the record closed; open() may be called on any thread. Of a record that turns out to be
// damaged (Invalid) the log then says that it was read.
struct ClosedRecord {
    subjects::PracticeId practice;
    Version version;    // Without its cells.
    std::string plain;  // As stored.
    vault::ByteVector sealed;
    std::shared_ptr<const vault::Key> key;
};
Result<ClosedRecord> find_to_read(storage::Unit&, const Keeping&, const access::Grant&, const lists::ListType&,
                                  std::string_view kenmerk, Language = Language::Dutch);
Result<OpenedRecord> open(ClosedRecord);

// Below, the session has entered the practice already, and nothing is opened but by open_sealed. A version
// of which the plain part cannot be read comes with `damaged`; it never ends the reading of others.

// The newest version of every record of a practice, or of one list, in the order in which the records
// were first stored. With `known_on`: the newest of those that were known on that day (see Origin).
void each_newest(storage::Session&, const subjects::PracticeId&, const std::function<void(const Version&)>&,
                 std::string_view list = {}, std::optional<CalendarDay> known_on = {});
// Every version, by record and number.
void each_version(storage::Session&, const subjects::PracticeId&,
                  const std::function<void(const Version&, vault::Bytes sealed)>&);
std::optional<Version> find_newest(storage::Session&, const subjects::PracticeId&, std::string_view list,
                                   std::string_view kenmerk);
std::optional<Version> find_newest(storage::Session&, const subjects::PracticeId&, const subjects::RecordId&);
// Its cells as they are stored, unread and unopened; the key is not looked for.
std::optional<ClosedRecord> find_closed(storage::Session&, const subjects::PracticeId&, std::string_view list,
                                        std::string_view kenmerk);
// The sealed bytes of a version that was found.
vault::ByteVector find_sealed(storage::Session&, const subjects::PracticeId&, const subjects::RecordId&,
                              std::int64_t version);
// Opens the sealed part. Invalid: anything of this version, plain or sealed, is not as it was stored;
// NotFound: its key was destroyed.
struct OpenedVersion {
    Cells sealed;
    vault::ByteVector salt;
};
Result<OpenedVersion> open_sealed(storage::Session&, const Keeping&, const subjects::PracticeId&,
                                  const Version&, vault::Bytes sealed);
// The key of a version. Errors as of open_sealed.
Result<std::shared_ptr<const vault::Key>> key_of(storage::Session&, const Keeping&, const subjects::PracticeId&,
                                                 const Version&);

}  // namespace kader::records
