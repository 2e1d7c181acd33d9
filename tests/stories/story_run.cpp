#include "stories/story_run.h"

#include "check/record_types.h"
#include "lists/folder.h"

namespace kader::stories {

using norm_book::Expectation;
using norm_book::Story;

std::string text_of(const Difference& difference) {
    std::string text;
    if (difference.expectation) {
        const auto& one = *difference.expectation;
        text = one.position.file + ":" + std::to_string(one.position.line) + ": " + iso_text(one.on) + " ";
        text += one.requirement.empty() ? "question " + std::to_string(one.question) : one.requirement;
        return text + ": " + difference.what;
    }
    return difference.story->position.file + ": " + difference.what;
}

std::vector<check::Record> records_of(const Story& story, std::vector<Difference>& differences) {
    lists::ListFolder folder{check::record_types()};
    for (const auto& [list, text] : story.lists)
        if (const auto refused = folder.add_text(list, text, list + ".csv"))
            differences.push_back({&story, nullptr, list + ": " + refused->en});
    const auto facts = folder.facts();
    for (const auto& reject : folder.findings().rejects)
        differences.push_back({&story, nullptr, reject.file + " row " + std::to_string(reject.row) + " " + reject.column + ": " + reject.reason.en});
    std::vector<check::Record> records;
    for (const auto& row : facts.rows)
        records.push_back({std::string{row.list} + ":" + row.kenmerk, row.known_on, row.facts});
    return records;
}

namespace {

std::string change_text(const std::optional<CalendarDay>& on) { return on ? iso_text(*on) : "never"; }

}  // namespace

void compare(const check::Check& check, const Story& story, std::string_view requirement,
             std::vector<Difference>& differences) {
    for (const auto& one : story.expectations) {
        if (!requirement.empty() && one.requirement != requirement) continue;
        norm_book::State state;
        std::optional<CalendarDay> changes_on;
        std::optional<norm_book::State> changes_to;
        if (one.requirement.empty()) {
            const auto answers = check.on(one.on);
            const auto& answer = answers.questions[std::size_t(one.question - 1)];
            state = answer.state;
            changes_on = answer.changes_on;
            changes_to = answer.changes_to;
        } else {
            const auto& line = check.requirement(one.requirement);
            state = line.on(one.on);
            changes_on = line.changes_on(one.on);
            if (changes_on) changes_to = line.on(*changes_on);
        }
        const auto differs = [&](std::string what) { differences.push_back({&story, &one, std::move(what)}); };
        if (state != one.state) {
            differs("expected " + std::string{word(one.state)} + ", answered " + std::string{word(state)});
            continue;
        }
        if (one.changes_on && changes_on != one.changes_on)
            differs("expected to change on " + iso_text(*one.changes_on) + ", answered " + change_text(changes_on));
        else if (one.never_changes && changes_on)
            differs("expected never to change, answered " + iso_text(*changes_on));
        else if (one.changes_to && changes_to != one.changes_to)
            differs("expected to change to " + std::string{word(*one.changes_to)});
        if (one.requirement.empty()) continue;
        const auto remark = [&](std::optional<bool> wanted, check::Remark which) {
            if (wanted && *wanted != check.remark_on(one.requirement, which, one.on))
                differs(std::string{*wanted ? "lacks" : "has"} + " the remark " + std::string{check::word(which)});
        };
        remark(one.unconfirmed, check::Remark::UnconfirmedInterval);
        remark(one.gap, check::Remark::GapInThePast);
    }
}

}  // namespace kader::stories
