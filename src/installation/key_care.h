#pragma once

// How the keys of an installation are kept, told to who keeps it: where the root key is, what is lost when, and whether
// the recovery kit was tried. For `kader doctor` and for the page about it. No content, no keys.

#include <optional>
#include <vector>

#include "kernel/text.h"
#include "storage/session.h"
#include "vault/key_store.h"

namespace kader::installation {

// Where the root key is, in a few words.
Text place_text(vault::RootKeyPlace);

struct Loss {
    Text lost, then;
};
// What can be lost or stolen with this choice, and what that means. Only rows that apply.
std::vector<Loss> losses(vault::RootKeyPlace);

enum class KitState {
    None,      // Never made.
    OtherKey,  // Of a root key of before: it opens nothing any more.
    Untried,   // No backup was restored with it yet.
    Old,       // That was more than a year ago.
    Tried,
};
struct Kit {
    KitState state = KitState::None;
    std::optional<system::Instant> made = {}, tried = {};  // The one that counts now.
};
Kit look_at_kit(storage::Session&, const vault::Keyring&, system::Instant now);
// With what helps.
Text text_of(KitState);

// Setting up is finished once a backup was restored with the kit that counts now; it does not matter how long ago. Gives
// what is still to be done for that, in order. Empty: it is finished. Nothing is locked meanwhile: decision 0014.
std::vector<Text> set_up_lacks(const Kit&, bool has_place_for_backups, bool has_backup);

}  // namespace kader::installation
