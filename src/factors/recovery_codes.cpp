#include "factors/recovery_codes.h"

#include <utility>

#include "factors/base32.h"
#include "kernel/text.h"
#include "system/random.h"

namespace kader::factors {

namespace {

constexpr std::size_t characters = recovery_code_bytes * 8 / 5;

// What may stand between the characters: all that people and word processors make of a space or a hyphen.
bool is_between(char32_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '-' || c == '_' || c == '.' || c == 0xA0 || c == 0x202F || (c >= 0x2010 && c <= 0x2015);
}

std::optional<unsigned> value_of(char32_t c) {
    if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (c > 'Z') return {};
    const auto at = base32::of_crockford.find(static_cast<char>(c));
    if (at == std::string_view::npos) return {};
    return static_cast<unsigned>(at);
}

}  // namespace

RecoveryCode RecoveryCode::random() {
    RecoveryCode code;
    system::fill_random(code.m_bytes);
    return code;
}

std::optional<RecoveryCode> RecoveryCode::parse(std::string_view typed) {
    RecoveryCode code;
    std::size_t count = 0;
    for (std::size_t at = 0; at < typed.size();) {
        const auto character = next_character(typed, at);
        if (is_between(character)) continue;
        const auto value = value_of(character);
        if (!value || count == characters) return {};
        const auto bit = count++ * 5;
        const unsigned placed = *value << (11 - bit % 8);
        code.m_bytes[bit / 8] = static_cast<std::uint8_t>(code.m_bytes[bit / 8] | placed >> 8);
        if (bit / 8 + 1 < recovery_code_bytes) code.m_bytes[bit / 8 + 1] = static_cast<std::uint8_t>(code.m_bytes[bit / 8 + 1] | (placed & 0xFF));
    }
    if (count != characters) return {};
    return code;
}

std::string RecoveryCode::text() const { return base32::written(m_bytes, base32::of_crockford, '-'); }

RecoveryCode::RecoveryCode(RecoveryCode&& other) noexcept : m_bytes(other.m_bytes) { vault::wipe(other.m_bytes); }

RecoveryCode& RecoveryCode::operator=(RecoveryCode&& other) noexcept {
    if (this != &other) {
        m_bytes = other.m_bytes;
        vault::wipe(other.m_bytes);
    }
    return *this;
}

RecoveryCode::~RecoveryCode() { vault::wipe(m_bytes); }

// Chance does not give the same 80 bits twice.
std::array<RecoveryCode, recovery_codes_count> make_recovery_codes() {
    return []<std::size_t... i>(std::index_sequence<i...>) {
        return std::array{((void)i, RecoveryCode::random())...};
    }(std::make_index_sequence<recovery_codes_count>{});
}

vault::Digest recovery_code_digest(const vault::Key& pepper, const UuidBytes& account, const RecoveryCode& code) {
    const auto key = pepper.for_purpose("recovery-codes");
    return vault::keyed_digest_of(key, {account, code.bytes()});
}

std::optional<std::size_t> find_recovery_code(const vault::Digest& digest, std::span<const vault::Digest> stored) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < stored.size(); ++i)
        if (vault::same_bytes(digest, stored[i])) found = i;
    return found;
}

}  // namespace kader::factors
