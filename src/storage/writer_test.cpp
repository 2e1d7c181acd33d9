// How units of work go together, against a database in memory.

#include "storage/writer.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/fake_for_tests.h"
#include "storage/writer_for_tests.h"

using namespace kader;
using namespace kader::storage;
using namespace kader::storage::fake;
using namespace std::chrono_literals;

TEST_CASE("units that wait share one commit, and are answered after it") {
    FakeHouse house;
    std::atomic<bool> answered_early = false;
    Hold hold{*house.writer};
    const auto commits = house.database.commits.load();
    for (int unit = 0; unit < 100; ++unit)
        house.writer->submit(practice(1), mark(unit),
                             [&, answer = house.answers.of(unit)](std::optional<Error> error) {
                                 if (house.database.commits < commits + 2) answered_early = true;
                                 answer(std::move(error));
                             });
    CHECK(house.writer->counts().queue_now == 100);
    hold.release();
    const auto given = house.answers.wait_for(100);
    CHECK(!answered_early);
    CHECK(house.database.commits == commits + 2);  // The hold, and the hundred.
    CHECK(house.database.state().marks.size() == 100);
    CHECK(house.database.state().change_seq.at(practice(1)) == 100);
    for (int unit = 0; unit < 100; ++unit) CHECK(given[std::size_t(unit)].unit == unit);
}

TEST_CASE("no batch is larger than the options say") {
    FakeHouse house{{.batch_units_max = 10}};
    Hold hold{*house.writer};
    for (int unit = 0; unit < 95; ++unit)
        house.writer->submit(practice(1), mark(unit), house.answers.of(unit));
    hold.release();
    house.answers.wait_for(95);
    CHECK(house.database.commits == 1 + 10);
}

TEST_CASE("a change has the number after the one before it, of its own practice") {
    FakeHouse house;
    house.database.set_change_seq(practice(2), 41);
    Hold hold{*house.writer};
    std::vector<std::pair<int, std::int64_t>> followed;
    const auto submit = [&](std::uint8_t whose, int number) {
        house.writer->submit(
            practice(whose),
            [&, whose, number](Unit& unit) -> std::optional<Error> {
                const auto before = unit.change_seq();
                unit.run(add_mark, {number});
                HALT_UNLESS(unit.change_seq() == before);
                unit.after_commit([&followed, whose, before] { followed.emplace_back(whose, before); });
                return {};
            },
            house.answers.of(number));
    };
    for (int number = 0; number < 6; ++number) submit(number % 2 == 0 ? 1 : 2, number);
    hold.release();
    house.answers.wait_for(6);
    CHECK(followed ==
          std::vector<std::pair<int, std::int64_t>>{{1, 1}, {2, 42}, {1, 2}, {2, 43}, {1, 3}, {2, 44}});
    CHECK(house.database.state().change_seq.at(practice(1)) == 3);
    CHECK(house.database.state().change_seq.at(practice(2)) == 44);
}

TEST_CASE("the numbers of a practice that comes from elsewhere go on beyond its own") {
    FakeHouse house;
    const auto arrive = [](Unit& unit) -> std::optional<Error> {
        unit.run(add_mark, {1});
        unit.pass_change_seq(500);
        return {};
    };
    REQUIRE(!house.writer->write(practice(1), arrive));
    CHECK(house.database.state().change_seq.at(practice(1)) == 500);
    REQUIRE(!house.writer->write(practice(1), mark(2)));
    CHECK(house.database.state().change_seq.at(practice(1)) == 501);
}

TEST_CASE("a unit that only reads, or refuses before its first write, uses no number and harms nobody") {
    FakeHouse house;
    Hold hold{*house.writer};
    std::vector<std::int64_t> numbers;
    house.writer->submit(practice(1), mark(1), house.answers.of(1));
    house.writer->submit(practice(1), refuse(), house.answers.of(2));
    house.writer->submit(
        practice(1),
        [&](Unit& unit) -> std::optional<Error> {
            unit.each(find_mark, {1}, [&](const Row& row) { numbers.push_back(row.integer(0)); });
            numbers.push_back(unit.change_seq());
            HALT_UNLESS(!unit.has_written());
            return {};
        },
        house.answers.of(3));
    house.writer->submit(practice(1), mark(4), house.answers.of(4));
    hold.release();
    house.answers.wait_for(4);
    CHECK(numbers == std::vector<std::int64_t>{1, 2});  // Reads what the unit before it wrote.
    CHECK(!house.answers[1]);
    CHECK(house.answers[2]->code == Code::Forbidden);
    CHECK(!house.answers[3]);
    CHECK(house.database.state().change_seq.at(practice(1)) == 2);
    CHECK(house.database.commits == 2);
    CHECK(house.writer->counts().replays == 0);
}

