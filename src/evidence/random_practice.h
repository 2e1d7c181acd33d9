#pragma once

// Random practices for the property tests: a few conditions of every shape, and records that come,
// are corrected and are withdrawn. Everything follows from the seed.

#include <algorithm>
#include <random>

#include "evidence/oracle.h"
#include "evidence/plan.h"

namespace kader::evidence::oracle {

class RandomPractice {
public:
    RandomPractice(std::uint64_t seed, CalendarDay first, int days) : m_dice(seed), m_first(first), m_days(days) {
        m_parameters["short"] = {{day_of(1900, 1, 1), Length{pick(1, 60), Length::Unit::Days}, {}}};
        // A value that changes on a day inside the span, and is unconfirmed for a while.
        m_parameters["changing"] = {
            {day_of(1900, 1, 1), Length{pick(1, 3), Length::Unit::Months}, {}},
            {m_first + Days{pick(0, days / 2)}, {}, {}},
            {m_first + Days{days / 2 + pick(1, days / 2)}, Length{pick(1, 5), Length::Unit::Weeks}, {}}};
        m_parameters["heads"] = {{day_of(1900, 1, 1), {}, pick(0, 1)},
                                 {m_first + Days{pick(0, days)}, {}, pick(0, 2)}};
        m_parameters["back"] = {{day_of(1900, 1, 1), Length{pick(5, 40), Length::Unit::Days}, {}}};
    }

    const Parameters& parameters() const { return m_parameters; }

    Plan plan(const std::string& parameter) const {
        Plan plan;
        const auto& values = m_parameters.at(parameter);
        for (std::size_t at = 0; at < values.size(); ++at) {
            const auto from = at == 0 ? 0 : number_of(values[at].from);
            const auto until = at + 1 < values.size() ? number_of(values[at + 1].from) : days_count;
            if (from < until) plan.segments.push_back({{from, until}, values[at].length, values[at].count});
        }
        return plan;
    }

    Condition condition(int depth = 2) {
        Condition c;
        switch (depth == 0 ? pick(3, 8) : pick(0, 8)) {
            case 0: return many(Condition::Kind::All, [&] { return condition(depth - 1); });
            case 1: return many(Condition::Kind::Any, [&] { return condition(depth - 1); });
            case 2:
                c.kind = Condition::Kind::Not;
                c.parts = {condition(depth - 1)};
                return c;
            case 3:
            case 4: return leaf(Condition::Kind::Exists);
            case 5: return leaf(Condition::Kind::Number);
            case 6:
                c = leaf(Condition::Kind::Some);
                if (pick(0, 2) != 0) c.parts = {demand(2)};
                if (pick(0, 1) == 0) c.more_than = "heads";
                else c.at_least = pick(1, 2);
                return c;
            default:
                c = leaf(Condition::Kind::Every);
                c.parts = {demand(2)};
                return c;
        }
    }

    std::vector<NewFact> record_facts() {
        std::vector<NewFact> facts(std::size_t(pick(1, 3)));
        for (auto& fact : facts) {
            fact.kind = pick(0, 9) == 0 ? "practice.gap_explained" : kind();
            fact.subject = pick(0, 9) == 0 && fact.kind[0] == 'p' ? "*" : subject();
            if (fact.kind[0] == 'p') {
                fact.relation = "requirement:r";
                fact.number = std::int32_t(number_of(day()));
            } else {
                if (pick(0, 2) != 0) fact.relation = subject();
                fact.number = pick(0, 3);
                if (pick(0, 1) == 0) fact.attributes = {{"a", pick(0, 1) == 0 ? "x" : "y"}};
            }
            fact.holds.from = day();
            if (pick(0, 3) != 0) fact.holds.until = fact.holds.from + Days{pick(0, m_days / 2)};
        }
        return facts;
    }

    int pick(int from, int through) { return std::uniform_int_distribution<int>{from, through}(m_dice); }

private:
    CalendarDay day() { return m_first + Days{pick(0, m_days - 1)}; }
    std::string kind() { return "k" + std::to_string(pick(0, 3)); }
    std::string subject() { return "s" + std::to_string(pick(0, 2)); }

    template <class Part>
    Condition many(Condition::Kind kind_of, Part part) {
        Condition c;
        c.kind = kind_of;
        for (int left = pick(2, 3); left > 0; --left) c.parts.push_back(part());
        return c;
    }

    Condition leaf(Condition::Kind kind_of) {
        Condition c;
        c.kind = kind_of;
        c.fact = kind();
        if (pick(0, 2) == 0) c.where = {{"a", pick(0, 1) == 0 ? std::vector<std::string>{"x"} : std::vector<std::string>{"x", "y"}}};
        switch (pick(0, 5)) {
            case 0: c.within = "short"; break;
            case 1: c.within = "changing"; break;
            case 2: c.after = pick(0, 1) == 0 ? "short" : "changing"; break;
            default: break;
        }
        if (kind_of == Condition::Kind::Number) {
            if (pick(0, 1) == 0) c.more_than = "heads";
            else c.at_least = pick(0, 3);
        }
        return c;
    }

    Condition demand(int depth) {
        Condition c;
        switch (depth == 0 ? pick(3, 7) : pick(0, 7)) {
            case 0: return many(Condition::Kind::All, [&] { return demand(depth - 1); });
            case 1: return many(Condition::Kind::Any, [&] { return demand(depth - 1); });
            case 2:
                c.kind = Condition::Kind::Not;
                c.parts = {demand(depth - 1)};
                return c;
            case 3:
                c = leaf(Condition::Kind::Sum);
                c.covers = kind();
                break;
            case 4: c = leaf(Condition::Kind::Number); break;
            default:
                c = leaf(Condition::Kind::Exists);
                if (pick(0, 2) == 0) {
                    auto during = leaf(Condition::Kind::Exists);
                    c.during = std::make_shared<Condition>(during);
                }
        }
        if (pick(0, 2) == 0) c.about = About::Relation;
        return c;
    }

    std::mt19937_64 m_dice;
    CalendarDay m_first;
    int m_days;
    Parameters m_parameters;
};

}  // namespace kader::evidence::oracle
