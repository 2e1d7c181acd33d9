// What people type where a code, a PIN or a password is asked: 16 bytes for the clock and the last used step, then the
// text.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "factors/base64url.h"
#include "factors/password_strength.h"
#include "factors/pin.h"
#include "factors/recovery_codes.h"
#include "factors/totp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kader;
    using namespace kader::factors;
    std::int64_t now = 0, last = 0;
    if (size < sizeof now + sizeof last) return 0;
    std::memcpy(&now, data, sizeof now);
    std::memcpy(&last, data + sizeof now, sizeof last);
    const std::string_view typed{reinterpret_cast<const char*>(data) + sizeof now + sizeof last, size - sizeof now - sizeof last};
    const auto must = [](bool holds) {
        if (!holds) std::abort();
    };

    static const auto secret = TotpSecret::from(vault::bytes_of("12345678901234567890")).value();
    const system::Instant instant{system::Instant::duration{now}};
    const auto check = check_totp(secret, typed, instant, last);
    if (check.step) {
        must(*check.step > last);
        const auto code = totp_code(secret, *check.step).value();
        must(check_totp(secret, code, instant, last).step >= check.step);
        must(!check_totp(secret, typed, instant, check.step).step);
    }

    if (const auto code = RecoveryCode::parse(typed)) must(vault::same_bytes(RecoveryCode::parse(code->text()).value().bytes(), code->bytes()));
    if (const auto bytes = parse_base64url(typed)) must(base64url(*bytes) == typed);
    if (!pin_refusal(typed)) must(typed.find_first_not_of("0123456789 ") == std::string_view::npos);

    // Judging a long password takes tens of milliseconds here: then little else would be tried.
    if (typed.size() > 32) return 0;
    const std::string_view names[] = {"Kliniek Voorbeeld", typed.substr(0, typed.size() / 2)};
    const auto bits = password_guesses_bits(typed, names);
    must(std::isfinite(bits) && bits >= 0);
    must(totp_uri(secret, names[1], typed).find('\n') == std::string::npos);
    return 0;
}
