#include "destruction/destruction.h"

#include <algorithm>
#include <array>

#include "destruction/chances.h"
#include "destruction/ledger.h"
#include "destruction/words.h"
#include "system/random.h"

namespace kader::destruction {

namespace {

constexpr storage::Sql insert_destruction{
    "INSERT INTO destruction (practice_id, destruction_id, subject_id, ground, reference, asked_on, last_on, at_once, state, made_at, made_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)"};
constexpr storage::Sql select_one{
    "SELECT destruction_id, subject_id, ground, reference, asked_on, last_on, at_once, state, made_at, made_by, agreed_by, decided_at, epoch"
    " FROM destruction WHERE practice_id = $1 AND destruction_id = $2"};
constexpr storage::Sql select_all{
    "SELECT destruction_id, subject_id, ground, reference, asked_on, last_on, at_once, state, made_at, made_by, agreed_by, decided_at, epoch"
    " FROM destruction WHERE practice_id = $1 ORDER BY made_at DESC, destruction_id DESC"};
constexpr storage::Sql select_asked{"SELECT 1 FROM destruction WHERE practice_id = $1 AND subject_id = $2 AND state = 1"};
constexpr storage::Sql select_kind{"SELECT kind FROM subject WHERE practice_id = $1 AND subject_id = $2"};
constexpr storage::Sql update_agreed{"UPDATE destruction SET agreed_at = $3, agreed_by = $4 WHERE practice_id = $1 AND destruction_id = $2"};
constexpr storage::Sql update_state{"UPDATE destruction SET state = $3, decided_at = $4, epoch = $5 WHERE practice_id = $1 AND destruction_id = $2"};
constexpr storage::Sql update_reference{"UPDATE destruction SET reference = $3 WHERE practice_id = $1 AND destruction_id = $2"};

constexpr std::array<std::string_view, 2> why_words = {"request", "kept"};
constexpr std::array<std::string_view, 4> state_words = {"asked", "refused", "withdrawn", "destroyed"};

std::optional<CalendarDay> day_of(std::string_view text) {
    const auto day = parse_day(std::string{text});
    return day ? std::optional{*day} : std::nullopt;
}

Destruction read(const storage::Row& row) {
    Destruction found;
    found.id = row.id<DestructionId>(0);
    found.asked.subject = row.id<subjects::SubjectId>(1);
    const auto why = parse_why(row.text(2));
    const auto state = row.integer(7);
    const auto asked_on = day_of(row.text(4));
    if (!why || !asked_on || state < 1 || state > 4) throw storage::StorageError{storage::Fault::Damaged, "a destruction that cannot be read"};
    found.asked.why = *why;
    found.asked.reference = row.text(3);
    found.asked.asked_on = *asked_on;
    if (!row.is_null(5)) found.asked.last_on = day_of(row.text(5));
    found.asked.at_once = row.integer(6) == 1;
    found.state = static_cast<State>(state);
    found.made_at = words::instant(row.integer(8));
    found.made_by = row.id<subjects::ActorId>(9);
    if (!row.is_null(10)) found.agreed_by = row.id<subjects::ActorId>(10);
    if (!row.is_null(11)) found.decided_at = words::instant(row.integer(11));
    if (!row.is_null(12)) found.epoch = static_cast<int>(row.integer(12));
    return found;
}

audit::Line line_of(audit::Act act, const Destruction& destruction) {
    audit::Line line;
    line.act = act;
    line.subject = destruction.asked.subject;
    line.object = audit::Object{"destruction", destruction.id.text()};
    return line;
}

Error not_open(Language language) {
    return words::said(Code::NotFound, language, "Dit verzoek om vernietiging is er niet, of er is al over beslist.",
                       "There is no such request for destruction, or it was decided already.");
}

std::optional<Destruction> find_open(storage::Unit& unit, const DestructionId& id) {
    auto found = find(unit.session(), subjects::PracticeId{unit.practice()}, id);
    if (found && found->state != State::Asked) found.reset();
    return found;
}

void decide(storage::Unit& unit, const DestructionId& id, State state, std::optional<int> epoch = {}) {
    unit.run(update_state, {storage::Bytes{unit.practice()}, storage::id(id), static_cast<std::int64_t>(state), words::number(unit.now()),
                            epoch ? storage::Value{static_cast<std::int64_t>(*epoch)} : storage::null()});
}

std::optional<Error> refusal_of(const Asked& asked, CalendarDay today, Language language) {
    if (asked.asked_on > today)
        return words::said(Code::Invalid, language, "De dag van het verzoek ligt in de toekomst.", "The day of the request is still to come.");
    if (asked.why == Why::Request && (!asked.last_on || *asked.last_on < asked.asked_on))
        return words::said(Code::Invalid, language, "Bij een verzoek hoort de laatste dag van de wettelijke termijn.",
                           "A request has the last day of its statutory term.");
    return {};
}

}  // namespace

std::string_view word(Why why) { return why_words.at(static_cast<std::size_t>(why)); }
std::optional<Why> parse_why(std::string_view text) {
    for (std::size_t at = 0; at < why_words.size(); ++at)
        if (why_words[at] == text) return static_cast<Why>(at);
    return {};
}
std::string_view word(State state) { return state_words.at(static_cast<std::size_t>(state) - 1); }

Result<DestructionId> ask(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const Asked& asked, CalendarDay today,
                          Language language) {
    std::optional<std::int64_t> kind;
    unit.each(select_kind, {storage::id(grant.practice()), storage::id(asked.subject)}, [&](const storage::Row& row) { kind = row.integer(0); });
    if (!kind) return words::no_such_subject(language);
    if (*kind == static_cast<std::int64_t>(subjects::SubjectKind::Practice) || *kind == static_cast<std::int64_t>(subjects::SubjectKind::Account))
        return words::said(Code::Invalid, language, "Een praktijk of een account wordt zo niet vernietigd.", "A practice or an account is not destroyed this way.");
    if (is_in_ledger(unit.session(), grant.practice(), asked.subject))
        return words::said(Code::Conflict, language, "Dit dossier is al vernietigd.", "This file was destroyed already.");
    bool is_asked = false;
    unit.each(select_asked, {storage::id(grant.practice()), storage::id(asked.subject)}, [&](const storage::Row&) { is_asked = true; });
    if (is_asked)
        return words::said(Code::Conflict, language, "Er loopt al een verzoek om dit dossier te vernietigen.", "A request to destroy this file is open already.");
    if (auto refused = refusal_of(asked, today, language)) return std::move(*refused);
    KADER_TRY(reference, words::reference(asked.reference, language));
    const auto id = system::make_id<DestructionId>(unit.now());
    const auto asked_on = iso_text(asked.asked_on), last_on = asked.last_on ? iso_text(*asked.last_on) : std::string{};
    unit.run(insert_destruction,
             {storage::id(grant.practice()), storage::id(id), storage::id(asked.subject), word(asked.why), reference, asked_on,
              asked.last_on ? storage::Value{std::string_view{last_on}} : storage::null(), std::int64_t{asked.at_once ? 1 : 0},
              words::number(unit.now()), storage::id(grant.actor().id)});
    log.append(unit, grant, line_of("destruction.ask", {id, asked, State::Asked, unit.now(), grant.actor().id}));
    return id;
}

std::optional<Error> agree(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const DestructionId& id, Language language) {
    const auto found = find_open(unit, id);
    if (!found) return not_open(language);
    if (const auto why = why_not_agree(*found, grant.actor().id)) return Error{Code::Forbidden, why->in(language)};
    unit.run(update_agreed, {storage::id(grant.practice()), storage::id(id), words::number(unit.now()), storage::id(grant.actor().id)});
    log.append(unit, grant, line_of("destruction.agree", *found));
    return {};
}

std::optional<Error> withdraw(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const DestructionId& id, Language language) {
    const auto found = find_open(unit, id);
    if (!found) return not_open(language);
    decide(unit, id, State::Withdrawn);
    log.append(unit, grant, line_of("destruction.withdraw", *found));
    return {};
}

std::optional<Error> refuse(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const DestructionId& id, std::string_view reference,
                            Language language) {
    const auto found = find_open(unit, id);
    if (!found) return not_open(language);
    const auto plain = words::reference(reference, language);
    if (!plain) return plain.error();
    decide(unit, id, State::Refused);
    unit.run(update_reference, {storage::id(grant.practice()), storage::id(id), *plain});
    log.append(unit, grant, line_of("destruction.refuse", *found));
    return {};
}

std::optional<Error> carry_out(storage::Unit& unit, audit::Log& log, vault::SubjectKeys& keys, const access::Grant& grant, const DestructionId& id,
                               const People& people, CalendarDay today, Language language) {
    const auto found = find_open(unit, id);
    if (!found) return not_open(language);
    const auto holds = open_holds(unit.session(), grant.practice(), found->asked.subject);
    if (const auto why = why_not_carry_out(*found, holds, people, today)) return Error{Code::RefusedByNorm, why->in(language)};
    const auto epoch = keys.destroy(unit, found->asked.subject.bytes());
    blank(unit, found->asked.subject);
    add_to_ledger(unit, {found->asked.subject, unit.now(), epoch});
    decide(unit, id, State::Destroyed, epoch);
    auto line = line_of("destruction.carry_out", *found);
    line.basis = found->agreed_by ? "two-people" : "works-alone";
    log.append(unit, grant, line);
    return {};
}

void note_refused(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const DestructionId& id) {
    const auto found = find(unit.session(), grant.practice(), id);
    if (!found) return;
    auto line = line_of("destruction.carry_out", *found);
    line.outcome = audit::Outcome::Refused;
    log.append(unit, grant, line);
}

std::optional<Destruction> find(storage::Session& session, const subjects::PracticeId& practice, const DestructionId& id) {
    std::optional<Destruction> found;
    session.each(select_one, {storage::id(practice), storage::id(id)}, [&](const storage::Row& row) { found = read(row); });
    return found;
}

std::vector<Destruction> all(storage::Session& session, const subjects::PracticeId& practice) {
    std::vector<Destruction> found;
    session.each(select_all, {storage::id(practice)}, [&](const storage::Row& row) { found.push_back(read(row)); });
    return found;
}

CalendarDay turn_due(CalendarDay destroyed_on, const Asked& asked) {
    if (asked.at_once) return destroyed_on;
    const std::chrono::year_month_day day{destroyed_on};
    const CalendarDay next_first{std::chrono::year_month_day{(day.year() / day.month() + std::chrono::months{1}) / 1}};
    return asked.last_on && *asked.last_on < next_first ? destroyed_on : next_first;
}

bool is_turn_due(storage::Session& session, const subjects::PracticeId& practice, int first_epoch, CalendarDay today) {
    const auto destructions = all(session, practice);
    return std::ranges::any_of(destructions, [&](const Destruction& one) {
        if (one.state != State::Destroyed || !one.epoch || *one.epoch < first_epoch || !one.decided_at) return false;
        return turn_due(words::day_of(*one.decided_at), one.asked) <= today;
    });
}

}  // namespace kader::destruction
