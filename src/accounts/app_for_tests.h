#pragma once

// The app with codes on the telephone of somebody in a test: it was given the secret as text.

#include <cctype>

#include "factors/totp.h"
#include "kernel/check.h"

namespace kader::accounts {

// `secret`: base 32, in groups.
inline vault::ByteVector bytes_of_app(std::string_view secret) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    vault::ByteVector bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : secret) {
        const auto value = alphabet.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
        if (value == std::string_view::npos) continue;
        bits = bits << 5 | static_cast<std::uint32_t>(value);
        count += 5;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<std::uint8_t>(bits >> count & 0xFF));
    }
    return bytes;
}

// What it shows at this moment.
inline std::string code_of_app(std::string_view secret, system::Instant now) {
    const auto read = factors::TotpSecret::from(bytes_of_app(secret));
    HALT_UNLESS(read);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    return factors::totp_code(*read, seconds / factors::totp_step_seconds).value();
}

}  // namespace kader::accounts
