#include "server/key_turns.h"

#include "backup/backup.h"
#include "backup/settings.h"
#include "deadlines/amsterdam_time.h"
#include "destruction/destruction.h"
#include "subjects/practices.h"
#include "system/thread_name.h"

namespace kader::server {

KeyTurns::KeyTurns(installation::Installation& installation, Options options)
    : m_installation(installation), m_options(std::move(options)), m_asked(epochs::is_under_way(installation.keyring())), m_thread([this] { work(); }) {}

KeyTurns::~KeyTurns() {
    end();
}

void KeyTurns::end() {
    stop();
    if (m_thread.joinable()) m_thread.join();
}

void KeyTurns::stop() {
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
    }
    m_wake.notify_all();
}

bool KeyTurns::is_ending() const {
    const std::lock_guard lock{m_mutex};
    return m_ending;
}

bool KeyTurns::ask() {
    bool is_new = false;
    {
        const std::lock_guard lock{m_mutex};
        is_new = !m_asked && !m_state.is_under_way;
        // One that is under way began before what it is asked for now; then another comes after it.
        m_asked = true;
    }
    m_wake.notify_all();
    return is_new;
}

void KeyTurns::look() {
    {
        const std::lock_guard lock{m_mutex};
        m_look = true;
    }
    m_wake.notify_all();
}

KeyTurns::State KeyTurns::state() const {
    const std::lock_guard lock{m_mutex};
    return m_state;
}

std::optional<Error> KeyTurns::copy(std::optional<vault::Bytes> keyring, Language language) {
    if (m_options.copies) {
        const auto bytes = keyring ? vault::ByteVector{keyring->begin(), keyring->end()} : m_installation.key_store().keyring_bytes();
        return m_options.copies(bytes, language);
    }
    const auto& data = m_installation.folder();
    if (const auto settings = backup::read_settings(backup::BackupPlaces{data}, language); !settings && settings.error().code == Code::NotFound) return {};
    const auto copied = backup::copy_keys(m_installation, data, {.language = language}, keyring);
    return copied ? std::nullopt : std::optional{copied.error()};
}

Result<epochs::Turned> KeyTurns::turn(const access::Actor& actor, Language language, const std::function<bool()>& is_to_stop) {
    const auto lock = alone();
    {
        const std::lock_guard of_state{m_mutex};
        m_state.is_under_way = true;
        m_copy_refused.reset();
    }
    epochs::Ground ground{m_installation.database(), m_installation.writer(), m_installation.key_store(), m_installation.keys(), m_installation.log(), m_installation.clock()};
    ground.copies = [&](vault::Bytes keyring) -> std::optional<Error> {
        auto nl = copy(keyring, Language::Dutch);
        if (!nl) return {};
        // A second time helps against what passes, and else gives the sentence for who reads English.
        auto en = copy(keyring, Language::English);
        if (!en) return {};
        const std::lock_guard of_state{m_mutex};
        m_copy_refused = Text{nl->detail, en->detail};
        return language == Language::Dutch ? nl : en;
    };
    ground.after_writes = m_options.after_writes;
    ground.is_to_stop = [&] { return is_ending() || (is_to_stop && is_to_stop()); };
    struct Ended {
        KeyTurns& turns;
        bool is_good = false;
        ~Ended() {
            const std::lock_guard of_state{turns.m_mutex};
            turns.m_state.is_under_way = false;
            turns.m_state.waits_for = turns.m_copy_refused;
            if (is_good) turns.m_state.last_turned = turns.m_installation.clock().now();
        }
    } ended{*this};
    auto turned = epochs::turn(ground, actor, language);
    ended.is_good = static_cast<bool>(turned);
    return turned;
}

bool KeyTurns::is_due() {
    const auto now = std::chrono::floor<std::chrono::seconds>(m_installation.clock().now());
    const auto today = deadlines::amsterdam_day(now);
    const auto first_epoch = m_installation.keyring().content()->epochs.begin()->first;
    const auto session = m_installation.reader();
    for (const auto& practice : subjects::practices(*session)) {
        session->begin_snapshot();
        session->enter_practice(practice.id.bytes());
        const bool due = destruction::is_turn_due(*session, practice.id, first_epoch, today);
        session->end_snapshot();
        if (due) return true;
    }
    return false;
}

bool KeyTurns::wait() {
    std::unique_lock lock{m_mutex};
    const auto time = m_failed ? m_options.again_after : m_options.look_every;
    m_wake.wait_for(lock, time, [&] { return m_ending || m_asked || m_look; });
    return !m_ending;
}

bool KeyTurns::is_asked_or_due() {
    {
        const std::lock_guard lock{m_mutex};
        const bool was_asked = m_asked;
        m_asked = m_look = false;
        if (was_asked) return true;
    }
    return epochs::is_under_way(m_installation.keyring()) || is_due();
}

void KeyTurns::turn_by_itself() {
    const auto turned = turn(access::server_actor(), Language::English);
    m_failed = !turned;
    if (!m_options.say || is_ending()) return;
    // No reason of a disk in the log of the server: it stands where the keeper of the installation looks.
    m_options.say(turned ? "the keys were turned" : "the turn of the keys could not go on and is tried again");
}

void KeyTurns::work() {
    system::name_thread("keys");
    while (wait()) {
        m_failed = false;
        try {
            if (is_asked_or_due()) turn_by_itself();
        } catch (const std::exception&) {
            // The database is away, or the disk full: what was begun goes on later.
            m_failed = true;
            if (m_options.say) m_options.say("the turn of the keys could not go on and is tried again");
        }
    }
}

}  // namespace kader::server
