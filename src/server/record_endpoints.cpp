#include <algorithm>
#include <charconv>
#include <set>

#include "records/cells.h"
#include "server/house.h"

namespace kader::server {

namespace {

using http::Method;
using storage::Unit;

constexpr storage::Sql find_retry{
    "SELECT request_hash, ids FROM idempotency_key WHERE practice_id = $1 AND actor_id = $2 AND retry_key = $3"};
constexpr storage::Sql add_retry{
    "INSERT INTO idempotency_key (practice_id, actor_id, retry_key, request_hash, status, ids, made_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr storage::Sql drop_old_retries{"DELETE FROM idempotency_key WHERE practice_id = $1 AND made_at < $2"};
constexpr std::chrono::hours retries_kept{24 * 30};
constexpr int adding_per_clearing = 64;
constexpr std::size_t retry_key_characters_max = 200;

records::Keeping keeping_of(House& house) {
    return {house.installation->keys(), house.installation->keyring(), house.installation->log()};
}

std::string etag_of(std::int64_t version) { return '"' + std::to_string(version) + '"'; }

http::Headers version_header(std::int64_t version) { return {{"ETag", etag_of(version)}}; }

// The version in If-Match: exactly one, strong.
std::optional<std::int64_t> expected_version(const Asked& asked) {
    auto text = asked.request.header("if-match").value_or("");
    if (text.size() < 3 || text.front() != '"' || text.back() != '"') return {};
    text = text.substr(1, text.size() - 2);
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc{} || end != text.data() + text.size() || version < 1) return {};
    return version;
}

// A record is read and corrected by its kenmerk as one part of an address; what no address may carry is refused
// before it is stored.
bool fits_an_address(std::string_view kenmerk) {
    return kenmerk.find_first_of("/\\") == std::string_view::npos && kenmerk != "." && kenmerk != "..";
}

// Every cell that its list would refuse, by name; nothing when it would take them all.
std::optional<Refusal> refusal_of_cells(const Asked& asked, std::string_view kenmerk, const wire::TextMap& cells) {
    wire::Complaints complaints;
    const auto& type = *asked.list;
    for (const auto& [column, text] : cells) {
        const bool known = std::ranges::find(type.columns, column, &lists::ColumnInfo::name) != type.columns.end();
        if (!known || column == lists::kenmerk_column.name)
            complaints.push_back({"/cells/" + shortened(column), {"deze kolom is er niet", "there is no such column"}});
    }
    if (complaints.empty()) {
        auto row = records::row_of(type, kenmerk, cells);
        for (auto& cell : row) cell = trimmed(cell);
        for (const auto& problem : type.read(row).problems)
            complaints.push_back({(problem.column == lists::kenmerk_column.name ? "/" : "/cells/") + problem.column, {problem.nl, problem.en}});
    }
    if (complaints.empty()) return {};
    return refusal_of(complaints, asked.language);
}

using SharedDraft = std::shared_ptr<const records::Accepted>;

// Read here, before the unit of work; refused with every cell that is wrong.
std::variant<SharedDraft, Refusal> accept(const Asked& asked, std::string_view kenmerk, wire::TextMap cells) {
    const records::Draft draft{asked.list, std::string{kenmerk}, std::move(cells), records::Origin::Entered, asked.language};
    auto accepted = records::accept(draft);
    if (accepted) return std::make_shared<const records::Accepted>(*std::move(accepted));
    if (auto refusal = refusal_of_cells(asked, kenmerk, draft.cells)) return *std::move(refusal);
    return Refusal{std::move(accepted).error()};
}

struct Writing {
    std::int64_t version = 0;
    bool other_request = false;  // The same key of retry for something else.
    bool stale = false;
};

void add_record(House& house, const AskedPtr& asked, NewRecord body, const Finish<RecordWritten>& finish) {
    const auto language = asked->language;
    const std::string key{*asked->request.header("idempotency-key")};
    if (key.size() > retry_key_characters_max || holds_control(key))
        return finish(refusal_of_field("idempotency-key", {"is langer dan 200 tekens", "is longer than 200 characters"}, language));
    if (!fits_an_address(trimmed(body.kenmerk)))
        return finish(refusal_of_field("/kenmerk", {"mag geen schuine streep hebben, en niet alleen een of twee punten zijn",
                                                    "may hold no slash, nor be one or two dots alone"},
                                       language));
    auto taken = accept(*asked, body.kenmerk, std::move(body.cells));
    if (auto* refusal = std::get_if<Refusal>(&taken)) return finish(std::move(*refusal));
    const auto& draft = std::get<SharedDraft>(taken);
    const auto hash = vault::keyed_digest_of(*house.retry_key, {vault::bytes_of(asked->list->name), vault::bytes_of(":"), vault::bytes_of(asked->request.body)});
    const auto result = std::make_shared<Writing>();
    const auto work = [&house, asked, draft, key, hash, result](Unit& unit, Writes::Written& written) -> std::optional<Error> {
        *result = {};
        const auto practice = asked->grant->practice();
        const auto actor = asked->grant->actor().id;
        bool seen = false;
        unit.each(find_retry, {storage::id(practice), storage::id(actor), key}, [&](const storage::Row& row) {
            seen = true;
            result->other_request = !vault::same_bytes(row.blob(0), hash);
            const auto ids = row.text(1);
            std::from_chars(ids.data(), ids.data() + ids.size(), result->version);
        });
        if (seen) return {};
        auto added = records::add(unit, keeping_of(house), *asked->grant, *draft);
        if (!added) return added.error();
        result->version = added->version;
        unit.run(add_retry, {storage::id(practice), storage::id(actor), key, storage::Bytes{hash}, std::int64_t{201},
                             std::to_string(added->version) + " " + added->record.text(),
                             static_cast<std::int64_t>(unit.now().time_since_epoch().count())});
        // One in so many clears up for all; the hash is as good as chance.
        if (hash[0] % adding_per_clearing == 0)
            unit.run(drop_old_retries,
                     {storage::id(practice), static_cast<std::int64_t>((unit.now() - retries_kept).time_since_epoch().count())});
        written.push_back(std::move(added->stored));
        return {};
    };
    house.writes->submit(asked->grant->practice(), work, [asked, draft, result, finish](std::optional<Error> refused) {
        if (refused) return finish(Refusal{*std::move(refused)});
        if (result->other_request)
            return finish(refusal_of_field("idempotency-key", {"is al gebruikt voor iets anders", "was used for something else already"}, asked->language));
        finish(Given<RecordWritten>{{std::string{draft->type->name}, draft->kenmerk, result->version}, version_header(result->version)});
    });
}

// A correction, or with no draft a withdrawal.
template <class Answer>
void change_record(House& house, const AskedPtr& asked, const SharedDraft& draft,
                   const std::function<Given<Answer>(std::int64_t version)>& give, const Finish<Answer>& finish) {
    const auto expected = expected_version(*asked);
    if (!expected)
        return finish(refuse(412, Code::Conflict, asked->language, "If-Match moet de versie zijn die u gelezen hebt, zoals \"3\".",
                             "If-Match must be the version you read, such as \"3\"."));
    const auto result = std::make_shared<Writing>();
    const auto work = [&house, asked, draft, expected = *expected, result](Unit& unit, Writes::Written& written) -> std::optional<Error> {
        *result = {};
        const auto& kenmerk = asked->request.parameters.at(1);
        const auto newest = records::find_newest(unit.session(), asked->grant->practice(), asked->list->name, kenmerk);
        if (!newest || (!draft && newest->state != records::State::Present))
            return Error{Code::NotFound, asked->language == Language::Dutch ? "Dit gegeven bestaat niet." : "There is no such record."};
        auto changed = draft ? records::correct(unit, keeping_of(house), *asked->grant, newest->record, expected, *draft)
                                   : records::withdraw(unit, keeping_of(house), *asked->grant, *asked->list, newest->record, expected, asked->language);
        if (!changed) {
            result->stale = changed.error().code == Code::Conflict;
            return changed.error();
        }
        result->version = changed->version;
        if (changed->changed) written.push_back(std::move(changed->stored));
        return {};
    };
    house.writes->submit(asked->grant->practice(), work, [result, give, finish](std::optional<Error> refused) {
        if (refused) return finish(Refusal{*std::move(refused), result->stale ? 412 : 0});
        finish(give(result->version));
    });
}

Outcome<RecordAnswer> opened(const Asked& asked, records::ClosedRecord& closed) {
    auto record = records::open(std::move(closed));
    if (!record) return Refusal{std::move(record).error()};
    const auto& version = record->version;
    return Given<RecordAnswer>{{std::string{asked.list->name}, version.kenmerk, version.number, std::move(record->cells)},
                               version_header(version.number)};
}

void read_record(House& house, const AskedPtr& asked, const Finish<RecordAnswer>& finish) {
    const auto closed = std::make_shared<records::ClosedRecord>();
    const auto work = [&house, asked, closed](Unit& unit, Writes::Written&) -> std::optional<Error> {
        auto found = records::find_to_read(unit, keeping_of(house), *asked->grant, *asked->list, asked->request.parameters.at(1), asked->language);
        if (!found) return found.error();
        *closed = std::move(*found);
        return {};
    };
    // The line of the log is committed before the first byte leaves.
    house.writes->submit(asked->grant->practice(), work, [asked, closed, finish](std::optional<Error> refused) {
        if (refused) return finish(Refusal{*std::move(refused)});
        finish([asked, closed] { return opened(*asked, *closed); });
    });
}

// Whom a list shows, as far as one line of the log can name them: beyond that it says how many rows, not who.
void name_subjects(audit::Line& line, const std::set<subjects::SubjectId>& shown) {
    if (shown.size() <= audit::subjects_count_max) line.subjects.assign(shown.begin(), shown.end());
}

void list_records(House& house, const AskedPtr& given, const Finish<RecordList>& finish) {
    const auto& asked = *given;
    const auto answer = std::make_shared<RecordList>();
    answer->list = asked.list->name;
    std::set<subjects::SubjectId> shown;
    const auto session = house.installation->reader();
    session->begin_snapshot();
    session->enter_practice(asked.grant->practice().bytes());
    records::each_newest(
        *session, asked.grant->practice(),
        [&](const records::Version& version) {
            const bool present = version.state == records::State::Present;
            answer->records.push_back({version.kenmerk, version.number, std::string{record_states[present ? 0 : 1]}});
            if (shown.size() <= audit::subjects_count_max) shown.insert(version.subject);
        },
        asked.list->name);
    session->end_snapshot();
    audit::Line line{.act = "record.list", .object = audit::Object{.type = "list", .id = answer->list, .list = answer->list},
                     .count = static_cast<std::int64_t>(answer->records.size())};
    name_subjects(line, shown);
    // Before the first byte leaves.
    house.writes->submit(
        asked.grant->practice(),
        [&house, given, line](Unit& unit, Writes::Written&) -> std::optional<Error> {
            house.installation->log().append(unit, *given->grant, line);
            return {};
        },
        [answer, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish([answer]() -> Outcome<RecordList> { return Given<RecordList>{std::move(*answer)}; });
        });
}

constexpr Parameter if_match{Parameter::In::Header, "if-match", "The version that is changed, from its ETag.", false, 428};

}  // namespace

std::vector<Endpoint> record_endpoints(House& house) {
    constexpr auto may_read = Policy::list(access::Act::Read), may_write = Policy::list(access::Act::Write);
    constexpr std::string_view all_of_list = "/api/records/{list}", one_record = "/api/records/{list}/{kenmerk}";
    std::vector<Endpoint> all;
    all.push_back(endpoint_later<Nothing, RecordList>(
        may_read, {.pattern = all_of_list, .operation = "listRecords", .summary = "The records of a list, without their cells; noted in the log"},
        [&house](const AskedPtr& asked, Nothing, const Finish<RecordList>& finish) { list_records(house, asked, finish); }));
    all.push_back(endpoint_later<NewRecord, RecordWritten>(
        may_write,
        {.method = Method::Post,
         .pattern = all_of_list,
         .operation = "addRecord",
         .summary = "Add a record; the same key of retry twice adds it once",
         .parameters = {{Parameter::In::Header, "idempotency-key", "Chosen by the client for this one act; kept for thirty days.", false, 400}},
         .on = On::Connection,
         .success = 201},
        [&house](const AskedPtr& asked, NewRecord body, const Finish<RecordWritten>& finish) { add_record(house, asked, std::move(body), finish); }));
    all.push_back(endpoint_later<Nothing, RecordAnswer>(
        may_read, {.pattern = one_record, .operation = "getRecord", .summary = "One record with all its cells; noted in the log", .on = On::Connection},
        [&house](const AskedPtr& asked, Nothing, const Finish<RecordAnswer>& finish) { read_record(house, asked, finish); }));
    all.push_back(endpoint_later<Correction, RecordWritten>(
        may_write,
        {.method = Method::Put, .pattern = one_record, .operation = "correctRecord", .summary = "A new version of a record", .parameters = {if_match}, .on = On::Connection},
        [&house](const AskedPtr& asked, Correction body, const Finish<RecordWritten>& finish) {
            const auto& kenmerk = asked->request.parameters.at(1);
            auto taken = accept(*asked, kenmerk, std::move(body.cells));
            if (auto* refusal = std::get_if<Refusal>(&taken)) return finish(std::move(*refusal));
            const auto give = [list = std::string{asked->list->name}, kenmerk](std::int64_t version) {
                return Given<RecordWritten>{{list, kenmerk, version}, version_header(version)};
            };
            change_record<RecordWritten>(house, asked, std::get<SharedDraft>(taken), give, finish);
        }));
    all.push_back(endpoint_later<Nothing, Nothing>(
        may_write,
        {.method = Method::Delete,
         .pattern = one_record,
         .operation = "withdrawRecord",
         .summary = "Mark a record as entered in error; nothing is erased",
         .parameters = {if_match},
         .on = On::Connection,
         .success = 204},
        [&house](const AskedPtr& asked, Nothing, const Finish<Nothing>& finish) {
            change_record<Nothing>(house, asked, nullptr, [](std::int64_t version) { return Given<Nothing>{{}, version_header(version)}; }, finish);
        }));
    return all;
}

}  // namespace kader::server
