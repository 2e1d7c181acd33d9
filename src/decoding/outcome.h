#pragma once

// How turning a document into text ended, and the sentences that tell a reader so.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "decoding/kind.h"
#include "kernel/text.h"

namespace kader::decoding {

// A closed list. Each has one sentence in each language: what is the matter, and what the reader can do.
enum class Refusal : std::uint8_t {
    OtherKind,    // Named by `kind`; such files are not read.
    Picture,      // A photograph of a contract: no text can be read from it.
    NoText,       // Pages without one letter: scanned, or empty.
    Locked,       // A password is asked.
    Damaged,      // Cut off, or not what it says that it is.
    TooLarge,     // More bytes or pages than limits.h allows.
    Bomb,         // Small outside and immense inside, or it asked for more memory than there is for it.
    TookTooLong,  // 10 s of work, or 20 s altogether.
    Busy,         // Others are being read, and none was done in time.
    NoDecoder,    // kader-decode is not there, or it cannot be locked up on this machine. Nothing was opened.
};
inline constexpr int refusals_count = 10;

// What a reader of the text should know beside it.
struct Notes {
    int pages = 0;               // Of a PDF; 0 for other kinds, which have none until they are printed.
    int pages_without_text = 0;  // Such as a scan between other pages.
    bool has_macros = false;     // Nothing of them was run.
    bool has_embedded = false;   // Other files inside were not opened.
    bool is_cut = false;         // The text is longer than limits::document_text_bytes_max.
    bool operator==(const Notes&) const = default;
};

struct Outcome {
    std::optional<Refusal> refusal;
    Kind kind = Kind::Unknown;
    std::string text;  // Valid UTF-8, of the control characters only \n, \t and \r\n; empty when refused.
    Notes notes;
    long peak_memory_kib = 0;  // Of the child that read it; 0 when there was none. For measuring.

    explicit operator bool() const { return !refusal; }
};

// Where the reader stands: "paste it here", or "paste it into a text file".
enum class Door { Page, CommandLine };

// Of an outcome that was refused.
Text words_of(const Outcome&, Door = Door::Page);
// One sentence per thing to know; none when there is nothing.
std::vector<Text> words_of(const Notes&);

}  // namespace kader::decoding
