#include "log_review/outcomes.h"

#include <algorithm>
#include <map>

#include "audit/notes.h"
#include "deadlines/holiday_calendar.h"
#include "subjects/subject.h"
#include "system/random.h"

namespace kader::log_review {

namespace {

constexpr storage::Sql select_mark{"SELECT 1 FROM log_finding WHERE practice_id = $1 AND mark = $2"};
constexpr storage::Sql insert_finding{
    "INSERT INTO log_finding (practice_id, finding_id, rule, mark, actor_id, subject_id, first_seq, last_seq, count, happened_at, found_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr storage::Sql select_findings{
    "SELECT finding_id, rule, mark, actor_id, subject_id, first_seq, last_seq, count, happened_at, found_at FROM log_finding "
    "WHERE practice_id = $1 ORDER BY happened_at DESC, mark"};
constexpr storage::Sql select_outcomes{
    "SELECT finding_id, outcome, actor_id, judged_at, note_id FROM log_outcome WHERE practice_id = $1 ORDER BY finding_id, number"};
constexpr storage::Sql select_finding{"SELECT actor_id, subject_id FROM log_finding WHERE practice_id = $1 AND finding_id = $2"};
constexpr storage::Sql select_number{"SELECT max(number) FROM log_outcome WHERE practice_id = $1 AND finding_id = $2"};
constexpr storage::Sql insert_outcome{
    "INSERT INTO log_outcome (practice_id, finding_id, number, outcome, actor_id, judged_at, note_id) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

std::int64_t microseconds(system::Instant at) {
    return at.time_since_epoch().count();
}
system::Instant moment(std::int64_t number) {
    return system::Instant{std::chrono::microseconds{number}};
}

Error refuse(Code code, Language language, std::string_view nl, std::string_view en) {
    return {code, std::string{language == Language::Dutch ? nl : en}};
}

// Nothing: a rule of a later version.
std::optional<Item> read_item(const storage::Row& row) {
    const auto rule = parse_rule(row.text(1));
    if (!rule) return {};
    Item item;
    item.id = row.id<FindingId>(0);
    auto& finding = item.finding;
    finding.rule = *rule;
    finding.mark = row.text(2);
    finding.actor = row.id<subjects::ActorId>(3);
    if (!row.is_null(4)) finding.subject = row.id<subjects::SubjectId>(4);
    finding.first_seq = row.integer(5);
    finding.last_seq = row.integer(6);
    finding.count = row.integer(7);
    finding.at = moment(row.integer(8));
    item.found = moment(row.integer(9));
    return item;
}

std::map<FindingId, Judgement> newest_judgements(storage::Session& session, const subjects::PracticeId& practice) {
    std::map<FindingId, Judgement> newest;
    session.each(select_outcomes, {storage::id(practice)}, [&](const storage::Row& row) {
        auto& judged = newest[row.id<FindingId>(0)];
        judged = {std::string{row.text(1)}, row.id<subjects::ActorId>(2), moment(row.integer(3)), {}};
        if (!row.is_null(4)) judged.note = row.id<subjects::NoteId>(4);
    });
    return newest;
}

}  // namespace

std::size_t Review::store(storage::Unit& unit, const std::vector<Finding>& findings) const {
    std::vector<const Finding*> fresh;
    for (const auto& finding : findings) {
        if (fresh.size() == stored_at_once) break;
        bool known = false;
        unit.each(select_mark, {storage::Bytes{unit.practice()}, finding.mark}, [&](const storage::Row&) { known = true; });
        if (!known) fresh.push_back(&finding);
    }
    for (const auto* finding : fresh) {
        const auto id = system::make_id<FindingId>(unit.now());
        unit.run(insert_finding, {storage::Bytes{unit.practice()}, storage::id(id), row_of(finding->rule).word, finding->mark, storage::id(finding->actor),
                                  finding->subject ? storage::id(*finding->subject) : storage::null(), finding->first_seq, finding->last_seq,
                                  finding->count, microseconds(finding->at), microseconds(unit.now())});
    }
    return fresh.size();
}

WorkList Review::list(storage::Session& session, const subjects::PracticeId& practice, const Month& month, system::Instant now,
                      bool with_open_before) const {
    const auto judged = newest_judgements(session, practice);
    WorkList list;
    const auto today = day_of(now);
    session.each(select_findings, {storage::id(practice)}, [&](const storage::Row& row) {
        auto item = read_item(row);
        if (!item) return;
        if (const auto found = judged.find(item->id); found != judged.end()) item->judged = found->second;
        const auto day = day_of(item->finding.at);
        const bool is_before = day < month.from && with_open_before && !item->judged;
        if (day >= month.until || (day < month.from && !is_before)) return;
        if (item->finding.rule == Rule::BreakGlass) item->due = deadlines::weekdays_after(day, m_terms.break_glass_working_days);
        if (!item->judged) {
            ++list.open;
            item->escalated = (item->due && *item->due < today) || today >= day_of(item->found) + m_terms.unreviewed;
            if (item->escalated) ++list.escalated;
        }
        list.items.push_back(*std::move(item));
    });
    return list;
}

std::optional<Error> Review::judge(storage::Unit& unit, const access::Grant& grant, const FindingId& id, std::string_view outcome,
                                   std::string_view words, Language language) const {
    if (auto refused = grant.refusal(access::Area::Audit, access::Act::Read, language)) return refused;
    const auto& actor = grant.actor();
    if (actor.kind != access::ActorKind::Staff)
        return refuse(Code::Forbidden, language, "Alleen wie met een eigen account werkt, kan dit beoordelen.",
                      "Only who works with an account of their own can judge this.");
    if (std::ranges::find(outcomes, outcome, &OutcomeRow::word) == outcomes.end())
        return refuse(Code::Invalid, language, "Kies een uitkomst uit de lijst.", "Choose an outcome from the list.");
    std::optional<subjects::ActorId> did;
    std::optional<subjects::SubjectId> subject;
    unit.each(select_finding, {storage::id(grant.practice()), storage::id(id)}, [&](const storage::Row& row) {
        did = row.id<subjects::ActorId>(0);
        if (!row.is_null(1)) subject = row.id<subjects::SubjectId>(1);
    });
    if (!did) return refuse(Code::NotFound, language, "Deze bevinding is er niet.", "There is no such finding.");
    if (*did == actor.id)
        return refuse(Code::Forbidden, language, "Dit deed u zelf. Iemand anders moet het beoordelen.",
                      "You did this yourself. Somebody else must judge it.");
    std::optional<subjects::NoteId> note;
    if (!trimmed(words).empty()) {
        const auto about = subject ? subject : subjects::find_subject(unit.session(), grant.practice(), {subjects::SubjectKind::Practice, ""});
        if (!about) return Error{Code::NotFound, "a practice without a subject of its own"};
        const auto kept = audit::keep_note(unit, m_keys, *about, words);
        if (!kept && kept.error().code == Code::Invalid)
            return refuse(Code::Invalid, language, "Deze toelichting is te lang, of is geen gewone tekst.", "This explanation is too long, or no plain text.");
        // Where the key was destroyed the outcome is kept without its words.
        if (kept) note = *kept;
    }
    std::int64_t number = 1;
    unit.each(select_number, {storage::id(grant.practice()), storage::id(id)}, [&](const storage::Row& row) {
        if (!row.is_null(0)) number = row.integer(0) + 1;
    });
    unit.run(insert_outcome, {storage::id(grant.practice()), storage::id(id), number, outcome, storage::id(actor.id), microseconds(unit.now()),
                              note ? storage::id(*note) : storage::null()});
    m_log.append(unit, grant,
                 {.act = "review.outcome", .basis = std::string{outcome}, .subject = subject,
                  .object = audit::Object{.type = "finding", .id = id.text(), .version = number}, .note = note});
    return {};
}

}  // namespace kader::log_review
