#include "break_glass/break_glass.h"

#include <algorithm>

#include "access/decision.h"
#include "audit/notes.h"
#include "subjects/subject.h"
#include "system/random.h"

namespace kader::break_glass {

namespace {

constexpr storage::Sql insert_terms{
    "INSERT INTO break_glass (practice_id, break_glass_id, actor_id, subject_id, reason, note_id, started_at, ends_at, proof) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
// Ended ones are left out; what is past its time is judged by the caller's clock.
constexpr storage::Sql select_of_actor{
    "SELECT break_glass_id, actor_id, subject_id, reason, note_id, started_at, ends_at, proof FROM break_glass b "
    "WHERE practice_id = $1 AND actor_id = $2 AND subject_id = $3 AND ends_at > $4 AND started_at <= $4 AND NOT EXISTS "
    "(SELECT 1 FROM break_glass_end e WHERE e.practice_id = b.practice_id AND e.break_glass_id = b.break_glass_id) "
    "ORDER BY started_at"};
constexpr storage::Sql select_open{
    "SELECT break_glass_id, actor_id, subject_id, reason, note_id, started_at, ends_at, proof FROM break_glass b "
    "WHERE practice_id = $1 AND ends_at > $2 AND started_at <= $2 AND NOT EXISTS "
    "(SELECT 1 FROM break_glass_end e WHERE e.practice_id = b.practice_id AND e.break_glass_id = b.break_glass_id) "
    "ORDER BY started_at, break_glass_id"};
constexpr storage::Sql select_one{
    "SELECT break_glass_id, actor_id, subject_id, reason, note_id, started_at, ends_at, proof FROM break_glass "
    "WHERE practice_id = $1 AND break_glass_id = $2"};
constexpr storage::Sql insert_end{
    "INSERT INTO break_glass_end (practice_id, break_glass_id, ended_at, actor_id) VALUES ($1, $2, $3, $4)"};

std::int64_t number(system::Instant at) {
    return at.time_since_epoch().count();
}
system::Instant instant(std::int64_t number) {
    return system::Instant{std::chrono::microseconds{number}};
}

Error refuse(Code code, Language language, std::string_view nl, std::string_view en) {
    return {code, std::string{language == Language::Dutch ? nl : en}};
}

std::optional<Error> refusal_of(const access::Actor& actor, const Wanted& wanted, Language language) {
    if (!gives_care(actor))
        return refuse(Code::Forbidden, language, "Noodtoegang is er alleen voor wie zorg geeft. Vraag een collega die dat doet.",
                      "Emergency access is only for those who give care. Ask a colleague who does.");
    if (!wanted.second_factor)
        return refuse(Code::Forbidden, language, "Bevestig eerst nog een keer dat u het bent, met uw tweede stap.",
                      "First confirm once more that it is you, with your second step.");
    if (std::ranges::find(reasons, wanted.reason, &ReasonRow::word) == reasons.end())
        return refuse(Code::Invalid, language, "Kies een reden uit de lijst.", "Choose a reason from the list.");
    const auto words = trimmed(wanted.words);
    if (audit::length_of(words) < reason_characters_min || audit::length_of(words) > audit::note_characters_max || holds_control(words))
        return refuse(Code::Invalid, language, "Schrijf in gewone woorden op waarom, in 15 tot en met 2000 tekens.",
                      "Write down why in plain words, in 15 through 2000 characters.");
    return {};
}

}  // namespace

bool gives_care(const access::Actor& actor) {
    const auto role = access::parse_role(actor.role);
    return actor.kind == access::ActorKind::Staff && role && access::gives_care(*role);
}

BreakGlass::BreakGlass(const vault::Keyring& keyring, vault::SubjectKeys& keys, audit::Log& log)
    : m_key(keyring.match_key().for_purpose("break_glass")), m_keys(keys), m_log(log) {}

vault::Digest BreakGlass::proof_of(const subjects::PracticeId& practice, const Terms& terms) const {
    // The word of the reason is last, so nothing can be cut otherwise.
    return vault::keyed_digest_of(m_key, {vault::bytes_of("kader-break-glass-1"), practice.bytes(), terms.id.bytes(), terms.actor.bytes(),
                                          terms.subject.bytes(), terms.note.bytes(), vault::big_endian(number(terms.started)),
                                          vault::big_endian(number(terms.ends)), vault::bytes_of(terms.reason)});
}

std::optional<Terms> BreakGlass::read(const subjects::PracticeId& practice, const storage::Row& row) const {
    Terms terms{row.id<subjects::BreakGlassId>(0), row.id<subjects::ActorId>(1), row.id<subjects::SubjectId>(2), std::string{row.text(3)},
                row.id<subjects::NoteId>(4),       instant(row.integer(5)),      instant(row.integer(6))};
    if (!vault::same_bytes(row.blob(7), proof_of(practice, terms))) return {};
    return terms;
}

Result<Terms> BreakGlass::start(storage::Unit& unit, const access::Grant& grant, const Wanted& wanted, Language language) {
    const auto& actor = grant.actor();
    if (auto refused = refusal_of(actor, wanted, language)) return *std::move(refused);
    const auto no_file = refuse(Code::NotFound, language, "Dit dossier is er niet.", "There is no such file.");
    if (!subjects::is_subject(unit.session(), grant.practice(), wanted.subject)) return no_file;
    if (open_for(unit.session(), grant.practice(), actor.id, wanted.subject, unit.now()))
        return refuse(Code::Conflict, language, "U hebt al noodtoegang tot dit dossier.", "You have emergency access to this file already.");
    auto note = audit::keep_note(unit, m_keys, wanted.subject, wanted.words);
    if (!note) return note.error().code == Code::NotFound ? no_file : note.error();
    Terms terms{system::make_id<subjects::BreakGlassId>(unit.now()), actor.id, wanted.subject, wanted.reason, *note, unit.now(),
                unit.now() + open_time};
    const auto proof = proof_of(grant.practice(), terms);
    unit.run(insert_terms, {storage::id(grant.practice()), storage::id(terms.id), storage::id(terms.actor), storage::id(terms.subject), terms.reason,
                            storage::id(terms.note), number(terms.started), number(terms.ends), storage::Bytes{proof}});
    m_log.append(unit, grant,
                 {.act = "break_glass.start", .basis = terms.reason, .subject = terms.subject,
                  .object = audit::Object{.type = "break_glass", .id = terms.id.text(), .life = "creation"}, .break_glass = terms.id, .note = terms.note});
    return terms;
}

std::optional<Error> BreakGlass::end(storage::Unit& unit, const access::Grant& grant, const subjects::BreakGlassId& id, Language language) {
    const auto terms = find(unit.session(), grant.practice(), id);
    const auto& actor = grant.actor();
    const bool is_own = terms && terms->actor == actor.id;
    if (terms && !is_own && !grant.may(access::Area::Practice, access::Act::Write))
        return refuse(Code::Forbidden, language, "U kunt alleen uw eigen noodtoegang beëindigen.", "You can end your own emergency access only.");
    if (!terms || !open_for(unit.session(), grant.practice(), terms->actor, terms->subject, unit.now()))
        return refuse(Code::NotFound, language, "Deze noodtoegang is er niet, of is al voorbij.", "There is no such emergency access, or it is over.");
    unit.run(insert_end, {storage::id(grant.practice()), storage::id(id), number(unit.now()), storage::id(actor.id)});
    m_log.append(unit, grant,
                 {.act = "break_glass.end", .subject = terms->subject,
                  .object = audit::Object{.type = "break_glass", .id = id.text(), .life = "termination"}, .break_glass = id});
    return {};
}

std::optional<Terms> BreakGlass::open_for(storage::Session& session, const subjects::PracticeId& practice, const subjects::ActorId& actor,
                                          const subjects::SubjectId& subject, system::Instant now) const {
    std::optional<Terms> found;
    session.each(select_of_actor, {storage::id(practice), storage::id(actor), storage::id(subject), number(now)}, [&](const storage::Row& row) {
        auto terms = read(practice, row);
        // Longer than it may ever be is not ours, whatever its proof.
        if (terms && terms->actor == actor && terms->subject == subject && terms->ends - terms->started <= open_time) found = std::move(terms);
    });
    return found;
}

std::vector<Terms> BreakGlass::open_now(storage::Session& session, const subjects::PracticeId& practice,
                                        const std::optional<subjects::ActorId>& actor, system::Instant now) const {
    std::vector<Terms> found;
    session.each(select_open, {storage::id(practice), number(now)}, [&](const storage::Row& row) {
        auto terms = read(practice, row);
        const bool is_asked = terms && (!actor || terms->actor == *actor);
        if (is_asked && terms->ends - terms->started <= open_time && found.size() < open_count_max) found.push_back(*std::move(terms));
    });
    return found;
}

Result<Terms> BreakGlass::find(storage::Session& session, const subjects::PracticeId& practice, const subjects::BreakGlassId& id) const {
    std::optional<Terms> found;
    session.each(select_one, {storage::id(practice), storage::id(id)}, [&](const storage::Row& row) { found = read(practice, row); });
    if (!found) return Error{Code::NotFound, "there is no such emergency access"};
    return *found;
}

}  // namespace kader::break_glass
