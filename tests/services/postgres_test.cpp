#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "services/postgres_tools.h"

using namespace kader::storage;
using namespace kader::tests;

TEST_CASE("who asks for the right to write second does not get it") {
    TestDatabase database;
    auto first = database->open_writer();
    CHECK(fault_of_call([&] { database->open_writer(); }) == Fault::Gone);
    const auto again = open_postgres(database.options());
    CHECK(fault_of_call([&] { again->open_writer(); }) == Fault::Gone);
    CHECK(fault_of_call([&] { database.migrate(); }) == Fault::Gone);
    first.reset();
    CHECK_NOTHROW(again->open_writer());
    // Of another database on the same server it says nothing.
    TestDatabase other{shared_cluster()};
    first = database->open_writer();
    CHECK_NOTHROW(other->open_writer());
}

TEST_CASE("a writer whose session was ended writes no more, and another can take over") {
    TestDatabase database;
    auto writer = database->open_writer();
    writer->begin();
    writer->enter_practice(practice_a);
    write_note(*writer, practice_a, 1);
    writer->commit();
    writer->begin();
    writer->enter_practice(practice_a);
    write_note(*writer, practice_a, 2);
    end_process(database, number(*writer, own_process));
    auto next = database->open_writer();

    CHECK(fault_of_call([&] { writer->commit(); }) == Fault::Gone);
    writer->rollback();
    CHECK(fault_of_call([&] { writer->begin(); }) == Fault::Gone);
    CHECK(fault_of_call([&] { number(*writer, own_process); }) == Fault::Gone);
    writer.reset();
    next->begin();
    next->enter_practice(practice_a);
    CHECK(number(*next, count_notes) == 1);
    next->rollback();
}

TEST_CASE("a reader whose session was ended says so, also in the middle of a question") {
    TestDatabase database;
    const auto reader = database->open_reader();
    end_process(database, number(*reader, own_process));
    CHECK(fault_of_call([&] { reader->begin_snapshot(); }) == Fault::Gone);

    const auto other = database->open_reader();
    const auto process = number(*other, own_process);
    std::int64_t rows = 0;
    CHECK(fault_of_call([&] {
              other->each(Sql{"SELECT n FROM generate_series(1, 3000000) AS n"}, {},
                          [&](const Row&) {
                              if (++rows == 10) end_process(database, process);
                          });
          }) == Fault::Gone);
    CHECK(rows >= 10);
    CHECK(rows < 3'000'000);
}

