#include "check/check.h"

#include <algorithm>
#include <tuple>

namespace kader::check {

using evidence::DayNumber;
using evidence::NodeId;
using evidence::Timeline;
using evidence::words_count;
using norm_book::Backing;
using norm_book::Condition;
using norm_book::Effect;
using norm_book::Question;
using norm_book::Requirement;

namespace {

constexpr State all_states[] = {State::Shown, State::Missing, State::Contradicted, State::Attested,
                                State::NotApplicable};

const Timeline& everyday() {
    static const Timeline days = [] {
        Timeline all;
        all.set(evidence::all_days);
        return all;
    }();
    return days;
}

Condition about_key(std::string fact, std::string subject, std::vector<norm_book::AttributeIs> where) {
    Condition condition;
    condition.kind = Condition::Kind::Exists;
    condition.fact = std::move(fact);
    condition.subject = std::move(subject);
    condition.where = std::move(where);
    return condition;
}

// The first day on which the record says anything; records without facts never do.
std::optional<CalendarDay> first_held(const Record& record) {
    std::optional<CalendarDay> first;
    for (const auto& fact : record.facts)
        if (!first || fact.holds.from < *first) first = fact.holds.from;
    return first;
}

}  // namespace

std::string_view word(Remark remark) {
    switch (remark) {
        case Remark::UnconfirmedInterval: return "unconfirmed_interval";
        case Remark::GapInThePast: return "gap_in_the_past";
        case Remark::UnconfirmedDemand: return "unconfirmed_demand";
        case Remark::WouldApply: return "would_apply";
        case Remark::DateUnconfirmed: return "date_unconfirmed";
        case Remark::OwnRule: return "own_rule";
        case Remark::ShownOtherwise: return "shown_otherwise";
        case Remark::Statement: return "statement";
        case Remark::NotKeptYet: return "not_kept_yet";
    }
    detail::halt("a remark has a word", __FILE__, __LINE__);
}

State StateLine::on(CalendarDay day) const {
    const auto number = evidence::number_of(day);
    for (const auto state : all_states)
        if (of(state).on(number)) return state;
    detail::halt("every day has a state", __FILE__, __LINE__);
}

CalendarDay StateLine::since(CalendarDay day) const {
    return evidence::day_at(of(on(day)).since(evidence::number_of(day)));
}

std::optional<CalendarDay> StateLine::changes_on(CalendarDay day) const {
    const auto next = of(on(day)).next_change(evidence::number_of(day));
    if (!next) return {};
    return evidence::day_at(*next);
}

Check::Check(const norm_book::NormBook& book, const std::vector<Record>& records,
             std::optional<CalendarDay> known_on)
    : m_book(book), m_known_on(known_on) {
    build(records);
}

void Check::build(const std::vector<Record>& records) {
    m_records.clear();
    for (const auto& record : records) {
        const auto known = record.known_on ? record.known_on : first_held(record);
        if (m_known_on && known && *known > *m_known_on) continue;
        m_records[record.key] = record;
    }

    std::vector<OwnRule> own;
    for (const auto& [key, record] : m_records)
        for (const auto& fact : record.facts)
            if (fact.kind == "practice.own_rule")
                own.push_back({fact.subject.substr(fact.subject.find(':') + 1),
                               fact.attributes.empty() ? "" : fact.attributes.front().value, fact.holds, key});
    m_rules = std::make_unique<Rules>(m_book, std::move(own));

    m_names = std::make_unique<evidence::Names>();
    m_model = std::make_unique<evidence::Model>(*m_names);
    const auto reading = [this](Reading how) {
        return [this, how](const std::string& parameter, evidence::Use use) {
            return m_rules->plan(parameter, use, how);
        };
    };
    const auto decisive = reading(Reading::Decisive), nominal = reading(Reading::Nominal);
    const auto add = [&](const Condition& condition, const evidence::PlanOf& how) {
        return m_model->add(condition, how, {}, {});
    };
    m_requirements.clear();
    for (const auto& requirement : m_book.requirements()) {
        RequirementNodes nodes;
        nodes.requirement = &requirement;
        nodes.condition = m_model->add(requirement.condition, decisive, requirement.id, requirement.look_back);
        nodes.nominal = m_model->add(requirement.condition, nominal, requirement.id, requirement.look_back);
        if (!requirement.look_back.empty()) nodes.lapses = m_model->lapses_of(nodes.condition);
        if (requirement.applies) {
            nodes.applies = add(*requirement.applies, decisive);
            nodes.applies_nominal = add(*requirement.applies, nominal);
        }
        if (requirement.contradicted_by) nodes.contradicted = add(*requirement.contradicted_by, decisive);
        const auto key = "requirement:" + requirement.id;
        const auto question = "question:" + std::to_string(requirement.question);
        nodes.otherwise = add(about_key("practice.shown_otherwise", key, {}), decisive);
        Condition yes, any;
        yes.kind = any.kind = Condition::Kind::Any;
        yes.parts = {about_key("practice.statement", key, {{"answer", {"ja"}}}),
                     about_key("practice.statement", question, {{"answer", {"ja"}}})};
        any.parts = {about_key("practice.statement", key, {}), about_key("practice.statement", question, {})};
        nodes.attested = add(yes, decisive);
        nodes.any_statement = add(any, decisive);
        m_requirements.push_back(std::move(nodes));
    }
    m_legal_form = add(m_book.scope().legal_form_known, decisive);
    m_asked_all = add(m_book.scope().asked_all, decisive);
    m_perhaps = add(m_book.scope().asked_all_unconfirmed, decisive);
    Condition heads;
    heads.kind = Condition::Kind::Some;
    heads.fact = "staff.works";
    heads.where = {{"care", {"ja"}}};
    m_heads = add(heads, decisive);
    m_model->complete();

    m_evidence = std::make_unique<evidence::Evidence>(*m_model);
    std::vector<evidence::Evidence::RecordFacts> facts;
    for (const auto& [key, record] : m_records) facts.push_back({m_names->id(key), record.facts});
    m_evidence->load(facts);
    draw();
}

evidence::Work Check::change(const Record& record) {
    const auto speaks_of_rules = [](const Record& one) {
        return std::any_of(one.facts.begin(), one.facts.end(),
                           [](const auto& fact) { return fact.kind == "practice.own_rule"; });
    };
    const auto before = m_records.find(record.key);
    const bool rules_change =
        speaks_of_rules(record) || (before != m_records.end() && speaks_of_rules(before->second));
    if (record.facts.empty())
        m_records.erase(record.key);
    else
        m_records[record.key] = record;
    if (rules_change) {
        // Other values of the norms hold now, so everything is computed anew.
        std::vector<Record> all;
        for (const auto& [key, one] : m_records) all.push_back(one);
        build(all);
        return {};
    }
    const auto work = m_evidence->change(m_names->id(record.key), record.facts);
    draw();
    return work;
}

void Check::draw() {
    for (auto& requirement : m_requirements) draw_requirement(requirement);
    m_questions.resize(m_book.questions().size());
    for (std::size_t at = 0; at < m_questions.size(); ++at)
        draw_question(m_book.questions()[at], m_questions[at]);
}

void Check::draw_requirement(RequirementNodes& nodes) {
    const auto& requirement = *nodes.requirement;
    const auto& adopted_back = m_rules->adopted(requirement.look_back);
    const auto line = [&](NodeId node) -> const Timeline& {
        static const Timeline none;
        return node < 0 ? none : m_evidence->on(node);
    };
    Timeline valid;
    valid.set(evidence::span_of({requirement.validity.from.value_or(evidence::first_day()), requirement.validity.until}));
    for (std::size_t word = 0; word < words_count; ++word) {
        const auto applies = valid.words[word] &
                             (nodes.applies < 0 ? ~std::uint64_t{0} : line(nodes.applies).words[word]);
        const auto against = applies & line(nodes.contradicted).words[word];
        std::uint64_t lapsed = 0;
        for (const auto lapse : nodes.lapses) lapsed |= line(lapse).words[word];
        const auto met = (line(nodes.condition).words[word] & ~(lapsed & adopted_back.words[word])) |
                         line(nodes.otherwise).words[word];
        const auto shown = applies & ~against & met;
        const auto attested = applies & ~against & ~shown & line(nodes.attested).words[word];
        nodes.line.of(State::NotApplicable).words[word] = ~applies;
        nodes.line.of(State::Contradicted).words[word] = against;
        nodes.line.of(State::Shown).words[word] = shown;
        nodes.line.of(State::Attested).words[word] = attested;
        nodes.line.of(State::Missing).words[word] = applies & ~against & ~shown & ~attested;
    }
}

namespace {

Backing backing_of(norm_book::Certainty certainty) {
    switch (certainty) {
        case norm_book::Certainty::Sourced: return Backing::Sourced;
        case norm_book::Certainty::SourcedSecond: return Backing::SourcedSecond;
        case norm_book::Certainty::Assumed: return Backing::Assumed;
    }
    detail::halt("a certainty has a backing", __FILE__, __LINE__);
}

State state_of_effect(Effect effect) {
    switch (effect) {
        case Effect::Contradicted: return State::Contradicted;
        case Effect::Missing: return State::Missing;
        case Effect::Attested: return State::Attested;
        case Effect::Shown: return State::Shown;
        case Effect::Nothing:
        case Effect::Remark: break;
    }
    detail::halt("the order of norms/states.toml holds only states", __FILE__, __LINE__);
}

}  // namespace

void Check::draw_question(const Question& question, QuestionLine& into) {
    const auto& table = m_book.truth_table();
    std::map<Effect, Timeline> effects;
    for (const auto& nodes : m_requirements) {
        if (nodes.requirement->question != question.number) continue;
        const auto& adopted = m_rules->adopted(nodes.requirement->id);
        const auto plain = backing_of(nodes.requirement->certainty);
        for (const auto state : all_states) {
            const auto& days = nodes.line.of(state);
            auto& as_it_is = effects[table.effect(nodes.requirement->weight, plain, state)];
            auto& as_own = effects[table.effect(nodes.requirement->weight, Backing::Adopted, state)];
            for (std::size_t word = 0; word < words_count; ++word) {
                as_it_is.words[word] |= days.words[word] & ~adopted.words[word];
                as_own.words[word] |= days.words[word] & adopted.words[word];
            }
        }
    }
    Timeline left = everyday();
    for (const auto state : all_states) into.line.of(state) = Timeline{};
    for (const auto effect : table.order) {
        auto& days = into.line.of(state_of_effect(effect));
        for (std::size_t word = 0; word < words_count; ++word) {
            days.words[word] = effects[effect].words[word] & left.words[word];
            left.words[word] &= ~days.words[word];
        }
    }
    // Only remarks: nothing shows it, so it is missing. Nothing at all: no requirement applies.
    for (std::size_t word = 0; word < words_count; ++word) {
        const auto remarks = effects[Effect::Remark].words[word] & left.words[word];
        into.line.of(State::Missing).words[word] |= remarks;
        into.line.of(State::NotApplicable).words[word] = left.words[word] & ~remarks;
    }

    if (question.asked_of_solo) {
        into.asked = everyday();
        return;
    }
    const auto& adopted = m_rules->adopted(m_book.scope().unconfirmed_parameter);
    for (std::size_t word = 0; word < words_count; ++word)
        into.asked.words[word] = ~m_evidence->on(m_legal_form).words[word] |
                                 m_evidence->on(m_asked_all).words[word] |
                                 (m_evidence->on(m_perhaps).words[word] & adopted.words[word]);
}

State Check::state_of(const Question&, const QuestionLine& line, CalendarDay day) const {
    if (!line.asked.on(evidence::number_of(day))) return State::NotApplicable;
    return line.line.on(day);
}

const StateLine& Check::requirement(std::string_view id) const {
    for (const auto& nodes : m_requirements)
        if (nodes.requirement->id == id) return nodes.line;
    detail::halt("the requirement exists", __FILE__, __LINE__);
}

bool Check::remark_on(std::string_view id, Remark remark, CalendarDay day) const {
    for (const auto& nodes : m_requirements)
        if (nodes.requirement->id == id) {
            const auto all = remarks(nodes, day);
            return std::find(all.begin(), all.end(), remark) != all.end();
        }
    detail::halt("the requirement exists", __FILE__, __LINE__);
}

Backing Check::backing(const RequirementNodes& nodes, CalendarDay day) const {
    if (m_rules->adopted(nodes.requirement->id).on(evidence::number_of(day))) return Backing::Adopted;
    return backing_of(nodes.requirement->certainty);
}

std::vector<Remark> Check::remarks(const RequirementNodes& nodes, CalendarDay day) const {
    const auto number = evidence::number_of(day);
    const auto holds = [&](NodeId node) { return node >= 0 && m_evidence->on(node).on(number); };
    const auto state = nodes.line.on(day);
    const auto& requirement = *nodes.requirement;
    std::vector<Remark> result;
    if (state == State::NotApplicable) {
        if (requirement.validity.holds_on(day) && nodes.applies >= 0 && holds(nodes.applies_nominal))
            result.push_back(Remark::WouldApply);
        return result;
    }
    if (state == State::Shown && holds(nodes.condition) && !holds(nodes.nominal))
        result.push_back(Remark::UnconfirmedInterval);
    if (std::any_of(nodes.lapses.begin(), nodes.lapses.end(), holds) && holds(nodes.condition))
        result.push_back(Remark::GapInThePast);
    if (backing(nodes, day) == Backing::Assumed) result.push_back(Remark::UnconfirmedDemand);
    if (backing(nodes, day) == Backing::Adopted) result.push_back(Remark::OwnRule);
    if (requirement.validity.date_certainty == norm_book::Certainty::Assumed || !requirement.validity.from)
        result.push_back(Remark::DateUnconfirmed);
    if (state == State::Shown && holds(nodes.otherwise)) result.push_back(Remark::ShownOtherwise);
    if (holds(nodes.any_statement)) result.push_back(Remark::Statement);
    if (!requirement.not_yet_kept.empty()) result.push_back(Remark::NotKeptYet);
    return result;
}

RequirementAnswer Check::answer(const RequirementNodes& nodes, CalendarDay day) const {
    const auto number = evidence::number_of(day);
    RequirementAnswer answer;
    answer.requirement = nodes.requirement;
    answer.state = nodes.line.on(day);
    answer.effect =
        m_book.truth_table().effect(nodes.requirement->weight, backing(nodes, day), answer.state);
    answer.remarks = remarks(nodes, day);
    answer.since = nodes.line.since(day);
    answer.changes_on = nodes.line.changes_on(day);
    if (answer.changes_on) answer.changes_to = nodes.line.on(*answer.changes_on);
    const auto cite = [&](NodeId node, std::vector<evidence::Witness>& into) {
        if (node < 0) return;
        for (const auto& witness : m_evidence->reasons(node, number).witnesses) into.push_back(witness);
    };
    if (answer.state == State::NotApplicable) {
        // The ground is told by the requirement's text; what was looked at for it is cited.
        if (nodes.applies >= 0) answer.reasons.witnesses = m_evidence->reasons(nodes.applies, number).witnesses;
        return answer;
    }
    answer.reasons = m_evidence->reasons(nodes.condition, number);
    auto& witnesses = answer.reasons.witnesses;
    cite(nodes.applies, witnesses);
    cite(nodes.otherwise, witnesses);
    cite(nodes.any_statement, witnesses);
    const auto key = [&](const evidence::Witness& witness) -> const std::string& {
        return m_names->text(witness.record);
    };
    std::stable_sort(witnesses.begin(), witnesses.end(),
                     [&](const auto& a, const auto& b) { return key(a) < key(b); });
    witnesses.erase(std::unique(witnesses.begin(), witnesses.end(),
                                [](const auto& a, const auto& b) { return a.record == b.record; }),
                    witnesses.end());
    if (answer.state == State::Contradicted) cite(nodes.contradicted, answer.against);
    for (const auto lapse : nodes.lapses)
        if (m_evidence->on(lapse).on(number)) {
            auto gaps = m_evidence->reasons(lapse, number);
            answer.gaps.lacking_total += gaps.lacking_total;
            for (auto& lack : gaps.lacks) answer.gaps.lacks.push_back(std::move(lack));
        }
    return answer;
}

Answers Check::on(CalendarDay day) const {
    const auto number = evidence::number_of(day);
    Answers answers;
    answers.on = day;
    using Ground = ScopeAnswer::Ground;
    const bool perhaps = m_evidence->on(m_perhaps).on(number);
    if (!m_evidence->on(m_legal_form).on(number))
        answers.scope.ground = Ground::LegalFormUnknown;
    else if (m_evidence->on(m_asked_all).on(number))
        answers.scope.ground = Ground::MoreThanOne;
    else
        answers.scope.ground = perhaps ? Ground::SoloPerhaps : Ground::Solo;

    int asked = 0;
    for (std::size_t at = 0; at < m_questions.size(); ++at) {
        const auto& question = m_book.questions()[at];
        const auto& line = m_questions[at];
        QuestionAnswer answer;
        answer.question = &question;
        answer.applicable = line.asked.on(number);
        asked += answer.applicable;
        answer.state = state_of(question, line, day);
        if (!answer.applicable && question.duty_of_solo) answer.duty_state = line.line.on(day);

        // Asked or not is part of the answer, so its change is one too.
        auto since = line.asked.since(number);
        auto next = line.asked.next_change(number);
        if (answer.applicable || answer.duty_state) {
            since = std::max(since, evidence::number_of(line.line.since(day)));
            if (const auto change = line.line.changes_on(day))
                next = std::min(next.value_or(evidence::days_count), evidence::number_of(*change));
        }
        answer.since = evidence::day_at(since);
        if (next) {
            answer.changes_on = evidence::day_at(*next);
            answer.changes_to = answer.applicable || line.asked.on(*next)
                                    ? state_of(question, line, *answer.changes_on)
                                    : line.line.on(*answer.changes_on);
        }
        answer.expiring = answer.state == State::Shown && answer.changes_on &&
                          *answer.changes_on - day <= Days{expiring_days};
        for (const auto& nodes : m_requirements)
            if (nodes.requirement->question == question.number)
                answer.requirements.push_back(this->answer(nodes, day));
        answers.questions.push_back(std::move(answer));
    }
    answers.scope.questions_asked = asked;
    answers.heads_listed = m_evidence->reasons(m_heads, number).subjects_total;
    for (const auto id : m_evidence->store().of_kind(m_names->id("practice.heads_stated"))) {
        const auto& fact = m_evidence->store()[id];
        if (fact.holds.holds_on(number))
            answers.heads_stated = std::max(answers.heads_stated.value_or(0), fact.number);
    }
    return answers;
}

// The records behind a change: those whose worth ended on that day, or began.
std::vector<std::string> Check::causes(const RequirementNodes& nodes, CalendarDay day, State from,
                                       State to) const {
    const auto number = evidence::number_of(day);
    std::vector<std::string> result;
    const auto ending = [&](NodeId node) {
        if (node < 0) return;
        for (const auto& lack : m_evidence->reasons(node, number).lacks) {
            if (lack.ended == number && lack.last != 0) result.push_back(m_names->text(lack.last));
        }
        for (const auto& witness : m_evidence->reasons(node, number - 1).witnesses)
            if (witness.days.until == number) result.push_back(m_names->text(witness.record));
    };
    const auto beginning = [&](NodeId node) {
        if (node < 0) return;
        for (const auto& witness : m_evidence->reasons(node, number).witnesses)
            if (witness.days.from == number) result.push_back(m_names->text(witness.record));
    };
    for (const auto state : {from, to}) {
        const bool starts = state == to;
        switch (state) {
            case State::Shown:
            case State::Missing:
                if (starts == (state == State::Shown)) beginning(nodes.condition), beginning(nodes.otherwise);
                else ending(nodes.condition), ending(nodes.otherwise);
                break;
            case State::Contradicted: starts ? beginning(nodes.contradicted) : ending(nodes.contradicted); break;
            case State::Attested: starts ? beginning(nodes.attested) : ending(nodes.attested); break;
            case State::NotApplicable: starts ? ending(nodes.applies) : beginning(nodes.applies); break;
        }
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::vector<ComingChange> Check::forecast(CalendarDay from, CalendarDay through) const {
    std::vector<ComingChange> changes;
    for (std::size_t at = 0; at < m_questions.size(); ++at) {
        const auto& question = m_book.questions()[at];
        std::vector<ComingChange> of_requirements;
        for (const auto& nodes : m_requirements) {
            if (nodes.requirement->question != question.number) continue;
            for (auto day = nodes.line.changes_on(from); day && *day <= through;
                 day = nodes.line.changes_on(*day)) {
                const auto before = nodes.line.on(*day - Days{1}), after = nodes.line.on(*day);
                of_requirements.push_back({*day, question.number, nodes.requirement, before, after,
                                           causes(nodes, *day, before, after)});
            }
        }
        const auto& line = m_questions[at];
        for (auto day = from + Days{1}; day <= through; day += Days{1}) {
            const auto before = state_of(question, line, day - Days{1}), after = state_of(question, line, day);
            if (before == after) continue;
            ComingChange change{day, question.number, nullptr, before, after, {}};
            for (const auto& one : of_requirements)
                if (one.on == day)
                    change.causes.insert(change.causes.end(), one.causes.begin(), one.causes.end());
            std::sort(change.causes.begin(), change.causes.end());
            change.causes.erase(std::unique(change.causes.begin(), change.causes.end()), change.causes.end());
            changes.push_back(std::move(change));
        }
        changes.insert(changes.end(), of_requirements.begin(), of_requirements.end());
    }
    std::stable_sort(changes.begin(), changes.end(), [](const ComingChange& a, const ComingChange& b) {
        return std::tuple{a.on, a.question, a.requirement != nullptr} <
               std::tuple{b.on, b.question, b.requirement != nullptr};
    });
    return changes;
}

}  // namespace kader::check
