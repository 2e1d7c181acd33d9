// What can only be judged over the whole folder.

#include "norm_book/loader.h"

namespace kader::norm_book {

namespace {

constexpr int question_last = 22;

// The days, per state, on which the stories expect a requirement to be in it.
struct Seen {
    std::set<State> states;
    bool lapses = false;
    bool repaired = false;
};

}  // namespace

void Loader::check_questions() {
    std::map<int, Position> seen;
    for (const auto& question : m_book.m_questions) {
        if (question.number < 1 || question.number > question_last)
            m_faults.add(question.position, "`number` must be 1 through 22");
        else if (const auto [first, is_new] = seen.emplace(question.number, question.position);
                 !is_new)
            m_faults.add(question.position, "question " + std::to_string(question.number) +
                                                " is already at line " +
                                                std::to_string(first->second.line));
    }
    std::sort(m_book.m_questions.begin(), m_book.m_questions.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    if (m_extent == Extent::Fragment) return;
    std::set<int> asked;
    for (const auto& requirement : m_book.m_requirements) asked.insert(requirement.question);
    for (int number = 1; number <= question_last; ++number) {
        if (!seen.contains(number))
            m_faults.add({"norms/questions.toml", 0},
                         "question " + std::to_string(number) + " is missing");
        if (!asked.contains(number))
            m_faults.add({"norms/requirements", 0},
                         "question " + std::to_string(number) + " has no requirement");
    }
}

// The rules of norms/deadlines are read elsewhere, but an id means one thing in the whole folder.
void Loader::check_deadline_ids() {
    for (const auto* source : files_below("deadlines/"))
        for (const auto& list : source->content.items) {
            if (list.kind != toml::Value::Kind::List) continue;
            for (const auto& row : list.items) {
                const auto* id = row.find("id");
                if (id == nullptr || id->kind != toml::Value::Kind::Text) continue;
                const auto used = m_ids.find(id->text);
                if (used == m_ids.end()) continue;
                m_faults.add({source->name, id->line},
                             "the id \"" + id->text + "\" is already used at " + used->second.file +
                                 ":" + std::to_string(used->second.line) + "; choose another");
            }
        }
}

void Loader::check_stories(const std::vector<Story>& stories) {
    for (const auto& story : stories) {
        std::set<std::string> judged;
        for (const auto& expectation : story.expectations) {
            judged.insert(expectation.requirement);
            const auto* requirement = m_book.requirement(expectation.requirement);
            if (!expectation.requirement.empty() && requirement == nullptr) {
                m_faults.add(expectation.position, "there is no requirement \"" +
                                                       expectation.requirement +
                                                       "\" in norms/requirements");
                continue;
            }
            if (requirement == nullptr) continue;
            if (expectation.state == State::Contradicted && !requirement->contradicted_by)
                m_faults.add(
                    expectation.position,
                    requirement->id + " has no `contradicted_by`, so it is never contradicted");
            if (expectation.state == State::NotApplicable && !requirement->applies)
                m_faults.add(expectation.position,
                             requirement->id + " has no `applies`, so it always applies");
        }
        for (const auto& id : story.tells) {
            if (m_book.requirement(id) == nullptr)
                m_faults.add(story.position,
                             "`tells` names \"" + id + "\", which is no requirement");
            else if (!story.expectations.empty() && !judged.contains(id))
                m_faults.add(story.position,
                             "`tells` names " + id + ", but no [[expect]] is about it");
        }
    }
}

void Loader::check_worked_cases(const std::vector<Story>& stories) {
    std::map<std::string, Seen> all;
    for (const auto& story : stories) {
        std::map<std::string, CalendarDay> first_missing;
        for (const auto& expectation : story.expectations) {
            if (expectation.state != State::Missing || expectation.requirement.empty()) continue;
            const auto [day, is_new] =
                first_missing.emplace(expectation.requirement, expectation.on);
            if (!is_new) day->second = std::min(day->second, expectation.on);
        }
        for (const auto& expectation : story.expectations) {
            auto& seen = all[expectation.requirement];
            seen.states.insert(expectation.state);
            if (expectation.state != State::Shown) continue;
            const auto to = expectation.changes_to;
            if (expectation.changes_on && (to == State::Missing || to == State::Contradicted))
                seen.lapses = true;
            const auto missing = first_missing.find(expectation.requirement);
            if (missing != first_missing.end() && missing->second < expectation.on)
                seen.repaired = true;
        }
    }
    for (const auto& requirement : m_book.m_requirements) {
        const auto& seen = all[requirement.id];
        std::vector<std::string> lacking;
        const auto want = [&](bool present, std::string what) {
            if (!present) lacking.push_back(std::move(what));
        };
        want(seen.states.contains(State::Missing), "one that is missing");
        if (requirement.not_yet_kept.empty()) {
            want(seen.states.contains(State::Shown), "one that is shown");
            want(seen.lapses,
                 "one that lapses (shown, with changes_on and changes_to missing or contradicted)");
            want(seen.repaired,
                 "one that is repaired (in one story missing on a day and shown on a later day)");
        } else {
            want(seen.states.contains(State::Attested), "one that is attested");
        }
        if (requirement.contradicted_by)
            want(seen.states.contains(State::Contradicted), "one that is contradicted");
        if (requirement.applies)
            want(seen.states.contains(State::NotApplicable), "one that is not_applicable");
        if (!lacking.empty())
            m_faults.add(requirement.position,
                         requirement.id +
                             " lacks worked cases in norms/cases/questions: " + listed(lacking));
    }
}

}  // namespace kader::norm_book
