#pragma once

// The words of the terminal, in both languages.

#include <string>
#include <string_view>
#include <variant>

#include "check/check.h"
#include "kernel/calendar.h"
#include "norm_book/norm_book.h"

namespace kader::cli {

using norm_book::Language;

// Picks the text of a language.
inline std::string_view say(Language language, std::string_view nl, std::string_view en) {
    return language == Language::Dutch ? nl : en;
}

// A day that someone typed, between the first and the last day that Kader can speak of; else why not.
std::variant<CalendarDay, std::string> day_typed(Language, const std::string& text);

std::string date(Language, CalendarDay);              // "21 november 2026"
std::string_view state_word(Language, norm_book::State);  // "aangetoond"
std::string_view weight_word(Language, norm_book::Weight);
std::string_view certainty_word(Language, norm_book::Certainty);
std::string remark_text(Language, check::Remark);
std::string scope_text(Language, const norm_book::Scope&, check::ScopeAnswer::Ground);
std::string sources_text(Language, const norm_book::NormBook&, const std::vector<norm_book::Source>&);

// "bijeenkomsten:B7" as a person reads it: "bijeenkomsten B7".
std::string record_text(std::string_view key);
// A subject's key as a person reads it: "person:P07" is "persoon P07".
std::string subject_text(Language, std::string_view key);

// Text from outside made safe for a terminal and for JSON: valid UTF-8, no control characters.
std::string harmless(std::string_view text);

// Breaks a paragraph at `width` columns (UTF-8 aware), each line after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width = 100);
// The number of characters, not of bytes.
std::size_t width_of(std::string_view text);

}  // namespace kader::cli
