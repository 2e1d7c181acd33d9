#pragma once

// The second opinion of the tests: what a condition means, computed by reading the sentences of
// norm_book/condition.h literally, one day at a time, over plain facts. Whether a fact holds on the day is asked
// first, because it is cheap. It shares no code with the
// computation under test but the types of its input.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "norm_book/condition.h"

namespace kader::evidence::oracle {

using norm_book::About;
using norm_book::Condition;

// A dated value: what is in force from a day on, until the next entry.
struct Dated {
    CalendarDay from;
    std::optional<Length> length;
    std::optional<int> count;
};
using Parameters = std::map<std::string, std::vector<Dated>>;

struct Held {
    std::string record;
    NewFact fact;
};

class Oracle {
public:
    // `days_seen`: how far from the first day lapsed() will be asked.
    Oracle(const std::vector<Held>& facts, const Parameters& parameters, int days_seen)
        : m_parameters(parameters), m_days_seen(days_seen) {
        for (const auto& held : facts) m_of_kind[held.fact.kind].push_back(&held.fact);
        m_explanations = &find_kind("practice.gap_explained");
    }

    Oracle(const Oracle&) = delete;

    bool holds(const Condition& c, CalendarDay day) const {
        switch (c.kind) {
            case Condition::Kind::All:
                for (const auto& part : c.parts)
                    if (!holds(part, day)) return false;
                return true;
            case Condition::Kind::Any:
                for (const auto& part : c.parts)
                    if (holds(part, day)) return true;
                return false;
            case Condition::Kind::Not: return !holds(c.parts[0], day);
            case Condition::Kind::Exists:
            case Condition::Kind::Number:
                for (const auto* fact : of_kind(c.fact))
                    if (counts(c, *fact, day)) return true;
                return false;
            case Condition::Kind::Some: {
                std::set<std::string> subjects;
                for (const auto* fact : of_kind(c.fact))
                    if (counts(c, *fact, day) && (c.parts.empty() || has(c.parts[0], *fact, day)))
                        subjects.insert(fact->subject);
                if (c.more_than.empty()) return int(subjects.size()) >= c.at_least.value_or(1);
                const auto* value = in_force(c.more_than, day);
                return value && value->count && int(subjects.size()) > *value->count;
            }
            case Condition::Kind::Every: {
                bool any = false;
                for (const auto* fact : of_kind(c.fact)) {
                    if (!counts(c, *fact, day)) continue;
                    any = true;
                    if (!has(c.parts[0], *fact, day)) return false;
                }
                return any;
            }
            default: return false;
        }
    }

    // Is there, on this day, a subject with an unexplained gap of which the look-back is not over?
    bool lapsed(const Condition& every, const std::string& requirement, const std::string& look_back,
                CalendarDay first, CalendarDay day) {
        const auto* value = in_force(m_parameters.at(look_back), day);
        if (!value || !value->length) return false;
        if (m_lacking.empty())
            for (const auto* fact : of_kind(every.fact)) {
                auto& days = m_lacking[fact->subject];
                if (days.empty())
                    for (auto at = first; at < first + Days{m_days_seen}; at += Days{1})
                        days.push_back(lacks(every, fact->subject, at));
            }
        for (const auto& [subject, days] : m_lacking)
            for (auto gap = day; gap >= first && day <= plus(gap, *value->length); gap -= Days{1})
                if (days[std::size_t((gap - first).count())] && !explained(subject, requirement, gap, day))
                    return true;
        return false;
    }

private:
    const std::vector<const NewFact*>& find_kind(const std::string& kind) const {
        static const std::vector<const NewFact*> none;
        const auto found = m_of_kind.find(kind);
        return found == m_of_kind.end() ? none : found->second;
    }
    // The names that conditions hold are asked for on every day; where one stands is quicker to compare than what it says.
    const std::vector<const NewFact*>& of_kind(const std::string& in_condition) const {
        for (const auto& [name, facts] : m_kinds_asked)
            if (name == &in_condition) return *facts;
        return *m_kinds_asked.emplace_back(&in_condition, &find_kind(in_condition)).second;
    }

    bool lacks(const Condition& every, const std::string& subject, CalendarDay day) const {
        for (const auto* fact : of_kind(every.fact))
            if (fact->holds.holds_on(day) && fact->subject == subject && counts(every, *fact, day) &&
                !has(every.parts[0], *fact, day))
                return true;
        return false;
    }

