#pragma once

// What is in a database, in numbers, to compare a backup with what came back. Private to this module.

#include <filesystem>

#include "backup/age_file.h"
#include "backup/manifest.h"
#include "backup/objects.h"
#include "storage/session.h"

namespace kader::backup {

// Of a SQLite file that nobody writes: schema and practices.
void count_practices(const std::filesystem::path& database, Manifest&);
vault::Digest digest_of_feed(const Feed&);

}  // namespace kader::backup
