#pragma once

// kader.toml: where the database is, when it is not in the folder itself.
//
//   [postgres]
//   owner = "host=localhost dbname=kader user=kader_owner"
//   server = "host=localhost dbname=kader user=kader"

#include <optional>

#include "installation/layout.h"
#include "installation/refusals.h"
#include "storage/databases.h"

namespace kader::installation {

// Nothing: there is no such file, so the database is in the folder. Invalid: anything that is not
// understood. Forbidden: others may read it (it may hold a password).
Result<std::optional<storage::PostgresOptions>> read_settings(const Layout&, const Refusals&);
// Throws FileError.
void write_settings(const Layout&, const storage::PostgresOptions&);

}  // namespace kader::installation
