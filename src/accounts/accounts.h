#pragma once

// The door to accounts and sessions. Any thread, unless it says otherwise. What computes with passwords takes
// tenths of a second: never on a thread that serves connections, nor on the writer's. Everything that asks who
// there is may throw StorageError after read_again(): better no answer than one of before.
//
// Nobody gets an active session with one factor: a password and a code of an app, or a passkey that asked for the PIN
// or finger of its device (to have it is one factor, to unlock it the other). Who has no second factor yet, or used
// a recovery code, gets a session that may do nothing but add one; so also after an upgrade, a restore, a reset.
//
// A session locks 15 minutes after it was last used (5 on a shared workstation), and is over 10 hours after it began,
// or at once when signed out. Time is measured by two clocks, and the one that is further counts, so setting a clock
// back makes nothing longer; one that seems to be from the future when the program starts is over.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <variant>

#include "accounts/outstanding.h"
#include "accounts/shelf.h"
#include "accounts/signed_in.h"
#include "accounts/throttle.h"
#include "audit/log.h"
#include "factors/recovery_codes.h"
#include "kernel/text.h"
#include "storage/writer.h"
#include "vault/subject_keys.h"

namespace kader::accounts {

inline constexpr std::chrono::minutes idle_time{15};
inline constexpr std::chrono::minutes shared_idle_time{5};
inline constexpr std::chrono::minutes fresh_time{5};
inline constexpr std::chrono::minutes pending_time{5};
inline constexpr std::chrono::hours whole_time{10};
inline constexpr std::chrono::hours setup_token_time{72};
inline constexpr std::size_t login_characters_max = 200;
inline constexpr std::size_t name_characters_max = 200;
inline constexpr std::size_t sessions_per_account_max = 32;
inline constexpr std::size_t stations_max = 200;  // Of a practice.
inline constexpr std::size_t pending_max = 4096;  // Of the whole house, names that do not exist included.

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

struct NewAccount {
    std::string name, login;
    std::string password;  // Empty: nobody can sign in with a password.
    access::Role role = access::Role::Reader;
};

enum class Use { Counts, Looks };     // Whether a request is an activity that keeps a session alive.
enum class Purpose { Unlock, StepUp };  // What a proof is given for.
using audit::Act;                       // What the log calls it.

using SignInOutcome = std::variant<Begun, NotIn>;

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
    // The first owner, who is to add a second factor. Forbidden: the token is unknown, used or too old. Invalid: see
    // create().
    Result<Begun> set_up(std::string_view token, const NewAccount&, const Where&, Language = Language::Dutch);

    // For who manages accounts. Invalid: a name, login or password that is not accepted. Conflict: the login is in use.
    Result<subjects::ActorId> create(const access::Grant&, const NewAccount&, Language = Language::Dutch);
    // Nobody signs in with a suspended account, and its sessions are over.
    std::optional<Error> suspend(const access::Grant&, const subjects::ActorId&, Language = Language::Dutch);
    // Takes away password and factors, ends the sessions, and gives the code with which the person begins anew; for
    // 72 hours, once. It is handed over in person. Forbidden: one's own account, which takes somebody else.
    Result<std::string> reset(const access::Grant&, const subjects::ActorId&, Language = Language::Dutch);
    Result<std::vector<Listed>> list(const access::Grant&, Language = Language::Dutch);
    // Whether anybody in the practice, but this one, has an account that is not suspended and may do this.
    bool others_may(const subjects::PracticeId&, access::Area, access::Act, const subjects::ActorId& but);

    // Step one: the password. Always Pending, right or wrong and whether there is such an account or not, but for who
    // has no second factor yet: they get a session that is to add one.
    std::variant<Begun, Pending, NotIn> sign_in(std::string_view login, std::string_view password, const Where&,
                                                Language = Language::Dutch);
    // Step two: a code of the app, or a recovery code.
    SignInOutcome finish(std::string_view pending_token, std::string_view code, const Where&, Language = Language::Dutch);
    // With a passkey alone: possession, and the PIN or finger that the device asked for. No name is typed.
    std::array<std::uint8_t, 32> passkey_challenge();
    SignInOutcome sign_in(const PasskeyProof&, const Site&, const Where&, Language = Language::Dutch);
    // With the code of reset(): chooses a password, and is to add a second factor.
    SignInOutcome activate(std::string_view login, std::string_view code, std::string_view password, const Where&,
                           Language = Language::Dutch);
    // Without anything: for the demonstration.
    Result<Begun> begin(const subjects::ActorId&, const Where&, Language = Language::Dutch);

