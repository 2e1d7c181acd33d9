#pragma once

// One kader-decode, and the socket to it. Needs the operating system; only decoder.cpp uses it.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>

#include "decoding/outcome.h"
#include "decoding/protocol.h"

namespace kader::decoding {

// One thread at a time.
class Lane {
public:
    explicit Lane(std::filesystem::path program) : m_program(std::move(program)) {}
    ~Lane() { stop(); }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    // False: it is not there, it cannot lock a child up, or it did not answer.
    bool start();
    bool is_running() const { return m_socket >= 0; }
    // What the last start() found.
    const protocol::Hello& hello() const { return m_hello; }

    struct Reply {
        protocol::Answer answer;
        std::string text;
    };
    // Nothing: kader-decode is gone, or said something that it never says; it was stopped.
    std::optional<Reply> ask(protocol::Job, std::string_view bytes);

    // Hangs up, upon which kader-decode ends; by its own id when it does not. Waits for it.
    void stop();

private:
    using Deadline = std::chrono::steady_clock::time_point;
    bool send(const void* bytes, std::size_t count, Deadline);
    bool receive(void* into, std::size_t count, Deadline);

    std::filesystem::path m_program;
    protocol::Hello m_hello{};
    int m_socket = -1;
    pid_t m_process = -1;
};

}  // namespace kader::decoding
