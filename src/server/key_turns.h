#pragma once

// Turning the epoch while the server answers: at once where that is asked, by the day where a destruction waits for it,
// and where a turn was broken off. In units that hold the writer for no longer than a bulk unit may (epochs/turning.h),
// with every copy of the keys overwritten on the way. Also the one place where two changes of keys wait for each other.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "epochs/turning.h"
#include "installation/installation.h"

namespace kader::server {

class KeyTurns {
public:
    struct Options {
        std::chrono::milliseconds look_every{60'000};
        std::chrono::milliseconds again_after{300'000};  // One that could not go on.
        // Overwrites every copy of the keys; without it those of the backups, where they are set up.
        std::function<std::optional<Error>(vault::Bytes, Language)> copies = {};
        std::function<void(storage::Unit&)> after_writes = {};
        std::function<void(const std::string&)> say = {};  // For the log of the server; any thread.
    };
    // The installation must outlive it. A turn that was broken off goes on at once.
    KeyTurns(installation::Installation&, Options);
    // end().
    ~KeyTurns();
    KeyTurns(const KeyTurns&) = delete;
    KeyTurns& operator=(const KeyTurns&) = delete;

    // Any thread, all below.

    // A turn begins soon. False: one is under way, which is taken for it.
    bool ask();
    // Something was destroyed: looks soon whether that is to turn today.
    void look();
    // On this thread, after the change of keys that is under way, if any. As epochs::turn.
    Result<epochs::Turned> turn(const access::Actor&, Language, const std::function<bool()>& is_to_stop = {});
    // For another change of keys: nobody turns them meanwhile.
    std::unique_lock<std::mutex> alone() { return std::unique_lock{m_alone}; }
    // Overwrites the copies of the keys. Nothing: done, or there are none.
    std::optional<Error> copy(std::optional<vault::Bytes> keyring, Language);

    struct State {
        bool is_under_way = false;           // By this server, at this moment.
        std::optional<Text> waits_for = {};  // Why the last one could not go on.
        std::optional<system::Instant> last_turned = {};
    };
    State state() const;
    // Whether something of any practice that was destroyed is to be out of reach today. Asks the database.
    bool is_due();
    // What is under way ends between two units; the rest is for the next start.
    void stop();
    // stop(), and waits for it. What is asked afterwards is not done. From one thread.
    void end();

private:
    void work();
    void turn_by_itself();
    bool is_asked_or_due();
    // False: it is over.
    bool wait();
    bool is_ending() const;

    installation::Installation& m_installation;
    Options m_options;
    std::mutex m_alone;  // Held by whoever changes keys.

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    State m_state;
    bool m_asked = false, m_look = false, m_ending = false, m_failed = false;
    std::optional<Text> m_copy_refused;
    std::thread m_thread;
};

}  // namespace kader::server
