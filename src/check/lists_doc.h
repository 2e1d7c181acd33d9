#pragma once

// The page that tells a practice, in Dutch and English, which lists Kader reads, which columns they
// have and what each row is worth.

#include <string>

namespace kader::check {

// The text of docs/lists.md; a test compares the two.
std::string lists_markdown();

}  // namespace kader::check
