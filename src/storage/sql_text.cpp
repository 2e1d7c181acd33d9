#include "storage/sql_text.h"

#include "kernel/text.h"

namespace kader::storage {

std::size_t behind_quote_or_comment(std::string_view sql, std::size_t at) {
    const auto behind = [&](std::string_view end, std::size_t from) {
        const auto found = sql.find(end, from);
        return found == std::string_view::npos ? sql.size() : found + end.size();
    };
    const auto rest = sql.substr(at);
    if (rest.starts_with("--")) return behind("\n", at);
    if (rest.starts_with("/*")) return behind("*/", at + 2);
    // A doubled quote inside is, for this purpose, two quoted texts side by side.
    if (rest.starts_with('\'')) return behind("'", at + 1);
    if (rest.starts_with('"')) return behind("\"", at + 1);
    return at;
}

std::string with_question_marks(std::string_view sql) {
    const auto is_digit = [&](std::size_t at) {
        return at < sql.size() && '0' <= sql[at] && sql[at] <= '9';
    };
    std::string made;
    made.reserve(sql.size());
    for (std::size_t at = 0; at < sql.size();) {
        if (const auto behind = behind_quote_or_comment(sql, at); behind != at) {
            made += sql.substr(at, behind - at);
            at = behind;
        } else {
            made += sql[at] == '$' && is_digit(at + 1) ? '?' : sql[at];
            ++at;
        }
    }
    return made;
}

bool is_storable_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == 0) return false;
        if (byte < 0x80)
            ++at;
        else if (next_character(text, at) == bad_byte)
            return false;
    }
    return true;
}

}  // namespace kader::storage
