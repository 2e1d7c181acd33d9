#pragma once

// The append-only log of a practice: a chain of hashes, written in the same unit of work as the act.
//
//   leaf(n)  = SHA-256(0x00 | salt(n) | canonical bytes of entry n)     a leaf of a later Merkle tree
//   chain(n) = SHA-256(0x01 | chain(n-1) | leaf(n)),  chain(0) = 32 zero bytes
//   head     = (seq, chain), with a MAC under the chain key of the keyring, written last in the batch
//
// The MAC is BLAKE2b-256 under the chain key over "kader-head-1", practice, lane, seq and chain, numbers as
// eight bytes, the highest first. The head stands in the same transaction as the entries, so after a crash
// the two always agree.
//
// The MAC shows a log that was cut off or made again by someone without the keyring. Someone with the
// keyring, or who puts back a whole older folder, is shown only by what left the building: checkpoint.h.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "access/grant.h"
#include "audit/acts.h"
#include "audit/entry.h"
#include "storage/writer.h"
#include "vault/keys.h"

namespace kader::audit {

struct Head {
    std::int64_t seq = 0;
    vault::Digest chain{};
};

// A line before the log fills in who, when and where in the chain. What is left empty of action and purpose is as
// acts.h says of the act.
struct Line {
    Act act;
    char action = '\0';
    Outcome outcome = Outcome::Done;
    std::string purpose = {};
    std::string basis = {};
    std::optional<subjects::SubjectId> subject = {};
    std::optional<Object> object = {};
    std::optional<std::int64_t> count = {};
    std::string edition = {};
    // At most subjects_count_max; one is written as `subject`, and one that is there twice once. Instead of `subject`.
    std::vector<subjects::SubjectId> subjects = {};
    std::optional<subjects::ActorId> on_behalf_of = {};
    std::string site = {};
    std::string policy = {};
    std::string relation = {};
    std::string consent = {};
    std::optional<subjects::BreakGlassId> break_glass = {};
    std::string compartment = {};
    std::string query = {};  // Names of what was asked for, never what was filled in.
    std::optional<subjects::NoteId> note = {};
};

// The keyring must outlive it. On the writer's thread only.
class Log : public storage::BatchKeeper {
public:
    // `source` says which installation writes.
    explicit Log(const vault::Keyring& keyring, std::string source = {}) : m_keyring(keyring), m_source(std::move(source)) {}
    // What the lines from now on say of the clock. Any thread.
    void set_clock_state(ClockState state) { m_clock = state; }

    // Within a unit of the grant's practice. Throws StorageError(Damaged) when the log that is there does
    // not end as its head says: nothing more is written then; verify() tells where it is wrong.
    void append(storage::Unit&, const access::Grant&, const Line&);
    // Puts back an entry of an export, as it was: bytes and salt. Invalid, before any write: it is no
    // entry, or of another practice, or does not follow on the entry before it. Throws as append().
    std::optional<Error> append_old(storage::Unit&, std::string_view canonical, vault::Bytes salt);

    void close_batch(storage::Session&) override;
    void forget() override;

private:
    struct Kept {
        Head head;
        bool changed = false;  // In the open batch.
    };
    Kept& kept(storage::Unit&);
    void write(storage::Unit&, Kept&, std::string_view canonical, vault::Bytes salt);
    const vault::Keyring& m_keyring;
    std::string m_source;
    std::atomic<ClockState> m_clock = ClockState::Unwatched;
    std::map<UuidBytes, Kept> m_kept;  // Of practices of the open batch and before.
};

// The head that is stored, vouched for by its code, with seq 0 where there is no log yet. Nothing: the log does not end as
// its head says.
std::optional<Head> stored_head(storage::Session&, const vault::Keyring&, const subjects::PracticeId&);

// One line as it is stored; holds during the visit.
struct StoredLine {
    std::int64_t lane = first_lane;
    std::int64_t seq = 0;
    std::string_view canonical;
    vault::Bytes salt;
    vault::Bytes chain;
};
// Every line in order, unchecked, for who carries the log elsewhere. The visitor may not use the session,
// which has entered the practice.
void each_stored(storage::Session&, const subjects::PracticeId&,
                 const std::function<void(const StoredLine&)>&);

// Where a log is wrong.
struct Wrong {
    std::int64_t lane = first_lane;
    std::int64_t seq = 0;  // The first position that is wrong.
    std::string nl, en;    // In one sentence: changed, missing, cut off, of another practice …
};
struct Verified {
    std::int64_t entries = 0;  // That are sound, before the first that is wrong.
    Head head;                 // After the last of them.
    std::optional<Wrong> wrong;
};
// Walks the whole log of a practice, as one question: it sees one moment, also while others write. `visit`
// sees each sound entry, in order, up to the first wrong position, and may not use the session. A practice
// without any line in its log is wrong: making it is the first line. For PostgreSQL the session is in a
// snapshot and has entered the practice.
// `heads` sees the head after each of them.
Verified verify(storage::Session&, const vault::Keyring&, const subjects::PracticeId&,
                const std::function<void(const Entry&)>& visit = {},
                const std::function<void(std::int64_t lane, const Head&)>& heads = {});

}  // namespace kader::audit