    // Nothing: no such session, or it is over. Quick; touches the database on this thread only after read_again().
    std::optional<SignedIn> session(std::string_view token, Use);
    // Over at once. An error: its end is not stored, and a restart within its idle time brings it back.
    std::optional<Error> sign_out(const SignedIn&, const Where&);
    std::optional<Error> lock(const SignedIn&, const Where&);
    // The same session under a new token, as old as it was; the old token is dead.
    SignInOutcome confirm(const SignedIn&, Purpose, const Proof&, const Site&, const Where&, Language = Language::Dutch);
    std::array<std::uint8_t, 32> passkey_challenge(const SignedIn&);

    // One's own account. Each that changes a factor or the password ends all other sessions of the account, and wants a
    // session that is_fresh or Enrolling: who calls sees to that.
    Result<Own> own(const SignedIn&, Language = Language::Dutch);
    std::optional<Error> end_session(const SignedIn&, std::string_view session_id, const Where&, Language = Language::Dutch);
    // An offer is worth five minutes; it is stored when a code of it was typed back.
    Result<TotpOffer> offer_totp(const SignedIn&, Language = Language::Dutch);
    std::variant<Enrolled, NotIn> confirm_totp(const SignedIn&, std::string_view code, const Where&, Language = Language::Dutch);
    Result<PasskeyOffer> offer_passkey(const SignedIn&, Language = Language::Dutch);
    std::variant<Enrolled, NotIn> add_passkey(const SignedIn&, const NewPasskey&, const Site&, const Where&, Language = Language::Dutch);
    // Conflict: it is the last one.
    std::optional<Error> remove_factor(const SignedIn&, const FactorId&, const Where&, Language = Language::Dutch);
    // Ten new ones; those before open nothing any more.
    Result<std::vector<std::string>> new_recovery_codes(const SignedIn&, const Where&, Language = Language::Dutch);
    std::optional<Error> set_password(const SignedIn&, std::string_view password, const Where&, Language = Language::Dutch);
    // For shared workstations; an empty one takes it away.
    std::optional<Error> set_pin(const SignedIn&, std::string_view pin, const Where&, Language = Language::Dutch);

    // Shared workstations. The token is for the browser of this device alone.
    Result<std::string> make_station(const SignedIn&, const Where&, Language = Language::Dutch);
    std::optional<Error> end_station(const SignedIn&, const Where&, Language = Language::Dutch);
    bool is_station(std::string_view token);
    // Who fully signed in on it less than ten hours ago and has a PIN.
    std::vector<MayReturn> may_return(std::string_view station_token);
    SignInOutcome sign_in_with_pin(const subjects::ActorId&, std::string_view pin, const Where&, Language = Language::Dutch);

    std::size_t sessions_now() const;
    std::size_t pending_now() const { return m_pending.size(); }

private:
    struct Account;
    struct Live;
    struct Station;
    struct Opening;
    class Claim;
    using Time = std::chrono::steady_clock::time_point;
    using AccountPtr = std::shared_ptr<const Account>;

    struct Step {
        AccountPtr account;  // Null: the password was wrong, or there is no such account; no code will do.
        std::string login;
        int tries = 0;
    };
    struct Challenge {
        vault::Digest session{};  // Zero: for signing in.
    };
    struct Offer {
        vault::ByteVector secret;
    };

