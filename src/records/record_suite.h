#pragma once

// What Kader promises of records, as tests that run on any engine.

#include <functional>
#include <memory>

#include "storage/session.h"

namespace kader::records {

// Gives a database with the tables of migrations/ and nothing in them; nothing: SQLite in a new folder.
// Every case is a subcase of doctest, with a database of its own.
using FreshHouse = std::function<std::unique_ptr<storage::Database>()>;

void record_suite(const FreshHouse& fresh);

// The parts of it, each in a file of its own.
void suite_of_writing(const FreshHouse& fresh);
void suite_of_reading(const FreshHouse& fresh);
void suite_of_moving(const FreshHouse& fresh);

}  // namespace kader::records
