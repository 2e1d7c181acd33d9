#pragma once

// What an answer says in words, in both languages: for the terminal and for the page.

#include <string>
#include <string_view>

#include "check/check.h"
#include "kernel/text.h"
#include "norm_book/norm_book.h"

namespace kader::answers {

// Picks the text of a language.
inline std::string_view say(Language language, std::string_view nl, std::string_view en) {
    return language == Language::Dutch ? nl : en;
}

std::string date(Language, CalendarDay);  // "21 november 2026"
std::string_view certainty_word(Language, norm_book::Certainty);  // "uit tweede hand"
// "bijeenkomsten:B7" as a person reads it: "bijeenkomsten B7".
std::string record_text(std::string_view key);
// A subject's key as a person reads it: "person:P07" is "persoon P07".
std::string subject_text(Language, std::string_view key);
// Why these questions are asked.
std::string scope_text(Language, const norm_book::Scope&, check::ScopeAnswer::Ground);
// A few words on a lack: who, what, and until when it was there.
std::string lack_text(const check::Check&, const evidence::Lack&, const norm_book::NormBook&, Language);

}  // namespace kader::answers
