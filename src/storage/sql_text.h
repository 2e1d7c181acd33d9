#pragma once

// Reading SQL just far enough to change a word in it: what stands in quotes and comments is left
// alone.

#include <cstddef>
#include <string>
#include <string_view>

namespace kader::storage {

// The place behind the quoted text or the comment that begins at `at`; `at` itself when none does.
// What is not closed lasts until the end.
std::size_t behind_quote_or_comment(std::string_view sql, std::size_t at);

// $1 becomes ?1. SQLite takes $1 for a name, and would number it by its first place in the text.
std::string with_question_marks(std::string_view sql);

// UTF-8 without the character 0: what both engines can keep and give back.
bool is_storable_text(std::string_view);

}  // namespace kader::storage
