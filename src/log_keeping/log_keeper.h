#pragma once

// Looks after the logs of a running installation.

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "audit/checkpoint.h"
#include "installation/installation.h"

namespace kader::log_keeping {

using Steady = std::chrono::steady_clock::time_point;

struct Options {
    std::filesystem::path checkpoints = {};       // Empty: none are signed.
    std::int64_t lines_between = 1000;            // A checkpoint after so many new lines,
    std::chrono::minutes time_between{5};         // or so long after the last when there is a new line at all.
    std::chrono::seconds jump_least{120};         // Of the clock; less is what a time server does.
    std::chrono::milliseconds every{1000};        // 0: no thread; for tests, which call tick().
    std::function<void(storage::Unit&)> after_writes = {};  // At the end of each unit that it writes.
    std::function<void()> also = {};  // Done each time the thread looks; for what else is written now and then.
    std::function<void(const std::string&)> say = {};       // In English, for the technical log; any thread.
    std::function<Steady()> steady = std::chrono::steady_clock::now;
};

// Where a folder of checkpoints may not be: inside the data folder, also by a link. Nothing: it may.
std::optional<Text> refusal_of_folder(const std::filesystem::path& checkpoints, const std::filesystem::path& data);

// The practices' checkpoints are signed with the key of the installation.
audit::Signer signer_of(const vault::Key& seed, const installation::Installation&);
vault::Key signing_seed_of(const vault::Keyring&);

class LogKeeper {
public:
    // Writes "program.start" for each practice. The installation can write, and outlives it.
    LogKeeper(installation::Installation&, Options);
    // stop().
    ~LogKeeper();
    LogKeeper(const LogKeeper&) = delete;
    LogKeeper& operator=(const LogKeeper&) = delete;

    // What the thread does each time. Never throws.
    void tick() noexcept;
    // Writes "program.stop" for each practice and signs what is new. Once or more.
    void stop() noexcept;
    // Why the last checkpoint was not written, in English; nothing when it was.
    std::optional<std::string> fault() const;

private:
    struct Signed {
        audit::Head head;
        Steady at{};
    };
    void work();
    void watch_clock();
    void watch_writer();
    void sign(bool everything);
    void sign(const subjects::PracticeId&, const audit::Head&);
    Signed last_signed(storage::Session&, const subjects::PracticeId&);
    // For every practice, and waits until all are answered.
    void write_all(const audit::Line&);
    void guarded(const std::function<void()>&) noexcept;
    void say(const std::string&) const;

    installation::Installation& m_installation;
    Options m_options;
    vault::Key m_seed;
    audit::Signer m_signer;
    system::Instant m_wall{};
    Steady m_steady{};
    bool m_was_stopped = false, m_is_over = false;
    std::map<subjects::PracticeId, Signed> m_signed;
    std::vector<subjects::PracticeId> m_signed_otherwise;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<std::string> m_fault;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace kader::log_keeping
