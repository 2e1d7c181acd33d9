#pragma once

// keys/current of a target, opened with the root key. Private to this module.

#include "backup/target.h"

namespace kader::backup {

struct NewestKeys {
    KeysCopy copy;
    vault::Keyring keyring;
    bool one_was_damaged = false;
};
// Invalid: swapped, damaged, of another root key, of a newer Kader; in one sentence.
Result<NewestKeys> open_newest_keys(const Target&, const vault::Key& root_key, Language);

Error made_by_a_newer(Language);

}  // namespace kader::backup
