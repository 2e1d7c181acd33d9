#include "storage/session_suite.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <limits>

#include "storage/databases.h"
#include "storage/suite_tools.h"

namespace kader::storage {

using namespace suite;

namespace {

constexpr auto migrations = std::to_array<Migration>({
    {1, "practices",
     "-- Two statements; this { in a comment means nothing.\n"
     "CREATE TABLE practice (\n"
     "    practice_id {blob} NOT NULL PRIMARY KEY CHECK (length(practice_id) = 16),\n"
     "    name {text} NOT NULL UNIQUE,\n"
     "    rank {int} CHECK (rank >= 0)) {strict};\n"
     "CREATE INDEX practice_by_rank ON practice (rank);\n"},
    {2, "kept",
     "CREATE TABLE kept (\n"
     "    practice_id {blob} NOT NULL REFERENCES practice,\n"
     "    number {int} NOT NULL,\n"
     "    whole {int},\n"
     "    words {text},\n"
     "    bytes {blob},\n"
     "    PRIMARY KEY (practice_id, number)) {strict};\n"
     "{of_practice kept}\n"},
});

constexpr Sql select_words{"SELECT words FROM kept WHERE practice_id = $1 ORDER BY words"};
constexpr Sql select_numbers_by_bytes{
    "SELECT number FROM kept WHERE practice_id = $1 ORDER BY bytes"};
constexpr Sql sum_whole{"SELECT CAST(sum(whole) AS bigint) FROM kept WHERE practice_id = $1"};

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

std::vector<std::uint8_t> pattern(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::uint32_t state = 7;
    for (auto& byte : bytes) {
        state = state * 1664525u + 1013904223u;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    return bytes;
}

void integers(Opened& opened) {
    const std::vector<std::int64_t> given{least, -1, 0, 1, std::int64_t{1} << 32, most};
    write(*opened.writer, [&] {
        std::int64_t number = 0;
        for (const auto whole : given) keep(*opened.writer, ++number, whole);
    });
    std::vector<std::int64_t> found;
    write(*opened.writer, [&] {
        opened.writer->each(select_kept, {Bytes{first_practice}},
                            [&](const Row& row) { found.push_back(row.integer(1)); });
    });
    CHECK(found == given);
}

void texts(Opened& opened) {
    const std::vector<std::string> given{"",
                                         "zoë",
                                         "e\xcc\x81",
                                         "\xf0\x9f\x92\x89",
                                         "'; DROP TABLE kept; --",
                                         "$1 ?1 :x \\ \"",
                                         "\x01\t\r\n",
                                         "  ",
                                         "NULL",
                                         std::string(100'000, 'x')};
    write(*opened.writer, [&] {
        std::int64_t number = 0;
        for (const auto& words : given) keep(*opened.writer, ++number, {}, std::string_view{words});
    });
    std::vector<std::string> found;
    write(*opened.writer, [&] {
        opened.writer->each(select_kept, {Bytes{first_practice}}, [&](const Row& row) {
            CHECK_FALSE(row.is_null(2));
            found.emplace_back(row.text(2));
        });
    });
    CHECK(found == given);
}

void blobs(Opened& opened) {
    std::vector<std::uint8_t> every(256);
    for (std::size_t at = 0; at < every.size(); ++at) every[at] = static_cast<std::uint8_t>(at);
    const std::vector<std::vector<std::uint8_t>> given{
        {}, {0}, {0, 0, 0}, {1, 0, 1}, {'\\', 'x', '4', '1'}, every, pattern(5 * 1024 * 1024)};
    write(*opened.writer, [&] {
        std::int64_t number = 0;
        for (const auto& bytes : given) keep(*opened.writer, ++number, {}, {}, Bytes{bytes});
    });
    std::size_t at = 0;
    write(*opened.writer, [&] {
        opened.writer->each(select_kept, {Bytes{first_practice}}, [&](const Row& row) {
            REQUIRE(at < given.size());
            CHECK_FALSE(row.is_null(3));
            CHECK(std::ranges::equal(row.blob(3), given[at++]));
        });
    });
    CHECK(at == given.size());
}

void nulls(Opened& opened) {
    write(*opened.writer, [&] { keep(*opened.writer, 1, null(), null(), null()); });
    int rows = 0;
    write(*opened.writer, [&] {
        opened.writer->each(select_kept, {Bytes{first_practice}}, [&](const Row& row) {
            ++rows;
            CHECK_FALSE(row.is_null(0));
            for (const int column : {1, 2, 3}) CHECK(row.is_null(column));
            CHECK(fault_of([&] { row.integer(1); }) == "other");
            CHECK(fault_of([&] { row.text(2); }) == "other");
            CHECK(fault_of([&] { row.blob(3); }) == "other");
        });
    });
    CHECK(rows == 1);
}

void other_types(Opened& opened) {
    const std::vector<std::uint8_t> bytes{49};
    write(*opened.writer,
          [&] { keep(*opened.writer, 1, std::int64_t{1}, std::string_view{"1"}, Bytes{bytes}); });
    int rows = 0;
    write(*opened.writer, [&] {
        opened.writer->each(select_kept, {Bytes{first_practice}}, [&](const Row& row) {
            ++rows;
            CHECK(fault_of([&] { row.text(1); }) == "other");
            CHECK(fault_of([&] { row.blob(1); }) == "other");
            CHECK(fault_of([&] { row.integer(2); }) == "other");
            CHECK(fault_of([&] { row.blob(2); }) == "other");
            CHECK(fault_of([&] { row.integer(3); }) == "other");
            CHECK(fault_of([&] { row.text(3); }) == "other");
            CHECK(fault_of([&] { row.is_null(4); }) == "other");
            CHECK(fault_of([&] { row.integer(-1); }) == "other");
            CHECK(fault_of([&] { row.id<Uuid<Opened>>(3); }) == "damaged");
        });
    });
    CHECK(rows == 1);
}

void texts_refused(Opened& opened) {
    using namespace std::string_view_literals;
    for (const auto words : {"a\0b"sv, "\xff"sv, "\xc3"sv, "\xed\xa0\x80"sv, "\xc0\x80"sv}) {
        CHECK(fault_of([&] {
                  write(*opened.writer, [&] { keep(*opened.writer, 1, {}, words); });
              }) == "other");
    }
    CHECK(number_committed(*opened.database) == 0);
}

void order_of_texts(Opened& opened) {
    const std::vector<std::string> by_bytes{"",  "10", "9", "A", "B", "Z",
                                            "_", "a",  "b", "z", "é", "\xf0\x9f\x92\x89"};
    write(*opened.writer, [&] {
        std::int64_t number = 0;
        for (auto words = by_bytes.rbegin(); words != by_bytes.rend(); ++words)
            keep(*opened.writer, ++number, {}, std::string_view{*words});
    });
    std::vector<std::string> found;
    write(*opened.writer, [&] {
        opened.writer->each(select_words, {Bytes{first_practice}},
                            [&](const Row& row) { found.emplace_back(row.text(0)); });
    });
    CHECK(found == by_bytes);
}

void order_of_blobs(Opened& opened) {
    const std::vector<std::vector<std::uint8_t>> by_bytes{{},  {0},   {0, 0}, {0, 1},
                                                          {1}, {127}, {128},  {255}};
    write(*opened.writer, [&] {
        for (auto at = by_bytes.size(); at-- > 0;)
            keep(*opened.writer, static_cast<std::int64_t>(at), {}, {}, Bytes{by_bytes[at]});
    });
    std::vector<std::int64_t> found;
    write(*opened.writer, [&] {
        opened.writer->each(select_numbers_by_bytes, {Bytes{first_practice}},
                            [&](const Row& row) { found.push_back(row.integer(0)); });
    });
    CHECK(found == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7});
}

void computed_integers(Opened& opened) {
    write(*opened.writer, [&] {
        for (const std::int64_t number : {1, 2, 3}) keep(*opened.writer, number, number * 10);
    });
    static constexpr Sql constants{
        "SELECT 7, count(*), max(number), coalesce(min(whole), 0), 'woord' "
        "FROM kept WHERE practice_id = $1"};
    const Value of_practice[]{Bytes{first_practice}};
    write(*opened.writer, [&] {
        CHECK(number_of(*opened.writer, sum_whole, of_practice) == 60);
        opened.writer->each(constants, of_practice, [&](const Row& row) {
            CHECK(row.integer(0) == 7);
            CHECK(row.integer(1) == 3);
            CHECK(row.integer(2) == 3);
            CHECK(row.integer(3) == 10);
            CHECK(row.text(4) == "woord");
        });
    });
}

}  // namespace

std::span<const Migration> suite_migrations() {
    return migrations;
}

void suite_of_values(const FreshDatabase& fresh) {
    const auto on_fresh = [&](void (*test)(Opened&)) {
        Opened opened{fresh()};
        test(opened);
    };
    SUBCASE("integers keep all their 64 bits") {
        on_fresh(integers);
    }
    SUBCASE("texts come back byte for byte, also the empty one") {
        on_fresh(texts);
    }
    SUBCASE("blobs come back byte for byte, also with zeros, empty, and of 5 MB") {
        on_fresh(blobs);
    }
    SUBCASE("nothing is nothing, and is no text, number or blob") {
        on_fresh(nulls);
    }
    SUBCASE("asking for another type than the column has is refused") {
        on_fresh(other_types);
    }
    SUBCASE("what is not UTF-8, or holds a character 0, is no text") {
        on_fresh(texts_refused);
    }
    SUBCASE("texts sort by their bytes, not by a language") {
        on_fresh(order_of_texts);
    }
    SUBCASE("blobs sort by their bytes, unsigned, the shorter first") {
        on_fresh(order_of_blobs);
    }
    SUBCASE("what is counted, summed with a cast, or constant is an integer") {
        on_fresh(computed_integers);
    }
}

void storage_suite(const FreshDatabase& fresh) {
    suite_of_values(fresh);
    suite_of_statements(fresh);
    suite_of_transactions(fresh);
}

}  // namespace kader::storage
