#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "storage/databases.h"
#include "storage/session_suite.h"
#include "storage/suite_tools.h"

namespace kader::storage {

using namespace suite;

namespace {

constexpr Sql set_whole{"UPDATE kept SET whole = $3 WHERE practice_id = $1 AND number = $2"};
constexpr Sql sum_whole{"SELECT CAST(sum(whole) AS bigint) FROM kept WHERE practice_id = $1"};

void rollback(Opened& opened) {
    auto& writer = *opened.writer;
    writer.begin();
    writer.enter_practice(first_practice);
    keep(writer, 1);
    CHECK(number_of_kept(writer) == 1);
    writer.rollback();
    writer.rollback();  // Of nothing: nothing.
    CHECK(number_committed(*opened.database) == 0);
    write(writer, [&] { keep(writer, 1); });
    CHECK(number_committed(*opened.database) == 1);
}

void after_a_fault(Opened& opened) {
    auto& writer = *opened.writer;
    writer.begin();
    writer.enter_practice(first_practice);
    keep(writer, 1);
    CHECK(fault_of([&] {
              keep(writer, 1);
              number_of_kept(writer);  // A statement that was only sent fails here at the latest.
          }) == "unique");
    CHECK(fault_of([&] {
              keep(writer, 2);
              number_of_kept(writer);
          }) != "nothing");
    CHECK(fault_of([&] { writer.commit(); }) != "nothing");
    CHECK(number_committed(*opened.database) == 0);
    write(writer, [&] { keep(writer, 3); });
    CHECK(number_committed(*opened.database) == 1);
}

void session_lost(Opened& opened) {
    opened.writer->begin();
    opened.writer->enter_practice(first_practice);
    keep(*opened.writer, 1);
    opened.writer.reset();
    CHECK(number_committed(*opened.database) == 0);
    opened.writer = opened.database->open_writer();
    write(*opened.writer, [&] { keep(*opened.writer, 1); });
    CHECK(number_committed(*opened.database) == 1);
}

void order_of_calls(Opened& opened) {
    auto& writer = *opened.writer;
    CHECK(fault_of([&] { writer.commit(); }) == "other");
    CHECK(fault_of([&] { writer.enter_practice(first_practice); }) == "other");
    CHECK(fault_of([&] { keep(writer, 1); }) == "other");
    writer.begin();
    CHECK(fault_of([&] { writer.begin(); }) == "other");
    writer.rollback();
    const auto reader = opened.database->open_reader();
    CHECK(fault_of([&] { reader->enter_practice(first_practice); }) == "other");
    reader->end_snapshot();
    reader->begin_snapshot();
    CHECK(fault_of([&] { reader->begin_snapshot(); }) == "other");
    reader->end_snapshot();
    CHECK(number_committed(*opened.database) == 0);
}

void reader_writes(Opened& opened) {
    const auto reader = opened.database->open_reader();
    CHECK(fault_of([&] { reader->begin(); }) == "read_only");
    static constexpr Sql change{"UPDATE practice SET rank = 5 RETURNING rank"};
    CHECK(fault_of([&] { reader->each(change, {}, [](const Row&) {}); }) == "read_only");
    CHECK(fault_of([&] {
              look(*reader, first_practice, [&] {
                  keep(*reader, 1);
                  number_of_kept(*reader);
              });
          }) == "read_only");
    CHECK(number_committed(*opened.database) == 0);
    look(*reader, first_practice, [&] { CHECK(number_of_kept(*reader) == 0); });
}

void snapshot(Opened& opened) {
    auto& writer = *opened.writer;
    const auto reader = opened.database->open_reader();
    reader->begin_snapshot();
    write(writer, [&] { keep(writer, 1); });
    reader->enter_practice(first_practice);
    CHECK(number_of_kept(*reader) == 0);
    write(writer, [&] { keep(writer, 2); });
    opened.database->checkpoint(writer, LogEnd::Cut);
    write(writer, [&] { keep(writer, 3); });
    CHECK(number_of_kept(*reader) == 0);
    reader->end_snapshot();
    look(*reader, first_practice, [&] { CHECK(number_of_kept(*reader) == 3); });
}

void not_yet_committed(Opened& opened) {
    auto& writer = *opened.writer;
    const auto reader = opened.database->open_reader();
    writer.begin();
    writer.enter_practice(first_practice);
    keep(writer, 1);
    CHECK(number_of_kept(writer) == 1);
    look(*reader, first_practice, [&] { CHECK(number_of_kept(*reader) == 0); });
    writer.commit();
    look(*reader, first_practice, [&] { CHECK(number_of_kept(*reader) == 1); });
}

void consistent_readers(Opened& opened) {
    auto& writer = *opened.writer;
    write(writer, [&] {
        keep(writer, 1, std::int64_t{0});
        keep(writer, 2, std::int64_t{1000});
    });
    std::atomic<bool> is_done{false};
    std::atomic<int> wrong{0}, asked{0};
    const auto watch = [&] {
        const auto reader = opened.database->open_reader();
        const Value of_practice[]{Bytes{first_practice}};
        do {
            look(*reader, first_practice, [&] {
                if (number_of(*reader, sum_whole, of_practice) != 1000) ++wrong;
            });
            ++asked;
        } while (!is_done);
    };
    std::thread first{watch}, second{watch};
    for (std::int64_t moved = 1; moved <= 100; ++moved) {
        write(writer, [&] {
            writer.run(set_whole, {Bytes{first_practice}, std::int64_t{1}, moved});
            writer.run(set_whole, {Bytes{first_practice}, std::int64_t{2}, 1000 - moved});
        });
        if (moved % 20 == 0) opened.database->checkpoint(writer, LogEnd::Cut);
    }
    is_done = true;
    first.join();
    second.join();
    CHECK(wrong == 0);
    CHECK(asked >= 2);
}

void practices(Opened& opened) {
    auto& writer = *opened.writer;
    write(writer, [&] { keep(writer, 1); });
    write(writer, second_practice, [&] {
        for (const std::int64_t number : {1, 2})
            writer.run(insert_kept, {Bytes{second_practice}, number, null(), null(), null()});
    });
    const auto reader = opened.database->open_reader();
    reader->begin_snapshot();
    reader->enter_practice(first_practice);
    CHECK(number_of_kept(*reader, first_practice) == 1);
    reader->enter_practice(second_practice);
    CHECK(number_of_kept(*reader, second_practice) == 2);
    reader->end_snapshot();
    // One batch holds the units of several practices.
    writer.begin();
    writer.enter_practice(first_practice);
    keep(writer, 2);
    writer.enter_practice(second_practice);
    writer.run(insert_kept, {Bytes{second_practice}, std::int64_t{3}, null(), null(), null()});
    writer.commit();
    CHECK(number_committed(*opened.database, first_practice) == 2);
    CHECK(number_committed(*opened.database, second_practice) == 3);
}

void schema(Opened& opened) {
    const auto reader = opened.database->open_reader();
    const auto known = suite_migrations();
    CHECK(fault_of([&] { require_schema(*reader, known); }) == "nothing");
    CHECK(fault_of([&] { require_schema(*reader, known.first(1)); }) == "newer");

    std::vector<Migration> longer{known.begin(), known.end()};
    longer.push_back({3, "later", "CREATE TABLE later (number {int} NOT NULL) {strict};"});
    CHECK(fault_of([&] { require_schema(*reader, longer); }) == "other");
    longer[1].sql = "CREATE TABLE kept (number {int} NOT NULL) {strict};";
    CHECK(fault_of([&] { require_schema(*reader, longer); }) == "damaged");
}

void named(Opened& opened) {
    CHECK(opened.writer->engine() == opened.database->engine());
    CHECK(opened.database->description().starts_with(
        opened.database->engine() == Engine::Sqlite ? "SQLite " : "PostgreSQL "));
    opened.database->checkpoint(*opened.writer, LogEnd::Cut);
    CHECK(opened.database->log_bytes(*opened.writer) == 0);
}

}  // namespace

void suite_of_transactions(const FreshDatabase& fresh) {
    const auto on_fresh = [&](void (*test)(Opened&)) {
        Opened opened{fresh()};
        test(opened);
    };
    SUBCASE("what is rolled back never was") {
        on_fresh(rollback);
    }
    SUBCASE("a transaction in which a statement failed keeps nothing") {
        on_fresh(after_a_fault);
    }
    SUBCASE("a session that ends within a transaction leaves nothing") {
        on_fresh(session_lost);
    }
    SUBCASE("calls out of order are refused") {
        on_fresh(order_of_calls);
    }
    SUBCASE("a reading session cannot write") {
        on_fresh(reader_writes);
    }
    SUBCASE("a snapshot is the moment of its beginning, whatever is committed") {
        on_fresh(snapshot);
    }
    SUBCASE("nobody sees what is not yet committed") {
        on_fresh(not_yet_committed);
    }
    SUBCASE("readers never see half a commit") {
        on_fresh(consistent_readers);
    }
    SUBCASE("a batch and a snapshot can enter one practice after another") {
        on_fresh(practices);
    }
    SUBCASE("a schema that is newer, other or older is told apart") {
        on_fresh(schema);
    }
    SUBCASE("a database says what it is") {
        on_fresh(named);
    }
}

}  // namespace kader::storage
