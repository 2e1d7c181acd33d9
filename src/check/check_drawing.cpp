// From conditions to states: of every requirement and every question, on every day at once.

#include <algorithm>

#include "check/check.h"

namespace kader::check {

using evidence::NodeId;
using evidence::Timeline;
using facts::words_count;
using norm_book::Backing;
using norm_book::Effect;
using norm_book::Question;

namespace {

const Timeline& everyday() {
    static const Timeline days = [] {
        Timeline all;
        all.set(facts::all_days);
        return all;
    }();
    return days;
}

}  // namespace

void Check::draw() {
    for (auto& requirement : m_requirements) draw_requirement(requirement);
    m_questions.resize(m_book.questions().size());
    for (std::size_t at = 0; at < m_questions.size(); ++at)
        draw_question(m_book.questions()[at], m_questions[at]);
}

void Check::draw_requirement(RequirementNodes& nodes) {
    const auto& requirement = *nodes.requirement;
    const auto& adopted_back = m_rules->adopted(requirement.look_back);
    const auto line = [&](std::optional<NodeId> node) -> const Timeline& {
        static const Timeline none;
        return node ? m_evidence->on(*node) : none;
    };
    Timeline valid;
    valid.set(facts::span_of({requirement.validity.from.value_or(facts::first_day()), requirement.validity.until}));
    for (std::size_t word = 0; word < words_count; ++word) {
        const auto applies = valid.words[word] &
                             (nodes.applies ? line(nodes.applies).words[word] : ~std::uint64_t{0});
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

    draw_asked(question, into);
    for (std::size_t word = 0; word < words_count; ++word)
        for (const auto state : all_states) {
            const auto days = into.line.of(state).words[word] & into.asked.words[word];
            into.answer.of(state).words[word] =
                state == State::NotApplicable ? days | ~into.asked.words[word] : days;
        }
}

void Check::draw_asked(const Question& question, QuestionLine& into) const {
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

}  // namespace kader::check
