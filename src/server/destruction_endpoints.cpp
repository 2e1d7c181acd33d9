// Destroying a file: requests, holds and certificates. Whatever is shown of them leaves after its own line in the log.

#include <map>
#include <set>

#include "check/record_types.h"
#include "deadlines/deadline_rules.h"
#include "destruction/ledger.h"
#include "records/record_store.h"
#include "server/both.h"
#include "server/destruction_types.h"
#include "server/house.h"
#include "server/key_turns.h"
#include "staff/person.h"
#include "subjects/subject.h"

namespace kader::server {

namespace {

using answers::BothLanguages;
using destruction::DestructionId, destruction::HoldId;
using http::Method;
using storage::Unit;
using subjects::SubjectId;

// The term within which a request is answered (norms/deadlines/dossier.toml).
constexpr std::string_view request_rule = "wgbo-destroy-1m";
// Of the files that are looked through for a name.
constexpr std::size_t files_looked_at_max = 5000;

MayNow may_of(const std::optional<Text>& why_not) { return {!why_not, why_not ? std::optional{in_both(*why_not)} : std::nullopt}; }

// Whom a file is about, by its kenmerk and name, as far as they can be told.
class Names {
public:
    Names(House& house, storage::Session& session, const subjects::PracticeId& practice) : m_house(house), m_session(session), m_practice(practice) {
        subjects::each_subject(session, practice, [&](const subjects::StoredSubject& one) {
            if (one.ref.kind == subjects::SubjectKind::StaffFile) m_kenmerken[one.id] = one.ref.name;
        });
    }
    // Nothing: destroyed, or no file of staff.
    std::optional<std::string> kenmerk(const SubjectId& subject) const {
        const auto found = m_kenmerken.find(subject);
        if (found == m_kenmerken.end() || destruction::is_in_ledger(m_session, m_practice, subject)) return {};
        return found->second;
    }
    std::optional<std::string> name(const std::string& kenmerk) const {
        const auto newest = records::find_newest(m_session, m_practice, staff::Person::list, kenmerk);
        if (!newest || newest->state != records::State::Present || newest->damaged) return {};
        const auto sealed = records::find_sealed(m_session, m_practice, newest->record, newest->number);
        auto& here = *m_house.installation;
        const auto opened = records::open_sealed(m_session, {here.keys(), here.keyring(), here.log()}, m_practice, *newest, sealed);
        if (!opened) return {};
        const auto cell = opened->sealed.find("naam");
        return cell == opened->sealed.end() ? std::nullopt : std::optional{cell->second};
    }
    // Fills in both, the name for as long as the line of the log can name whom it is of.
    void tell(const SubjectId& subject, std::optional<std::string>& kenmerk_to, std::optional<std::string>& name_to) {
        kenmerk_to = kenmerk(subject);
        if (!kenmerk_to || (shown.size() >= audit::subjects_count_max && !shown.contains(subject))) return;
        name_to = name(*kenmerk_to);
        if (name_to) shown.insert(subject);
    }
    const std::map<SubjectId, std::string>& all() const { return m_kenmerken; }
    std::set<SubjectId> shown;

private:
    House& m_house;
    storage::Session& m_session;
    subjects::PracticeId m_practice;
    std::map<SubjectId, std::string> m_kenmerken;
};

// Answers what `make` finds in one moment of the practice, after the line of the log that says who was shown.
template <class Answer, class Make>
void show(House& house, const AskedPtr& asked, audit::Act act, const Make& make, const Finish<Answer>& finish) {
    const auto kept = std::make_shared<Answer>();
    audit::Line line;
    line.act = act;
    const auto session = house.installation->reader();
    const auto& practice = asked->grant->practice();
    session->begin_snapshot();
    session->enter_practice(practice.bytes());
    {
        Names names{house, *session, practice};
        line.count = make(*session, names, *kept);
        line.subjects.assign(names.shown.begin(), names.shown.end());
    }
    session->end_snapshot();
    house.writes->submit(
        practice,
        [&house, asked, line](Unit& unit, Writes::Written&) -> std::optional<Error> {
            house.installation->log().append(unit, *asked->grant, line);
            return {};
        },
        [kept, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<Answer>{std::move(*kept)});
        });
}

bool works_alone(House& house, const Asked& asked) {
    return !house.accounts->others_may(asked.grant->practice(), access::Area::Retention, access::Act::Write, asked.grant->actor().id);
}

// Whoever may work through the local socket has the key files, and so no factor to give.
bool is_fresh(const Asked& asked) { return !asked.who || asked.who->is_fresh; }

Refusal step_up(Language language) {
    auto refusal = refuse(403, Code::Forbidden, language, "Bevestig eerst met uw tweede stap dat u het bent.", "Confirm with your second step first that it is you.");
    refusal.need = "step_up";
    return refusal;
}

Refusal no_destruction(Language language) {
    return refuse(404, Code::NotFound, language, "Dit verzoek om vernietiging is er niet.", "There is no such request for destruction.");
}

template <class Id>
std::optional<Id> id_in(const Asked& asked) {
    return Id::parse(asked.request.parameters.at(0));
}

// The last day of the statutory term, counted without what free days may add: never too late.
Result<CalendarDay> last_day_of(House& house, CalendarDay asked_on, Language language) {
    if (!house.deadlines)
        return Error{Code::Unavailable, language == Language::Dutch ? "De termijnen van de wet zijn niet geladen." : "The terms of the law were not loaded."};
    KADER_TRY(event, deadlines::parse_event(iso_text(asked_on), language));
    KADER_TRY(deadline, house.deadlines->deadline_of(request_rule, event, language));
    if (const auto day = deadline.safe_due ? deadline.safe_due : deadline.legal_latest) return *day;
    return Error{Code::Invalid, language == Language::Dutch ? "Voor die dag is er geen termijn." : "There is no term for that day."};
}

MayWithDestruction may_with(const destruction::Destruction& one, const Asked& asked, std::span<const destruction::Hold> holds, bool alone, CalendarDay today) {
    if (one.state != destruction::State::Asked) {
        const auto decided = may_of(Text{"Over dit verzoek is al beslist.", "This request was decided already."});
        return {decided, decided, decided, decided};
    }
    if (auto refused = asked.grant->refusal(access::Area::Retention, access::Act::Write)) {
        const auto not_allowed = may_of(Text{"Uw rol mag dit bekijken, niet beslissen.", "Your role may look at this, not decide."});
        return {not_allowed, not_allowed, not_allowed, not_allowed};
    }
    MayWithDestruction may{{true, {}}, {true, {}}, {true, {}}, {true, {}}};
    may.agree = may_of(one.agreed_by ? Text{"Hiermee is al ingestemd.", "This was agreed to already."} : destruction::why_not_agree(one, asked.grant->actor().id));
    may.carry_out = may_of(destruction::why_not_carry_out(one, holds, {alone, true}, today));
    return may;
}

DestructionAnswer answer_of(House& house, const Asked& asked, const destruction::Destruction& one, std::span<const destruction::Hold> holds, bool alone) {
    const auto today = house.today();
    DestructionAnswer answer;
    answer.id = one.id;
    answer.subject = one.asked.subject;
    answer.why = destruction::word(one.asked.why);
    answer.reference = one.asked.reference;
    answer.state = destruction::word(one.state);
    answer.asked_on = one.asked.asked_on;
    answer.last_on = one.asked.last_on;
    answer.at_once = one.asked.at_once;
    answer.own = one.made_by == asked.grant->actor().id;
    answer.asked_by = one.made_by;
    answer.agreed_by = one.agreed_by;
    if (one.decided_at) answer.decided_on = deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(*one.decided_at));
    answer.urgency = destruction::word(destruction::urgency(one, today));
    answer.holds = static_cast<std::int64_t>(holds.size());
    answer.may = may_with(one, asked, holds, alone, today);
    if (one.state == destruction::State::Asked) answer.thought_until = destruction::thinks_until(one);
    if (one.state != destruction::State::Destroyed || !one.epoch) return answer;
    answer.certificate_ready = epochs::is_out_of_reach(house.installation->keyring(), *one.epoch);
    answer.waits_for_turn = !answer.certificate_ready;
    if (answer.waits_for_turn && answer.decided_on) answer.turn_due = destruction::turn_due(*answer.decided_on, one.asked);
    return answer;
}

