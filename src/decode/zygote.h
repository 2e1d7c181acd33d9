#pragma once

// The life of kader-decode: one thread that opens nothing itself, and forks a locked-up child for each document.

namespace kader::decode {

// Speaks decoding/protocol.h over `socket` until the other side hangs up. What it returns is the exit code.
int serve(int socket);

}  // namespace kader::decode
