#pragma once

// The words of the terminal, in both languages.

#include <string>
#include <string_view>
#include <variant>

#include "answers/words.h"
#include "check/check.h"
#include "kernel/calendar.h"
#include "norm_book/norm_book.h"

namespace kader::cli {

using norm_book::Language;

using answers::certainty_word;
using answers::date;         // "21 november 2026"
using answers::record_text;  // "bijeenkomsten B7"
using answers::say;
using answers::scope_text;
using answers::subject_text;  // "persoon P07"

// A day that someone typed, between the first and the last day that Kader can speak of; else why not.
std::variant<CalendarDay, std::string> day_typed(Language, const std::string& text);

std::string_view state_word(Language, norm_book::State);  // "aangetoond"
std::string_view weight_word(Language, norm_book::Weight);
std::string remark_text(Language, check::Remark);
std::string sources_text(Language, const norm_book::NormBook&, const std::vector<norm_book::Source>&);

// Text from outside made safe for a terminal and for JSON: valid UTF-8, no control characters.
std::string harmless(std::string_view text);

// Breaks a paragraph at `width` columns (UTF-8 aware), each line after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width = 100);
// The number of characters, not of bytes.
std::size_t width_of(std::string_view text);

}  // namespace kader::cli
