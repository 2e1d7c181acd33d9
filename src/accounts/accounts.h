#pragma once

// The door to accounts and sessions. Any thread, unless it says otherwise. What computes with passwords takes
// tenths of a second: never on a thread that serves connections, nor on the writer's. Everything that asks who
// there is may throw StorageError after read_again(): better no answer than one of before.
//
// A session ends 15 minutes after it was last used, 10 hours after it began, or at once when signed out. Time
// is measured by two clocks, and the one that is further counts, so setting a clock back makes nothing longer;
// one that seems to be from the future when the program starts is over.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "access/role.h"
#include "accounts/outstanding.h"
#include "accounts/throttle.h"
#include "audit/log.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "storage/writer.h"
#include "system/clock.h"
#include "vault/subject_keys.h"

namespace kader::accounts {

inline constexpr std::chrono::minutes idle_time{15};
inline constexpr std::chrono::hours whole_time{10};
inline constexpr std::chrono::hours setup_token_time{72};
inline constexpr std::size_t login_characters_max = 200;
inline constexpr std::size_t name_characters_max = 200;
inline constexpr std::size_t sessions_per_account_max = 32;

// What it stands on; all must outlive it.
struct Ground {
    storage::Database& database;
    storage::Writer& writer;
    const vault::Keyring& keyring;
    vault::SubjectKeys& keys;
    audit::Log& log;
    const system::Clock& clock;
    // Called in every unit that writes, after its writes: for who follows the changes of a practice.
    std::function<void(storage::Unit&)> after_writes = {};
    std::function<std::chrono::steady_clock::time_point()> steady = std::chrono::steady_clock::now;
};

// Somebody who is signed in, as of the moment of asking.
struct SignedIn {
    vault::Digest key{};  // Names the session; not its token.
    subjects::PracticeId practice;
    subjects::ActorId account;
    access::Role role = access::Role::Reader;
    std::string name;  // To show.
    std::string csrf;  // 64 hex digits, which follow from the session.
    access::Grant grant(std::string_view workstation) const {
        return access::staff_grant(practice, account, role, workstation);
    }
};

struct Begun {
    std::string token;  // 64 hex digits, for the browser alone.
    SignedIn who;
};

// Forbidden: the login and the password do not belong together; which, nobody is told. With `wait`: not now.
struct NotIn {
    Error error;
    std::optional<std::chrono::seconds> wait = {};
};

struct NewAccount {
    std::string name, login;
    std::string password;  // Empty: nobody can sign in with a password.
    access::Role role = access::Role::Reader;
};

enum class Use { Counts, Looks };  // Whether a request is an activity that keeps a session alive.

class Accounts {
public:
    // Reads who there is. Throws StorageError.
    explicit Accounts(Ground);
    // Waits for what it gave to the writer.
    ~Accounts();

    // What is stored may be other than what is in memory: the database was away, and somebody else may have
    // written, or put an older one in its place. The next to ask reads it again. Neither throws nor waits. A session
    // that the database lost, or that ended there, is over; one that is not in memory does not come to life.
    void read_again() { m_is_stale = true; }
    // Whether session() touches no database now; for who may not wait.
    bool is_at_hand() const { return !m_is_stale; }

    bool has_account(const subjects::PracticeId&);

    // A token with which somebody can make the first account of a practice, once; it ends the ones before.
    // Conflict: the practice has an account. It is worth nothing once the practice has one.
    Result<std::string> make_setup_token(const subjects::PracticeId&, Language = Language::Dutch);
    // The first owner, signed in. Forbidden: the token is unknown, used or too old. Invalid: see create().
    Result<Begun> set_up(std::string_view token, const NewAccount&, std::string_view workstation,
                         Language = Language::Dutch);

    // Invalid: a name, login or password that is not accepted. Conflict: the login is in use.
    Result<subjects::ActorId> create(const access::Grant&, const NewAccount&, Language = Language::Dutch);
    // Nobody signs in with a suspended account, and its sessions are over.
    std::optional<Error> suspend(const access::Grant&, const subjects::ActorId&, Language = Language::Dutch);

    std::variant<Begun, NotIn> sign_in(std::string_view login, std::string_view password,
                                       std::string_view workstation, Language = Language::Dutch);
    // Without a password: for the demonstration.
    Result<Begun> begin(const subjects::ActorId&, std::string_view workstation, Language = Language::Dutch);
    // Nothing: no such session, or it is over. Quick; touches the database on this thread only after read_again().
    std::optional<SignedIn> session(std::string_view token, Use);
    // Over at once. An error: its end is not stored, and a restart within its idle time brings it back.
    std::optional<Error> sign_out(const SignedIn&, std::string_view workstation);

    std::size_t sessions_now() const;

private:
    struct Account;
    struct Live;
    class Claim;
    using Time = std::chrono::steady_clock::time_point;

    // What the database says, as far as it is in memory.
    struct Known;
    using Change = std::function<void(Known&)>;
    std::unique_ptr<Known> read() const;
    void know(Known&, std::shared_ptr<const Account>) const;
    // Reads again where that is needed.
    void be_fresh();
    void keep_living(Known& fresh) const;
    // Changes what is in memory after the commit, also where it is being read meanwhile.
    void follow(storage::Unit&, Change);
    std::shared_ptr<const Account> find(const subjects::ActorId&);
    // The same work whether there is one or not, however many practices there are.
    vault::Digest login_key(std::string_view login_text) const;
    vault::ByteVector sealed(storage::Unit&, const Account&);
    bool is_over(const Live&, system::Instant, Time) const;
    std::string csrf_of(const vault::Digest& key) const;
    std::optional<Error> refusal_of(const NewAccount&, Language) const;
    // Writes an account within a unit; it is in memory after the commit.
    void add(storage::Unit&, const access::Grant&, const subjects::ActorId&, const NewAccount&, const std::string& hash);
    Result<Begun> begin(const Account&, std::string_view workstation, const std::string& new_hash, Language);
    Begun add_session(storage::Unit&, const Account&, const std::string& token, std::string_view workstation);
    void change_hash(storage::Unit&, const Account&, const std::string& hash);
    void note_refused(const Account&, std::string_view workstation);
    void keep_alive(const Live&);
    void drop_beyond_limit(storage::Unit&, const subjects::ActorId&);

    Ground m_ground;
    vault::Key m_csrf_key, m_token_key;
    vault::Key m_login_key = vault::Key::random();  // Of this run alone.
    Throttle m_throttle;
    Outstanding m_outstanding;
    std::atomic<bool> m_is_stale = false;
    std::mutex m_reading;  // One reads at a time; taken before m_mutex.
    mutable std::mutex m_mutex;
    std::unique_ptr<Known> m_known;
    bool m_is_reading = false;
    std::vector<Change> m_meanwhile;    // Commits that the reading at hand may have missed.
    std::set<vault::Digest> m_claimed;  // Logins of accounts that are being made.
};

}  // namespace kader::accounts
