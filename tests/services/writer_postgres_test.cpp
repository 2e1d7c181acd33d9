// The writer on PostgreSQL, which says late what failed and can go away.

#include "services/postgres_for_tests.h"
#include "storage/writer_load_for_tests.h"

using namespace kader;
using namespace kader::storage;
using namespace kader::storage::fake;

namespace {

struct House {
    explicit House(tests::PostgresCluster& cluster) : options(cluster.fresh_database()) {
        migrate_postgres(options, load_migrations, 1);
        database = open_postgres(options);
    }
    PostgresOptions options;
    std::unique_ptr<Database> database;
    TestClock clock;
};

}  // namespace

TEST_CASE("on PostgreSQL sixteen callers, some failing, leave exactly what was acknowledged") {
    House house{tests::shared_cluster()};
    Told told;
    Writer writer{*house.database, house.clock, {}};
    add_practices(writer);
    many_callers(writer, told, 16, 150);
    look(*house.database, told);
    const auto counts = writer.counts();
    CHECK(counts.units + counts.refused == 16 * 150 + load_practices);
    CHECK(counts.commits * 3 < counts.units);
    CHECK(counts.replays > 0);
    CHECK(!writer.stopped());
    MESSAGE(counts.units << " units, " << counts.commits << " commits, " << counts.replays << " rolled back");
}

TEST_CASE("on PostgreSQL a failure that is told late is the answer of who failed, and of nobody else") {
    House house{tests::shared_cluster()};
    Answers answers;
    Writer writer{*house.database, house.clock, {}};
    add_practices(writer);
    REQUIRE(!writer.write(practice(0), [](Unit& unit) { return store(unit, 20); }));
    Hold hold{writer};
    const auto before = writer.counts().commits;
    for (int number = 0; number < 50; ++number)
        writer.submit(
            practice(0), [number](Unit& unit) { return store(unit, number); }, answers.of(number));
    writer.submit(
        practice(3), [](Unit& unit) { return store(unit, 1); }, answers.of(50));
    hold.release();
    answers.wait_for(51);
    for (int number = 0; number < 50; ++number) CHECK(answers[number].has_value() == (number == 20));
    CHECK(answers[20]->code == Code::Conflict);
    CHECK(answers[50]->code == Code::Invalid);  // There is no such practice.
    CHECK(writer.counts().commits == before + 2);
}

TEST_CASE(
    "on PostgreSQL the writer comes back after the server was killed, and nothing acknowledged is lost") {
    tests::PostgresCluster cluster;
    House house{cluster};
    Writer writer{*house.database, house.clock, {}, {.probe_every = std::chrono::milliseconds{20}}};
    add_practices(writer);
    std::set<std::int64_t> done, refused;
    std::atomic<bool> is_over = false, is_on = false;
    std::thread caller{[&] {
        for (std::int64_t number = 0; !is_over; ++number) {
            const auto error =
                writer.write(practice(0), [number](Unit& unit) { return store(unit, number); });
            if (error) HALT_UNLESS(error->code == Code::Unavailable);
            (error ? refused : done).insert(number);
            if (done.size() > 20) is_on = true;
            if (error) std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
    }};
    CHECK(comes_true([&] { return is_on.load(); }));
    cluster.kill();
    CHECK(comes_true([&] { return writer.stopped().has_value(); }));
    CHECK(writer.stopped()->fault == Fault::Gone);
    cluster.restart();
    CHECK(comes_true([&] { return !writer.stopped(); }));
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    is_over = true;
    caller.join();
    CHECK(!refused.empty());
    CHECK(*done.rbegin() > *refused.rbegin());

    std::set<std::int64_t> stored;
    std::int64_t last = 1;
    bool without_gap = true;
    const auto reader = house.database->open_reader();
    const auto id = practice(0);
    reader->begin_snapshot();
    reader->enter_practice(id);
    reader->each(read_stored, {Bytes{id}}, [&](const Row& row) {
        stored.insert(row.integer(0));
        without_gap &= row.integer(1) == ++last;
    });
    reader->end_snapshot();
    CHECK(without_gap);
    CHECK(std::ranges::includes(stored, done));
    CHECK(stored.size() <= done.size() + 1);  // At most the one whose outcome was unknown.
}
