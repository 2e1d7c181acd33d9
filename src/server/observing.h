#pragma once

// The server looks at itself and files what it saw as dated evidence, in the list waarnemingen of each practice:
// whether every account has a second factor and was used, whether backups are set up and the last could be put back,
// whether the log of the month before was reviewed, what encrypts the connection, and which versions run.
//
// What it cannot see it does not say: a proxy that encrypts is "elders", and of the machine around it it knows nothing.

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "server/filing.h"
#include "server/house.h"

namespace kader::server {

struct Connection {
    std::string_view outcome;  // A word of security_management::seen.
    std::optional<system::Instant> until = {};  // Of a certificate.
};

class Observer {
public:
    struct Options {
        std::filesystem::path data;
        std::string versions;  // Of what runs: "kader 0.1.0; SQLite 3.40.1".
        std::function<Connection()> connection;
        std::chrono::milliseconds every{60'000};  // 0: no thread; for tests, which call look().
        // Between two looks at the log, which cost more.
        std::chrono::hours log_every{1};
        std::function<void(const std::string&)> say = {};  // In English, for the technical log.
    };
    // The house is complete, and outlives it.
    Observer(House&, Options);
    ~Observer();  // stop().
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;

    // Looks once, and files what changed; returns when it is stored. One thread at a time. Never throws.
    void look() noexcept;
    void stop();

private:
    struct LogSeen {
        std::int64_t next_line = 0;                             // The first that was not read yet; 0: none was.
        std::map<subjects::ActorId, CalendarDay> signed_in;     // The last day, of who did.
        std::optional<system::Instant> looked;
    };
    void work();
    void look_at(const subjects::PracticeId&);
    std::vector<Filing> filings(storage::Session&, const subjects::PracticeId&, CalendarDay today);
    void read_log(storage::Session&, const subjects::PracticeId&, LogSeen&);
    std::optional<CalendarDay> every_account_used_since(storage::Session&, const subjects::PracticeId&, const LogSeen&);
    bool is_reviewed(storage::Session&, const subjects::PracticeId&, CalendarDay month);
    std::optional<Error> file(storage::Unit&, const subjects::PracticeId&, const Filing&);

    House& m_house;
    Options m_options;
    std::map<subjects::PracticeId, LogSeen> m_log;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace kader::server