void list_destructions(House& house, const AskedPtr& asked, const Finish<DestructionList>& finish) {
    const auto alone = works_alone(house, *asked);
    show<DestructionList>(
        house, asked, "destruction.list",
        [&](storage::Session& session, Names& names, DestructionList& list) {
            list.works_alone = alone;
            std::size_t decided = 0;
            for (const auto& one : destruction::all(session, asked->grant->practice())) {
                if (one.state != destruction::State::Asked && ++decided > decided_count_max) {
                    list.more = true;
                    continue;
                }
                const auto holds = destruction::open_holds(session, asked->grant->practice(), one.asked.subject);
                auto answer = answer_of(house, *asked, one, holds, alone);
                names.tell(one.asked.subject, answer.kenmerk, answer.name);
                list.destructions.push_back(std::move(answer));
            }
            return static_cast<std::int64_t>(list.destructions.size());
        },
        finish);
}

void list_holds(House& house, const AskedPtr& asked, const Finish<HoldList>& finish) {
    const auto alone = works_alone(house, *asked);
    show<HoldList>(
        house, asked, "destruction.list",
        [&](storage::Session& session, Names& names, HoldList& list) {
            for (const auto& one : destruction::open_holds(session, asked->grant->practice())) {
                HoldAnswer answer{one.id, one.subject, {}, {}, std::string{destruction::word(one.kind)},
                                  {std::string{destruction::name(one.kind, Language::Dutch)}, std::string{destruction::name(one.kind, Language::English)}},
                                  one.reference, deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(one.placed_at)),
                                  may_of(destruction::why_not_lift(one.placed_by, asked->grant->actor().id, alone))};
                names.tell(one.subject, answer.kenmerk, answer.name);
                list.holds.push_back(std::move(answer));
            }
            return static_cast<std::int64_t>(list.holds.size());
        },
        finish);
}

