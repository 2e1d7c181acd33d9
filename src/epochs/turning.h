#pragma once

// One turn of the epoch of an installation:
//
//   1. a new epoch key is in the keyring, in every copy of the keys first and then in the data folder; what is new is
//      wrapped by it from now on;
//   2. in units of at most 50 ms, for each practice, every key under the old epoch is wrapped by the new one. How many
//      keys a unit takes follows from how long the one before held the writer, its commit included;
//   3. within a writer's transaction no key is under the old epoch, in any practice; the log of each says so;
//   4. the copies of the keys are overwritten, with the key table as it is now and a keyring without the old epoch;
//   5. the old epoch is gone from the keyring of the data folder.
//
// A copy is never behind the data folder in what it can open: it knows the new epoch before the first key is under it,
// and loses the old one after the last is not. Killed anywhere, everything opens, and the next turn goes on.

#include <chrono>
#include <functional>
#include <vector>

#include "access/grant.h"
#include "audit/log.h"
#include "storage/writer.h"
#include "subjects/practices.h"
#include "vault/key_store.h"
#include "vault/subject_keys.h"

namespace kader::epochs {

// What it stands on; all must outlive the turn.
struct Ground {
    storage::Database& database;
    storage::Writer& writer;
    vault::KeyStore& store;
    vault::SubjectKeys& keys;
    audit::Log& log;
    const system::Clock& clock;
    // Overwrites every copy of the keys: with this keyring, and the key table as it is now. An error: not all of them.
    std::function<std::optional<Error>(vault::Bytes keyring)> copies = {};
    // Called in every unit that writes, after its writes.
    std::function<void(storage::Unit&)> after_writes = {};
    // Whether to stop, asked between two units: the rest is for the next turn.
    std::function<bool()> is_to_stop = {};
    std::function<std::chrono::steady_clock::time_point()> steady = std::chrono::steady_clock::now;
    // Told of each unit, after its commit: how many keys it took, and how long it held the writer.
    std::function<void(std::int64_t keys, std::chrono::steady_clock::duration held)> told = {};
};

// A unit takes so many keys at first, and never more than the second, however quick they go. It is halved when the last
// one held the writer for more than held_most, and doubled when that was less than held_least.
inline constexpr std::int64_t keys_at_first = 16, keys_most = 1024;
inline constexpr std::chrono::milliseconds held_most{25}, held_least{10};

struct Turned {
    int epoch = 0;           // Now alone.
    std::int64_t keys = 0;   // That were wrapped anew.
    std::int64_t units = 0;  // In so many.
};

// One at a time, not on the writer's thread. Unavailable: a copy could not be overwritten, or it was told to stop;
// nothing is lost, and nothing forgotten. Invalid: a key does not open; the sentence names its subject. Throws
// StorageError, FileError.
Result<Turned> turn(const Ground&, const access::Actor&, Language = Language::Dutch);

// Whether a turn was begun and not finished.
bool is_under_way(const vault::Keyring&);
// Whether what was destroyed under this epoch is out of reach of every keyring that is left.
bool is_out_of_reach(const vault::Keyring&, int epoch);

}  // namespace kader::epochs
