#pragma once

// How long work is told to end early, by a server that stops.

#include <functional>

namespace kader::transfer {

// Asked between two pieces, on the thread that works; true: write nothing more and be refused. Empty: never.
using Stopping = std::function<bool()>;
inline bool is_stopping(const Stopping& stopping) { return stopping && stopping(); }

}  // namespace kader::transfer
