#pragma once

// Answers as programs read them. The shape is documented in docs/command-line.md and carries a version;
// fields are added, never renamed.

#include <string>

#include "check/check.h"
#include "lists/folder.h"
#include "norm_book/norm_book.h"

namespace kader::cli {

std::string json_of(const check::Check&, const check::Answers&, const norm_book::NormBook&,
                    const lists::FolderFacts&, std::optional<CalendarDay> known_on);

std::string json_of(const std::vector<check::ComingChange>&, CalendarDay from, CalendarDay through,
                    const norm_book::NormBook&);

}  // namespace kader::cli
