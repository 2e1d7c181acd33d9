#pragma once

// What a recovery kit holds: everything that must survive when the machine does not, on paper. Pure.
//
//   the root key             opens the keyring, of which every backup target has two copies
//   the secret of backups    opens the backups themselves; the server has only its public half
//
// As a person types it over: five lines of six groups of four characters, "K7QD-…". The characters are those of
// Crockford's base 32 (no I, L, O and U; small letters, and o, i and l in the place of 0 and 1, are understood). The last
// two of each line are a check on that line, so that a wrong character is found by its line:
//   1 byte   version (1)
//   32 bytes root key, 32 bytes secret of backups
//   3 bytes  the first of SHA-256 over "kader-kit-1" and all before it
// in 109 characters of five bits, the last bits zero, filled up with one zero to 110: 22 in each line. The check of a line
// is ten bits of SHA-256 over "kader-kit-line", the number of the line and its 22 characters.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "vault/secret_text.h"

namespace kader::vault {

struct RecoveryKit {
    Key root_key;
    Key backup_secret;  // Of an X25519 pair.
    PublicKey backup_recipient() const;
};

inline constexpr std::size_t kit_lines_count = 5;

// The five lines, without what stands around them.
std::vector<SecretText> write_kit(const RecoveryKit&);
// The same in one line, for a QR code.
SecretText write_kit_in_one(const RecoveryKit&);

// What was typed or scanned: spaces, dashes and line ends are left out; what stands before "KADER-KIT-1" as well, where
// that is there.
struct KitFault {
    int line = 0;  // 1 to 5: this line has a wrong character. 0: too much or too little, or lines in another order.
};
std::variant<RecoveryKit, KitFault> read_kit(std::string_view typed);
std::string text_of(const KitFault&, Language);

}  // namespace kader::vault
