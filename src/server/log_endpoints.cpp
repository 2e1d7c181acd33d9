// The log, its review, emergency access, and who looked into a file. Each answer leaves after its own line in the log.

#include <algorithm>
#include <charconv>

#include "break_glass/break_glass.h"
#include "log_review/access_list.h"
#include "server/house.h"
#include "server/log_types.h"
#include "server/review_facts.h"
#include "subjects/subject.h"

namespace kader::server {

namespace {

using answers::BothLanguages;
using http::Method;
using log_review::Month;
using storage::Unit;

BothLanguages both(const Text& text) {
    return {text.nl, text.en};
}

// Runs `work` in a moment of the practice.
template <class Work>
auto looking(House& house, const Asked& asked, const Work& work) {
    const auto session = house.installation->reader();
    session->begin_snapshot();
    session->enter_practice(asked.grant->practice().bytes());
    auto result = work(*session);
    session->end_snapshot();
    return result;
}

// The line comes first; when it cannot be written, nothing is shown.
template <class Answer>
void answer_after(House& house, const AskedPtr& asked, const audit::Line& line, Answer answer, const Finish<Answer>& finish) {
    const auto kept = std::make_shared<Answer>(std::move(answer));
    house.writes->submit(
        asked->grant->practice(),
        [&house, asked, line](Unit& unit, Writes::Written&) -> std::optional<Error> {
            house.installation->log().append(unit, *asked->grant, line);
            return {};
        },
        [kept, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<Answer>{std::move(*kept)});
        });
}

template <class Id>
std::optional<Refusal> read_id(const Asked& asked, std::string_view name, std::optional<Id>& into) {
    const auto text = asked.request.query_value(name);
    if (!text) return {};
    into = Id::parse(*text);
    if (into) return {};
    return refusal_of_field("?" + std::string{name}, {"is geen nummer van Kader", "is no id of Kader"}, asked.language);
}

LogLine line_of(const audit::Entry& entry) {
    LogLine line;
    line.seq = entry.seq;
    line.at = system::instant_text(entry.at);
    line.clock = clock_words[static_cast<std::size_t>(entry.clock)];
    line.act = entry.act;
    const auto* row = audit::find_act(entry.act);
    line.what = row ? BothLanguages{std::string{row->nl}, std::string{row->en}} : BothLanguages{entry.act, entry.act};
    line.outcome = outcome_words[entry.outcome == audit::Outcome::Done ? 0 : 1];
    line.actor_kind = entry.actor_kind;
    if (!entry.actor.is_nil()) line.actor = entry.actor;
    line.role = entry.role;
    line.workstation = entry.workstation;
    line.purpose = entry.purpose;
    line.basis = entry.basis;
    line.subjects = entry.subjects;
    if (entry.subject) line.subjects.push_back(*entry.subject);
    line.compartment = entry.compartment;
    if (entry.object) line.object = LogObject{entry.object->type, entry.object->id, entry.object->list, entry.object->version};
    line.query = entry.query;
    line.count = entry.count;
    line.break_glass = entry.break_glass;
    line.has_note = entry.note.has_value();
    return line;
}

void read_log(House& house, const AskedPtr& asked, const Finish<LogPageAnswer>& finish) {
    log_review::LogFilter filter;
    if (auto refused = read_id(*asked, "actor", filter.actor)) return finish(*std::move(refused));
    if (auto refused = read_id(*asked, "subject", filter.subject)) return finish(*std::move(refused));
    filter.act = asked->request.query_value("act").value_or("");
    filter.from = asked->day("from");
    filter.through = asked->day("through");
    std::int64_t before = 0;
    if (const auto text = asked->request.query_value("before")) {
        const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), before);
        if (fault != std::errc{} || end != text->data() + text->size() || before < 1)
            return finish(refusal_of_field("?before", {"moet een getal zijn", "must be a number"}, asked->language));
    }
    const auto page = looking(house, *asked, [&](storage::Session& session) { return log_review::log_page(session, asked->grant->practice(), filter, before); });
    LogPageAnswer answer;
    answer.before = page.before;
    for (const auto& entry : page.entries) answer.lines.push_back(line_of(entry));
    // Whose lines they asked for is part of who looked at whom.
    audit::Line line{.act = "log.read", .subject = filter.subject, .count = static_cast<std::int64_t>(answer.lines.size()), .query = filter.shape()};
    answer_after(house, asked, line, std::move(answer), finish);
}

