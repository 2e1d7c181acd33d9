// The answers of one day, with their reasons.

#include <algorithm>

#include "check/check.h"
#include "kernel/check.h"

namespace kader::check {

using evidence::NodeId;
using norm_book::Backing;
using norm_book::Question;

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
    if (m_rules->adopted(nodes.requirement->id).on(facts::number_of(day))) return Backing::Adopted;
    return backing_of(nodes.requirement->certainty);
}

std::vector<Remark> Check::remarks(const RequirementNodes& nodes, CalendarDay day) const {
    const auto number = facts::number_of(day);
    const auto holds = [&](std::optional<NodeId> node) { return node && m_evidence->on(*node).on(number); };
    const auto state = nodes.line.on(day);
    const auto& requirement = *nodes.requirement;
    std::vector<Remark> result;
    if (state == State::NotApplicable) {
        if (requirement.validity.holds_on(day) && holds(nodes.applies_nominal))
            result.push_back(Remark::WouldApply);
        return result;
    }
    if (state == State::Shown && holds(nodes.condition) && !holds(nodes.nominal))
        result.push_back(Remark::UnconfirmedInterval);
    if (std::any_of(nodes.lapses.begin(), nodes.lapses.end(), holds) && holds(nodes.condition))
        result.push_back(Remark::GapInThePast);
    if (backing(nodes, day) == Backing::Assumed) result.push_back(Remark::UnconfirmedDemand);
    if (std::any_of(nodes.norms.begin(), nodes.norms.end(),
                    [&](const auto& norm) { return m_rules->adopted(norm).on(number); }))
        result.push_back(Remark::OwnRule);
    if (requirement.validity.date_certainty == norm_book::Certainty::Assumed || !requirement.validity.from)
        result.push_back(Remark::DateUnconfirmed);
    if (state == State::Shown && holds(nodes.otherwise)) result.push_back(Remark::ShownOtherwise);
    if (holds(nodes.any_statement)) result.push_back(Remark::Statement);
    if (!requirement.not_yet_kept.empty()) result.push_back(Remark::NotKeptYet);
    return result;
}

RequirementAnswer Check::answer(const RequirementNodes& nodes, CalendarDay day) const {
    const auto number = facts::number_of(day);
    RequirementAnswer answer;
    answer.requirement = nodes.requirement;
    answer.state = nodes.line.on(day);
    answer.effect =
        m_book.truth_table().effect(nodes.requirement->weight, backing(nodes, day), answer.state);
    answer.remarks = remarks(nodes, day);
    answer.since = nodes.line.since(day);
    answer.changes_on = nodes.line.changes_on(day);
    if (answer.changes_on) answer.changes_to = nodes.line.on(*answer.changes_on);
    const auto cite = [&](std::optional<NodeId> node, std::vector<evidence::Witness>& into) {
        if (!node) return;
        for (const auto& witness : m_evidence->reasons(*node, number).witnesses) into.push_back(witness);
    };
    if (answer.state == State::NotApplicable) {
        // The ground is told by the requirement's text; what was looked at for it is cited.
        if (nodes.applies) answer.reasons.witnesses = m_evidence->reasons(*nodes.applies, number).witnesses;
        return answer;
    }
    answer.reasons = m_evidence->reasons(nodes.condition, number);
    auto& witnesses = answer.reasons.witnesses;
    cite(nodes.applies, witnesses);
    cite(nodes.otherwise, witnesses);
    cite(nodes.any_statement, witnesses);
    cite(nodes.any_statement, answer.statements);
    for (const auto& norm : nodes.norms)
        for (const auto& rule : m_rules->in_force(norm, number))
            witnesses.push_back({m_names->id(rule.record), rule.days});
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

ScopeAnswer::Ground Check::ground_on(facts::DayNumber day) const {
    using Ground = ScopeAnswer::Ground;
    if (!m_evidence->on(m_legal_form).on(day)) return Ground::LegalFormUnknown;
    if (m_evidence->on(m_asked_all).on(day)) return Ground::MoreThanOne;
    return m_evidence->on(m_perhaps).on(day) ? Ground::SoloPerhaps : Ground::Solo;
}

Answers Check::on(CalendarDay day) const {
    HALT_UNLESS(m_settled);
    const auto number = facts::number_of(day);
    Answers answers;
    answers.on = day;
    answers.scope.ground = ground_on(number);

    int asked = 0;
    for (std::size_t at = 0; at < m_questions.size(); ++at) {
        const auto& question = m_book.questions()[at];
        const auto& line = m_questions[at];
        QuestionAnswer answer;
        answer.question = &question;
        answer.applicable = line.asked.on(number);
        asked += answer.applicable;
        answer.state = line.answer.on(day);
        if (!answer.applicable && question.duty_of_solo) answer.duty_state = line.line.on(day);
        const auto& told = answer.duty_state ? line.line : line.answer;
        answer.since = told.since(day);
        answer.changes_on = told.changes_on(day);
        if (answer.changes_on) answer.changes_to = told.on(*answer.changes_on);
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

}  // namespace kader::check
