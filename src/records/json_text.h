#pragma once

// The little JSON that records are stored in: objects of texts, in one way of writing. Whatever reads it
// asks whether the text is exactly what would have been written, so that no two texts mean the same.

#include <optional>
#include <string>
#include <string_view>

#include "kernel/json_text.h"
#include "records/version.h"

namespace kader::records {

inline void append_json(std::string& into, std::string_view text) { append_json_text(into, text); }
void append_json(std::string& into, const Cells& cells);

// Reads one JSON text strictly; nothing in it may be anything but an object of texts, in the order of their
// names.
std::optional<Cells> read_json_cells(std::string_view text);

}  // namespace kader::records
