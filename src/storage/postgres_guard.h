#pragma once

// Whether PostgreSQL holds the wall between practices (SR-17).

#include <postgresql/libpq-fe.h>

namespace kader::storage {

// On a connection of the server role. Throws StorageError(Other) with what is wrong in one
// sentence.
void demand_wall(PGconn* server);

}  // namespace kader::storage
