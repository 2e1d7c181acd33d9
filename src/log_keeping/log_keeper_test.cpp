#include "log_keeping/log_keeper.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <atomic>
#include <fstream>

#include "system/files.h"

namespace kader::log_keeping {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class TwoClocks : public system::Clock {
public:
    system::Instant now() const override { return system::Instant{wall.load()}; }
    std::atomic<std::chrono::microseconds> wall{std::chrono::microseconds{1'800'000'000'000'000}};
    Steady steady{1000h};
    void pass(std::chrono::microseconds time) {
        wall = wall.load() + time;
        steady += time;
    }
    void jump(std::chrono::microseconds time) { wall = wall.load() + time; }
};

class House {
public:
    House() {
        auto name = (fs::temp_directory_path() / "kader-log-keeper-XXXXXX").string();
        HALT_UNLESS(::mkdtemp(name.data()) != nullptr);
        root = name;
        fs::create_directory(out());
        REQUIRE(installation::create(data(), clocks));
        open();
        const auto made = here->add_practice("Praktijk Voorbeeld", access::operator_actor(1));
        REQUIRE(made);
        practice = *made;
    }
    ~House() {
        keeper.reset();
        here.reset();
        fs::remove_all(root);
    }
    fs::path data() const { return root / "data"; }
    fs::path out() const { return root / "elders"; }
    void open() {
        auto opened = installation::Installation::open(data(), clocks);
        REQUIRE(opened);
        here = std::move(*opened);
    }
    void start(bool with_checkpoints = true) {
        Options options;
        if (with_checkpoints) options.checkpoints = out();
        options.every = 0ms;
        options.steady = [this] { return clocks.steady; };
        keeper = std::make_unique<LogKeeper>(*here, options);
    }
    void stop() {
        keeper.reset();
        here.reset();
    }
    void add_lines(int count) {
        REQUIRE(!here->writer().write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            for (int at = 0; at < count; ++at) here->log().append(unit, access::operator_grant(practice, 1), {.act = "record.read"});
            return {};
        }));
    }
    audit::SignedHeads heads() const {
        const auto seed = signing_seed_of(here->keyring());
        return audit::read_checkpoints(out(), practice, signer_of(seed, *here).verifier());
    }
    std::vector<audit::Entry> entries() const {
        std::vector<audit::Entry> all;
        const auto session = here->reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        CHECK(!audit::verify(*session, here->keyring(), practice, [&](const audit::Entry& entry) { all.push_back(entry); }).wrong);
        return all;
    }
    std::size_t count(std::string_view act) const {
        std::size_t found = 0;
        for (const auto& entry : entries()) found += entry.act == act ? 1 : 0;
        return found;
    }

    TwoClocks clocks;
    fs::path root;
    std::unique_ptr<installation::Installation> here;
    std::unique_ptr<LogKeeper> keeper;
    subjects::PracticeId practice;
};

}  // namespace

TEST_CASE("the log says when the program started and stopped, and how its clock stood") {
    House house;
    house.start();
    house.add_lines(1);
    house.keeper->stop();
    const auto entries = house.entries();
    REQUIRE(entries.size() == 4);
    CHECK(entries[0].clock == audit::ClockState::Unwatched);
    CHECK(entries[1].act == "program.start");
    CHECK(entries[1].actor_kind == "server");
    CHECK(entries[1].clock == audit::ClockState::Steady);
    CHECK(entries[1].source == house.here->site());
    CHECK(entries[3].act == "program.stop");
}

TEST_CASE("a checkpoint is signed at the start, after a thousand lines, after five minutes with something new, and at the stop") {
    House house;
    house.start();
    const auto count = [&] { return house.heads().heads.size(); };
    CHECK(count() == 1);
    house.add_lines(10);
    house.keeper->tick();
    CHECK(count() == 1);
    house.add_lines(990);
    house.keeper->tick();
    CHECK(count() == 2);
    house.add_lines(1);
    house.clocks.pass(4min);
    house.keeper->tick();
    CHECK(count() == 2);
    house.clocks.pass(1min);
    house.keeper->tick();
    CHECK(count() == 3);
    // Nothing new: nothing is signed.
    house.clocks.pass(60min);
    house.keeper->tick();
    CHECK(count() == 3);
    house.keeper->stop();
    CHECK(count() == 4);
    const auto heads = house.heads();
    CHECK(heads.wrong.empty());
    CHECK(heads.heads.back().head.seq == static_cast<std::int64_t>(house.entries().size()));
    CHECK(!house.keeper->fault());
    // And on after a restart.
    house.stop();
    house.open();
    house.start();
    CHECK(count() == 5);
    CHECK(house.count("log.signed_otherwise") == 0);
}

