#include "server_load/memory.h"

#include <fstream>
#include <stdexcept>
#include <string>

namespace kader::server_tests {

std::int64_t resident_bytes(pid_t process) {
    std::ifstream status{"/proc/" + std::to_string(process) + "/status"};
    for (std::string word; status >> word;) {
        std::int64_t kibi = 0;
        if (word == "VmRSS:" && status >> kibi) return kibi * 1024;
    }
    throw std::runtime_error{"the kernel does not say how much memory the server has"};
}

}  // namespace kader::server_tests
