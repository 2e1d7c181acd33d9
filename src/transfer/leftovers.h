#pragma once

// What a practice that was being moved in left behind when that broke off.

#include <optional>

#include "installation/installation.h"

namespace kader::transfer {

// Removes every practice that is not complete, in units. Only while none is being moved in.
std::optional<Error> remove_leftovers(installation::Installation&);

}  // namespace kader::transfer
