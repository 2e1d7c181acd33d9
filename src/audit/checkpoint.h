#pragma once

// What leaves the building so that nobody can make the log again, not even with all keys of the installation: a
// checkpoint says how long the log was and with which head, signed.
//
// It is a signed note (C2SP signed-note and tlog-checkpoint), so that others can read it:
//
//   kader-chain-1/0190a5b2-7c11-7def-8a3b-010000000000/0      the log: practice and lane
//   1234                                                      how many lines
//   q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=              the head of the chain (log.h), in base64
//   at 2026-11-22T09:30:00.123456Z
//                                                             an empty line
//   — kader-log/0590a5b2-7c11-7def-8a3b-010000000000 <base64 of the number of the key and the signature>
//
// "kader-chain-1" says that the head is that of a chain of hashes, not of a tree. Only hashes over salted lines leave
// the building; they tell nothing of what stands in the log.
//
// It shows that a log was changed, cut off or put back from an older copy after it was signed. It does not show
// that something was ever entered.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/log.h"
#include "kernel/text.h"
#include "vault/signature.h"

namespace kader::audit {

// By what signatures are checked, and the text in which it travels: "kader-log/…+1a2b3c4d+AbC…=" (C2SP, a "vkey").
struct Verifier {
    std::string name;  // No spaces, no plus sign.
    vault::VerifyKey key{};

    std::string text() const;
    // Invalid: not such a text.
    static Result<Verifier> parse(std::string_view);
    friend bool operator==(const Verifier&, const Verifier&) = default;
};

// The seed must outlive it.
class Signer {
public:
    Signer(const vault::Key& seed, std::string_view installation);
    const Verifier& verifier() const { return m_verifier; }
    std::string sign(const subjects::PracticeId&, std::int64_t lane, const Head&, system::Instant at) const;

private:
    const vault::Key& m_seed;
    Verifier m_verifier;
};

struct Checkpoint {
    subjects::PracticeId practice;
    std::int64_t lane = first_lane;
    Head head;
    system::Instant at{};
};

// Invalid: no note as above; Forbidden: not signed by this key.
Result<Checkpoint> read_checkpoint(std::string_view note, const Verifier&);

// What a folder of checkpoints says of one practice.
struct SignedHeads {
    std::vector<Checkpoint> heads;  // Of this practice, soundly signed, by size and then by moment.
    std::vector<Text> wrong;        // A file or note that cannot be trusted; a fork, with both its heads.
};
// Reads every file of the practice in the folder. Two heads of the same size, or a log that became shorter, are told
// with both. Throws FileError when the folder cannot be read.
SignedHeads read_checkpoints(const std::filesystem::path& folder, const subjects::PracticeId&, const Verifier&);
// The same for a text: notes one after another, each ended by an empty line.
void read_notes(std::string_view text, const std::string& from, const subjects::PracticeId&, const Verifier&, SignedHeads&);
// Sorts what was read and tells of forks. Once, after the last read_notes().
void find_forks(SignedHeads&);

// "kader-log-0190a5b2-7c11-7def-8a3b-010000000000-2026-11.checkpoints"
std::string checkpoint_file(const subjects::PracticeId&, system::Instant);
// Adds a note to the file of its month, durably, and beside it once the key by which others check it. Throws FileError.
void add_checkpoint(const std::filesystem::path& folder, const subjects::PracticeId&, system::Instant, std::string_view note,
                    const Verifier&);
// With which the line begins that names the log.
inline constexpr std::string_view kind_of_origin = "kader-chain-1/";
inline constexpr std::string_view verifier_file = "kader-log-key.txt";

// Compares the log, while verify() walks over it, with what was signed; holds no more than the heads.
class Comparison {
public:
    explicit Comparison(std::span<const Checkpoint> heads) : m_heads(heads) {}
    void take(std::int64_t lane, const Head&);
    // After the walk over a log that is sound in itself: the first head that is not in it, as a place that is wrong.
    std::optional<Wrong> finish(const Head& end) const;
    std::size_t agreed() const { return m_agreed; }

private:
    std::span<const Checkpoint> m_heads;
    std::size_t m_next = 0, m_agreed = 0;
    std::int64_t m_last_agreed = 0;
    std::optional<Checkpoint> m_first_other;
};

}  // namespace kader::audit
