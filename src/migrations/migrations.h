#pragma once

// Every migration there is, in order: the SQL files beside this one, built into the program.

#include <span>

#include "storage/migration.h"

namespace kader::migrations {

std::span<const storage::Migration> all();

}  // namespace kader::migrations
