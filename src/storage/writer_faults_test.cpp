// What the writer does when the storage fails it, against a database in memory that fails on command.

#include <doctest/doctest.h>

#include "storage/fake_for_tests.h"
#include "storage/writer.h"
#include "storage/writer_for_tests.h"

using namespace kader;
using namespace kader::storage;
using namespace kader::storage::fake;
using namespace std::chrono_literals;

namespace {

constexpr WriterOptions quick = {
    .idle_before_checkpoint = 1h, .probe_every = 2ms, .language = Language::English};

// Throws the fault at calls of one kind, while it is on and for so many times.
struct Script {
    Call at = Call::Commit;
    Fault fault = Fault::Other;
    std::atomic<int> times = 0;
    std::optional<Fault> operator()(Call call) {
        if (call != at || times <= 0) return {};
        --times;
        return fault;
    }
};

struct House {
    explicit House(Call at, Fault fault, Engine engine = Engine::Sqlite,
                   std::vector<BatchKeeper*> keepers = {})
        : script{at, fault}, database(engine) {
        database.script = [this](Call call, const State&) { return script(call); };
        writer = std::make_unique<Writer>(database, clock, std::move(keepers), quick);
    }
    Script script;
    FakeDatabase database;
    TestClock clock;
    Answers answers;
    std::atomic<int> followed = 0;
    std::unique_ptr<Writer> writer;
};

bool says(const std::optional<Error>& error, std::string_view words) {
    return error && error->code == Code::Unavailable && error->detail.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a storage that tells late still shows who failed, and the others share a commit") {
    FakeDatabase database{Engine::Postgres};
    TestClock clock;
    Answers answers;
    Writer writer{database, clock, {}};
    REQUIRE(!writer.write(practice(1), mark(5)));
    Hold hold{writer};
    for (int unit = 0; unit < 50; ++unit)
        writer.submit(
            practice(1),
            [unit](Unit& its) -> std::optional<Error> {
                // These hear of the failure of 5, and are not to blame.
                if (unit % 10 == 9) its.each(find_mark, {unit}, [](const Row&) {});
                its.run(add_mark, {unit});
                return {};
            },
            answers.of(unit));
    hold.release();
    answers.wait_for(50);
    for (int unit = 0; unit < 50; ++unit) CHECK(answers[unit].has_value() == (unit == 5));
    CHECK(answers[5]->code == Code::Conflict);
    CHECK(database.state().marks.size() == 50);
    CHECK(database.state().change_seq.at(practice(1)) == 50);
    CHECK(database.commits == 3);
    CHECK(writer.counts().replays == 3);  // The first, the one that shows which, and the failed one alone.
}

TEST_CASE("what fails at the commit alone makes every unit go alone") {
    for (const auto engine : {Engine::Sqlite, Engine::Postgres}) {
        CAPTURE(int(engine));
        FakeDatabase database{engine};
        // As a deferred check does.
        database.script = [](Call call, const State& open) -> std::optional<Fault> {
            if (call == Call::Commit && open.marks.contains(5)) return Fault::Check;
            return {};
        };
        TestClock clock;
        Answers answers;
        Writer writer{database, clock, {}};
        Hold hold{writer};
        for (int unit = 0; unit < 10; ++unit) writer.submit(practice(1), mark(unit), answers.of(unit));
        hold.release();
        answers.wait_for(10);
        for (int unit = 0; unit < 10; ++unit) CHECK(answers[unit].has_value() == (unit == 5));
        CHECK(answers[5]->code == Code::Invalid);
        CHECK(database.state().marks.size() == 9);
        CHECK(database.state().change_seq.at(practice(1)) == 9);
        CHECK(database.commits == 1 + 9);
    }
}

TEST_CASE("a storage that is busy is asked again, and then the caller is told") {
    House house{Call::Commit, Fault::Busy};
    house.script.times = 2;
    CHECK(!house.writer->write(practice(1), mark(1)));
    CHECK(house.database.commits == 1);
    house.script.times = 1000;
    CHECK(says(house.writer->write(practice(1), mark(2)), "busy"));
    house.script.times = 0;
    CHECK(!house.writer->stopped());
    CHECK(!house.writer->write(practice(1), mark(3)));
    CHECK(house.database.state().marks == std::set<std::int64_t>{1, 3});
    CHECK(house.database.state().change_seq.at(practice(1)) == 2);
}

TEST_CASE("a full disk refuses everybody at once with one sentence, and storing comes back by itself") {
    for (const auto at : {Call::Run, Call::Commit}) {
        CAPTURE(int(at));
        FakeDatabase database;
        std::atomic<bool> full = false;
        database.script = [&](Call call, const State&) -> std::optional<Fault> {
            if (call == at && full) return Fault::Full;
            return {};
        };
        TestClock clock;
        Answers answers;
        Writer writer{database, clock, {}, quick};
        Hold hold{writer};
        for (int unit = 0; unit < 300; ++unit) writer.submit(practice(1), mark(unit), answers.of(unit));
        full = at == Call::Run;
        if (!full) {  // The hold may be stored; what comes after it not.
            hold.release();
            answers.wait_for(300);
            full = true;
            writer.submit(practice(1), mark(1000), answers.of(1000));
            answers.wait_for(301);
            CHECK(says(answers[1000], "The disk is full"));
        } else {
            hold.release();
            answers.wait_for(300);
            for (const int unit : {0, 255, 256, 299})
                CHECK(says(answers[unit], "Nothing was stored. The disk is full"));
            CHECK(database.state().marks.empty());
        }
        REQUIRE(writer.stopped());
        CHECK(writer.stopped()->fault == Fault::Full);
        CHECK(writer.stopped()->nl.starts_with("De schijf is vol"));
        const auto commits = database.commits.load();
        CHECK(says(writer.write(practice(1), mark(2000)), "The disk is full"));
        CHECK(database.commits == commits);
        full = false;
        CHECK(comes_true([&] { return !writer.stopped(); }));
        CHECK(database.state().heartbeats == 1);
        CHECK(!writer.write(practice(1), mark(3000)));
        CHECK(!database.state().marks.contains(2000));
        CHECK(database.state().change_seq.at(practice(1)) ==
              static_cast<std::int64_t>(database.state().marks.size()));
    }
}

TEST_CASE("nothing in memory follows a batch that was not stored") {
    House house{Call::Commit, Fault::Full};
    REQUIRE(!house.writer->write(practice(1), mark(100)));
    house.script.times = 1;
    CHECK(house.writer->write(practice(1), [&](Unit& unit) -> std::optional<Error> {
        unit.run(add_mark, {1});
        unit.after_commit([&] { ++house.followed; });
        return {};
    }));
    CHECK(house.followed == 0);
}

TEST_CASE(
    "after an fsync that failed nothing is written until a restart, and the outcome is said to be unknown") {
    House house{Call::Commit, Fault::Io};
    REQUIRE(!house.writer->write(practice(1), mark(100)));
    house.script.times = 1;
    CHECK(says(house.writer->write(practice(1), mark(1)), "not known whether this was stored"));
    REQUIRE(house.writer->stopped());
    CHECK(house.writer->stopped()->fault == Fault::Io);
    const auto begun = house.database.begun.load();
    std::this_thread::sleep_for(30ms);  // Longer than many probes.
    CHECK(says(house.writer->write(practice(1), mark(2)), "start Kader again"));
    CHECK(house.writer->stopped());
    house.writer.reset();
    CHECK(house.database.begun == begun);
    CHECK(house.database.checkpoints == 0);
}

TEST_CASE("a disk that fails before the commit leaves nothing, and that is certain") {
    House house{Call::Run, Fault::Io};
    house.script.times = 1;
    CHECK(says(house.writer->write(practice(1), mark(1)), "Nothing was stored."));
    CHECK(house.writer->stopped()->fault == Fault::Io);
}

TEST_CASE("a checkpoint whose fsync fails stops the writer for good") {
    House house{Call::Checkpoint, Fault::Io};
    house.script.times = 1;
    house.database.log_size = quick.log_bytes_before_checkpoint;
    CHECK(!house.writer->write(practice(1), mark(1)));
    CHECK(comes_true([&] { return house.writer->stopped().has_value(); }));
    house.writer.reset();
    CHECK(house.database.checkpoints == 0);
}

TEST_CASE("a checkpoint that finds no room harms nobody and comes later") {
    House house{Call::Checkpoint, Fault::Full};
    house.script.times = 1;
    house.database.log_size = quick.log_bytes_before_checkpoint;
    CHECK(!house.writer->write(practice(1), mark(1)));
    CHECK(!house.writer->write(practice(1), mark(2)));
    std::this_thread::sleep_for(5ms);
    CHECK(!house.writer->write(practice(1), mark(3)));
    CHECK(comes_true([&] { return house.database.checkpoints == 1; }));
    CHECK(!house.writer->stopped());
}

namespace {

struct Keeper final : BatchKeeper {
    void close_batch(Session&) override {}
    void forget() override { ++forgotten; }
    void database_returned() override { ++returned; }
    std::atomic<int> forgotten = 0, returned = 0;
};

}  // namespace

TEST_CASE("a database that went away comes back, and nothing read before is trusted") {
    for (const auto kept : {false, true}) {
        CAPTURE(kept);
        Keeper keeper;
        House house{Call::Commit, Fault::Gone, Engine::Postgres, {&keeper}};
        std::atomic<bool> away = false;
        house.writer.reset();
        house.database.script = [&](Call call, const State&) -> std::optional<Fault> {
            if (call == Call::Open && away) return Fault::Gone;
            return house.script(call);
        };
        house.database.keeps_though_gone = kept;
        house.writer =
            std::make_unique<Writer>(house.database, house.clock, std::vector<BatchKeeper*>{&keeper}, quick);
        REQUIRE(!house.writer->write(practice(1), mark(100)));
        away = true;
        house.script.times = 1;
        CHECK(says(house.writer->write(practice(1), mark(1)), "not known whether this was stored"));
        REQUIRE(house.writer->stopped());
        CHECK(house.writer->stopped()->fault == Fault::Gone);
        CHECK(says(house.writer->write(practice(1), mark(2)), "cannot be reached"));
        std::this_thread::sleep_for(10ms);
        CHECK(house.writer->stopped());
        CHECK(keeper.returned == 0);
        house.database.set_change_seq(practice(2), 7);  // Someone else wrote meanwhile.
        const auto opened = house.database.opened.load();
        away = false;
        CHECK(comes_true([&] { return !house.writer->stopped(); }));
        CHECK(house.database.opened == opened + 1);
        CHECK(keeper.returned == 1);
        CHECK(keeper.forgotten >= 1);
        CHECK(!house.writer->write(practice(1), mark(3)));
        CHECK(!house.writer->write(practice(2), mark(4)));
        CHECK(house.database.state().marks.contains(1) == kept);
        CHECK(house.database.state().change_seq.at(practice(1)) == (kept ? 3 : 2));
        CHECK(house.database.state().change_seq.at(practice(2)) == 8);
    }
}

TEST_CASE("bulk work that waited behind a batch that found the disk full is answered as well") {
    House house{Call::Run, Fault::Full};
    Hold hold{*house.writer};
    house.writer->submit(practice(1), mark(1), house.answers.of(1));
    house.writer->submit(practice(1), mark(2), house.answers.of(2), Kind::Bulk);
    house.writer->submit(practice(1), mark(3), house.answers.of(3), Kind::Bulk);
    house.script.times = 1;
    hold.release();
    house.answers.wait_for(3);
    for (const int unit : {1, 2, 3}) CHECK(says(house.answers[unit], "disk is full"));
}

TEST_CASE("a database that goes away between two batches loses nothing and comes back") {
    for (const auto at : {Call::Begin, Call::Each}) {
        CAPTURE(int(at));
        House house{at, Fault::Gone, Engine::Postgres};
        REQUIRE(!house.writer->write(practice(1), mark(1)));
        house.script.times = 1;
        CHECK(says(house.writer->write(practice(2), mark(2)),
                   "Nothing was stored. The database cannot be reached"));
        CHECK(comes_true([&] { return !house.writer->stopped(); }));
        CHECK(!house.writer->write(practice(2), mark(2)));
        CHECK(house.database.state().marks == std::set<std::int64_t>{1, 2});
    }
}

TEST_CASE("the end while nothing can be written waits for nobody") {
    House house{Call::Commit, Fault::Full};
    house.script.times = 1'000'000;
    CHECK(house.writer->write(practice(1), mark(1)));
    house.writer.reset();
    CHECK(house.database.state().marks.empty());
}

TEST_CASE("a damaged row is the trouble of who reads it") {
    House house{Call::Commit, Fault::Other};
    Hold hold{*house.writer};
    house.writer->submit(practice(1), mark(1), house.answers.of(1));
    house.writer->submit(
        practice(1),
        [](Unit& unit) -> std::optional<Error> {
            unit.each(find_mark, {1}, [](const Row&) {
                throw StorageError{Fault::Damaged, "an id of 3 bytes"};
            });
            return {};
        },
        house.answers.of(2));
    house.writer->submit(practice(1), mark(3), house.answers.of(3));
    hold.release();
    house.answers.wait_for(3);
    CHECK(!house.answers[1]);
    CHECK(says(house.answers[2], "damaged"));
    CHECK(!house.answers[3]);
    CHECK(!house.writer->stopped());
}

TEST_CASE("many who fail in one batch are each told, and everybody else is stored") {
    for (const auto engine : {Engine::Sqlite, Engine::Postgres}) {
        FakeDatabase database{engine};
        TestClock clock;
        Answers answers;
        Writer writer{database, clock, {}};
        Hold hold{writer};
        for (int unit = 0; unit < 200; ++unit)
            writer.submit(practice(std::uint8_t(unit % 3)), unit % 5 == 0 ? mark_and_fail(unit) : mark(unit),
                          answers.of(unit));
        hold.release();
        answers.wait_for(200);
        for (int unit = 0; unit < 200; ++unit) CHECK(answers[unit].has_value() == (unit % 5 == 0));
        const auto state = database.state();
        CHECK(state.marks.size() == 160);
        CHECK(state.change_seq.at(practice(0)) + state.change_seq.at(practice(1)) +
                  state.change_seq.at(practice(2)) ==
              160);
        CHECK(writer.counts().refused == 40);
    }
}
