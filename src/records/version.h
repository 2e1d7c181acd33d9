#pragma once

// The one way in which rooms keep records: a record is a row of versions, each with its author and the
// instant at which it was learned. Nothing is overwritten: a correction, and undoing it, are new
// versions; "entered in error" is a state.
//
// A version keeps the cells of its list in two parts: plain ones (days, codes, references), which are
// what facts are made of, and sealed ones (names, texts), which the check never opens. Which column is
// which, its description says (lists/record.h, Kept).

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kernel/calendar.h"
#include "lists/record.h"
#include "subjects/ids.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::records {

// The numbers are stored.
enum class State : std::int64_t { Present = 1, EnteredInError = 2 };

// From where a version came: what its first day of being known follows from.
enum class Origin : std::int64_t {
    Entered = 1,    // In the program: known from the day it was learned.
    TakenOver = 2,  // The first version of a row of a file: known when the file says so (bekend_op), else
                    // from the first day on which it holds, as a check of the file itself would say.
};

// Cells by column, in the words a list would have them: days as 2026-03-31, ja and nee, 32,5. Empty
// cells are left out. The same content gives the same map.
using Cells = std::map<std::string, std::string, std::less<>>;

struct SplitCells {
    Cells plain;
    Cells sealed;
    friend bool operator==(const SplitCells&, const SplitCells&) = default;
};

struct Version {
    subjects::RecordId record;
    std::string list;
    std::string kenmerk;
    std::int64_t number = 0;  // 1, 2, 3 … within its record
    State state = State::Present;
    Origin origin = Origin::Entered;
    system::Instant learned_at{};
    std::int64_t change_seq = 0;
    subjects::ActorId author;
    subjects::SubjectId subject;
    Cells plain;
    std::optional<Cells> sealed;  // Nothing: not opened.
    // Equal for two people who are the same human (list mensen only): see vault::match_of.
    std::optional<std::array<std::uint8_t, 16>> match;
    // Something in the clear cannot be read any more; then `plain` is empty. Only reading sets this.
    bool damaged = false;
    friend bool operator==(const Version&, const Version&) = default;
};

inline constexpr std::uint16_t body_version = 1;

inline constexpr std::size_t salt_bytes = 16;

// Plain cells as stored text: a JSON object of texts, columns in order of name, without spaces; strings
// escaped as RFC 8259 asks and no further.
std::string plain_text(const Cells&);
// Invalid: anything that plain_text would not have written.
Result<Cells> parse_plain(std::string_view);

// What the digest is made of: one JSON object in the same form, with the members list, kenmerk, number,
// state, origin, learned_at (microseconds), author, subject, plain and sealed, in that order. The sealed
// part must be open.
std::string canonical_content(const Version&);
// The digest that the audit log keeps of a version: SHA-256("kader-content-1" | salt | canonical content).
// The salt (16 random bytes) stands in the sealed body only, so that it goes with the key.
vault::Digest content_digest(const Version&, vault::Bytes salt);

}  // namespace kader::records