    // What the database says, as far as it is in memory.
    struct Known;
    using Change = std::function<void(Known&)>;
    // Decides on an account as it is stored now, and changes it.
    using Decide = std::function<std::optional<Error>(storage::Unit&, Account&)>;
    std::unique_ptr<Known> read() const;
    void read_accounts(storage::Session&, storage::Session& names, const subjects::PracticeId&, Known&) const;
    void read_sessions(storage::Session&, const subjects::PracticeId&, Known&) const;
    // Reads again where that is needed.
    void be_fresh();
    void keep_living(Known& fresh) const;
    // Changes what is in memory after the commit, also where it is being read meanwhile.
    void follow(storage::Unit&, Change);
    AccountPtr find(const subjects::ActorId&);
    AccountPtr find_login(std::string_view login_text);
    // The same work whether there is one or not, however many practices there are.
    vault::Digest login_key(std::string_view login_text) const;
    vault::Digest credential_key(std::string_view site, vault::Bytes credential) const;
    vault::Digest code_hash(std::string_view kind, const subjects::ActorId&, vault::Bytes code) const;

    std::optional<Error> refusal_of(const NewAccount&, Language) const;
    // Writes an account within a unit; it is in memory after the commit.
    void add(storage::Unit&, const access::Grant&, const subjects::ActorId&, const NewAccount&, const std::string& hash);
    // An account as this unit finds it, with what the units before it in the batch did. Null: gone, or not as it was written.
    std::shared_ptr<Account> stored(storage::Unit&, const subjects::ActorId&);
    void keep(storage::Unit&, const std::shared_ptr<Account>&);
    std::optional<Error> change(const subjects::PracticeId&, const subjects::ActorId&, Language, const Decide&);
    void note(storage::Unit&, const access::Grant&, const Account&, Act, std::string_view basis = {});
    void note_refused(const Account&, Act, std::string_view basis, const Where&);

    bool is_over(const Live&, system::Instant, Time) const;
    bool is_locked(const Live&, system::Instant, Time) const;
    SignedIn who_of(const Live&, system::Instant, Time) const;
    std::string csrf_of(const vault::Digest& key) const;
    std::shared_ptr<const Live> live_of(const vault::Digest& key) const;
    Result<Begun> begin(const subjects::PracticeId&, const subjects::ActorId&, const Opening&, const Where&, Language, const Decide& = {});
    Begun add_session(storage::Unit&, const Account&, const Opening&, const std::string& token, const Where&);
    // All of an account but one; with a line in the log when there were any.
    void end_others(storage::Unit&, const access::Grant&, const Account&, const vault::Digest* but, std::string_view basis);
    void end_one(storage::Unit&, const Live&);
    void submit(const subjects::PracticeId&, storage::Work);
    void drop_beyond_limit(storage::Unit&, const subjects::ActorId&);
    std::optional<StationId> station_of(const Where&, const subjects::PracticeId&) const;

    std::variant<Enrolled, NotIn> enrol(const SignedIn&, const Where&, Language, std::string_view basis, const Decide& put);
    // A change of one's own account, which ends the other sessions.
    std::optional<Error> change_own(const SignedIn&, const Where&, Language, Act, std::string_view basis, const Decide&);
    static bool is_open(storage::Unit&, const vault::Digest& session);
    std::vector<std::string> put_codes(Account& stored) const;
    bool is_passkey_known(std::string_view site, vault::Bytes credential) const;
    NotIn no(Language) const;
    std::optional<NotIn> must_wait(Guess, std::string_view login, const Where&, Language) const;
    // Of the passkey with which somebody proves who they are. Null: it does not; why is in the log.
    AccountPtr owner_of(const PasskeyProof&, const Site&, const vault::Digest& session, const Where&, std::int64_t& counter);
    std::optional<Error> use_passkey(storage::Unit&, Account& stored, const PasskeyProof&, std::int64_t counter, Language) const;
    std::optional<std::size_t> find_code(const Account&, const factors::RecoveryCode&) const;
    // Counts a try and looks at it.
    bool is_pin(const subjects::PracticeId&, const subjects::ActorId&, std::string_view pin, Language);
    // Whether a code of the app is right; it counts as used from then on.
    bool use_code(storage::Unit&, Account& stored, std::string_view code) const;

    Ground m_ground;
    vault::Key m_csrf_key, m_token_key, m_code_key;
    vault::Key m_login_key = vault::Key::random();  // Of this run alone.
    Throttle m_throttle;
    Shelf<Step> m_pending{pending_max, pending_time};
    Shelf<Challenge> m_challenges{pending_max, pending_time};
    Shelf<Offer> m_offers{pending_max, pending_time};
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
