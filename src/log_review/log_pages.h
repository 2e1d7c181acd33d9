#pragma once

// The log page by page, the newest line first.

#include <optional>
#include <string>
#include <vector>

#include "audit/log.h"
#include "kernel/calendar.h"

namespace kader::log_review {

struct LogFilter {
    std::optional<subjects::ActorId> actor = {};
    std::optional<subjects::SubjectId> subject = {};
    std::string act = {};                      // A word of acts.h; empty: any.
    std::optional<CalendarDay> from = {}, through = {};  // Days in the Netherlands, both included.

    // The names of what was asked for, without what was filled in: "actor,subject".
    std::string shape() const;
};

struct LogPage {
    std::vector<audit::Entry> entries;
    std::int64_t before = 0;  // Ask the next page with it; 0: there is nothing before it.
};

inline constexpr std::size_t page_lines_max = 100;

// Lines before the line `before` (0: from the newest) that the filter takes. It looks at so many lines at most that it
// answers in tens of milliseconds; so a page may hold few lines, or none, while there is a next one.
LogPage log_page(storage::Session&, const subjects::PracticeId&, const LogFilter&, std::int64_t before = 0, std::size_t lines = page_lines_max);

}  // namespace kader::log_review
