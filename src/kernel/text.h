#pragma once

// What a reader of a practice sees, in both languages.

#include <string>

namespace kader {

enum class Language { Dutch, English };

// Both languages, both required.
struct Text {
    std::string nl;
    std::string en;
    const std::string& in(Language language) const { return language == Language::Dutch ? nl : en; }
};

}  // namespace kader
