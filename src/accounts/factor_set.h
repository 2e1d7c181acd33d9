#pragma once

// All that an account can prove itself with beside its password, as it is sealed in the row of the account; for the
// bodies of this module. Any change makes the whole anew.

#include <optional>
#include <string>
#include <vector>

#include "accounts/signed_in.h"

namespace kader::accounts {

inline constexpr std::size_t passkeys_max = 10;
inline constexpr std::size_t returns_max = 16;
inline constexpr int pin_tries = 5;

struct FactorSet {
    struct Totp {
        FactorId id;
        vault::ByteVector secret;
        std::int64_t last_step = 0;  // The newest one that was used: it and those before open nothing.
        system::Instant added{};
        std::optional<system::Instant> used = {};
    };
    struct Passkey {
        FactorId id;
        std::string site;  // The name of the host it belongs to.
        vault::ByteVector credential, key;
        std::int64_t algorithm = 0;
        std::uint32_t counter = 0;
        std::string name;
        system::Instant added{};
        std::optional<system::Instant> used = {};
    };
    struct Pin {
        std::string hash;
        int wrong = 0;  // In a row; at pin_tries only a full sign-in helps.
    };
    // Who fully signed in on a shared workstation may come back there by PIN until then.
    struct Return {
        StationId station;
        system::Instant until{};
    };
    // Typed once by whom somebody else let in, who then chooses a password.
    struct Activation {
        vault::Digest hash{};
        system::Instant ends{};
    };

    std::optional<Totp> totp;
    std::vector<Passkey> passkeys;
    std::vector<vault::Digest> codes;  // Recovery codes that were not used, hashed.
    std::optional<system::Instant> code_used;
    bool has_lost = false;  // A recovery code was used: what was there before goes when something new comes.
    std::optional<Pin> pin;
    std::vector<Return> returns;
    std::optional<Activation> activation;

    bool has_second() const { return totp || !passkeys.empty(); }
    Lacks lacks() const { return has_lost ? Lacks::Lost : has_second() ? Lacks::Nothing : Lacks::Factor; }
};

// The plain bytes, version 1: each part led by its length or count, numbers as eight bytes, the highest first.
vault::ByteVector bytes_of_factors(const FactorSet&);
// Nothing: not what the above writes.
std::optional<FactorSet> parse_factors(vault::Bytes);

}  // namespace kader::accounts
