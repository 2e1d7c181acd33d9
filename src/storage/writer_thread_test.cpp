// When the thread of the writer does what: the queue, the end, bulk work and the log of the database.

#include <doctest/doctest.h>

#include "storage/fake_for_tests.h"
#include "storage/writer_for_tests.h"

using namespace kader;
using namespace kader::storage;
using namespace kader::storage::fake;
using namespace std::chrono_literals;

TEST_CASE("a full queue refuses at once, and takes again when there is room") {
    FakeHouse house{{.queue_units_max = 10}};
    Hold hold{*house.writer};
    for (int unit = 0; unit < 11; ++unit)
        house.writer->submit(practice(1), mark(unit), house.answers.of(unit));
    REQUIRE(house.answers.count() == 1);
    CHECK(house.answers[10]->code == Code::Unavailable);
    hold.release();
    house.answers.wait_for(11);
    CHECK(!house.writer->write(practice(1), mark(10)));
    CHECK(house.database.state().marks.size() == 11);
}

TEST_CASE("the writer finishes what was submitted before it ends, and takes nothing new meanwhile") {
    FakeHouse house;
    Hold hold{*house.writer};
    for (int unit = 0; unit < 600; ++unit)
        house.writer->submit(practice(1), mark(unit), house.answers.of(unit));
    house.writer->submit(
        practice(1), mark(1000),
        [&, ending = house.writer.get()](const std::optional<Error>&) {
            ending->submit(practice(1), mark(1001), house.answers.of(1001));
        },
        Kind::Bulk);
    std::thread release{[&] {
        std::this_thread::sleep_for(20ms);
        hold.release();
    }};
    house.writer.reset();
    release.join();
    CHECK(house.answers.count() == 601);
    CHECK(house.answers[1001]->code == Code::Unavailable);
    CHECK(house.database.state().marks.size() == 601);
    CHECK(house.database.checkpoints == 1);
}

TEST_CASE("bulk work has its own commit, waits for the usual units, and neither starves") {
    FakeHouse house{{.batch_units_max = 4, .bulk_time = 20ms}};
    std::vector<char> order;
    const auto noting = [&](char kind, int number) {
        return [&order, kind, number](Unit& unit) -> std::optional<Error> {
            order.push_back(kind);
            unit.run(add_mark, {number});
            return {};
        };
    };
    Hold hold{*house.writer};
    for (int unit = 0; unit < 3; ++unit)
        house.writer->submit(practice(1), noting('b', unit), house.answers.of(unit), Kind::Bulk);
    for (int unit = 3; unit < 9; ++unit)
        house.writer->submit(practice(1), noting('u', unit), house.answers.of(unit));
    hold.release();
    house.answers.wait_for(9);
    CHECK(std::string(order.begin(), order.end()) == "uuuubuubb");
    CHECK(house.database.commits == 1 + 5);
    int pieces = 0;
    const auto start = std::chrono::steady_clock::now();
    const auto slow = house.writer->counts().slow_units;
    CHECK(!house.writer->write(
        practice(1),
        [&](Unit& unit) -> std::optional<Error> {
            do ++pieces;
            while (!unit.is_time_up());
            return {};
        },
        Kind::Bulk));
    CHECK(pieces > 1);
    CHECK(std::chrono::steady_clock::now() - start >= 20ms);
    CHECK(house.writer->counts().slow_units == slow);
}

TEST_CASE("who comes while a batch is at work shares its commit, when as many shared the one before") {
    FakeHouse house;
    house.database.script = [](Call call, const State&) -> std::optional<Fault> {
        if (call == Call::Commit) std::this_thread::sleep_for(100ms);
        return {};
    };
    int units = 0;
    // One unit that holds the writer up, and so many that come meanwhile; the commits until all are answered.
    const auto commits_with = [&](int more) {
        Hold hold{*house.writer};
        for (int unit = 0; unit < more; ++unit, ++units)
            house.writer->submit(practice(1), mark(units), house.answers.of(units));
        hold.release();
        house.answers.wait_for(static_cast<std::size_t>(units));
        return house.writer->counts().commits;
    };
    CHECK(commits_with(3) == 2);  // Three wait, and share the next commit.
    CHECK(commits_with(2) == 3);  // Three shared the last one, so these two join the unit that holds.
    CHECK(commits_with(1) == 4);  // This one as well; a third is waited for in vain.
    CHECK(commits_with(2) == 6);  // So for a while nobody is waited for.
}

TEST_CASE("a usual unit that takes longer than it may is counted") {
    FakeHouse house;
    CHECK(!house.writer->write(practice(1), [](Unit&) -> std::optional<Error> {
        std::this_thread::sleep_for(6ms);
        return {};
    }));
    CHECK(house.writer->counts().slow_units == 1);
}

TEST_CASE("the log is brought into the database when it is long, when nobody asks, and at the end") {
    FakeHouse house{{.log_bytes_before_checkpoint = 1000, .idle_before_checkpoint = 1h}};
    REQUIRE(!house.writer->write(practice(1), mark(1)));
    CHECK(house.database.checkpoints == 0);
    house.database.log_size = 1000;
    REQUIRE(!house.writer->write(practice(1), mark(2)));
    CHECK(comes_true([&] { return house.database.checkpoints == 1; }));
    // Under load the log stays as long as it is; cut it is when nobody asks, and at the end.
    CHECK(house.database.cuts == 0);
    house.writer.reset();
    CHECK(house.database.checkpoints == 2);
    CHECK(house.database.cuts == 1);

    FakeHouse idle{{.idle_before_checkpoint = 1ms}};
    REQUIRE(!idle.writer->write(practice(1), mark(1)));
    CHECK(comes_true([&] { return idle.writer->counts().checkpoints == 1; }));
    CHECK(idle.database.cuts == 1);
    idle.writer.reset();
    CHECK(idle.database.checkpoints == 1);  // Nothing was written since.
}

TEST_CASE("a log that a reader keeps from being cut is cut when the reader is gone") {
    FakeHouse house{{.idle_before_checkpoint = 1ms, .probe_every = 10ms}};
    house.database.is_read = true;
    REQUIRE(!house.writer->write(practice(1), mark(1)));
    CHECK(comes_true([&] { return house.database.checkpoints == 2; }));
    CHECK(house.database.cuts == 0);
    house.database.is_read = false;
    CHECK(comes_true([&] { return house.database.cuts == 1; }));
}
