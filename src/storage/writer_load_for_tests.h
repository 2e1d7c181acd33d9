#pragma once

// Many callers at once on a real engine, some of whom fail; and the look afterwards whether the database
// holds exactly what was acknowledged.

#include <doctest/doctest.h>

#include <array>
#include <set>

#include "storage/migration.h"
#include "storage/writer_for_tests.h"

namespace kader::storage::fake {

inline constexpr std::array load_migrations = {Migration{1, "load", R"(
CREATE TABLE practice (
    practice_id {blob} NOT NULL PRIMARY KEY,
    name        {text} NOT NULL
) {strict};
CREATE TABLE practice_change (
    practice_id {blob} NOT NULL PRIMARY KEY REFERENCES practice,
    change_seq  {int} NOT NULL
) {strict};
{of_practice practice_change}
CREATE TABLE heartbeat (
    one  {int} NOT NULL PRIMARY KEY CHECK (one = 1),
    beat {int} NOT NULL,
    room {blob} NOT NULL
) {strict};
CREATE TABLE mark (
    practice_id {blob} NOT NULL REFERENCES practice,
    number      {int} NOT NULL CHECK (number >= 0),
    change_seq  {int} NOT NULL,
    PRIMARY KEY (practice_id, number)
) {strict};
{of_practice mark}
)"}};

inline constexpr Sql add_practice{"INSERT INTO practice (practice_id, name) VALUES ($1, $2)"};
inline constexpr Sql add_stored{"INSERT INTO mark (practice_id, number, change_seq) VALUES ($1, $2, $3)"};
inline constexpr Sql find_stored{"SELECT number FROM mark WHERE practice_id = $1 AND number = $2"};
inline constexpr Sql read_stored{
    "SELECT number, change_seq FROM mark WHERE practice_id = $1 ORDER BY change_seq"};
inline constexpr Sql read_number{"SELECT change_seq FROM practice_change WHERE practice_id = $1"};

inline std::optional<Error> store(Unit& unit, std::int64_t number) {
    unit.run(add_stored, {Bytes{unit.practice()}, number, unit.change_seq()});
    return {};
}

constexpr int load_practices = 3;

// The first change of each practice is the practice itself.
inline void add_practices(Writer& writer) {
    for (int number = 0; number < load_practices; ++number) {
        const auto error =
            writer.write(practice(std::uint8_t(number)), [](Unit& unit) -> std::optional<Error> {
                unit.run(add_practice, {Bytes{unit.practice()}, std::string_view{"Proefpraktijk"}});
                return {};
            });
        REQUIRE(!error);
    }
}

// What the callers were told, by practice.
struct Told {
    std::mutex mutex;
    std::array<std::set<std::int64_t>, load_practices> done, failed;
    std::array<std::vector<std::int64_t>, load_practices> followed;
};

// One unit of a caller: most store a number; the others fail in each way there is.
inline std::optional<Error> load_unit(Unit& unit, Told& told, std::size_t whose, std::int64_t number,
                                      int chance) {
    if (chance == 0) return Error{Code::Forbidden, "refuses before its first write"};
    if (chance == 1) {
        unit.each(find_stored, {Bytes{unit.practice()}, number}, [](const Row&) { HALT_UNLESS(false); });
        return {};
    }
    store(unit, number);
    if (chance == 2) return Error{Code::Invalid, "after its first write"};
    if (chance == 3) throw std::runtime_error{"after its first write"};
    if (chance == 4) store(unit, number);   // Unique
    if (chance == 5) store(unit, -number);  // Check
    bool found = false;
    if (chance == 6) {
        unit.each(find_stored, {Bytes{unit.practice()}, number}, [&](const Row&) { found = true; });
        HALT_UNLESS(found);
    }
    unit.after_commit([&told, whose, number = unit.change_seq()] { told.followed[whose].push_back(number); });
    return {};
}

inline void many_callers(Writer& writer, Told& told, int threads, int units) {
    std::vector<std::thread> callers;
    for (int caller = 0; caller < threads; ++caller)
        callers.emplace_back([&, caller] {
            std::uint32_t state = 7u + static_cast<std::uint32_t>(caller);
            for (int at = 1; at <= units; ++at) {
                state = state * 1664525u + 1013904223u;
                const auto chance = static_cast<int>((state >> 8) % 200);
                const auto whose = static_cast<std::size_t>(caller % load_practices);
                const std::int64_t number = caller * 100'000 + at;
                const auto error =
                    writer.write(practice(std::uint8_t(whose)), [&told, whose, number, chance](Unit& unit) {
                        return load_unit(unit, told, whose, number, chance);
                    });
                const auto is_expected = error.has_value() == (chance == 0 || (chance >= 2 && chance <= 5));
                HALT_UNLESS(is_expected);
                const std::lock_guard lock{told.mutex};
                if (chance != 1) (error ? told.failed : told.done)[whose].insert(number);
            }
        });
    for (auto& caller : callers) caller.join();
}

// Every acknowledged number is there once, no failed one is, and the numbers of the changes have no gap.
inline void look(Database& database, const Told& told) {
    const auto reader = database.open_reader();
    for (int whose = 0; whose < load_practices; ++whose) {
        const auto at = static_cast<std::size_t>(whose);
        const auto id = practice(std::uint8_t(whose));
        std::set<std::int64_t> stored;
        std::int64_t last = 1, rows = 0;  // The practice itself was change 1.
        bool without_gap = true;
        reader->begin_snapshot();
        reader->enter_practice(id);
        reader->each(read_stored, {Bytes{id}}, [&](const Row& row) {
            stored.insert(row.integer(0));
            without_gap &= row.integer(1) == ++last;
            ++rows;
        });
        std::int64_t kept = 0;
        reader->each(read_number, {Bytes{id}}, [&](const Row& row) { kept = row.integer(0); });
        reader->end_snapshot();
        CHECK(stored == told.done[at]);
        CHECK(without_gap);
        CHECK(kept == last);
        CHECK(told.followed[at].size() == static_cast<std::size_t>(rows));
        CHECK(std::ranges::is_sorted(told.followed[at]));
    }
}

}  // namespace kader::storage::fake
