#pragma once

// What is in memory stays there: keys, and what strangers send in.

namespace kader::system {

// From here on this process leaves no core file when it falls, hands none to another program, and lets no process
// of the same user look into it. What it starts anew (exec) is as usual again.
void forbid_core_dumps();

}  // namespace kader::system
