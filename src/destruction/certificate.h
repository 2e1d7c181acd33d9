#pragma once

// What may be said to whose dossier was destroyed, and what may not.

#include <string>
#include <vector>

#include "destruction/destruction.h"
#include "vault/keys.h"

namespace kader::destruction {

struct Certificate {
    std::string title;
    std::vector<std::string> lines;  // Plain sentences, for one sheet.
};

// NotFound: no such destruction. Conflict: not destroyed, or its epoch is not forgotten yet; the sentence says on which day
// that is due.
Result<Certificate> certificate(const Destruction*, const vault::Keyring&, std::string_view practice, Language);

}  // namespace kader::destruction
