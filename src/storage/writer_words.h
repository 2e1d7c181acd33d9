#pragma once

// What the writer says when something was not stored. Never a value of what was to be stored.

#include "kernel/result.h"
#include "kernel/text.h"
#include "storage/session.h"

namespace kader::storage::words {

// Why nothing can be written now.
Text stopped(Fault);
// Full, Gone, ReadOnly, Io and Busy before the commit: nothing of it was stored.
Text broken(Fault);
// Gone and Io at the commit.
Text unknown_outcome();
Text queue_is_full();
Text is_ending();
// One unit failed by itself.
Error unit_failed(Fault, Language);
Error work_failed(Language);

}  // namespace kader::storage::words
