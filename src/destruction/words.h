#pragma once

// What the bodies of this room share.

#include <string>

#include "deadlines/amsterdam_time.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "subjects/subject.h"
#include "system/clock.h"

namespace kader::destruction::words {

inline std::int64_t number(system::Instant at) { return at.time_since_epoch().count(); }
inline system::Instant instant(std::int64_t number) { return system::Instant{std::chrono::microseconds{number}}; }

// The day in the Netherlands.
inline CalendarDay day_of(system::Instant at) { return deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(at)); }

inline Error said(Code code, Language language, const std::string& nl, const std::string& en) {
    return {code, language == Language::Dutch ? nl : en};
}
inline Error no_such_subject(Language language) {
    return said(Code::NotFound, language, "Dit dossier is er niet.", "There is no such file.");
}

inline constexpr std::size_t reference_characters_max = 100;

// Trimmed. Invalid: empty, too long, or with what is no plain text.
inline Result<std::string> reference(std::string_view text, Language language) {
    const auto plain = trimmed(text);
    std::size_t characters = 0;
    bool is_plain = true;
    for (std::size_t at = 0; at < plain.size(); ++characters) {
        const auto character = next_character(plain, at);
        is_plain = is_plain && character != bad_byte && character >= 0x20 && character != 0x7F;
    }
    if (plain.empty() || characters > reference_characters_max || !is_plain)
        return said(Code::Invalid, language, "Geef in hoogstens 100 tekens aan waar u dit bewaart, bijvoorbeeld een nummer of een map.",
                    "Say in at most 100 characters where you keep this, such as a number or a folder.");
    return std::string{plain};
}

}  // namespace kader::destruction::words
