#pragma once

// The text of a Word file (.docx, .docm), as a signer reads it: the body with its tables and text boxes, then
// footnotes and endnotes, then headers and footers. With what was inserted in tracked changes, without what was
// deleted, and without comments. Macros, embedded objects and packages within it are noticed and not opened.

#include <string_view>

#include "decode/reading.h"

namespace kader::decode {

// OtherKind: a zip without a Word document in it. For hostile bytes: lock_up() first.
Reading docx_text(std::string_view bytes);

}  // namespace kader::decode