TEST_CASE("a log that is not the continuation of what was signed is logged as such, and both heads stay") {
    House house;
    house.start();
    house.add_lines(5);
    house.keeper->stop();
    house.stop();
    fs::copy(house.data(), house.root / "oud", fs::copy_options::recursive);
    house.open();
    house.start();
    house.add_lines(5);
    house.stop();
    // The whole folder, keys and all, is put back from before.
    fs::remove_all(house.data());
    fs::copy(house.root / "oud", house.data(), fs::copy_options::recursive);
    house.open();
    house.clocks.pass(1min);
    house.start();
    CHECK(house.count("log.signed_otherwise") == 1);
    house.add_lines(20);
    house.keeper->stop();
    const auto heads = house.heads();
    CHECK(!heads.wrong.empty());
    audit::Comparison comparison{heads.heads};
    const auto session = house.here->reader();
    session->begin_snapshot();
    session->enter_practice(house.practice.bytes());
    const auto log = audit::verify(*session, house.here->keyring(), house.practice, {},
                                   [&](std::int64_t lane, const audit::Head& head) { comparison.take(lane, head); });
    CHECK(!log.wrong);
    CHECK(comparison.finish(log.head).has_value());
}

TEST_CASE("SR-60: a clock that jumped is in the log, and every line after it says so") {
    for (const auto jump : {std::chrono::microseconds{24h * 365}, std::chrono::microseconds{-3h}}) {
        House house;
        house.start();
        house.clocks.pass(10min);
        house.keeper->tick();
        CHECK(house.count("clock.jump") == 0);
        house.clocks.jump(jump);
        house.keeper->tick();
        house.keeper->tick();
        CHECK(house.count("clock.jump") == 1);
        house.add_lines(1);
        const auto entries = house.entries();
        CHECK(entries.back().clock == audit::ClockState::Jumped);
        CHECK(entries[entries.size() - 2].query == (jump.count() > 0 ? "forward" : "back"));
        CHECK(entries[entries.size() - 2].count == std::chrono::duration_cast<std::chrono::seconds>(std::chrono::abs(jump)).count());
        // Less than two minutes is what keeping time is.
        house.clocks.jump(90s);
        house.keeper->tick();
        CHECK(house.count("clock.jump") == 1);
    }
    House house;
    house.start();
    house.stop();
    house.clocks.jump(-5h);
    house.open();
    house.start();
    CHECK(house.count("clock.jump") == 1);
}

TEST_CASE("a folder of checkpoints that cannot be written stops nothing, and is said") {
    House house;
    house.start();
    CHECK(!house.keeper->fault());
    fs::remove_all(house.out());
    house.add_lines(1000);
    house.keeper->tick();
    CHECK(house.keeper->fault().has_value());
    house.add_lines(1);
    fs::create_directory(house.out());
    house.keeper->tick();
    CHECK(!house.keeper->fault());
    CHECK(house.heads().heads.size() == 1);
}

TEST_CASE("checkpoints do not go into the data folder, by no way") {
    House house;
    CHECK(!refusal_of_folder(house.out(), house.data()));
    CHECK(refusal_of_folder(house.data(), house.data()).has_value());
    fs::create_directory(house.data() / "kader.tomlx");
    CHECK(refusal_of_folder(house.data() / "kader.tomlx", house.data()).has_value());
    CHECK(refusal_of_folder(house.out() / ".." / "data" / "kader.tomlx", house.data()).has_value());
    fs::create_directory_symlink(house.data() / "kader.tomlx", house.root / "link");
    CHECK(refusal_of_folder(house.root / "link", house.data()).has_value());
    // One that is not there now, such as a stick that was taken out, may come back.
    CHECK(!refusal_of_folder(house.root / "nergens", house.data()));
}

}  // namespace kader::log_keeping
