#pragma once

// The text of a PDF, page after page in the order of reading. Nothing in it is run: no script, no action, no link.
// Fonts are not looked for; attachments are not opened.

#include <string_view>

#include "decode/reading.h"

namespace kader::decode {

// The bytes must stay until it returns. May use any amount of memory and time, and may crash: lock_up() first.
Reading pdf_text(std::string_view bytes);

// Loads what the library would look for in files later, when there are none any more. Call it once, before any
// child is locked up; it stays loaded.
void prepare_pdf();

}  // namespace kader::decode