// By kenmerk, so that the same question gives the same answer.
void list_destroyable(House& house, const AskedPtr& asked, const Finish<DestroyableList>& finish) {
    const auto q = folded(trimmed(asked->request.query_value("q").value_or("")));
    show<DestroyableList>(
        house, asked, "destruction.subjects",
        [&](storage::Session& session, Names& names, DestroyableList& list) {
            const auto& practice = asked->grant->practice();
            std::set<SubjectId> asked_for;
            for (const auto& one : destruction::all(session, practice))
                if (one.state == destruction::State::Asked) asked_for.insert(one.asked.subject);
            std::map<std::string, SubjectId> by_kenmerk;
            for (const auto& [subject, kenmerk] : names.all()) by_kenmerk.emplace(kenmerk, subject);
            std::size_t looked_at = 0;
            for (const auto& [kenmerk, subject] : by_kenmerk) {
                if (++looked_at > files_looked_at_max) {
                    list.more = true;
                    break;
                }
                const auto name = names.name(kenmerk);
                if (!name || (folded(*name).find(q) == std::string::npos && folded(kenmerk).find(q) == std::string::npos)) continue;
                if (list.subjects.size() == destroyable_count_max) {
                    list.more = true;
                    break;
                }
                names.shown.insert(subject);
                list.subjects.push_back({subject, kenmerk, *name, asked_for.contains(subject), !destruction::open_holds(session, practice, subject).empty()});
            }
            return static_cast<std::int64_t>(list.subjects.size());
        },
        finish);
}

