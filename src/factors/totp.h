#pragma once

// Codes of an authenticator app: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which is what every
// app understands. A code of the step before or after is accepted too, because clocks of telephones differ; no
// step is accepted twice.
//
// Pure: keeps nothing. The caller seals the secret, counts the wrong tries, and stores the step that was used
// in the same unit of work that lets the person in. Any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/text.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::factors {

inline constexpr std::size_t totp_secret_bytes = 20;
inline constexpr std::int64_t totp_step_seconds = 30;

// 160 secret bits. Cannot be copied, compared or printed; wiped when let go.
class TotpSecret {
public:
    static TotpSecret random();
    // Nothing: not exactly totp_secret_bytes. The caller wipes its own.
    static std::optional<TotpSecret> from(vault::Bytes);
    // To be sealed.
    vault::Bytes bytes() const { return m_bytes; }

    TotpSecret(TotpSecret&&) noexcept;
    TotpSecret& operator=(TotpSecret&&) noexcept;
    ~TotpSecret();

private:
    TotpSecret() = default;
    std::array<std::uint8_t, totp_secret_bytes> m_bytes{};
};

enum class TotpRefusal : std::uint8_t {
    NoCode,       // Not six digits, apart from spaces.
    Wrong,        // Of none of the three steps.
    UsedBefore,   // Right, and of a step that was used, or of one before it.
    ClockBehind,  // The last used step lies in the future: the clock was set back. Nothing is accepted until then.
};
// One sentence for the owner's log; the stranger only hears that it did not succeed.
Text text_of(TotpRefusal);

struct TotpCheck {
    std::optional<std::int64_t> step;  // Accepted: from now on the last used step. Steps count from 1970.
    TotpRefusal refusal = TotpRefusal::Wrong;  // When there is no step.
};

// `typed` as people type: "123 456", with spaces or no-break spaces anywhere. Never halts, whatever the clock or
// the stored step says. Takes as long for a wrong code as for a right one.
TotpCheck check_totp(const TotpSecret&, std::string_view typed, system::Instant now,
                     std::optional<std::int64_t> last_used_step);

// The six digits of a step, for tests and for nobody else. Nothing: a step before 1970.
std::optional<std::string> totp_code(const TotpSecret&, std::int64_t step);

// What the QR code says. The app shows the name of the practice and the login. Holds the secret: shown once,
// stored nowhere, wiped by the caller.
std::string totp_uri(const TotpSecret&, std::string_view practice_name, std::string_view login);
// For who cannot scan: the secret as base 32 in groups of four.
std::string totp_secret_text(const TotpSecret&);

}  // namespace kader::factors
