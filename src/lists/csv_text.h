#pragma once

// The bytes of a list, as text.

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

#include "lists/reason.h"

namespace kader::lists {

enum class Encoding : std::uint8_t { Utf8, Windows1252, Utf16 };

struct CsvText {
    std::string text;  // UTF-8 without a byte order mark.
    Encoding encoding = Encoding::Utf8;
    // Somewhere stand bytes that no encoding explains. Each is `unreadable_byte` in the text, which
    // UTF-8 never holds; only the rows that hold one are refused.
    bool has_unreadable_bytes = false;
    bool has_controls = false;  // See is_control in kernel/text.h.
};

inline constexpr char unreadable_byte = '\xFF';

// UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252. A file that is
// mostly UTF-8 with a broken byte here and there stays UTF-8: read as Windows-1252, every é in it
// would silently become two other letters. Photographs, PDFs, workbooks and whatever else holds a
// zero byte are refused as "not a list".
std::variant<CsvText, Reason> csv_text_of(std::string bytes);

// Reads the file as well. Refused: not there, not a file, not readable, larger than
// limits::list_file_bytes_max (told before a byte is read).
std::variant<CsvText, Reason> read_csv_text(const std::filesystem::path&);
std::variant<std::string, Reason> read_bytes(const std::filesystem::path&, std::size_t bytes_max);

}  // namespace kader::lists