// A unit of work that gives an answer.
template <class Answer, class Work>
void write(House& house, const AskedPtr& asked, const Work& work, const Finish<Answer>& finish) {
    const auto kept = std::make_shared<Answer>();
    house.writes->submit(
        asked->grant->practice(), [work, kept](Unit& unit, Writes::Written&) -> std::optional<Error> { return work(unit, *kept); },
        [kept, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<Answer>{std::move(*kept)});
        });
}

void ask(House& house, const AskedPtr& asked, NewDestruction body, const Finish<DestructionMade>& finish) {
    const auto language = asked->language;
    if (body.at_once && !is_fresh(*asked)) return finish(step_up(language));
    destruction::Asked wanted{body.subject, destruction::parse_why(body.why).value_or(destruction::Why::Request), std::move(body.reference),
                              body.asked_on.value_or(house.today()), {}, body.at_once};
    if (wanted.why == destruction::Why::Request) {
        const auto day = last_day_of(house, wanted.asked_on, language);
        if (!day && day.error().code == Code::Unavailable) return finish(Refusal{day.error()});
        if (!day) return finish(refusal_of_field("/asked_on", {day.error().detail, day.error().detail}, language));
        wanted.last_on = *day;
    }
    write<DestructionMade>(
        house, asked,
        [&house, asked, wanted, language](Unit& unit, DestructionMade& made) -> std::optional<Error> {
            const auto id = destruction::ask(unit, house.installation->log(), *asked->grant, wanted, house.today(), language);
            if (!id) return id.error();
            made = {*id, wanted.last_on};
            return {};
        },
        finish);
}

// One of the acts that end without an answer.
template <class Act>
void act_on(House& house, const AskedPtr& asked, const Act& act, const Finish<Nothing>& finish) {
    const auto id = id_in<DestructionId>(*asked);
    if (!id) return finish(no_destruction(asked->language));
    write<Nothing>(house, asked, [asked, act, id = *id](Unit& unit, Nothing&) { return act(unit, id); }, finish);
}

void agree(House& house, const AskedPtr& asked, const Finish<Nothing>& finish) {
    // On the machine itself nobody is known by name, so nobody there is the second of two people.
    if (!asked->who)
        return finish(refuse(403, Code::Forbidden, asked->language, "Instemmen doet iemand met een account, in de browser.", "Somebody with an account agrees, in the browser."));
    act_on(house, asked, [&house, asked](Unit& unit, const DestructionId& id) {
        return destruction::agree(unit, house.installation->log(), *asked->grant, id, asked->language);
    }, finish);
}

void carry_out(House& house, const AskedPtr& asked, const Finish<CarriedOut>& finish) {
    const auto id = id_in<DestructionId>(*asked);
    if (!id) return finish(no_destruction(asked->language));
    const destruction::People people{works_alone(house, *asked), is_fresh(*asked)};
    const auto today = house.today();
    const auto kept = std::make_shared<CarriedOut>();
    const auto practice = asked->grant->practice();
    house.writes->submit(
        practice,
        [&house, asked, kept, people, today, id = *id](Unit& unit, Writes::Written&) -> std::optional<Error> {
            auto& here = *house.installation;
            const auto found = destruction::find(unit.session(), asked->grant->practice(), id);
            auto refused = destruction::carry_out(unit, here.log(), here.keys(), *asked->grant, id, people, today, asked->language);
            if (!refused && found) kept->turn_due = destruction::turn_due(today, found->asked);
            return refused;
        },
        [&house, asked, kept, finish, practice, today, id = *id](std::optional<Error> refused) {
            if (refused && refused->code == Code::RefusedByNorm)
                house.writes->submit(
                    practice,
                    [&house, asked, id](Unit& unit, Writes::Written&) -> std::optional<Error> {
                        destruction::note_refused(unit, house.installation->log(), *asked->grant, id);
                        return {};
                    },
                    [](const std::optional<Error>&) {});
            if (refused) return finish(Refusal{*std::move(refused)});
            // Which rows are of one human is not what it was.
            house.standings->forget(practice);
            if (kept->turn_due <= today) house.turns->look();
            finish(Given<CarriedOut>{std::move(*kept)});
        });
}

