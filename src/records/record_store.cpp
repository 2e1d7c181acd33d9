#include "records/record_store.h"

#include <algorithm>

#include "kernel/check.h"
#include "kernel/limits.h"
#include "records/cells.h"
#include "records/sealed_row.h"
#include "records/store_version.h"
#include "system/random.h"

namespace kader::records {

namespace {

using Salt = std::array<std::uint8_t, salt_bytes>;

Error refused(Code code, Language language, std::string nl, std::string en) {
    return {code, language == Language::Dutch ? std::move(nl) : std::move(en)};
}

Error no_such_record(Language language) {
    return refused(Code::NotFound, language, "deze rij is er niet", "there is no such row");
}

access::Area area_of(const lists::ListType& type) {
    for (int at = 0; at < access::area_count; ++at)
        if (access::word(static_cast<access::Area>(at)) == type.room) return static_cast<access::Area>(at);
    HALT_UNLESS(false);  // Every room has an area.
    return {};
}

std::optional<Error> refusal(const storage::Unit& unit, const access::Grant& grant,
                             const lists::ListType& type, access::Act act, Language language) {
    if (grant.practice().bytes() != unit.practice())
        return refused(Code::Forbidden, language, "deze toestemming is van een andere praktijk",
                       "this grant is of another practice");
    if (auto error = grant.refusal(area_of(type), act, language)) return error;
    // What the program saw is worth something because nobody else can say it.
    if (act == access::Act::Write && type.by_program && grant.actor().kind != access::ActorKind::Server)
        return refused(Code::Forbidden, language,
                       "deze lijst houdt Kader zelf bij; niemand kan er iets in zetten of veranderen",
                       "Kader keeps this list itself; nobody can put anything in it or change it");
    return {};
}

std::optional<Error> too_large(const Draft& draft, std::string_view kenmerk) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < kenmerk.size(); ++characters) next_character(kenmerk, at);
    if (characters > limits::record_kenmerk_characters_max)
        return refused(Code::TooLarge, draft.language, "kenmerk: langer dan 200 tekens",
                       "kenmerk: longer than 200 characters");
    std::size_t all = 0;
    for (const auto& [column, text] : draft.cells) {
        all += column.size() + text.size();
        if (text.size() > limits::list_cell_bytes_max)
            return refused(Code::TooLarge, draft.language, shortened(column) + ": groter dan 64 KiB",
                           shortened(column) + ": larger than 64 KiB");
    }
    // Escaping makes a text at most twice as long, since lists refuse what would need more.
    if (2 * all > limits::record_body_bytes_max)
        return refused(Code::TooLarge, draft.language, "de hele rij is te groot",
                       "the whole row is too large");
    return {};
}

subjects::SubjectRef subject_of(const lists::ListType& type, const std::string& kenmerk, const Cells& plain) {
    if (type.subject_column.empty()) return {subjects::SubjectKind::Practice, ""};
    if (type.subject_column == lists::kenmerk_column.name) return {subjects::SubjectKind::StaffFile, kenmerk};
    const auto person = plain.find(type.subject_column);
    HALT_UNLESS(person != plain.end());  // A required column, and a plain one.
    return {subjects::SubjectKind::StaffFile, person->second};
}

audit::Object object_of(const Version& version) {
    return {.type = "record", .id = version.record.text(), .list = version.list, .version = version.number};
}


// The only way to a new version: seals it, stores it, and writes its line. `version` comes with record,
// list, kenmerk, number, state, origin, subject and both parts of its cells.
Result<Written> write(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                      Version version, const vault::Key& key, audit::Act act) {
    const subjects::PracticeId practice{unit.practice()};
    version.learned_at = unit.now();
    version.change_seq = unit.change_seq();
    version.author = grant.actor().id;
    version.match = match_of(keeping.keyring, practice, version.list, *version.sealed);
    Salt salt;
    system::fill_random(salt);
    store_version(unit, key, version, salt);
    auto object = object_of(version);
    object.content = content_digest(version, salt);
    keeping.log.append(unit, grant,
                       {.act = act,
                        .subject = version.subject,
                        .object = std::move(object)});
    version.sealed.reset();
    return Written{version.record, version.number, true, std::move(version)};
}

using SharedKey = std::shared_ptr<const vault::Key>;

// The key of a subject that exists; nothing when it has to be made. So a key that was destroyed is a
// refusal before anything is written.
Result<std::optional<std::pair<subjects::SubjectId, SharedKey>>> known_key(storage::Unit& unit,
                                                                           const Keeping& keeping,
                                                                           const subjects::SubjectRef& ref) {
    using Found = std::optional<std::pair<subjects::SubjectId, SharedKey>>;
    const subjects::PracticeId practice{unit.practice()};
    const auto subject = subjects::find_subject(unit.session(), practice, ref);
    if (!subject) return Found{};
    KADER_TRY(key, keeping.keys.open(unit.session(), practice.bytes(), subject->bytes()));
    return Found{{*subject, std::move(key)}};
}

