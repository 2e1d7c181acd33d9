#pragma once

// What Kader asks of a database, as tests that run on any engine.
//
//   TEST_CASE("SQLite keeps the promises of the port") { storage_suite([] { return …; }); }
//
// `fresh` gives a database that has the tables of suite_migrations() and nothing in them. It is
// called once for each case, and every case is a subcase of doctest.

#include <functional>
#include <memory>
#include <span>

#include "storage/migration.h"
#include "storage/session.h"

namespace kader::storage {

using FreshDatabase = std::function<std::unique_ptr<Database>()>;

// `practice`, which belongs to the house, and `kept`, whose rows belong to a practice.
std::span<const Migration> suite_migrations();

void storage_suite(const FreshDatabase& fresh);

// The parts of it, each in a file of its own.
void suite_of_values(const FreshDatabase& fresh);
void suite_of_statements(const FreshDatabase& fresh);
void suite_of_transactions(const FreshDatabase& fresh);

}  // namespace kader::storage
