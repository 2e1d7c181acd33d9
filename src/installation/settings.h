#pragma once

// kader.toml: where the database is, when it is not in the folder itself.
//
//   [postgres]
//   owner = "host=localhost dbname=kader user=kader_owner"
//   server = "host=localhost dbname=kader user=kader"
//
// and where the signed checkpoints of the log go, outside the data folder:
//
//   [log]
//   checkpoints = "/somewhere/else"

#include <optional>

#include "installation/layout.h"
#include "installation/refusals.h"
#include "storage/databases.h"

namespace kader::installation {

// Nothing: there is no such file or it does not speak of PostgreSQL, so the database is in the folder. Invalid: anything that is not
// understood. Forbidden: others may read it (it may hold a password).
Result<std::optional<storage::PostgresOptions>> read_settings(const Layout&, const Refusals&);
// The folder for checkpoints; empty: none is set. Refused as above.
Result<std::filesystem::path> read_checkpoint_folder(const Layout&, const Refusals&);
// Throws FileError.
void write_settings(const Layout&, const storage::PostgresOptions&);

}  // namespace kader::installation
