#pragma once

// The name of a thread, as `top -H` and a debugger show it.

namespace kader::system {

// Of the thread that calls; at most 15 characters.
void name_thread(const char* name);

}  // namespace kader::system
