#pragma once

// One large practice, made of as many facts as asked: people who work, were vetted and are
// registered, who own documents; meetings; and the conditions of the check that are largest on them.
// Shared by the test that counts work and by the benchmark that measures time.

#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace kader::evidence::large {

inline norm_book::Condition leaf(norm_book::Condition::Kind kind, std::string fact) {
    norm_book::Condition condition;
    condition.kind = kind;
    condition.fact = std::move(fact);
    return condition;
}

// Every person who gives care was vetted and is registered; a meeting every three months; more people
// than a threshold; every document has an owner who works here; nobody is late.
inline norm_book::Condition whole() {
    using norm_book::Condition;
    Condition vetted = leaf(Condition::Kind::Exists, "vetted"), registered = leaf(Condition::Kind::Exists, "registered");
    Condition both = leaf(Condition::Kind::All, "");
    both.parts = {vetted, registered};
    Condition every = leaf(Condition::Kind::Every, "works");
    every.where = {{"care", {"ja"}}};
    every.parts = {both};
    Condition meetings = leaf(Condition::Kind::Exists, "meeting");
    meetings.within = "quarter";
    Condition heads = leaf(Condition::Kind::Some, "works");
    heads.more_than = "heads";
    Condition owner = leaf(Condition::Kind::Exists, "works");
    owner.about = norm_book::About::Relation;
    Condition documents = leaf(Condition::Kind::Every, "document");
    documents.parts = {owner};
    Condition late = leaf(Condition::Kind::Exists, "late"), not_late = leaf(Condition::Kind::Not, "");
    not_late.parts = {late};
    Condition all = leaf(Condition::Kind::All, "");
    all.parts = {every, meetings, heads, documents, not_late};
    return all;
}

inline Plan plan_of(const std::string& parameter, Use) {
    PlanSegment segment{all_days, {}, {}};
    if (parameter == "quarter") segment.length = Length{3, Length::Unit::Months};
    if (parameter == "back") segment.length = Length{12, Length::Unit::Months};
    if (parameter == "heads") segment.count = 10;
    return {{segment}};
}

inline constexpr int facts_per_person = 5;

inline NewFact works(int person, CalendarDay from, std::optional<CalendarDay> until = {}) {
    return {"works", "person:" + std::to_string(person), {}, {{"care", "ja"}}, 0, {from, until}};
}
inline NewFact meeting(CalendarDay on) { return {"meeting", "practice", {}, {}, 0, {on, {}}}; }

// The facts of a practice of about `count` facts, five per person: works, vetted, registered, a
// document of which the person is the owner, and a meeting.
inline std::vector<Fact> facts(Store& store, Names& names, int count) {
    std::vector<Fact> result;
    result.reserve(std::size_t(count));
    const auto start = day_of(2015, 1, 1);
    for (int person = 0; person < count / facts_per_person; ++person) {
        const auto number = std::to_string(person);
        const auto from = start + Days{person % 2000};
        const auto record = names.id("mensen:" + number);
        result.push_back(store.stored(works(person, from), record));
        result.push_back(store.stored({"vetted", "person:" + number, {}, {}, 0, {from, {}}}, record));
        result.push_back(store.stored({"registered", "person:" + number, {}, {}, 0, {from, day_of(2040, 1, 1)}}, record));
        const auto document = names.id("documenten:" + number);
        result.push_back(store.stored({"document", "document:" + number, "person:" + number, {}, 0, {from, day_of(2035, 1, 1)}}, document));
        const auto held = names.id("bijeenkomsten:" + number);
        result.push_back(store.stored(meeting(start + Days{person % 4000}), held));
    }
    return result;
}

}  // namespace kader::evidence::large