// The version after `before`, or the first one, with what was accepted.
Result<Written> write_accepted(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                               const Accepted& accepted, const Version* before) {
    KADER_TRY(found, known_key(unit, keeping, accepted.subject));
    if (!found) {
        const auto subject = subjects::subject_for(unit, keeping.keys, accepted.subject);
        KADER_TRY(key, keeping.keys.open(unit.session(), unit.practice(), subject.bytes()));
        found.emplace(subject, std::move(key));
    }
    Version version;
    version.record = before ? before->record : system::make_id<subjects::RecordId>(unit.now());
    version.list = accepted.type->name;
    version.kenmerk = accepted.kenmerk;
    version.number = before ? before->number + 1 : 1;
    version.origin = before ? Origin::Entered : accepted.origin;
    version.subject = found->first;
    version.plain = accepted.cells.plain;
    version.sealed = accepted.cells.sealed;
    constexpr audit::Act correct = "record.correct", add = "record.add";
    return write(unit, keeping, grant, std::move(version), *found->second, before ? correct : add);
}

// Whether the newest version says already what was accepted. A damaged one never does.
bool says_the_same(storage::Unit& unit, const Keeping& keeping, const Version& newest,
                   const Accepted& accepted) {
    if (newest.damaged || newest.state != State::Present || newest.plain != accepted.cells.plain)
        return false;
    const subjects::PracticeId practice{unit.practice()};
    const auto sealed = find_sealed(unit.session(), practice, newest.record, newest.number);
    const auto opened = open_sealed(unit.session(), keeping, practice, newest, sealed);
    return opened && opened->sealed == accepted.cells.sealed;
}

Result<Written> correct_accepted(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                                 const Accepted& accepted, const Version& newest) {
    if (says_the_same(unit, keeping, newest, accepted)) return Written{newest.record, newest.number};
    return write_accepted(unit, keeping, grant, accepted, &newest);
}

Result<Version> newest_expected(storage::Unit& unit, const lists::ListType& type,
                                const subjects::RecordId& record, std::int64_t expected, Language language) {
    auto newest = find_newest(unit.session(), subjects::PracticeId{unit.practice()}, record);
    if (!newest || newest->list != type.name) return no_such_record(language);
    if (newest->number != expected)
        return refused(Code::Conflict, language, "iemand anders heeft deze rij intussen gewijzigd",
                       "someone else has changed this row meanwhile");
    return *std::move(newest);
}

}  // namespace

Result<Accepted> accept(const Draft& draft) {
    HALT_UNLESS(draft.type != nullptr);
    const auto& type = *draft.type;
    Accepted accepted{&type, std::string{trimmed(draft.kenmerk)}, {}, {}, draft.origin, draft.language};
    if (auto error = too_large(draft, accepted.kenmerk)) return *std::move(error);
    for (const auto& [column, text] : draft.cells)
        if (column == lists::kenmerk_column.name ||
            std::ranges::find(type.columns, column, &lists::ColumnInfo::name) == type.columns.end())
            return refused(Code::Invalid, draft.language, shortened(column) + ": deze kolom is er niet",
                           shortened(column) + ": there is no such column");
    auto row = row_of(type, accepted.kenmerk, draft.cells);
    for (auto& cell : row) cell = trimmed(cell);
    const auto read = type.read(row);
    if (!read.problems.empty()) {
        const auto& problem = read.problems.front();
        return refused(Code::Invalid, draft.language, problem.column + ": " + problem.nl,
                       problem.column + ": " + problem.en);
    }
    accepted.kenmerk = read.identity.kenmerk;
    accepted.cells = split_cells(type, canonical_cells(type, row));
    accepted.subject = subject_of(type, accepted.kenmerk, accepted.cells.plain);
    return accepted;
}

Result<Written> add(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                    const Accepted& accepted) {
    if (auto error = refusal(unit, grant, *accepted.type, access::Act::Write, accepted.language))
        return *std::move(error);
    if (find_newest(unit.session(), subjects::PracticeId{unit.practice()}, accepted.type->name,
                    accepted.kenmerk))
        return refused(Code::Conflict, accepted.language, "er is al een rij met dit kenmerk",
                       "there is a row with this kenmerk already");
    return write_accepted(unit, keeping, grant, accepted, nullptr);
}