TEST_CASE("a hundred rows in one commit wait for the server as often as one row does") {
    TestDatabase database;
    const auto writer = database->open_writer();
    const auto committed = [&](int first, int rows, int per_commit) {
        const auto before = postgres(writer).counts().round_trips;
        const auto began = std::chrono::steady_clock::now();
        for (int row = first; row < first + rows; row += per_commit) {
            writer->begin();
            writer->enter_practice(practice_a);
            for (int one = row; one < row + per_commit; ++one) write_note(*writer, practice_a, one);
            writer->commit();
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        MESSAGE(per_commit << " per commit: " << static_cast<int>(rows / took.count())
                           << " rows/s");
        return postgres(writer).counts().round_trips - before;
    };
    CHECK(committed(0, 300, 1) == 300);
    CHECK(committed(300, 3000, 100) == 30);
    CHECK(database.as_superuser("SELECT count(*) FROM note").at(0) == "3300");
}

TEST_CASE("a failure in the middle of a batch leaves nothing behind, and the session goes on") {
    TestDatabase database;
    const auto writer = database->open_writer();
    for (const bool ask : {false, true}) {
        std::string words;
        writer->begin();
        writer->enter_practice(practice_a);
        write_note(*writer, practice_a, 1, "secret of a client");
        write_note(*writer, practice_a, 1, "secret of a client");
        write_note(*writer, practice_a, 2);
        if (ask) {
            CHECK(fault_of_call([&] { number(*writer, count_notes); }, &words) == Fault::Unique);
            CHECK(fault_of_call([&] { number(*writer, count_notes); }) == Fault::Other);
            // Who goes on all the same gets nothing committed.
            CHECK(fault_of_call([&] { writer->commit(); }) == Fault::Other);
        } else {
            CHECK(fault_of_call([&] { writer->commit(); }, &words) == Fault::Unique);
        }
        CHECK(words.find("secret") == words.npos);
        writer->rollback();
        writer->begin();
        writer->enter_practice(practice_a);
        CHECK(number(*writer, count_notes) == 0);
        writer->rollback();
    }
    writer->begin();
    writer->enter_practice(practice_a);
    write_note(*writer, practice_a, 1);
    writer->commit();
    CHECK(database.as_superuser("SELECT count(*) FROM note").at(0) == "1");
}

TEST_CASE("a statement that was first sent behind a failure works in the next transaction") {
    TestDatabase database;
    const auto writer = database->open_writer();
    static constexpr Sql change{"UPDATE note SET text = $2 WHERE practice_id = $1"};
    const auto work = [&](bool fail) {
        writer->begin();
        writer->enter_practice(practice_a);
        write_note(*writer, practice_a, 1);
        if (fail) write_note(*writer, practice_a, 1);
        writer->run(change, {Bytes{practice_a}, "changed"});
        writer->commit();
    };
    CHECK(fault_of_call([&] { work(true); }) == Fault::Unique);
    CHECK_NOTHROW(work(false));
    CHECK(database.as_superuser("SELECT text FROM note").at(0) == "changed");
}

TEST_CASE("a failure early in a long batch is told before the end, and holds until the rollback") {
    TestDatabase database;
    const auto writer = database->open_writer();
    writer->begin();
    writer->enter_practice(practice_a);
    write_note(*writer, practice_a, 0);
    int sent = 0;
    CHECK(fault_of_call([&] {
              for (; sent < 100'000; ++sent) write_note(*writer, practice_a, 0);
          }) == Fault::Unique);
    CHECK(sent < 5'000);
    CHECK(fault_of_call([&] { number(*writer, count_notes); }) == Fault::Unique);
    CHECK(fault_of_call([&] { write_note(*writer, practice_a, 7); }) == Fault::Unique);
    CHECK(fault_of_call([&] { writer->commit(); }) == Fault::Unique);
    writer->begin();
    writer->enter_practice(practice_a);
    CHECK(number(*writer, count_notes) == 0);
    writer->rollback();
}

namespace {

void check_many(std::int64_t rows) {
    TestDatabase database;
    const auto writer = database->open_writer();
    const auto began = std::chrono::steady_clock::now();
    writer->begin();
    writer->enter_practice(practice_a);
    for (std::int64_t row = 0; row < rows; ++row)
        write_note(*writer, practice_a, row, "a line of some length");
    writer->commit();
    CHECK(postgres(writer).counts().round_trips == 1);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    MESSAGE("in one commit: " << static_cast<int>(static_cast<double>(rows) / took.count())
                              << " rows/s");

    const auto reader = database->open_reader();
    reader->begin_snapshot();
    reader->enter_practice(practice_a);
    std::int64_t next = 0;
    bool in_order = true;
    reader->each(texts_from, {Bytes{practice_a}, std::int64_t{0}}, [&](const Row& row) {
        in_order = in_order && row.integer(0) == next && row.text(1) == "a line of some length";
        ++next;
    });
    reader->end_snapshot();
    CHECK(in_order);
    CHECK(next == rows);
}

}  // namespace

TEST_CASE(
    "far more writes than wait on the line go into one transaction, and come out one row at a "
    "time") {
    check_many(10'000);
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("200,000 writes go into one transaction") {
    check_many(200'000);
}

TEST_SUITE_END();

TEST_CASE("large values do not stop a batch") {
    TestDatabase database;
    const auto writer = database->open_writer();
    const std::string large(1'000'000, 'x');
    writer->begin();
    writer->enter_practice(practice_a);
    for (int row = 0; row < 20; ++row) write_note(*writer, practice_a, row, large);
    writer->commit();
    std::size_t bytes = 0;
    writer->begin();
    writer->enter_practice(practice_a);
    writer->each(texts_from, {Bytes{practice_a}, std::int64_t{0}},
                 [&](const Row& row) { bytes += row.text(1).size(); });
    writer->rollback();
    CHECK(bytes == 20 * large.size());
}

TEST_CASE("a visitor that throws leaves the session usable") {
    TestDatabase database;
    const auto reader = database->open_reader();
    CHECK_THROWS_AS(reader->each(Sql{"SELECT n FROM generate_series(1, 1000) AS n"}, {},
                                 [](const Row& row) {
                                     if (row.integer(0) == 3) throw std::out_of_range{"enough"};
                                 }),
                    std::out_of_range);
    CHECK(number(*reader, Sql{"SELECT 7"}) == 7);
}

TEST_CASE("a statement serves a value that is NULL now and a number later") {
    TestDatabase database;
    const auto reader = database->open_reader();
    static constexpr Sql either{"SELECT coalesce($1, 5)"};
    CHECK(number(*reader, either, {null()}) == 5);
    CHECK(number(*reader, either, {std::int64_t{1} << 40}) == std::int64_t{1} << 40);
    CHECK(number(*reader, either, {null()}) == 5);
}

TEST_CASE("numbers of every width, truths and sums are integers") {
    TestDatabase database;
    const auto reader = database->open_reader();
    const auto is = [&](const char* text) { return number(*reader, Sql{text}); };
    CHECK(is("SELECT (-2)::smallint") == -2);
    CHECK(is("SELECT -70000") == -70000);
    CHECK(is("SELECT (-9223372036854775808)::bigint") == std::numeric_limits<std::int64_t>::min());
    CHECK(is("SELECT true") == 1);
    CHECK(is("SELECT 1 = 2") == 0);
    CHECK(is("SELECT sum(n) FROM generate_series(1::bigint, 10) AS n") == 55);
    CHECK(is("SELECT sum(n) FROM (VALUES (9223372036854775806), (1)) AS v (n)") ==
          9223372036854775807);
    CHECK(is("SELECT -120000::numeric") == -120000);
    CHECK(is("SELECT 0::numeric") == 0);
    CHECK(fault_of_call([&] { is("SELECT 0.5"); }) == Fault::Other);
    CHECK(fault_of_call([&] { is("SELECT 9223372036854775808::numeric"); }) == Fault::Other);
    CHECK(fault_of_call([&] { is("SELECT 'NaN'::numeric"); }) == Fault::Other);
    CHECK(fault_of_call([&] { is("SELECT NULL::bigint"); }) == Fault::Other);
    CHECK(fault_of_call([&] { is("SELECT 'a'"); }) == Fault::Other);
}

TEST_CASE("what the server refuses never repeats a value") {
    TestDatabase database;
    const auto reader = database->open_reader();
    std::string words;
    CHECK(fault_of_call(
              [&] { number(*reader, Sql{"SELECT CAST($1 AS bigint)"}, {"secret of a client"}); },
              &words) == Fault::Other);
    CHECK(words.find("22P02") != words.npos);
    CHECK(words.find("secret") == words.npos);
    PostgresOptions options{"postgresql://kader:pass word@[", "password=hidden host"};
    CHECK(fault_of_call([&] { open_postgres(options); }, &words) == Fault::Other);
    CHECK(words.find("hidden") == words.npos);
}

TEST_CASE("the server stopping and starting again is Gone, and then well") {
    PostgresCluster own;
    TestDatabase database{own};
    auto writer = database->open_writer();
    writer->begin();
    writer->enter_practice(practice_a);
    write_note(*writer, practice_a, 1);
    writer->commit();
    own.kill();
    CHECK(fault_of_call([&] {
              writer->begin();
              writer->commit();
          }) == Fault::Gone);
    CHECK(fault_of_call([&] { database->open_reader(); }) == Fault::Gone);
    writer.reset();
    CHECK(fault_of_call([&] { database->open_writer(); }) == Fault::Gone);
    own.restart();
    writer = database->open_writer();
    writer->begin();
    writer->enter_practice(practice_a);
    CHECK(number(*writer, count_notes) == 1);
    writer->rollback();
}