log_review::Review review_of(House& house) {
    return {house.installation->keys(), house.installation->log()};
}
break_glass::BreakGlass break_glass_of(House& house) {
    return {house.installation->keyring(), house.installation->keys(), house.installation->log()};
}

// Why it was used, where the finding is one use of emergency access.
void add_reason(House& house, storage::Session& session, const subjects::PracticeId& practice, const log_review::Finding& finding, ReviewItem& item) {
    if (finding.rule != log_review::Rule::BreakGlass) return;
    const auto id = subjects::BreakGlassId::parse(finding.mark.substr(finding.mark.rfind(':') + 1));
    if (!id) return;
    const auto terms = break_glass_of(house).find(session, practice, *id);
    if (!terms) return;
    item.reason = terms->reason;
    const auto words = audit::read_note(session, house.installation->keys(), practice, terms->note);
    if (words) item.words = *words;
}

ReviewItem item_of(const log_review::Item& item, const subjects::ActorId& asker) {
    ReviewItem answer;
    const auto& finding = item.finding;
    const auto& rule = log_review::row_of(finding.rule);
    answer.id = item.id;
    answer.rule = rule.word;
    answer.what = {std::string{rule.nl}, std::string{rule.en}};
    answer.actor = finding.actor;
    answer.subject = finding.subject;
    answer.first_seq = finding.first_seq;
    answer.last_seq = finding.last_seq;
    answer.count = finding.count;
    answer.at = system::instant_text(finding.at);
    answer.due = item.due;
    answer.escalated = item.escalated;
    answer.own = finding.actor == asker;
    if (item.judged) answer.judged = JudgementAnswer{item.judged->outcome, item.judged->by, system::instant_text(item.judged->at)};
    return answer;
}

ReviewAnswer review_answer(House& house, const Asked& asked, const Month& month, const log_review::Found& found) {
    return looking(house, asked, [&](storage::Session& session) {
        const auto& practice = asked.grant->practice();
        const auto list = review_of(house).list(session, practice, month, house.installation->clock().now());
        ReviewAnswer answer;
        answer.from = month.from;
        answer.open = static_cast<std::int64_t>(list.open);
        answer.escalated = static_cast<std::int64_t>(list.escalated);
        const auto session_of_keys = house.installation->reader();
        session_of_keys->begin_snapshot();
        session_of_keys->enter_practice(practice.bytes());
        for (const auto& item : list.items) {
            answer.items.push_back(item_of(item, asked.grant->actor().id));
            add_reason(house, *session_of_keys, practice, item.finding, answer.items.back());
        }
        session_of_keys->end_snapshot();
        for (std::size_t at = 0; at < log_review::rule_count; ++at)
            if (!found.applied[at]) answer.not_applied.emplace_back(log_review::row_of(static_cast<log_review::Rule>(at)).word);
        return answer;
    });
}

void read_review(House& house, const AskedPtr& asked, const Finish<ReviewAnswer>& finish) {
    const auto month = Month::of(asked->day("on").value_or(house.today()));
    const auto practice = asked->grant->practice();
    const auto found = std::make_shared<log_review::Found>(looking(house, *asked, [&](storage::Session& session) {
        return log_review::find(log_review::looks_of(session, practice, month), ReviewFacts{session, practice});
    }));
    house.writes->submit(
        practice,
        [&house, asked, month, found](Unit& unit, Writes::Written&) -> std::optional<Error> {
            review_of(house).store(unit, found->findings);
            house.installation->log().append(unit, *asked->grant, {.act = "review.read", .object = audit::Object{"review_month", iso_text(month.from).substr(0, 7)}});
            return {};
        },
        [&house, asked, month, found, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish([&house, asked, month, found]() -> Outcome<ReviewAnswer> { return Given<ReviewAnswer>{review_answer(house, *asked, month, *found)}; });
        });
}

void judge(House& house, const AskedPtr& asked, NewJudgement body, const Finish<Nothing>& finish) {
    const auto id = log_review::FindingId::parse(asked->request.parameters.at(0));
    if (!id) return finish(refuse(404, Code::NotFound, asked->language, "Deze bevinding is er niet.", "There is no such finding."));
    house.writes->submit(
        asked->grant->practice(),
        [&house, asked, id = *id, body = std::move(body)](Unit& unit, Writes::Written&) {
            return review_of(house).judge(unit, *asked->grant, id, body.outcome, body.words, asked->language);
        },
        [finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<Nothing>{});
        });
}