void give_certificate(House& house, const AskedPtr& asked, const Finish<CertificateAnswer>& finish) {
    const auto id = id_in<DestructionId>(*asked);
    if (!id) return finish(no_destruction(asked->language));
    const auto session = house.installation->reader();
    const auto& practice = asked->grant->practice();
    std::string name;
    for (const auto& one : subjects::practices(*session))
        if (one.id == practice) name = one.name;
    session->begin_snapshot();
    session->enter_practice(practice.bytes());
    const auto found = destruction::find(*session, practice, *id);
    session->end_snapshot();
    const auto in = [&](Language language) { return destruction::certificate(found ? &*found : nullptr, house.installation->keyring(), name, language); };
    auto nl = in(Language::Dutch), en = in(Language::English);
    if (!nl || !en) return finish(Refusal{asked->language == Language::Dutch ? nl.error() : en.error()});
    const CertificateAnswer made{{nl->title, nl->lines}, {en->title, en->lines}};
    write<CertificateAnswer>(
        house, asked,
        [&house, asked, made, found](Unit& unit, CertificateAnswer& answer) -> std::optional<Error> {
            audit::Line line;
            line.act = "destruction.certificate";
            line.subject = found->asked.subject;
            line.object = audit::Object{"destruction", found->id.text()};
            house.installation->log().append(unit, *asked->grant, line);
            answer = made;
            return {};
        },
        finish);
}

void place_hold(House& house, const AskedPtr& asked, const NewHold& body, const Finish<HoldMade>& finish) {
    write<HoldMade>(
        house, asked,
        [&house, asked, body](Unit& unit, HoldMade& made) -> std::optional<Error> {
            const auto kind = destruction::parse_hold_kind(body.kind).value_or(destruction::HoldKind::StatutoryDuty);
            const auto id = destruction::place_hold(unit, house.installation->log(), *asked->grant, body.subject, kind, body.reference, asked->language);
            if (!id) return id.error();
            made.id = *id;
            return {};
        },
        finish);
}

void release_hold(House& house, const AskedPtr& asked, const Finish<Nothing>& finish) {
    const auto id = id_in<HoldId>(*asked);
    if (!id) return finish(refuse(404, Code::NotFound, asked->language, "Dit beletsel is er niet.", "There is no such hold."));
    const auto alone = works_alone(house, *asked);
    write<Nothing>(
        house, asked,
        [&house, asked, id = *id, alone](Unit& unit, Nothing&) {
            return destruction::lift_hold(unit, house.installation->log(), *asked->grant, id, alone, asked->language);
        },
        finish);
}

constexpr auto sees_retention = Policy::rights(access::Area::Retention, access::Act::Read);
constexpr auto decides_retention = Policy::rights(access::Area::Retention, access::Act::Write);

void add_hold_endpoints(House& house, std::vector<Endpoint>& all) {
    all.push_back(endpoint_later<Nothing, HoldList>(
        sees_retention, {.pattern = "/api/holds", .operation = "getHolds", .summary = "What stands in the way of destroying files; noted in the log"},
        [&house](const AskedPtr& asked, Nothing, const Finish<HoldList>& finish) { list_holds(house, asked, finish); }));
    all.push_back(endpoint_later<NewHold, HoldMade>(
        decides_retention,
        {.method = Method::Post, .pattern = "/api/holds", .operation = "placeHold", .summary = "For as long as it is open, nothing of this file goes", .success = 201},
        [&house](const AskedPtr& asked, const NewHold& body, const Finish<HoldMade>& finish) { place_hold(house, asked, body, finish); }));
    all.push_back(endpoint_later<Nothing, Nothing>(
        decides_retention,
        {.method = Method::Post, .pattern = "/api/holds/{id}/release", .operation = "releaseHold", .summary = "It is over; by somebody else than who placed it", .success = 204},
        [&house](const AskedPtr& asked, Nothing, const Finish<Nothing>& finish) { release_hold(house, asked, finish); }));
}

