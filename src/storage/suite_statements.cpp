#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "storage/session_suite.h"
#include "storage/suite_tools.h"

namespace kader::storage {

using namespace suite;

namespace {

constexpr std::string_view secret = "geheim-van-niemand";

void parameters(Opened& opened) {
    static constexpr Sql crossed{
        "SELECT number, '$1 ''$2' AS \"$3\" -- $4\n FROM kept /* $5 */ WHERE number > $2 AND "
        "practice_id = $1 AND number <= $3 AND number <> $2 ORDER BY number"};
    write(*opened.writer, [&] {
        for (std::int64_t number = 1; number <= 12; ++number) keep(*opened.writer, number);
    });
    std::vector<std::int64_t> found;
    write(*opened.writer, [&] {
        opened.writer->each(crossed, {Bytes{first_practice}, std::int64_t{4}, std::int64_t{7}},
                            [&](const Row& row) {
                                found.push_back(row.integer(0));
                                CHECK(row.text(1) == "$1 '$2");
                            });
    });
    CHECK(found == std::vector<std::int64_t>{5, 6, 7});
}

void number_of_values(Opened& opened) {
    const auto ask = [&](std::initializer_list<Value> values) {
        return fault_of(
            [&] { write(*opened.writer, [&] { opened.writer->each(count_kept, values, {}); }); });
    };
    CHECK(ask({}) == "other");
    CHECK(ask({Bytes{first_practice}, std::int64_t{1}}) == "other");
    CHECK(number_committed(*opened.database) == 0);
}

void reuse(Opened& opened) {
    write(*opened.writer, [&] {
        for (std::int64_t number = 0; number < 500; ++number)
            keep(*opened.writer, number, number * number,
                 std::string_view{number % 2 ? "oneven" : "even"});
    });
    static constexpr Sql one{
        "SELECT whole, words FROM kept WHERE practice_id = $1 AND number = $2"};
    int wrong = 0, rows = 0;
    write(*opened.writer, [&] {
        for (std::int64_t number = 499; number >= 0; --number)
            opened.writer->each(one, {Bytes{first_practice}, number}, [&](const Row& row) {
                ++rows;
                if (row.integer(0) != number * number ||
                    row.text(1) != (number % 2 ? "oneven" : "even"))
                    ++wrong;
            });
    });
    CHECK(rows == 500);
    CHECK(wrong == 0);
}

void same_place(Opened& opened) {
    // A text made at run time is against the rules of Sql; it may be slow, but never another
    // statement.
    std::string text = "SELECT 1 FROM practice";
    std::int64_t sum = 0;
    for (const char digit : {'1', '2', '3'}) {
        text[7] = digit;
        write(*opened.writer, [&] {
            opened.writer->each(Sql{text}, {}, [&](const Row& row) { sum += row.integer(0); });
        });
    }
    CHECK(sum == 2 * (1 + 2 + 3));
}

void many_rows(Opened& opened) {
    write(*opened.writer, [&] {
        for (std::int64_t number = 0; number < 5000; ++number)
            keep(*opened.writer, number, {}, std::string_view{"een regel"});
    });
    std::int64_t next = 0;
    const auto reader = opened.database->open_reader();
    look(*reader, first_practice, [&] {
        reader->each(select_kept, {Bytes{first_practice}}, [&](const Row& row) {
            if (row.integer(0) == next && row.text(2) == "een regel") ++next;
        });
    });
    CHECK(next == 5000);
}

void visitor_throws(Opened& opened) {
    write(*opened.writer, [&] {
        for (std::int64_t number = 1; number <= 100; ++number) keep(*opened.writer, number);
    });
    write(*opened.writer, [&] {
        int seen = 0;
        CHECK_THROWS_AS(opened.writer->each(select_kept, {Bytes{first_practice}},
                                            [&](const Row&) {
                                                if (++seen == 3) throw std::runtime_error{"enough"};
                                            }),
                        std::runtime_error);
        CHECK(seen == 3);
        // The statement can be asked again, and the transaction goes on.
        CHECK(number_of_kept(*opened.writer) == 100);
        keep(*opened.writer, 101);
    });
    CHECK(number_committed(*opened.database) == 101);
}

void nested(Opened& opened) {
    write(*opened.writer, [&] {
        for (std::int64_t number = 1; number <= 2; ++number) keep(*opened.writer, number);
    });
    int rows = 0;
    write(*opened.writer, [&] {
        opened.writer->each(select_kept, {Bytes{first_practice}}, [&](const Row& row) {
            ++rows;
            CHECK(fault_of([&] { number_of_kept(*opened.writer); }) == "other");
            CHECK(fault_of([&] { keep(*opened.writer, 50 + row.integer(0)); }) == "other");
        });
        keep(*opened.writer, 3);
    });
    CHECK(rows == 2);
    CHECK(number_committed(*opened.database) == 3);
}

void returning(Opened& opened) {
    static constexpr Sql put{
        "INSERT INTO kept (practice_id, number, whole) VALUES ($1, $2, $3) "
        "ON CONFLICT (practice_id, number) DO UPDATE SET whole = kept.whole + excluded.whole "
        "RETURNING whole"};
    const Value values[]{Bytes{first_practice}, std::int64_t{1}, std::int64_t{20}};
    write(*opened.writer, [&] {
        CHECK(number_of(*opened.writer, put, values) == 20);
        CHECK(number_of(*opened.writer, put, values) == 40);
    });
    static constexpr Sql whole{"SELECT whole FROM kept WHERE practice_id = $1"};
    write(*opened.writer, [&] { CHECK(number_of(*opened.writer, whole, {values, 1}) == 40); });
}

void faults(Opened& opened) {
    auto& writer = *opened.writer;
    const auto write_one = [&](const Sql& sql, std::initializer_list<Value> values) {
        return fault_of([&] { write(writer, [&] { writer.run(sql, values); }); });
    };
    static constexpr Sql no_table{"INSERT INTO niets (a) VALUES (1)"};
    static constexpr Sql no_sql{"INSERT INTO INTO"};
    static constexpr Sql wrong_type{"UPDATE practice SET rank = $1"};

    CHECK(write_one(insert_practice, {Bytes{first_practice}, "Een ander", null()}) == "unique");
    UuidBytes third = first_practice;
    third[15] = 9;
    CHECK(write_one(insert_practice, {Bytes{third}, "Voorbeeld Een", null()}) == "unique");
    CHECK(write_one(insert_practice, {Bytes{third}, "Drie", std::int64_t{-1}}) == "check");
    CHECK(write_one(insert_practice, {Bytes{third}, null(), null()}) == "check");
    CHECK(write_one(insert_practice, {Bytes{third}.first(15), "Drie", null()}) == "check");
    CHECK(write_one(wrong_type, {"geen getal"}) == "other");
    CHECK(write_one(no_table, {}) == "other");
    CHECK(write_one(no_sql, {}) == "other");
    // A row of a practice that does not exist, written by somebody who entered it.
    CHECK(fault_of([&] {
              write(writer, third, [&] {
                  writer.run(insert_kept, {Bytes{third}, std::int64_t{1}, null(), null(), null()});
              });
          }) == "foreign_key");
    // None of that left anything, and the session works on.
    write(writer, [&] { keep(writer, 1); });
    CHECK(number_committed(*opened.database) == 1);
}

void secrets(Opened& opened) {
    auto& writer = *opened.writer;
    UuidBytes third = first_practice;
    third[15] = 9;
    const auto said = [&](const Sql& sql, std::initializer_list<Value> values) {
        const auto failure = failure_of([&] { write(writer, [&] { writer.run(sql, values); }); });
        REQUIRE(failure);
        return std::string{failure->what()};
    };
    write(writer, [&] { writer.run(insert_practice, {Bytes{third}, secret, null()}); });
    third[15] = 10;
    static constexpr Sql as_number{"UPDATE practice SET rank = CAST($1 AS bigint) WHERE name = $2"};
    CHECK(said(insert_practice, {Bytes{third}, secret, null()}).find(secret) == std::string::npos);
    CHECK(said(insert_practice, {Bytes{third}, secret, std::int64_t{-123454321}}).find(secret) ==
          std::string::npos);
    CHECK(
        said(insert_practice, {Bytes{third}, secret, std::int64_t{-123454321}}).find("123454321") ==
        std::string::npos);
    CHECK(said(as_number, {secret}).find(secret) == std::string::npos);
}

}  // namespace

void suite_of_statements(const FreshDatabase& fresh) {
    const auto on_fresh = [&](void (*test)(Opened&)) {
        Opened opened{fresh()};
        test(opened);
    };
    SUBCASE("parameters go by their number, and not into quotes or comments") {
        on_fresh(parameters);
    }
    SUBCASE("another number of values than of parameters is refused") {
        on_fresh(number_of_values);
    }
    SUBCASE("a statement that was prepared once serves every value") {
        on_fresh(reuse);
    }
    SUBCASE("another text at the same address is another statement") {
        on_fresh(same_place);
    }
    SUBCASE("five thousand rows are visited once each, in order") {
        on_fresh(many_rows);
    }
    SUBCASE("a visitor that throws costs neither session nor transaction") {
        on_fresh(visitor_throws);
    }
    SUBCASE("a visitor cannot use the session it visits") {
        on_fresh(nested);
    }
    SUBCASE("a write can answer, and can add to what is there") {
        on_fresh(returning);
    }
    SUBCASE("every refusal has its word") {
        on_fresh(faults);
    }
    SUBCASE("no refusal repeats a bound value") {
        on_fresh(secrets);
    }
}

}  // namespace kader::storage
