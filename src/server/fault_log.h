#pragma once

// Why something failed inside, for the log of the server. Who asked gets a reference; here it has its cause.

#include <atomic>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "storage/writer.h"
#include "system/clock.h"

namespace kader::server {

// A cause without anything of a client: what the storage says of itself, which never repeats a value (session.h);
// of any other exception the type, and the number where it has one, but not its words.
std::string cause_of(const std::exception&);

// Any thread.
class FaultLog {
public:
    using Log = std::function<void(const std::string& line)>;

    // To nobody.
    FaultLog() = default;
    // The clock outlives it. `log` gets one line of JSON for each fault, from any thread.
    FaultLog(const system::Clock& clock, Log log) : m_clock(&clock), m_log(std::move(log)) {}

    // `reference` is empty where no request is known. Throws nothing: what went wrong was answered, or is about to be.
    void note(std::string_view reference, const std::exception&) const noexcept;
    void note(std::string_view reference, const std::string& cause) const noexcept;

private:
    const system::Clock* m_clock = nullptr;
    Log m_log;
};

// What the writer refused it answers itself, and leaves the cause in its counts: this finds it there. Any thread.
class WriterFaults {
public:
    explicit WriterFaults(const storage::Writer& writer) : m_writer(writer) {}
    // Why a request was answered 500 or 503 just now; nothing when the writer had no fault since it was last asked.
    std::optional<std::string> cause();

private:
    const storage::Writer& m_writer;
    std::atomic<std::uint64_t> m_told{0};
};

}  // namespace kader::server
