#pragma once

// What is done with the keys of the whole installation by who may do that, in the folder itself or through a server that
// has it: a recovery kit, its trial, another root key. Each leaves a line in the log of every practice.

#include <functional>

#include "installation/installation.h"
#include "vault/recovery_kit.h"

namespace kader::server {

struct Ceremony {
    installation::Installation& here;
    access::Actor actor;
    // Overwrites the copies of the keys, with this keyring or the one that stands; nothing: done, or there are none.
    std::function<std::optional<Error>(std::optional<vault::Bytes> keyring, Language)> copies;
    // Called in every unit that writes, after its writes.
    std::function<void(storage::Unit&)> after_writes = {};
};

// A new one, in the place of the one before; backups are for it from now on. Throws FileError.
Result<vault::RecoveryKit> make_kit(const Ceremony&, Language);
// A backup was restored with the kit of the present root key.
std::optional<Error> note_kit_tried(const Ceremony&);
// Another root key. Gives why the copies of the keys could not follow, if so: the change itself was made. An error: it
// was not noted in the log. Throws FileError.
Result<std::optional<Error>> change_root(const Ceremony&, vault::RootKeyPlace, std::string_view passphrase, Language);

}  // namespace kader::server
