#include "epochs/turning.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "migrations/house_for_tests.h"
#include "subjects/subject.h"
#include "system/files.h"

namespace kader::epochs {

namespace {

namespace fs = std::filesystem;
using subjects::SubjectId, subjects::SubjectKind;

const system::Instant start_of_all{std::chrono::microseconds{1'800'000'000'000'000}};

// A folder with keys and a database of two practices, opened as often as a test likes.
class House {
public:
    House() {
        auto name = (fs::temp_directory_path() / "kader-epochs-XXXXXX").string();
        HALT_UNLESS(::mkdtemp(name.data()) != nullptr);
        m_folder = name;
        HALT_UNLESS(vault::make_key_files(places().root_key, places().keyring, start_of_all));
        storage::migrate_sqlite(database_file(), migrations::all(), 0);
        open();
        for (const auto number : {std::uint8_t{1}, std::uint8_t{2}})
            HALT_UNLESS(!writer->write(practice(number).bytes(), [&](storage::Unit& unit) { return subjects::add_practice(unit, "Praktijk " + std::to_string(number)); }));
    }
    House(const House&) = delete;
    ~House() {
        close();
        fs::remove_all(m_folder);
    }
    void open() {
        store = std::move(*vault::KeyStore::open(places(), {}));
        store->settle(start_of_all);
        database = storage::open_sqlite(database_file());
        keys = std::make_unique<vault::SubjectKeys>(store->keyring());
        log = std::make_unique<audit::Log>(store->keyring());
        writer = std::make_unique<storage::Writer>(*database, clock, std::vector<storage::BatchKeeper*>{log.get()}, writing);
    }
    void close() {
        writer.reset();
        log.reset();
        keys.reset();
        database.reset();
        store.reset();
    }
    static subjects::PracticeId practice(std::uint8_t number = 1) { return subjects::PracticeId{UuidBytes{number}}; }
    void add(int from, int count, std::uint8_t number = 1) {
        HALT_UNLESS(!writer->write(practice(number).bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            for (int at = from; at < from + count; ++at) (void)subjects::subject_for(unit, *keys, {SubjectKind::StaffFile, std::to_string(at)});
            return {};
        }));
    }
    SubjectId subject(int at, std::uint8_t number = 1) {
        return *subjects::find_subject(*database->open_reader(), practice(number), {SubjectKind::StaffFile, std::to_string(at)});
    }
    void destroy(const SubjectId& subject) {
        HALT_UNLESS(!writer->write(practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            (void)keys->destroy(unit, subject.bytes());
            return {};
        }));
    }
    bool opens(const SubjectId& subject, std::uint8_t number = 1) {
        return static_cast<bool>(keys->open(*database->open_reader(), practice(number).bytes(), subject.bytes()));
    }
    Ground ground() { return {*database, *writer, *store, *keys, *log, clock}; }
    static vault::KeyPlaces places_in(const fs::path& folder) { return {folder / "root.key", folder / "root.sealed", folder / "keyring"}; }
    vault::KeyPlaces places() const { return places_in(m_folder); }
    fs::path database_file() const { return m_folder / "kader.db"; }
    const fs::path& folder() const { return m_folder; }

    migrations::ClockForTests clock;
    storage::WriterOptions writing;
    std::unique_ptr<vault::KeyStore> store;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<vault::SubjectKeys> keys;
    std::unique_ptr<audit::Log> log;
    std::unique_ptr<storage::Writer> writer;

private:
    fs::path m_folder;
};

const auto somebody = access::operator_actor(1000);

// Every key table that was ever stored, with every keyring that is left: whether one of them opens the subject.
bool any_opens(const std::vector<fs::path>& databases, const std::vector<const vault::Keyring*>& keyrings, const SubjectId& subject) {
    bool opens = false;
    for (const auto& file : databases) {
        const auto database = storage::open_sqlite_to_read(file);
        for (const auto* keyring : keyrings) {
            vault::SubjectKeys keys{*keyring};
            opens = opens || keys.open(*database->open_reader(), House::practice().bytes(), subject.bytes());
        }
    }
    return opens;
}

}  // namespace

TEST_CASE("after a turn one epoch is left, everything living opens, and the log of every practice says so") {
    House house;
    house.add(0, 300);
    house.add(0, 5, 2);
    const auto turned = turn(house.ground(), somebody);
    REQUIRE(turned);
    CHECK(turned->epoch == 2);
    CHECK(turned->keys == 305);
    CHECK(house.store->keyring().content()->epochs.size() == 1);
    for (int at = 0; at < 300; ++at) CHECK(house.opens(house.subject(at)));
    for (const auto number : {std::uint8_t{1}, std::uint8_t{2}}) {
        const auto session = house.database->open_reader();
        session->begin_snapshot();
        session->enter_practice(House::practice(number).bytes());
        std::vector<std::string> acts;
        CHECK(!audit::verify(*session, house.store->keyring(), House::practice(number), [&](const audit::Entry& entry) { acts.push_back(entry.act); }).wrong);
        CHECK(acts == std::vector<std::string>{"keys.turn_epoch"});
    }
}

TEST_CASE("no older copy of the database opens a destroyed subject with any keyring that is left, and every neighbour still opens") {
    House house;
    house.add(0, 40);
    std::vector<fs::path> copies;
    const auto copy = [&] {
        const auto file = house.folder() / ("copy-" + std::to_string(copies.size()));
        // Closed first, so that nothing is left in the log of the database.
        house.close();
        fs::copy_file(house.database_file(), file);
        house.open();
        copies.push_back(file);
    };
    copy();
    REQUIRE(turn(house.ground(), somebody));
    copy();
    const auto gone = house.subject(7), neighbour = house.subject(8);
    house.destroy(gone);
    copy();
    CHECK(any_opens(copies, {&house.store->keyring()}, gone));
    const auto epoch = house.store->keyring().epoch();
    CHECK(!is_out_of_reach(house.store->keyring(), epoch));
    REQUIRE(turn(house.ground(), somebody));
    copy();
    CHECK(is_out_of_reach(house.store->keyring(), epoch));
    CHECK(!any_opens(copies, {&house.store->keyring()}, gone));
    CHECK(any_opens({copies.back()}, {&house.store->keyring()}, neighbour));
}

TEST_CASE("while a copy of the keys cannot be overwritten, no epoch is begun and none is forgotten") {
    House house;
    house.add(0, 3);
    auto ground = house.ground();
    int asked = 0, refuse_at = 1;
    ground.copies = [&](vault::Bytes) -> std::optional<Error> {
        if (++asked == refuse_at) return Error{Code::Unavailable, "the disk is not there"};
        return {};
    };
    CHECK(!turn(ground, somebody));
    CHECK(house.store->keyring().epoch() == 1);
    asked = 0;
    refuse_at = 2;
    CHECK(!turn(ground, somebody));
    CHECK(house.store->keyring().content()->epochs.size() == 2);
    CHECK(is_under_way(house.store->keyring()));
    refuse_at = 0;
    REQUIRE(turn(ground, somebody));
    CHECK(house.store->keyring().content()->epochs.size() == 1);
    CHECK(house.opens(house.subject(1)));
}

TEST_CASE("what is made while the epoch turns is under the new one, and the turn does not hold up the writer") {
    House house;
    house.add(0, 2000);
    auto ground = house.ground();
    int between = 0;
    ground.is_to_stop = [&] {
        house.add(10'000 + between, 1);
        ++between;
        return false;
    };
    std::chrono::steady_clock::duration longest{};
    ground.told = [&](std::int64_t, std::chrono::steady_clock::duration held) { longest = std::max(longest, held); };
    const auto turned = turn(ground, somebody);
    REQUIRE(turned);
    MESSAGE("the writer was held for " << std::chrono::duration_cast<std::chrono::milliseconds>(longest).count() << " ms at most");
    CHECK(turned->units == between);
    for (int at = 0; at < between; ++at) CHECK(house.opens(house.subject(10'000 + at)));
}

// A clock by which each key that is wrapped anew costs this much, and nothing else takes any time.
struct CostOfKeys {
    House& house;
    std::chrono::microseconds of_one;
    std::int64_t left = house_count();
    std::chrono::steady_clock::time_point now{};
    std::int64_t house_count() const { return vault::SubjectKeys::count_under(*house.database->open_reader(), House::practice().bytes(), 1); }
    std::chrono::steady_clock::time_point operator()() {
        const auto before = left;
        left = house_count();
        return now += (before - left) * of_one;
    }
};

TEST_CASE("how many keys a unit takes follows from how long the last one held the writer, so that none holds it for long") {
    for (const auto& [cost, most] : {std::pair{std::chrono::microseconds{2000}, keys_at_first}, std::pair{std::chrono::microseconds{10}, keys_most}}) {
        House house;
        house.close();
        // So that this machine has no say in it.
        house.writing.bulk_time = std::chrono::hours{1};
        house.open();
        house.add(0, 3000);
        auto ground = house.ground();
        ground.steady = CostOfKeys{house, cost};
        std::vector<std::int64_t> keys;
        ground.told = [&](std::int64_t count, std::chrono::steady_clock::duration held) {
            keys.push_back(count);
            CHECK(held <= std::chrono::milliseconds{50});
        };
        REQUIRE(turn(ground, somebody));
        CHECK(keys.front() == keys_at_first);
        CHECK(*std::ranges::max_element(keys) <= most);
        // On one that is slow it takes fewer from the second on.
        if (most == keys_at_first) CHECK(*std::max_element(keys.begin() + 1, keys.end()) == keys_at_first / 2);
        // On a machine that is quick it does not go on with few at a time.
        if (most == keys_most) CHECK(*std::ranges::max_element(keys) == keys_most);
        std::int64_t all = 0;
        for (const auto count : keys) all += count;
        CHECK(all == 3000);
    }
}

TEST_CASE("a unit ends when its time is up, however many keys it may take") {
    House house;
    house.add(0, 30);
    house.close();
    house.writing.bulk_time = std::chrono::milliseconds{0};
    house.open();
    auto ground = house.ground();
    int units = 0;
    ground.told = [&](std::int64_t keys, auto) {
        CHECK(keys == 1);
        ++units;
    };
    REQUIRE(turn(ground, somebody));
    CHECK(units == 30);
}

TEST_CASE("an epoch under which a key still stands is not forgotten, whatever the turn believes to have moved") {
    House house;
    house.add(0, 3);
    auto ground = house.ground();
    bool is_put_back = false;
    // Behind the back of the turn, in the unit that moved the last of them.
    ground.after_writes = [&](storage::Unit& unit) {
        if (is_put_back || unit.practice() != House::practice().bytes()) return;
        is_put_back = true;
        unit.run({"UPDATE subject_key SET wrapped_by = '1' WHERE practice_id = $1"}, {storage::Bytes{unit.practice()}});
    };
    const auto turned = turn(ground, access::operator_actor(1));
    CHECK(is_put_back);
    REQUIRE_FALSE(turned);
    CHECK(turned.error().code == Code::Unavailable);
    CHECK(house.store->keyring().content()->epochs.contains(1));
    CHECK(is_under_way(house.store->keyring()));
}

TEST_CASE("a turn that is told to stop forgets nothing, and the next one finishes it") {
    House house;
    house.add(0, 10);
    auto ground = house.ground();
    ground.is_to_stop = [] { return true; };
    const auto stopped = turn(ground, somebody);
    REQUIRE(!stopped);
    CHECK(stopped.error().code == Code::Unavailable);
    CHECK(house.opens(house.subject(3)));
    house.close();
    house.open();
    REQUIRE(turn(house.ground(), somebody));
    CHECK(house.store->keyring().epoch() == 2);
    CHECK(house.opens(house.subject(3)));
}

TEST_CASE("a turn that is killed at any of its steps loses nobody, brings nobody back, and no copy is ever behind") {
    int kills = 0;
    for (int n = 1;; ++n) {
        House house;
        house.add(0, 30);
        const auto gone = house.subject(4);
        house.destroy(gone);
        house.close();
        // What the copy of the keys ever held, one file each time it was overwritten.
        const auto copies = house.folder() / "copies";
        fs::create_directory(copies);
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                int steps = 0, copied = 0;
                const auto step = [&] {
                    if (++steps == n) ::_exit(7);
                };
                house.open();
                system::watch_file_steps(step);
                auto ground = house.ground();
                ground.copies = [&](vault::Bytes keyring) -> std::optional<Error> {
                    system::write_file_durably(copies / std::to_string(++copied), keyring, system::FileAccess::OwnerOnly);
                    return {};
                };
                ground.is_to_stop = [&] { return step(), false; };
                ground.after_writes = [&](storage::Unit& unit) {
                    step();
                    unit.after_commit(step);
                };
                ::_exit(turn(ground, somebody) ? 0 : 3);
            } catch (...) {
                ::_exit(4);
            }
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFEXITED(status));
        REQUIRE((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 7));
        const bool killed = WEXITSTATUS(status) == 7;
        house.open();
        for (int at = 0; at < 30; ++at)
            if (at != 4) CHECK(house.opens(house.subject(at)));
        // The newest copy opens what the database holds at this moment.
        int newest = 0;
        for (const auto& file : fs::directory_iterator{copies})
            if (file.path().extension().empty()) newest = std::max(newest, std::stoi(file.path().filename()));
        if (newest > 0) {
            const auto in_copy = house.folder() / "of-copy";
            fs::create_directory(in_copy);
            fs::copy_file(house.places().root_key, in_copy / "root.key");
            fs::copy_file(copies / std::to_string(newest), in_copy / "keyring");
            const auto copy = vault::KeyStore::open(House::places_in(in_copy), {});
            REQUIRE(copy);
            vault::SubjectKeys keys{(*copy)->keyring()};
            for (int at = 0; at < 30; ++at)
                if (at != 4) CHECK(keys.open(*house.database->open_reader(), House::practice().bytes(), house.subject(at).bytes()));
        }
        REQUIRE(turn(house.ground(), somebody));
        CHECK(house.store->keyring().content()->epochs.size() == 1);
        for (int at = 0; at < 30; ++at)
            if (at != 4) CHECK(house.opens(house.subject(at)));
        CHECK(!house.opens(gone));
        if (!killed) break;
        ++kills;
    }
    CHECK(kills >= 15);
    MESSAGE("killed at " << kills << " steps");
}

}  // namespace kader::epochs
