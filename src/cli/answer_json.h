#pragma once

// Answers as programs read them: the types of answers/check_answer.h as one line of JSON.

#include <optional>
#include <string>
#include <vector>

#include "answers/check_answer.h"

namespace kader::cli {

using answers::RowsRead;

std::string json_of(const check::Check&, const check::Answers&, const norm_book::NormBook&, const RowsRead&,
                    std::optional<CalendarDay> known_on);

std::string json_of(const std::vector<check::ComingChange>&, CalendarDay from, CalendarDay through,
                    const norm_book::NormBook&);

}  // namespace kader::cli
