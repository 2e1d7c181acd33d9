#pragma once

// The files of a SQLite database, and what makes them last.

#include <filesystem>

namespace kader::storage {

// The folder as it really is, so that only the last name can be a link (and is refused as one).
// Throws StorageError: Gone when the folder is missing.
std::filesystem::path real_place_of(const std::filesystem::path& file);

bool is_there(const std::filesystem::path& file);

// Makes an empty database under another name and gives it this one when it is whole and on the
// disk. A power cut leaves the database or nothing, and no journal that could come back.
void create_sqlite_file(const std::filesystem::path& file);

// Writes the log over itself and fsyncs it, before anybody trusts it. After a process died it may
// hold pages that the system keeps in memory as written, although an fsync failed; then what is
// committed behind them would be lost with them. No other process may be writing.
void make_log_last(const std::filesystem::path& file);

}  // namespace kader::storage
