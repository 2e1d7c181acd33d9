#pragma once

// A client that asks as fast as it is answered: one thread, some connections that stay open, each with one
// request under way.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kader::benchmarks {

struct Load {
    double seconds = 0;
    std::size_t answered = 0;       // With the status that was expected.
    std::size_t bytes = 0;          // Of the last answer, without its head.
    std::string unexpected;         // The first answer with another status, or why it ended early.
    double client_seconds = 0;      // Of processor, for asking.
    double others_seconds = 0;      // Of processor, of the rest of this process meanwhile.
    double per_second() const { return static_cast<double>(answered) / seconds; }
};

// Sends each request once, in their order, over `connections` connections to 127.0.0.1. Ends when all are
// answered, or when none was for ten seconds.
Load ask_all(std::uint16_t port, std::size_t connections, const std::vector<std::string>& requests, int status);
// The same request again and again, `count` times.
Load ask_again(std::uint16_t port, std::size_t connections, const std::string& request, std::size_t count, int status);

}  // namespace kader::benchmarks
