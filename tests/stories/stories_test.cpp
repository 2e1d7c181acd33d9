// Every hand-written story, told to the program.

#include <doctest/doctest.h>

#include "check/record_types.h"
#include "stories/story_run.h"

using namespace kader;

namespace {

norm_book::NormBook the_norms() {
    auto loaded = norm_book::NormBook::load(KADER_SOURCE_DIR "/norms", check::fact_kinds());
    if (auto* faults = std::get_if<std::vector<norm_book::Fault>>(&loaded)) {
        for (const auto& fault : *faults) MESSAGE(norm_book::text_of(fault));
        FAIL("the norms have faults");
    }
    return std::get<norm_book::NormBook>(std::move(loaded));
}

std::vector<norm_book::Story> the_stories() {
    auto loaded = norm_book::load_stories(KADER_SOURCE_DIR "/norms");
    if (auto* faults = std::get_if<std::vector<norm_book::Fault>>(&loaded)) {
        for (const auto& fault : *faults) MESSAGE(norm_book::text_of(fault));
        FAIL("the stories have faults");
    }
    return std::get<std::vector<norm_book::Story>>(std::move(loaded));
}

}  // namespace

TEST_CASE("every story ends as its writer said it would") {
    const auto book = the_norms();
    std::size_t expectations = 0;
    for (const auto& story : the_stories()) {
        std::vector<stories::Difference> differences;
        const check::Check check{book, stories::records_of(story, differences)};
        stories::compare(check, story, {}, differences);
        expectations += story.expectations.size();
        for (const auto& difference : differences) FAIL_CHECK(stories::text_of(difference));
    }
    CHECK(expectations > 500);
    MESSAGE("expectations compared: " << expectations);
}

TEST_CASE("a practice without any record has nothing shown, on any day, and is asked all 22") {
    const auto book = the_norms();
    const check::Check check{book, {}};
    for (const auto day : {day_of(1990, 1, 1), day_of(2020, 2, 29), day_of(2026, 11, 21), day_of(2069, 9, 17)}) {
        const auto answers = check.on(day);
        CHECK(answers.scope.ground == check::ScopeAnswer::Ground::LegalFormUnknown);
        CHECK(answers.scope.questions_asked == 22);
        for (const auto& question : answers.questions) {
            CHECK(question.state != norm_book::State::Shown);
            CHECK(question.state != norm_book::State::Attested);
            for (const auto& requirement : question.requirements)
                CHECK(requirement.state != norm_book::State::Shown);
        }
    }
}
