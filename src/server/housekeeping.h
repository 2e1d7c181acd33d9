#pragma once

// What the server sees to by itself: a backup every night, and every week a drill with one. Each is a process of its
// own (this program, `backup run` and `backup drill`), which notes through the local socket what became of it.

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "backup/notes.h"

namespace kader::server {

enum class Chore { Backup, Drill };

// What is to be done now, if anything. The hour is that of the Dutch clock. Pure.
//   A backup: when there never was one; in the night, when the last is older than 20 hours; at any hour, when it is
//   older than 26; an hour after one that failed.
//   A drill: when there is a backup since the last that passed, and that is a week ago; six hours after one that failed.
std::optional<Chore> chore_due(const backup::Latest&, system::Instant now, int hour);

// When the next is made or tried, at the latest: now, when it is due already. Nothing: there is no backup to try.
system::Instant next_backup(const backup::Latest&, system::Instant now);
std::optional<system::Instant> next_drill(const backup::Latest&, system::Instant now);

class Housekeeping {
public:
    struct Options {
        std::filesystem::path data;
        // The program with its words up to the command, such as {"/usr/bin/kader"}.
        std::filesystem::path program;
        std::chrono::seconds look_every{60};
        std::function<void(const std::string&)> log = {};  // Lines of JSON; any thread.
    };
    // Nothing is done for as long as backups are not set up. The installation must outlive it.
    Housekeeping(installation::Installation&, Options);
    // Ends the process that is under way, if any: what it was doing is done again later.
    ~Housekeeping();
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

private:
    void work();
    std::optional<Chore> due();
    void run(Chore);
    bool wait(std::chrono::milliseconds);

    installation::Installation& m_installation;
    Options m_options;
    std::optional<system::Instant> m_last_tried;  // Also when the process could note nothing.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace kader::server
