#pragma once

// Recovery codes: ten codes on paper, each good for one sign-in when the second factor is lost.
//
// A code is 80 random bits, written as four groups of four characters ("7K3M-9QXA-…", Crockford's base 32: no
// I, L, O or U). Only a keyed digest is stored. Argon2id would add nothing: it makes guessing of what people
// think up slow, and nobody finds 80 random bits by guessing.
//
// Pure: that a code works once is for the caller, who removes the digest in the unit of work that lets the
// person in. Any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/uuid.h"
#include "vault/keys.h"
#include "vault/sealed.h"

namespace kader::factors {

inline constexpr std::size_t recovery_codes_count = 10;
inline constexpr std::size_t recovery_code_bytes = 10;

// One code. Wiped when let go.
class RecoveryCode {
public:
    static RecoveryCode random();
    // What a person typed over from paper: any case, spaces and hyphens anywhere, o for 0, i and l for 1.
    // Nothing: not sixteen such characters.
    static std::optional<RecoveryCode> parse(std::string_view typed);
    // Four groups of four, for paper. The caller wipes it.
    std::string text() const;
    vault::Bytes bytes() const { return m_bytes; }

    RecoveryCode(RecoveryCode&&) noexcept;
    RecoveryCode& operator=(RecoveryCode&&) noexcept;
    ~RecoveryCode();

private:
    RecoveryCode() = default;
    std::array<std::uint8_t, recovery_code_bytes> m_bytes{};
};

// Ten different codes.
std::array<RecoveryCode, recovery_codes_count> make_recovery_codes();

// As stored. Bound to the account: a digest that is moved to another row fits no code. `pepper`: of the keyring;
// a key of its own is derived from it.
vault::Digest recovery_code_digest(const vault::Key& pepper, const UuidBytes& account, const RecoveryCode&);

// Which of the stored digests it is. Looks at all of them, each in a time that does not tell where they differ.
std::optional<std::size_t> find_recovery_code(const vault::Digest&, std::span<const vault::Digest> stored);

}  // namespace kader::factors
