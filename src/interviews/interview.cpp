#include "interviews/interview.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "kernel/text.h"

namespace kader::interviews {

namespace {

constexpr std::size_t most_treatments = 50;

// The answers that count, to the questions that are asked, and the treatments among them.
struct Counted {
    Answers answers;
    std::vector<const Treatment*> treatments;
};

class Judge {
public:
    Judge(const Counted& counted, CalendarDay on) : m_counted(counted), m_on(on) {}
    // With `one`: of this treatment alone.
    bool holds(const Condition& condition, const Treatment* one = nullptr) const {
        const auto holds_part = [&](const Condition& part) { return holds(part, one); };
        switch (condition.kind) {
            case Condition::Kind::All: return std::ranges::all_of(condition.parts, holds_part);
            case Condition::Kind::Any: return std::ranges::any_of(condition.parts, holds_part);
            case Condition::Kind::Not: return !holds_part(condition.parts.front());
            case Condition::Kind::Chosen: return chose(condition);
            case Condition::Kind::NoneChosen:
                return find<std::vector<std::string>>(condition.name) != nullptr && !chose(condition);
            case Condition::Kind::AtLeast: {
                const auto* number = find<int>(condition.name);
                return number && *number >= condition.number;
            }
            case Condition::Kind::Below: {
                const auto* number = find<int>(condition.name);
                return number && *number < condition.number;
            }
            case Condition::Kind::From: {
                const auto* day = find<CalendarDay>(condition.name);
                return day && *day >= limit_of(condition);
            }
            case Condition::Kind::Before: {
                const auto* day = find<CalendarDay>(condition.name);
                return day && *day < limit_of(condition);
            }
            case Condition::Kind::Unanswered: return !m_counted.answers.contains(condition.name);
            case Condition::Kind::Treatment: break;
        }
        const auto has = [&](const Treatment* treatment) {
            const auto& values = treatment->values_of(condition.name);
            return std::ranges::any_of(values, [&](const auto& value) { return among(condition.values, value); });
        };
        return one ? has(one) : std::ranges::any_of(m_counted.treatments, has);
    }

private:
    CalendarDay limit_of(const Condition& condition) const {
        return condition.days_after_asking ? m_on + Days{*condition.days_after_asking} : condition.day;
    }
    static bool among(const std::vector<std::string>& values, const std::string& value) {
        return std::ranges::find(values, value) != values.end();
    }
    bool chose(const Condition& condition) const {
        const auto* chosen = find<std::vector<std::string>>(condition.name);
        return chosen && std::ranges::any_of(*chosen, [&](const auto& one) { return among(condition.values, one); });
    }
    template <class T>
    const T* find(std::string_view question) const {
        const auto found = m_counted.answers.find(question);
        return found == m_counted.answers.end() ? nullptr : std::get_if<T>(&found->second);
    }
    const Counted& m_counted;
    CalendarDay m_on;
};

// The questions come in order, and a condition looks only at those before it.
Counted counted(const Interview& interview, const Answers& answers, const Catalogue& catalogue, CalendarDay on,
                const Question* up_to = nullptr) {
    Counted made;
    for (const auto& question : interview.questions) {
        if (&question == up_to) break;
        const auto answer = answers.find(question.id);
        if (answer == answers.end()) continue;
        if (question.when && !Judge{made, on}.holds(*question.when)) continue;
        made.answers.emplace(question.id, answer->second);
        if (question.choose != Choose::Treatments) continue;
        for (const auto& name : std::get<std::vector<std::string>>(answer->second))
            if (const auto* treatment = catalogue.find(name)) made.treatments.push_back(treatment);
    }
    return made;
}

Error refused(Language language, const char* nl, const char* en) {
    return {Code::Invalid, language == Language::Dutch ? nl : en};
}

}  // namespace

const Question* Interview::question(std::string_view wanted) const {
    const auto found = std::ranges::find(questions, wanted, &Question::id);
    return found == questions.end() ? nullptr : &*found;
}

const Interview* Interviews::find(std::string_view id) const {
    const auto found = std::ranges::find(m_interviews, id, &Interview::id);
    return found == m_interviews.end() ? nullptr : &*found;
}

const Desk* Interviews::desk(std::string_view id) const {
    const auto found = std::ranges::find(m_desks, id, &Desk::id);
    return found == m_desks.end() ? nullptr : &*found;
}

Result<std::optional<Answer>> read_answer(const Question& question, const Catalogue& catalogue,
                                          const std::vector<std::string>& texts, Language language) {
    std::vector<std::string> given;
    for (const auto& text : texts)
        if (const auto one = trimmed(text); !one.empty() && std::ranges::find(given, one) == given.end()) given.emplace_back(one);
    if (given.empty()) return std::optional<Answer>{};
    const auto& first = given.front();
    if (question.choose != Choose::Many && question.choose != Choose::Treatments && given.size() > 1)
        return refused(language, "Kies één antwoord.", "Choose one answer.");
    switch (question.choose) {
        case Choose::One:
        case Choose::Many:
            for (const auto& one : given)
                if (std::ranges::find(question.options, one, &Option::id) == question.options.end())
                    return refused(language, "Dit antwoord staat er niet bij.", "This answer is not one of them.");
            return std::optional<Answer>{given};
        case Choose::Number: {
            int number = 0;
            const auto [end, error] = std::from_chars(first.data(), first.data() + first.size(), number);
            if (error != std::errc{} || end != first.data() + first.size() || number < question.least || number > question.most)
                return Error{Code::Invalid, (language == Language::Dutch ? "Vul een getal in van " : "Enter a number from ") +
                                                std::to_string(question.least) +
                                                (language == Language::Dutch ? " tot en met " : " to ") +
                                                std::to_string(question.most) + "."};
            return std::optional<Answer>{number};
        }
        case Choose::Day: {
            const auto day = parse_day(first);
            if (!day) return refused(language, "Vul een dag in, zoals 31-03-2026.", "Enter a day, such as 31-03-2026.");
            return std::optional<Answer>{*day};
        }
        case Choose::Treatments: break;
    }
    if (given.size() > most_treatments)
        return refused(language, "Kies hooguit 50 behandelingen.", "Choose at most 50 treatments.");
    std::vector<std::string> ids;
    for (const auto& one : given) {
        const auto* treatment = catalogue.find(one);
        const auto& id = (treatment ? *treatment : catalogue.unknown()).id;
        if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
    return std::optional<Answer>{std::move(ids)};
}

bool is_asked(const Interview& interview, const Question& question, const Answers& answers, const Catalogue& catalogue, CalendarDay on) {
    if (!question.when) return true;
    const auto before = counted(interview, answers, catalogue, on, &question);
    return Judge{before, on}.holds(*question.when);
}

std::vector<Advice> advice(const Interview& interview, const Answers& answers, const Catalogue& catalogue, CalendarDay on) {
    const auto those = counted(interview, answers, catalogue, on);
    const Judge judge{those, on};
    std::vector<Advice> made;
    for (const auto& outcome : interview.outcomes) {
        if ((outcome.from && on < *outcome.from) || (outcome.until && on >= *outcome.until)) continue;
        if (!outcome.each_treatment) {
            if (judge.holds(outcome.when)) made.push_back({&outcome, {}});
            continue;
        }
        Advice one{&outcome, {}};
        for (const auto* treatment : those.treatments)
            if (judge.holds(outcome.when, treatment)) one.treatments.push_back(treatment);
        if (!one.treatments.empty()) made.push_back(std::move(one));
    }
    return made;
}

}  // namespace kader::interviews