// What a review finds of it, at once.
void store_finding(House& house, Unit& unit, const break_glass::Terms& terms) {
    static constexpr storage::Sql newest{"SELECT seq FROM audit_entry WHERE practice_id = $1 AND lane = 0 ORDER BY seq DESC LIMIT 1"};
    std::int64_t seq = 0;
    unit.each(newest, {storage::Bytes{unit.practice()}}, [&](const storage::Row& row) { seq = row.integer(0); });
    const log_review::Look look{seq, terms.started, terms.actor, log_review::Deed::BreakGlass, {terms.subject}, 0, terms.id};
    review_of(house).store(unit, log_review::find({&look, 1}, log_review::Facts{}).findings);
}

void start_break_glass(House& house, const AskedPtr& asked, NewBreakGlass body, const Finish<BreakGlassAnswer>& finish) {
    const auto terms = std::make_shared<break_glass::Terms>();
    const break_glass::Wanted wanted{body.subject, std::move(body.reason), std::move(body.words), asked->who && asked->who->is_fresh};
    house.writes->submit(
        asked->grant->practice(),
        [&house, asked, wanted, terms](Unit& unit, Writes::Written&) -> std::optional<Error> {
            auto begun = break_glass_of(house).start(unit, *asked->grant, wanted, asked->language);
            if (!begun) return begun.error();
            *terms = *std::move(begun);
            store_finding(house, unit, *terms);
            return {};
        },
        [terms, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<BreakGlassAnswer>{
                {terms->id, terms->subject, terms->reason, system::instant_text(terms->started), system::instant_text(terms->ends)}});
        });
}

// Of one's own nothing has to be noted: it was, when it began. Who may end those of others sees them, without a name.
Outcome<BreakGlassesAnswer> open_break_glasses(House& house, const Asked& asked) {
    const auto& grant = *asked.grant;
    const auto& actor = grant.actor();
    std::optional<subjects::ActorId> only;
    if (!grant.may(access::Area::Practice, access::Act::Write)) only = actor.id;
    const auto now = house.installation->clock().now();
    const auto open = looking(house, asked, [&](storage::Session& session) {
        return break_glass_of(house).open_now(session, grant.practice(), only, now);
    });
    BreakGlassesAnswer answer;
    answer.may_ask = break_glass::gives_care(actor);
    answer.minutes = break_glass::open_time.count();
    for (const auto& row : break_glass::reasons)
        answer.reasons.push_back({std::string{row.word}, {std::string{row.nl}, std::string{row.en}}});
    for (const auto& terms : open) {
        const auto row = std::ranges::find(break_glass::reasons, terms.reason, &break_glass::ReasonRow::word);
        const auto reason = row == break_glass::reasons.end() ? BothLanguages{} : BothLanguages{std::string{row->nl}, std::string{row->en}};
        answer.open.push_back({terms.id, terms.subject, terms.actor, terms.actor == actor.id, reason, system::instant_text(terms.started),
                               system::instant_text(terms.ends), std::chrono::floor<std::chrono::seconds>(terms.ends - now).count()});
    }
    return Given<BreakGlassesAnswer>{std::move(answer)};
}

void end_break_glass(House& house, const AskedPtr& asked, const Finish<Nothing>& finish) {
    const auto id = subjects::BreakGlassId::parse(asked->request.parameters.at(0));
    if (!id) return finish(refuse(404, Code::NotFound, asked->language, "Deze noodtoegang is er niet.", "There is no such emergency access."));
    house.writes->submit(
        asked->grant->practice(),
        [&house, asked, id = *id](Unit& unit, Writes::Written&) { return break_glass_of(house).end(unit, *asked->grant, id, asked->language); },
        [finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<Nothing>{});
        });
}

