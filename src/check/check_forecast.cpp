// What is coming, and because of which records.

#include <algorithm>
#include <tuple>

#include "check/check.h"
#include "kernel/check.h"

namespace kader::check {

using facts::DayNumber;
using evidence::NodeId;

namespace {

void once_each(std::vector<std::string>& texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

}  // namespace

// The records that turn a condition on this day. When it stops being met: what ended, who came and
// lacks something, what came in the way. When it begins: the same the other way round.
void Check::add_causes(NodeId node, DayNumber day, std::vector<std::string>& causes) const {
    const auto& line = m_evidence->on(node);
    if (day == 0 || line.on(day) == line.on(day - 1)) return;
    const bool begins = line.on(day);
    const auto before = m_evidence->reasons(node, day - 1), after = m_evidence->reasons(node, day);
    const auto known = causes.size();
    const auto add = [&](evidence::RecordId record) {
        if (record != evidence::no_name) causes.push_back(m_names->text(record));
    };
    for (const auto& lack : begins ? before.lacks : after.lacks) {
        if (!begins && lack.ended == day) add(lack.last);
        if (begins && lack.begins == day) add(lack.next);
        if ((begins ? lack.days.until : lack.days.from) == day) add(lack.record);
    }
    // A count that passes a threshold lacks nobody in particular.
    if (causes.size() == known)
        for (const auto& witness : begins ? after.witnesses : before.witnesses)
            if ((begins ? witness.days.from : witness.days.until) == day) add(witness.record);
}

std::vector<std::string> Check::causes(const RequirementNodes& nodes, CalendarDay on) const {
    const auto day = facts::number_of(on);
    std::vector<std::string> result;
    for (const auto node : {nodes.condition, nodes.otherwise, nodes.attested}) add_causes(node, day, result);
    if (nodes.applies) add_causes(*nodes.applies, day, result);
    if (nodes.contradicted) add_causes(*nodes.contradicted, day, result);
    for (const auto lapse : nodes.lapses) {
        if (day == 0 || m_evidence->on(lapse).on(day) == m_evidence->on(lapse).on(day - 1)) continue;
        const bool begins = m_evidence->on(lapse).on(day);
        for (const auto& lack : m_evidence->reasons(lapse, begins ? day : day - 1).lacks)
            if ((begins ? lack.days.from : lack.days.until) == day && lack.record != evidence::no_name)
                result.push_back(m_names->text(lack.record));
    }
    for (const auto& norm : nodes.norms)
        for (const auto& rule : m_rules->turning(norm, day)) result.push_back(rule.record);
    once_each(result);
    return result;
}

std::vector<ComingChange> Check::forecast(CalendarDay from, CalendarDay through) const {
    HALT_UNLESS(m_settled);
    std::vector<ComingChange> changes;
    for (auto day = facts::number_of(from) + 1; day <= facts::number_of(through); ++day)
        if (const auto ground = ground_on(day); ground != ground_on(day - 1)) {
            ComingChange change{.on = facts::day_at(day), .scope = ground};
            for (const auto node : {m_legal_form, m_asked_all, m_perhaps}) add_causes(node, day, change.causes);
            once_each(change.causes);
            changes.push_back(std::move(change));
        }
    for (std::size_t at = 0; at < m_questions.size(); ++at) {
        const auto& question = m_book.questions()[at];
        const auto& line = m_questions[at];
        // Of a question that is neither asked nor a duty, only the asking itself is news.
        const auto concerns = [&](CalendarDay day) {
            return question.duty_of_solo || line.asked.on(facts::number_of(day));
        };
        std::vector<ComingChange> of_requirements;
        for (const auto& nodes : m_requirements) {
            if (nodes.requirement->question != question.number) continue;
            for (auto day = nodes.line.changes_on(from); day && *day <= through; day = nodes.line.changes_on(*day))
                if (concerns(*day))
                    of_requirements.push_back({.on = *day,
                                               .question = question.number,
                                               .requirement = nodes.requirement,
                                               .from = nodes.line.on(*day - Days{1}),
                                               .to = nodes.line.on(*day),
                                               .causes = causes(nodes, *day)});
        }
        for (auto next = line.answer.changes_on(from); next && *next <= through; next = line.answer.changes_on(*next)) {
            const auto day = *next;
            ComingChange change{.on = day,
                                .question = question.number,
                                .from = line.answer.on(day - Days{1}),
                                .to = line.answer.on(day)};
            for (const auto& one : of_requirements)
                if (one.on == day) change.causes.insert(change.causes.end(), one.causes.begin(), one.causes.end());
            const auto number = facts::number_of(day);
            // An own rule can make a demand count without changing what is shown of it.
            for (const auto& nodes : m_requirements)
                if (nodes.requirement->question == question.number)
                    for (const auto& rule : m_rules->turning(nodes.requirement->id, number))
                        change.causes.push_back(rule.record);
            if (line.asked.on(number) != line.asked.on(number - 1))
                for (const auto node : {m_legal_form, m_asked_all, m_perhaps}) add_causes(node, number, change.causes);
            once_each(change.causes);
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
