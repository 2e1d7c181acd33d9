#pragma once

// Reading a whole practice.

#include "standing/standing.h"

namespace kader::standing {

// As load(), and who is the same human as whom.
Loaded load(storage::Session&, const subjects::PracticeId&, std::optional<CalendarDay> known_on, People&);

}  // namespace kader::standing