Result<Written> add(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                    const Draft& draft) {
    if (auto error = refusal(unit, grant, *draft.type, access::Act::Write, draft.language))
        return *std::move(error);
    KADER_TRY(accepted, accept(draft));
    return add(unit, keeping, grant, accepted);
}

Result<Written> correct(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                        const subjects::RecordId& record, std::int64_t expected, const Accepted& accepted) {
    if (auto error = refusal(unit, grant, *accepted.type, access::Act::Write, accepted.language))
        return *std::move(error);
    KADER_TRY(newest, newest_expected(unit, *accepted.type, record, expected, accepted.language));
    if (accepted.kenmerk != newest.kenmerk)
        return refused(Code::Invalid, accepted.language,
                       "kenmerk: verandert niet; trek deze rij in en voeg een andere toe",
                       "kenmerk: does not change; withdraw this row and add another");
    return correct_accepted(unit, keeping, grant, accepted, newest);
}

Result<Written> correct(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                        const subjects::RecordId& record, std::int64_t expected, const Draft& draft) {
    if (auto error = refusal(unit, grant, *draft.type, access::Act::Write, draft.language))
        return *std::move(error);
    KADER_TRY(accepted, accept(draft));
    return correct(unit, keeping, grant, record, expected, accepted);
}

Result<Written> withdraw(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                         const lists::ListType& type, const subjects::RecordId& record, std::int64_t expected,
                         Language language) {
    if (auto error = refusal(unit, grant, type, access::Act::Write, language)) return *std::move(error);
    KADER_TRY(newest, newest_expected(unit, type, record, expected, language));
    if (newest.state == State::EnteredInError && !newest.damaged)
        return Written{newest.record, newest.number};
    KADER_TRY(key, keeping.keys.open(unit.session(), unit.practice(), newest.subject.bytes()));
    Version version;
    version.record = newest.record;
    version.list = type.name;
    version.kenmerk = newest.kenmerk;
    version.number = newest.number + 1;
    version.state = State::EnteredInError;
    version.subject = newest.subject;
    version.sealed.emplace();
    return write(unit, keeping, grant, std::move(version), *key, "record.withdraw");
}

Result<Written> put(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                    const Draft& draft) {
    if (auto error = refusal(unit, grant, *draft.type, access::Act::Write, draft.language))
        return *std::move(error);
    KADER_TRY(accepted, accept(draft));
    const auto newest = find_newest(unit.session(), subjects::PracticeId{unit.practice()}, draft.type->name,
                                    accepted.kenmerk);
    if (!newest) return write_accepted(unit, keeping, grant, accepted, nullptr);
    return correct_accepted(unit, keeping, grant, accepted, *newest);
}

Result<OpenedRecord> open(ClosedRecord closed) {
    auto& version = closed.version;
    if (auto plain = parse_plain(closed.plain))
        version.plain = *std::move(plain);
    else
        version.damaged = true;
    KADER_TRY(opened, open_version(*closed.key, closed.practice, version, closed.sealed));
    auto cells = whole_cells(version.plain, opened.sealed);
    version.sealed = std::move(opened.sealed);
    return OpenedRecord{std::move(version), std::move(cells)};
}

namespace {

// The newest version with its key.
Result<ClosedRecord> find_with_key(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                                   const lists::ListType& type, std::string_view kenmerk, Language language) {
    if (auto error = refusal(unit, grant, type, access::Act::Read, language)) return *std::move(error);
    auto found = find_closed(unit.session(), subjects::PracticeId{unit.practice()}, type.name, trimmed(kenmerk));
    if (!found || (found->version.state == State::EnteredInError && !found->version.damaged))
        return no_such_record(language);
    KADER_TRY(key, key_of(unit.session(), keeping, found->practice, found->version));
    found->key = std::move(key);
    return *std::move(found);
}

void note_reading(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant, const Version& version) {
    keeping.log.append(
        unit, grant,
        {.act = "record.read", .subject = version.subject, .object = object_of(version)});
}

}  // namespace

Result<ClosedRecord> find_to_read(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                                  const lists::ListType& type, std::string_view kenmerk, Language language) {
    KADER_TRY(found, find_with_key(unit, keeping, grant, type, kenmerk, language));
    if (found.version.damaged) return open(std::move(found)).error();
    note_reading(unit, keeping, grant, found.version);
    return found;
}

Result<OpenedRecord> read(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                          const lists::ListType& type, std::string_view kenmerk, Language language) {
    KADER_TRY(found, find_with_key(unit, keeping, grant, type, kenmerk, language));
    KADER_TRY(opened, open(std::move(found)));
    note_reading(unit, keeping, grant, opened.version);
    return opened;
}

}  // namespace kader::records