TEST_CASE("a batch that fails costs only the one who failed it") {
    FakeHouse house;
    Hold hold{*house.writer};
    std::vector<int> followed;
    for (int unit = 0; unit < 20; ++unit) {
        auto work = unit == 7 ? mark_and_fail(unit) : mark(unit);
        house.writer->submit(
            practice(1),
            [&followed, unit, work](Unit& its) -> std::optional<Error> {
                its.after_commit([&followed, unit] { followed.push_back(unit); });
                return work(its);
            },
            house.answers.of(unit));
    }
    hold.release();
    house.answers.wait_for(20);
    for (int unit = 0; unit < 20; ++unit) {
        CHECK(house.answers[unit].has_value() == (unit == 7));
        CHECK(house.database.state().marks.contains(unit) == (unit != 7));
    }
    CHECK(house.answers[7]->detail == "thought better of it");
    CHECK(house.database.state().change_seq.at(practice(1)) == 19);
    CHECK(house.database.commits == 2);
    CHECK(followed.size() == 19);
    CHECK(std::ranges::is_sorted(followed));
    CHECK(house.writer->counts().refused == 1);
}

TEST_CASE("a unit that failed only because of another succeeds when it is alone") {
    FakeHouse house;
    Hold hold{*house.writer};
    // The third finds what the second wrote; the second comes to nothing.
    house.writer->submit(practice(1), mark(1), house.answers.of(1));
    house.writer->submit(practice(1), mark_and_fail(2), house.answers.of(2));
    house.writer->submit(practice(1), mark(2), house.answers.of(3));
    house.writer->submit(
        practice(1),
        [](Unit& unit) -> std::optional<Error> {
            bool found = false;
            unit.each(find_mark, {2}, [&](const Row&) { found = true; });
            if (!found) return Error{Code::NotFound, "there is no 2"};
            return {};
        },
        house.answers.of(4));
    hold.release();
    house.answers.wait_for(4);
    CHECK(!house.answers[1]);
    CHECK(house.answers[2]);
    CHECK(!house.answers[3]);
    CHECK(!house.answers[4]);
    CHECK(house.database.state().marks == std::set<std::int64_t>{1, 2});
}

TEST_CASE("what the storage refuses is answered without the value") {
    FakeHouse house;
    CHECK(!house.writer->write(practice(1), mark(12345)));
    const auto error = house.writer->write(practice(1), mark(12345));
    REQUIRE(error);
    CHECK(error->code == Code::Conflict);
    CHECK(error->detail.find("12345") == std::string::npos);
    CHECK(house.database.state().change_seq.at(practice(1)) == 1);
}

TEST_CASE("a work that swallows what the storage said has failed all the same") {
    for (const auto engine : {Engine::Sqlite, Engine::Postgres}) {
        CAPTURE(int(engine));
        FakeDatabase database{engine};
        TestClock clock;
        Writer writer{database, clock, {}};
        REQUIRE(!writer.write(practice(1), mark(1)));
        const auto error = writer.write(practice(1), [](Unit& unit) -> std::optional<Error> {
            unit.run(add_mark, {2});
            try {
                unit.run(add_mark, {1});
                unit.each(find_mark, {1}, [](const Row&) {});
            } catch (const StorageError&) {
            }
            return {};
        });
        REQUIRE(error);
        CHECK(error->code == Code::Conflict);
        CHECK(!database.state().marks.contains(2));
    }
}

