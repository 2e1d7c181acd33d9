#pragma once

// A connection to PostgreSQL that has the settings Kader needs, and what its errors mean.

#include <postgresql/libpq-fe.h>

#include <memory>
#include <string>

#include "storage/session.h"

namespace kader::storage {

struct EndConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Link = std::unique_ptr<PGconn, EndConnection>;

struct ClearAnswer {
    void operator()(PGresult* answer) const { PQclear(answer); }
};
using Answer = std::unique_ptr<PGresult, ClearAnswer>;

enum class Purpose { Write, Read, Own };  // Own: changes the schema.

// Throws StorageError: Gone when the server cannot be reached now, Other when it can and refuses
// us. The text never holds a password.
Link connect(const std::string& conninfo, Purpose);

// Of five letters, such as "23505".
Fault fault_of(std::string_view sqlstate);
// Of an answer that is an error. PostgreSQL's own sentence is in it only where it cannot hold a
// bound value; its DETAIL, which does, never is.
StorageError error_of(const PGresult*);
StorageError connection_is_gone();

// One answer to SQL without parameters. Not while a pipeline is open. Throws.
Answer execute(PGconn*, const char* sql);

}  // namespace kader::storage
