#include <doctest/doctest.h>

#include "services/postgres_tools.h"

using namespace kader::storage;
using namespace kader::tests;

TEST_CASE("without a practice there are no rows, and none can be added") {
    TestDatabase database;
    const auto writer = database->open_writer();
    writer->begin();
    writer->enter_practice(practice_a);
    write_note(*writer, practice_a, 1);
    writer->commit();

    CHECK(number(*writer, count_notes) == 0);  // Also after a transaction that had entered one.
    const auto reader = database->open_reader();
    CHECK(number(*reader, count_notes) == 0);
    reader->begin_snapshot();
    CHECK(number(*reader, count_notes) == 0);
    reader->enter_practice(practice_a);
    CHECK(number(*reader, count_notes) == 1);
    reader->end_snapshot();
    CHECK(number(*reader, count_notes) == 0);

    writer->begin();
    write_note(*writer, practice_a, 2);
    CHECK(fault_of_call([&] { writer->commit(); }) == Fault::Other);
}

TEST_CASE("one practice cannot read, add, change or remove what is of another") {
    TestDatabase database;
    const auto writer = database->open_writer();
    writer->begin();
    writer->enter_practice(practice_a);
    write_note(*writer, practice_a, 1, "of a");
    writer->enter_practice(practice_b);
    CHECK(number(*writer, count_notes) == 0);
    CHECK(number(*writer, count_notes_of, {Bytes{practice_a}}) == 0);
    writer->run(Sql{"UPDATE note SET text = 'of b'"}, {});
    writer->run(Sql{"DELETE FROM note"}, {});
    writer->commit();
    CHECK(database.as_superuser("SELECT text FROM note") == std::vector<std::string>{"of a"});

    std::string words;
    writer->begin();
    writer->enter_practice(practice_b);
    write_note(*writer, practice_a, 2, "planted by b");
    CHECK(fault_of_call([&] { writer->commit(); }, &words) == Fault::Other);
    CHECK(words.find("row-level security") != words.npos);
    CHECK(words.find("planted") == words.npos);
    // Nor by moving one of its own.
    writer->begin();
    writer->enter_practice(practice_b);
    write_note(*writer, practice_b, 3);
    writer->run(Sql{"UPDATE note SET practice_id = $1 WHERE number = 3"}, {Bytes{practice_a}});
    CHECK(fault_of_call([&] { writer->commit(); }) == Fault::Other);
    CHECK(database.as_superuser("SELECT count(*) FROM note").at(0) == "1");
}

TEST_CASE("a prepared statement follows the practice from one transaction to the next") {
    TestDatabase database;
    const auto writer = database->open_writer();
    for (int round = 0; round < 10; ++round) {
        writer->begin();
        writer->enter_practice(practice_a);
        write_note(*writer, practice_a, round);
        writer->enter_practice(practice_b);
        write_note(*writer, practice_b, round);
        write_note(*writer, practice_b, 100 + round);
        writer->commit();
    }
    const auto reader = database->open_reader();
    // More often than the five times after which PostgreSQL keeps one plan.
    for (int round = 0; round < 20; ++round) {
        const bool is_a = round % 2 == 0;
        reader->begin_snapshot();
        reader->enter_practice(is_a ? practice_a : practice_b);
        CHECK(number(*reader, count_notes) == (is_a ? 10 : 20));
        CHECK(number(*reader, count_notes_of, {Bytes{practice_a}}) == (is_a ? 10 : 0));
        reader->end_snapshot();
    }
}

TEST_CASE("an audit line is never changed or removed by the server role") {
    TestDatabase database;
    const auto writer = database->open_writer();
    for (const char* text :
         {"UPDATE audit_entry SET seq = 2", "DELETE FROM audit_entry", "TRUNCATE note",
          "UPDATE schema_version SET number = 9", "ALTER TABLE note DISABLE ROW LEVEL SECURITY"}) {
        CAPTURE(text);
        writer->begin();
        CHECK(fault_of_call([&] {
                  writer->run(Sql{text}, {});
                  writer->commit();
              }) == Fault::Other);
        writer->rollback();
    }
    writer->begin();
    writer->enter_practice(practice_a);
    writer->run(Sql{"INSERT INTO audit_entry (practice_id, seq) VALUES ($1, 1)"},
                {Bytes{practice_a}});
    writer->commit();
    CHECK(database.as_superuser("SELECT count(*) FROM audit_entry").at(0) == "1");
}