TEST_CASE("a work that throws anything is Unavailable to its caller and to nobody else") {
    FakeHouse house;
    Hold hold{*house.writer};
    house.writer->submit(practice(1), mark(1), house.answers.of(1));
    house.writer->submit(
        practice(1), [](Unit&) -> std::optional<Error> { throw 7; }, house.answers.of(2));
    house.writer->submit(
        practice(1),
        [](Unit& unit) -> std::optional<Error> {
            unit.run(add_mark, {3});
            throw std::runtime_error{"a secret"};
        },
        house.answers.of(3));
    house.writer->submit(practice(1), mark(4), house.answers.of(4));
    hold.release();
    house.answers.wait_for(4);
    CHECK(!house.answers[1]);
    CHECK(house.answers[2]->code == Code::Unavailable);
    CHECK(house.answers[3]->code == Code::Unavailable);
    CHECK(house.answers[3]->detail.find("secret") == std::string::npos);
    CHECK(!house.answers[4]);
    CHECK(house.database.state().marks == std::set<std::int64_t>{1, 4});
}

TEST_CASE("a write by way of the session, or of a question, is a write") {
    FakeHouse house;
    const auto through_session = house.writer->write(practice(1), [](Unit& unit) -> std::optional<Error> {
        unit.session().run(add_mark, {1});
        HALT_UNLESS(unit.has_written());
        return {};
    });
    CHECK(!through_session);
    const auto by_question = house.writer->write(practice(1), [](Unit& unit) -> std::optional<Error> {
        unit.each(add_mark, {2}, [](const Row&) {});
        return Error{Code::Invalid, "no"};
    });
    CHECK(by_question);
    CHECK(house.database.state().marks == std::set<std::int64_t>{1});
    CHECK(house.database.state().change_seq.at(practice(1)) == 1);
    const auto commits_itself = house.writer->write(practice(1), [](Unit& unit) -> std::optional<Error> {
        unit.session().commit();
        return {};
    });
    CHECK(commits_itself->code == Code::Unavailable);
}

namespace {

struct Keeper final : BatchKeeper {
    explicit Keeper(FakeDatabase& of) : database(of) {}
    void close_batch(Session& session) override {
        ++closed;
        runs_before = database.runs.load();
        session.run(add_mark, {1000 + closed});
    }
    void forget() override { ++forgotten; }
    FakeDatabase& database;
    std::atomic<int> closed = 0, forgotten = 0, runs_before = 0;
};

}  // namespace

TEST_CASE("a keeper closes each batch once, last, and forgets what came to nothing") {
    FakeDatabase database;
    TestClock clock;
    Answers answers;
    Keeper keeper{database};
    Writer writer{database, clock, {&keeper}};
    Hold hold{writer};
    for (int unit = 0; unit < 3; ++unit)
        writer.submit(practice(std::uint8_t(unit)), mark(unit), answers.of(unit));
    hold.release();
    answers.wait_for(3);
    CHECK(keeper.closed == 2);
    // After three marks and three rows of practice_change; the hold wrote its line of the keeper before.
    CHECK(keeper.runs_before == 1 + 3 + 3);
    CHECK(keeper.forgotten == 0);
    CHECK(writer.write(practice(1), mark_and_fail(9)));
    CHECK(keeper.forgotten == 1);
    CHECK(keeper.closed == 2);
}

TEST_CASE("what follows a commit comes before the answer") {
    FakeHouse house;
    std::atomic<bool> followed = false;
    bool followed_first = false;
    Answers answers;
    house.writer->submit(
        practice(1),
        [&](Unit& unit) -> std::optional<Error> {
            unit.run(add_mark, {1});
            unit.after_commit([&] { followed = true; });
            return {};
        },
        [&, answer = answers.of(1)](std::optional<Error> error) {
            followed_first = followed;
            answer(std::move(error));
        });
    answers.wait_for(1);
    CHECK(followed_first);
}

TEST_CASE("a clock that is set back does not turn the time of the units back") {
    FakeHouse house;
    std::vector<std::int64_t> times;
    const auto note = [&](Unit& unit) -> std::optional<Error> {
        times.push_back(unit.now().time_since_epoch().count());
        return {};
    };
    for (const std::int64_t now : {5000, 4000, 1, 5001}) {
        house.clock.set(now);
        CHECK(!house.writer->write(practice(1), note));
    }
    CHECK(times == std::vector<std::int64_t>{5000, 5000, 5000, 5001});
}