    bool explained(const std::string& subject, const std::string& requirement, CalendarDay gap,
                   CalendarDay day) const {
        for (const auto* fact : *m_explanations)
            if (fact->holds.holds_on(gap) && m_first_day + Days{fact->number} <= day &&
                (fact->subject == subject || fact->subject == "*") &&
                fact->relation == "requirement:" + requirement)
                return true;
        return false;
    }

    static const Dated* in_force(const std::vector<Dated>& values, CalendarDay day) {
        const Dated* result = nullptr;
        for (const auto& dated : values)
            if (dated.from <= day) result = &dated;
        return result;
    }
    const Dated* in_force(const std::string& in_condition, CalendarDay day) const {
        for (const auto& [name, values] : m_parameters_asked)
            if (name == &in_condition) return in_force(*values, day);
        return in_force(*m_parameters_asked.emplace_back(&in_condition, &m_parameters.at(in_condition)).second, day);
    }

    // Of a fact of the kind that the condition asks for.
    bool counts(const Condition& c, const NewFact& fact, CalendarDay day) const {
        if (!fact.holds.holds_on(day)) return false;
        for (const auto& wanted : c.where) {
            bool found = false;
            for (const auto& attribute : fact.attributes)
                if (!found && attribute.name == wanted.name)
                    for (const auto& value : wanted.values) found = found || attribute.value == value;
            if (!found) return false;
        }
        if (!c.within.empty()) {
            const auto* value = in_force(c.within, day);
            if (value && value->length && day > plus(fact.holds.from, *value->length)) return false;
        }
        if (!c.after.empty()) {
            const auto* value = in_force(c.after, day);
            if (!value || !value->length || day < plus(fact.holds.from, *value->length)) return false;
        }
        if (c.kind == Condition::Kind::Number) {
            if (c.more_than.empty()) return fact.number >= c.at_least.value_or(1);
            const auto* value = in_force(c.more_than, day);
            return value && value->count && fact.number > *value->count;
        }
        return true;
    }

    bool has(const Condition& c, const NewFact& anchor, CalendarDay day) const {
        switch (c.kind) {
            case Condition::Kind::All:
                for (const auto& part : c.parts)
                    if (!has(part, anchor, day)) return false;
                return true;
            case Condition::Kind::Any:
                for (const auto& part : c.parts)
                    if (has(part, anchor, day)) return true;
                return false;
            case Condition::Kind::Not: return !has(c.parts[0], anchor, day);
            default: break;
        }
        const auto& key = c.about == About::Subject ? anchor.subject : anchor.relation;
        if (c.kind == Condition::Kind::Sum) {
            long there = 0, asked = 0;
            bool any = false;
            for (const auto* fact : of_kind(c.fact))
                if (fact->holds.holds_on(day) && fact->subject == key && counts(c, *fact, day)) {
                    there += fact->number;
                    any = true;
                }
            for (const auto* fact : of_kind(c.covers))
                if (fact->holds.holds_on(day) && fact->subject == key) asked += fact->number;
            return any && there >= asked;
        }
        for (const auto* fact : of_kind(c.fact)) {
            if (!fact->holds.holds_on(day) || fact->subject != key || !counts(c, *fact, day)) continue;
            if (!c.during) return true;
            for (const auto* other : of_kind(c.during->fact))
                if (other->holds.holds_on(day) && other->subject == fact->relation && counts(*c.during, *other, day)) return true;
        }
        return false;
    }

    const CalendarDay m_first_day = day_of(1980, 1, 1);
    const Parameters& m_parameters;
    std::map<std::string, std::vector<const NewFact*>> m_of_kind;
    const std::vector<const NewFact*>* m_explanations = nullptr;
    mutable std::vector<std::pair<const std::string*, const std::vector<const NewFact*>*>> m_kinds_asked;
    mutable std::vector<std::pair<const std::string*, const std::vector<Dated>*>> m_parameters_asked;
    // Per subject, for each day from the first on, whether it lacks; asked again for every look-back.
    std::map<std::string, std::vector<char>> m_lacking;
    int m_days_seen;
};

}  // namespace kader::evidence::oracle
