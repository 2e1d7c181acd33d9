#include "factors/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <limits>

#include "factors/base32.h"
#include "kernel/check.h"
#include "system/random.h"

namespace kader::factors {

namespace {

using Digits = std::array<std::uint8_t, 6>;

// RFC 4226, section 5.3. The step is not negative.
Digits digits_of(const TotpSecret& secret, std::int64_t step) {
    const auto counter = vault::big_endian(step);
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    HALT_UNLESS(HMAC(EVP_sha1(), secret.bytes().data(), static_cast<int>(secret.bytes().size()), counter.data(), counter.size(), mac.data(), &length) != nullptr);
    HALT_UNLESS(length == 20);
    const std::size_t at = mac[19] & 0x0F;
    std::uint32_t number = (std::uint32_t{mac[at]} & 0x7F) << 24 | std::uint32_t{mac[at + 1]} << 16 | std::uint32_t{mac[at + 2]} << 8 | mac[at + 3];
    Digits digits;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number /= 10) *digit = static_cast<std::uint8_t>('0' + number % 10);
    vault::wipe(mac);
    return digits;
}

std::optional<Digits> digits_typed(std::string_view typed) {
    constexpr char32_t no_break_space = 0xA0, narrow_no_break_space = 0x202F;
    Digits digits{};
    std::size_t count = 0;
    for (std::size_t at = 0; at < typed.size();) {
        const auto character = next_character(typed, at);
        if (character == ' ' || character == '\t' || character == no_break_space || character == narrow_no_break_space) continue;
        if (character < '0' || character > '9' || count == digits.size()) return {};
        digits[count++] = static_cast<std::uint8_t>(character);
    }
    if (count != digits.size()) return {};
    return digits;
}

// Unreserved characters of RFC 3986 stay; of all others each byte is escaped.
void append_escaped(std::string& into, std::string_view text) {
    constexpr std::string_view hex_digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || std::string_view{"-._~"}.find(c) != std::string_view::npos) {
            into += c;
        } else {
            into += '%';
            into += hex_digits[byte >> 4];
            into += hex_digits[byte & 15];
        }
    }
}

// A colon parts the two halves of the label, so neither may hold one; what cannot be seen has no place in it.
std::string for_label(std::string_view text) {
    std::string label;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = next_character(text, at);
        if (character == bad_byte || is_control(character)) continue;
        append_utf8(label, character == ':' || character == '\n' || character == '\t' ? U' ' : character);
    }
    return std::string{trimmed(label)};
}

}  // namespace

TotpSecret TotpSecret::random() {
    TotpSecret secret;
    system::fill_random(secret.m_bytes);
    return secret;
}

std::optional<TotpSecret> TotpSecret::from(vault::Bytes bytes) {
    if (bytes.size() != totp_secret_bytes) return {};
    TotpSecret secret;
    std::ranges::copy(bytes, secret.m_bytes.begin());
    return secret;
}

TotpSecret::TotpSecret(TotpSecret&& other) noexcept : m_bytes(other.m_bytes) { vault::wipe(other.m_bytes); }

TotpSecret& TotpSecret::operator=(TotpSecret&& other) noexcept {
    if (this != &other) {
        m_bytes = other.m_bytes;
        vault::wipe(other.m_bytes);
    }
    return *this;
}

TotpSecret::~TotpSecret() { vault::wipe(m_bytes); }

Text text_of(TotpRefusal refusal) {
    switch (refusal) {
        case TotpRefusal::NoCode: return {"De code had geen zes cijfers.", "The code did not have six digits."};
        case TotpRefusal::Wrong: return {"De code was niet die van nu.", "The code was not that of now."};
        case TotpRefusal::UsedBefore:
            return {"De code was goed, maar is al eens gebruikt, of is ouder dan een die al is gebruikt.", "The code was right, but was used before, or is older than one that was used."};
        case TotpRefusal::ClockBehind:
            return {"De laatst gebruikte code ligt in de toekomst: de klok van deze computer is teruggezet. Zet de klok goed.",
                    "The code used last lies in the future: the clock of this computer was set back. Set the clock right."};
    }
    HALT_UNLESS(false);
}

TotpCheck check_totp(const TotpSecret& secret, std::string_view typed, system::Instant now, std::optional<std::int64_t> last_used_step) {
    auto digits = digits_typed(typed);
    if (!digits) return {{}, TotpRefusal::NoCode};
    using Steps = std::chrono::duration<std::int64_t, std::ratio<totp_step_seconds>>;
    const auto step_now = std::chrono::floor<Steps>(now.time_since_epoch()).count();
    const auto last = last_used_step.value_or(std::numeric_limits<std::int64_t>::min());
    TotpCheck check;
    // All three, whatever the first one says. The latest that fits counts, so that its code cannot be used again.
    for (auto step = step_now - 1; step <= step_now + 1; ++step) {
        if (step < 0) continue;
        auto right = digits_of(secret, step);
        if (vault::same_bytes(right, *digits)) {
            if (step > last)
                check.step = step;
            else
                check.refusal = last > step_now + 1 ? TotpRefusal::ClockBehind : TotpRefusal::UsedBefore;
        }
        vault::wipe(right);
    }
    vault::wipe(*digits);
    return check;
}

std::optional<std::string> totp_code(const TotpSecret& secret, std::int64_t step) {
    if (step < 0) return {};
    const auto digits = digits_of(secret, step);
    return std::string{digits.begin(), digits.end()};
}

std::string totp_uri(const TotpSecret& secret, std::string_view practice_name, std::string_view login) {
    auto issuer = for_label(practice_name);
    if (issuer.empty()) issuer = "Kader";
    auto base = base32::written(secret.bytes(), base32::of_apps, '\0');
    std::string uri = "otpauth://totp/";
    // At once, so that no half copy of the secret is left behind by growing.
    uri.reserve(256 + 6 * issuer.size() + 3 * login.size());
    append_escaped(uri, issuer);
    uri += ':';
    append_escaped(uri, for_label(login));
    uri += "?secret=" + base + "&issuer=";
    append_escaped(uri, issuer);
    uri += "&algorithm=SHA1&digits=6&period=" + std::to_string(totp_step_seconds);
    std::ranges::fill(base, '\0');
    return uri;
}

std::string totp_secret_text(const TotpSecret& secret) { return base32::written(secret.bytes(), base32::of_apps, ' '); }

}  // namespace kader::factors