void add_deciding_endpoints(House& house, std::vector<Endpoint>& all) {
    all.push_back(endpoint_later<Nothing, Nothing>(
        decides_retention.with_step_up(),
        {.method = Method::Post, .pattern = "/api/destructions/{id}/agree", .operation = "agreeToDestruction", .summary = "By somebody else than who asked", .success = 204},
        [&house](const AskedPtr& asked, Nothing, const Finish<Nothing>& finish) { agree(house, asked, finish); }));
    all.push_back(endpoint_later<Nothing, Nothing>(
        decides_retention,
        {.method = Method::Post, .pattern = "/api/destructions/{id}/withdraw", .operation = "withdrawDestruction", .summary = "The request is no more", .success = 204},
        [&house](const AskedPtr& asked, Nothing, const Finish<Nothing>& finish) {
            act_on(house, asked, [&house, asked](Unit& unit, const DestructionId& id) {
                return destruction::withdraw(unit, house.installation->log(), *asked->grant, id, asked->language);
            }, finish);
        }));
    all.push_back(endpoint_later<RefusalReference, Nothing>(
        decides_retention,
        {.method = Method::Post, .pattern = "/api/destructions/{id}/refuse", .operation = "refuseDestruction", .summary = "With reasons that are kept elsewhere", .success = 204},
        [&house](const AskedPtr& asked, const RefusalReference& body, const Finish<Nothing>& finish) {
            act_on(house, asked, [&house, asked, body](Unit& unit, const DestructionId& id) {
                return destruction::refuse(unit, house.installation->log(), *asked->grant, id, body.reference, asked->language);
            }, finish);
        }));
    all.push_back(endpoint_later<Nothing, CarriedOut>(
        decides_retention.with_step_up(),
        {.method = Method::Post, .pattern = "/api/destructions/{id}/carry-out", .operation = "carryOutDestruction", .summary = "The key of the file goes, for good"},
        [&house](const AskedPtr& asked, Nothing, const Finish<CarriedOut>& finish) { carry_out(house, asked, finish); }));
}

}  // namespace

std::vector<Endpoint> destruction_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint_later<Nothing, DestructionList>(
        sees_retention,
        {.pattern = "/api/destructions", .operation = "getDestructions", .summary = "Requests to destroy a file, with what the reader may do now; noted in the log"},
        [&house](const AskedPtr& asked, Nothing, const Finish<DestructionList>& finish) { list_destructions(house, asked, finish); }));
    all.push_back(endpoint_later<NewDestruction, DestructionMade>(
        decides_retention,
        {.method = Method::Post, .pattern = "/api/destructions", .operation = "askDestruction", .summary = "A request to destroy a file", .success = 201},
        [&house](const AskedPtr& asked, NewDestruction body, const Finish<DestructionMade>& finish) { ask(house, asked, std::move(body), finish); }));
    all.push_back(endpoint_later<Nothing, DestroyableList>(
        sees_retention,
        {.pattern = "/api/destructions/subjects",
         .operation = "getDestroyable",
         .summary = "Files that can be destroyed, at most twenty; noted in the log",
         .parameters = {{Parameter::In::Query, "q", "A part of the kenmerk or the name."}}},
        [&house](const AskedPtr& asked, Nothing, const Finish<DestroyableList>& finish) { list_destroyable(house, asked, finish); }));
    add_deciding_endpoints(house, all);
    all.push_back(endpoint_later<Nothing, CertificateAnswer>(
        sees_retention,
        {.pattern = "/api/destructions/{id}/certificate", .operation = "getCertificate", .summary = "Once nothing opens the file any more; noted in the log"},
        [&house](const AskedPtr& asked, Nothing, const Finish<CertificateAnswer>& finish) { give_certificate(house, asked, finish); }));
    add_hold_endpoints(house, all);
    return all;
}

}  // namespace kader::server
