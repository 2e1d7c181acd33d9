#pragma once

// Lines of the log as the rules see them: who, whom, when, and what kind of act.

#include <optional>
#include <vector>

#include "audit/log.h"
#include "kernel/calendar.h"

namespace kader::log_review {

enum class Deed : std::uint8_t { Looked, Changed, Closed, Searched, Exported, BreakGlass, Other };

struct Look {
    std::int64_t seq = 0;
    system::Instant at{};
    subjects::ActorId actor;
    Deed deed = Deed::Other;
    std::vector<subjects::SubjectId> subjects = {};  // One, or those that a search or list showed.
    std::int64_t count = 0;                          // Of what was exported.
    std::optional<subjects::BreakGlassId> break_glass = {};
};

// Nothing: not done by a person, refused, or not about files.
std::optional<Look> look_of(const audit::Entry&);

// A month of the calendar in the Netherlands: the day it begins and the first day after it.
struct Month {
    CalendarDay from{}, until{};
    static Month of(CalendarDay);
};
CalendarDay day_of(system::Instant);

// Every look of a month, in order. Reads the log in parts and holds only the looks.
std::vector<Look> looks_of(storage::Session&, const subjects::PracticeId&, const Month&);

// How many lines are asked for at once.
inline constexpr std::int64_t lines_at_once = 5000;

// The first line of the lane at or after the moment; one past the last when there is none. Finds it in some twenty questions.
std::int64_t first_line_at(storage::Session&, const subjects::PracticeId&, system::Instant);
// Lines from `from` on, at most so many, unchecked; what is no entry is left out. Gives the next to ask from; 0: it was the last.
std::int64_t each_entry(storage::Session&, const subjects::PracticeId&, std::int64_t from, std::int64_t count,
                        const std::function<void(const audit::Entry&)>& visit, std::string_view holding = {});

}  // namespace kader::log_review
