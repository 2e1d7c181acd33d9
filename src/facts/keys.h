#pragma once

// How the rooms name what a fact is about, and the days on which it holds. One spelling each, so
// that a fact of one room is found under the key that another room wrote.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/fact.h"

namespace kader::facts {

inline constexpr const char* practice_key = "practice";

// "person" and "P01" make "person:P01".
inline std::string key(std::string_view kind, std::string_view name) {
    std::string text;
    text.reserve(kind.size() + 1 + name.size());
    return text.append(kind).append(":").append(name);
}

inline std::string person_key(std::string_view person) { return key("person", person); }
inline std::string location_key(std::string_view location) { return key("location", location); }
inline std::string care_key(std::string_view kind) { return key("care", kind); }
inline std::string act_key(std::string_view act) { return key("act", act); }
inline std::string object_key(std::string_view equipment) { return key("object", equipment); }
inline std::string function_key(std::string_view function) { return key("function", function); }
inline std::string treatment_key(std::string_view code) { return key("treatment", code); }
inline std::string requirement_key(std::string_view id) { return key("requirement", id); }
inline std::string risk_key(std::string_view risk) { return key("risk", risk); }

// One person performing one act: "performs:P01/injectie".
inline std::string performs_key(std::string_view person, std::string_view act) {
    return key("performs", person).append("/").append(act);
}
// One version of one document: "document:D01@2".
inline std::string document_key(std::string_view document, std::string_view version) {
    return key("document", document).append("@").append(version);
}

// The words of a yes or no; empty when nobody answered.
inline std::string yes_no(bool yes) { return yes ? "ja" : "nee"; }
inline std::string yes_no(const std::optional<bool>& yes) {
    return yes ? yes_no(*yes) : std::string{};
}

inline Period on_day(CalendarDay day) { return {day, day + Days{1}}; }
inline Period from_day(CalendarDay day) { return {day, std::nullopt}; }
// Until the day on which it was put right or withdrawn; that day itself no longer counts.
inline Period until_day(CalendarDay from, std::optional<CalendarDay> until) {
    return {from, until};
}

// Adds a fact, unless it would hold on no day at all.
inline void add(std::vector<NewFact>& facts, NewFact fact) {
    if (!fact.holds.until || fact.holds.from < *fact.holds.until) facts.push_back(std::move(fact));
}

}  // namespace kader::facts
