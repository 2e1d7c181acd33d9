// Runs every worked example of norms/cases/deadlines/.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "deadlines/rules_for_tests.h"

namespace kader::deadlines {

namespace {

using Fields = std::map<std::string, std::string>;

// Everything that the answer says, so that a day that no one expected fails too.
Fields fields_of(const Result<Deadline>& answer) {
    if (!answer) return {{"refused", "yes"}};
    Fields fields;
    const auto day = [&](const char* name, const std::optional<CalendarDay>& value) {
        if (value) fields[name] = iso_text(*value);
    };
    day("safe_due", answer->safe_due);
    day("legal_latest", answer->legal_latest);
    day("earliest", answer->earliest);
    day("keep_until", answer->keep_until);
    day("destroyable_from", answer->destroyable_from);
    day("plan_on", answer->plan_on);
    day("notice_safe_due", answer->notice_safe_due);
    day("notice_latest", answer->notice_latest);
    if (answer->safe_due_at) fields["safe_due"] = amsterdam_text(*answer->safe_due_at);
    if (answer->legal_latest_at) fields["legal_latest"] = amsterdam_text(*answer->legal_latest_at);
    if (answer->applies) fields["applies"] = *answer->applies ? "yes" : "no";
    return fields;
}

std::string shown(const Fields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) text += name + "=" + value + " ";
    return text;
}

}  // namespace

TEST_CASE("every worked example comes out as it was worked out by hand") {
    const auto& rules = rules_of_norms();
    CHECK(rules.cases().size() >= 140);
    for (const auto& example : rules.cases()) {
        const auto event = parse_event(example.from, Language::Dutch);
        REQUIRE(event);
        const auto answer = rules.deadline_of(example.rule, *event, Language::Dutch);
        const Fields expected{example.expected.begin(), example.expected.end()};
        INFO(example.position.file << ":" << example.position.line << " " << example.rule
                                   << " from " << example.from << ": " << example.because);
        CHECK(shown(fields_of(answer)) == shown(expected));
    }
}

TEST_CASE("each answer explains itself in two languages, with a source on every step") {
    const auto& rules = rules_of_norms();
    for (const auto& example : rules.cases()) {
        const auto answer = rules.deadline_of(
            example.rule, *parse_event(example.from, Language::Dutch), Language::Dutch);
        if (!answer) continue;
        INFO(example.rule);
        CHECK(answer->trace.size() >= 2);
        for (const auto& step : answer->trace) {
            CHECK(step.text.nl.back() == '.');
            CHECK(step.text.en.back() == '.');
            CHECK(step.text.nl != step.text.en);
            CHECK_FALSE(step.source.code.empty());
        }
    }
}

TEST_CASE("the rules that hold a term are all there, superseded ones too") {
    const auto& rules = rules_of_norms();
    CHECK(rules.rules().size() == 88);
    const auto old_rule = rules.rule("wgbo-destroy-3m-old");
    REQUIRE(old_rule);
    CHECK(old_rule->values.back().validity.until == day_of(2020, 1, 1));
    CHECK(rules.rule("wgbo-correct")->values.size() == 2);
}

}  // namespace kader::deadlines
