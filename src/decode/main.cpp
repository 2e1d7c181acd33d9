// kader-decode: started by kader, which asks it for the text of documents over a socket. It takes no words.

#include <unistd.h>

#include <string_view>

#include "decode/zygote.h"
#include "decoding/protocol.h"

int main() {
    const int code = kader::decode::serve(kader::decoding::protocol::socket_number);
    if (code == 2) {
        constexpr std::string_view help = "kader-decode is started by kader; by itself it reads nothing.\n";
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, help.data(), help.size());
    }
    return code;
}