void read_access_list(House& house, const AskedPtr& asked, const Finish<AccessListAnswer>& finish) {
    const auto subject = subjects::SubjectId::parse(asked->request.parameters.at(0));
    const auto& practice = asked->grant->practice();
    const auto rows = looking(house, *asked, [&](storage::Session& session) -> std::optional<std::vector<log_review::AccessRow>> {
        if (!subject || !subjects::is_subject(session, practice, *subject)) return {};
        return log_review::access_list(session, practice, *subject, asked->day("from"), asked->day("through"));
    });
    if (!rows) return finish(refuse(404, Code::NotFound, asked->language, "Dit dossier is er niet.", "There is no such file."));
    AccessListAnswer answer;
    for (const auto& row : *rows)
        answer.rows.push_back({row.day, both(row.who()), both(row.what()), both(row.which()), both(row.ground()), both(row.sentence()), row.times,
                               row.emergency, row.refused});
    const audit::Line line{.act = "access_list.read", .subject = subject, .count = static_cast<std::int64_t>(answer.rows.size())};
    answer_after(house, asked, line, std::move(answer), finish);
}

constexpr Parameter from_day{Parameter::In::Query, "from", "The first day.", true}, through_day{Parameter::In::Query, "through", "The last day.", true};

}  // namespace

std::vector<Endpoint> log_endpoints(House& house) {
    constexpr auto may_see_log = Policy::rights(access::Area::Audit, access::Act::Read);
    std::vector<Endpoint> all;
    all.push_back(endpoint_later<Nothing, LogPageAnswer>(
        may_see_log,
        {.pattern = "/api/log",
         .operation = "getLog",
         .summary = "The audit log, page by page; reading it is a line in it",
         .parameters = {{Parameter::In::Query, "actor", "Who did it."}, {Parameter::In::Query, "subject", "Whom it is about."},
                        {Parameter::In::Query, "act", "A word such as record.read."}, from_day, through_day,
                        {Parameter::In::Query, "before", "Lines before this one; from the page before."}}},
        [&house](const AskedPtr& asked, Nothing, const Finish<LogPageAnswer>& finish) { read_log(house, asked, finish); }));
    all.push_back(endpoint_later<Nothing, ReviewAnswer>(
        may_see_log,
        {.pattern = "/api/review",
         .operation = "getReview",
         .summary = "The work list of the monthly review of the log",
         .parameters = {{Parameter::In::Query, "on", "A day of the month; today when absent.", true}}},
        [&house](const AskedPtr& asked, Nothing, const Finish<ReviewAnswer>& finish) { read_review(house, asked, finish); }));
    all.push_back(endpoint_later<NewJudgement, Nothing>(
        // Seeing the log is not judging in it: who looks from outside writes nothing.
        Policy::part(access::Part::LogReview, access::Action::Write),
        {.method = Method::Post, .pattern = "/api/review/{finding}/outcomes", .operation = "judgeFinding",
         .summary = "What somebody else judges of a finding", .success = 204},
        [&house](const AskedPtr& asked, NewJudgement body, const Finish<Nothing>& finish) { judge(house, asked, std::move(body), finish); }));
    all.push_back(endpoint<Nothing, BreakGlassesAnswer>(
        Policy::signed_in(),
        {.pattern = "/api/break-glass", .operation = "getBreakGlass", .summary = "Emergency access that is open now, and the reasons to choose from",
         .use = accounts::Use::Looks},
        [&house](const Asked& asked, Nothing) { return open_break_glasses(house, asked); }));
    all.push_back(endpoint_later<NewBreakGlass, BreakGlassAnswer>(
        Policy::signed_in().with_step_up(),
        {.method = Method::Post, .pattern = "/api/break-glass", .operation = "startBreakGlass",
         .summary = "Emergency access to one file, for a while; asks the second factor once more", .success = 201},
        [&house](const AskedPtr& asked, NewBreakGlass body, const Finish<BreakGlassAnswer>& finish) {
            start_break_glass(house, asked, std::move(body), finish);
        }));
    all.push_back(endpoint_later<Nothing, Nothing>(
        Policy::signed_in(),
        {.method = Method::Post, .pattern = "/api/break-glass/{id}/end", .operation = "endBreakGlass", .summary = "End emergency access before its time",
         .success = 204},
        [&house](const AskedPtr& asked, Nothing, const Finish<Nothing>& finish) { end_break_glass(house, asked, finish); }));
    all.push_back(endpoint_later<Nothing, AccessListAnswer>(
        may_see_log,
        {.pattern = "/api/access-lists/{subject}", .operation = "getAccessList",
         .summary = "Who looked into a file, in words for whom it is about", .parameters = {from_day, through_day}},
        [&house](const AskedPtr& asked, Nothing, const Finish<AccessListAnswer>& finish) { read_access_list(house, asked, finish); }));
    return all;
}

}  // namespace kader::server
