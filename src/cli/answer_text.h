#pragma once

// Answers as a person reads them on a terminal.

#include <string>

#include "check/check.h"
#include "cli/words.h"

namespace kader::cli {

// The overview, then every question with what shows it, what lacks and what would solve it.
std::string text_of(const check::Check&, const check::Answers&, const norm_book::NormBook&, Language);

// The changes that come, in order of day.
std::string text_of(const std::vector<check::ComingChange>&, CalendarDay from, CalendarDay through,
                    const norm_book::NormBook&, Language);

// What differs between two sets of answers of the same day; empty when nothing does.
std::string difference_text(const check::Answers& before, const check::Answers& after, Language);

}  // namespace kader::cli
