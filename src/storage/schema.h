#pragma once

// What both engines share of bringing a schema up to date. The engine opens the session, and gives
// the rights on the tables; the rest is here.

#include <cstdint>
#include <span>

#include "storage/migration.h"
#include "storage/session.h"

namespace kader::storage {

// On an idle session that may create tables. Each missing migration in a transaction of its own,
// with its line in schema_version. Throws StorageError: Newer, Damaged; and std::logic_error when
// the numbers of `migrations` are not 1, 2, 3 ….
void apply_migrations(Session&, std::span<const Migration> migrations, std::int64_t now_us);

}  // namespace kader::storage
