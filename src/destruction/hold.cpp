#include "destruction/hold.h"

#include <array>

#include "destruction/words.h"
#include "system/random.h"

namespace kader::destruction {

namespace {

constexpr storage::Sql insert_hold{
    "INSERT INTO subject_hold (practice_id, hold_id, subject_id, kind, reference, placed_at, placed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr storage::Sql select_hold{
    "SELECT subject_id, placed_by FROM subject_hold WHERE practice_id = $1 AND hold_id = $2 AND lifted_at IS NULL"};
constexpr storage::Sql select_open{
    "SELECT hold_id, subject_id, kind, reference, placed_at, placed_by FROM subject_hold"
    " WHERE practice_id = $1 AND subject_id = $2 AND lifted_at IS NULL ORDER BY placed_at, hold_id"};
constexpr storage::Sql select_all_open{
    "SELECT hold_id, subject_id, kind, reference, placed_at, placed_by FROM subject_hold"
    " WHERE practice_id = $1 AND lifted_at IS NULL ORDER BY placed_at, hold_id"};
constexpr storage::Sql update_lifted{"UPDATE subject_hold SET lifted_at = $3, lifted_by = $4 WHERE practice_id = $1 AND hold_id = $2"};

struct HoldWords {
    std::string_view word, nl, en;
};
// In the order of HoldKind.
constexpr std::array<HoldWords, 4> hold_words = {{
    {"complaint", "een klacht of geschil", "a complaint or dispute"},
    {"claim", "een schadeclaim", "a claim for damages"},
    {"other_interest", "een belang van iemand anders", "an interest of somebody else"},
    {"statutory_duty", "een wettelijke plicht om te bewaren", "a statutory duty to keep it"},
}};

Hold read_hold(const storage::Row& row) {
    // A kind that this version does not know stands in the way all the same.
    const auto kind = parse_hold_kind(row.text(2)).value_or(HoldKind::StatutoryDuty);
    return {row.id<HoldId>(0), row.id<subjects::SubjectId>(1), kind, std::string{row.text(3)}, words::instant(row.integer(4)), row.id<subjects::ActorId>(5), {}};
}

audit::Line line_of(audit::Act act, const subjects::SubjectId& subject, const HoldId& hold) {
    audit::Line line;
    line.act = act;
    line.subject = subject;
    line.object = audit::Object{"hold", hold.text()};
    return line;
}

}  // namespace

std::string_view word(HoldKind kind) { return hold_words.at(static_cast<std::size_t>(kind)).word; }

std::optional<HoldKind> parse_hold_kind(std::string_view text) {
    for (std::size_t at = 0; at < hold_words.size(); ++at)
        if (hold_words[at].word == text) return static_cast<HoldKind>(at);
    return {};
}

std::string_view name(HoldKind kind, Language language) {
    const auto& words = hold_words.at(static_cast<std::size_t>(kind));
    return language == Language::Dutch ? words.nl : words.en;
}

Result<HoldId> place_hold(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const subjects::SubjectId& subject, HoldKind kind,
                          std::string_view reference, Language language) {
    if (!subjects::is_subject(unit.session(), grant.practice(), subject)) return words::no_such_subject(language);
    KADER_TRY(plain, words::reference(reference, language));
    const auto id = system::make_id<HoldId>(unit.now());
    unit.run(insert_hold, {storage::id(grant.practice()), storage::id(id), storage::id(subject), word(kind), plain, words::number(unit.now()),
                           storage::id(grant.actor().id)});
    log.append(unit, grant, line_of("destruction.hold", subject, id));
    return id;
}

std::optional<Text> why_not_lift(const subjects::ActorId& placed_by, const subjects::ActorId& actor, bool works_alone) {
    if (placed_by != actor || works_alone) return {};
    return Text{"U hebt dit beletsel zelf vastgelegd; iemand anders moet het opheffen.", "You placed this hold yourself; somebody else has to lift it."};
}

std::optional<Error> lift_hold(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const HoldId& id, bool works_alone,
                               Language language) {
    std::optional<subjects::SubjectId> subject;
    subjects::ActorId placed_by;
    unit.each(select_hold, {storage::id(grant.practice()), storage::id(id)}, [&](const storage::Row& row) {
        subject = row.id<subjects::SubjectId>(0);
        placed_by = row.id<subjects::ActorId>(1);
    });
    if (!subject)
        return words::said(Code::NotFound, language, "Dit beletsel is er niet, of is al opgeheven.", "There is no such hold, or it was lifted already.");
    if (const auto why = why_not_lift(placed_by, grant.actor().id, works_alone)) return Error{Code::Forbidden, why->in(language)};
    unit.run(update_lifted, {storage::id(grant.practice()), storage::id(id), words::number(unit.now()), storage::id(grant.actor().id)});
    log.append(unit, grant, line_of("destruction.lift_hold", *subject, id));
    return {};
}

std::vector<Hold> open_holds(storage::Session& session, const subjects::PracticeId& practice, const subjects::SubjectId& subject) {
    std::vector<Hold> holds;
    session.each(select_open, {storage::id(practice), storage::id(subject)}, [&](const storage::Row& row) { holds.push_back(read_hold(row)); });
    return holds;
}

std::vector<Hold> open_holds(storage::Session& session, const subjects::PracticeId& practice) {
    std::vector<Hold> holds;
    session.each(select_all_open, {storage::id(practice)}, [&](const storage::Row& row) { holds.push_back(read_hold(row)); });
    return holds;
}

}  // namespace kader::destruction
