// The writer is killed at any moment under load, again and again on the same folder, and each time
// everything it acknowledged is there, whole and once.

#include <doctest/doctest.h>
#include <signal.h>

#include <cstdio>
#include <thread>

#include "durability/chance.h"
#include "durability/child.h"
#include "services/postgres_cluster.h"

using namespace kader;
using namespace kader::durability;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

// So often a kill is followed by one in a new folder: setting up is killed as well, and a look at a
// folder, which reads all there is, stays short.
constexpr unsigned new_folder_percent = 20;

struct Totals {
    int kills = 0;
    int before_the_practice = 0;
    std::size_t acknowledged = 0;
    Clock::time_point began = Clock::now();
    void print(const char* what, std::uint64_t seed) const {
        std::printf(
            "%s: %d kills, %d while setting up, %zu writes acknowledged; seed %llu, %.1f s\n", what,
            kills, before_the_practice, acknowledged, static_cast<unsigned long long>(seed),
            std::chrono::duration<double>(Clock::now() - began).count());
        std::fflush(stdout);
    }
};

// Lets the writer work for a random time: sometimes not long enough to set up the house.
void wait_a_moment(Child& child, Chance& chance) {
    const auto nothing = [](const std::string&) { return false; };
    if (chance.percent(25)) {
        child.await(nothing, std::chrono::milliseconds{chance.below(60)});
        return;
    }
    const auto is_record = [](const std::string& line) {
        return line.starts_with("ack ") && line.size() > 6;
    };
    CHECK_MESSAGE(child.await(is_record, 20s), "the writer writes nothing");
    child.await(nothing, std::chrono::milliseconds{chance.below(100)});
}

std::vector<std::string> words_of(const std::filesystem::path& house, int run) {
    return {"--folder", house.string(),       "--run", std::to_string(run), "--threads",
            "4",        "--checkpoint-bytes", "300000"};
}

void take_stock(const std::filesystem::path& house, const Looking& looking, const Child& child,
                Receipts& receipts, Totals& totals, std::uint64_t seed) {
    child.add_receipts_to(receipts);
    totals.acknowledged += child.receipts().size();
    totals.before_the_practice += !receipts.practice;
    ++totals.kills;
    const auto seen = look(house, receipts, looking);
    for (const auto& one : seen.wrong)
        FAIL_CHECK("after kill " << totals.kills << ": " << one << " (KADER_TEST_SEED=" << seed
                                 << ")");
}

}  // namespace

TEST_CASE("a writer on SQLite that is killed at any moment loses nothing it acknowledged") {
    const auto seed = test_seed();
    Chance chance{seed};
    Totals totals;
    const int kills = long_tests() ? 10'000 : 40;
    std::unique_ptr<Scratch> scratch;
    Receipts receipts;
    for (int run = 1; run <= kills; ++run) {
        if (!scratch || chance.percent(new_folder_percent)) {
            scratch = std::make_unique<Scratch>();
            receipts = {};
        }
        const auto house = scratch->path() / "house";
        // A disk in memory is too fast to be killed during a sync.
        auto environment = disk_under(scratch->path());
        environment["KADER_DISK_SYNC_DELAY_US"] = std::to_string(500 + chance.below(2000));
        Child child{words_of(house, run), environment};
        wait_a_moment(child, chance);
        child.kill();
        child.read_to_end();
        CHECK(child.wait() == -SIGKILL);
        take_stock(house, {}, child, receipts, totals, seed);
    }
    totals.print("killed on SQLite", seed);
    CHECK(totals.acknowledged > std::size_t(kills) * 8);
}

TEST_CASE("a writer on PostgreSQL that is killed loses nothing, also when the whole database is") {
    const auto seed = test_seed();
    Chance chance{seed};
    tests::PostgresCluster cluster;
    Totals totals;
    const int kills = long_tests() ? 2'000 : 20;
    std::unique_ptr<Scratch> scratch;
    storage::PostgresOptions database;
    Receipts receipts;
    for (int run = 1; run <= kills; ++run) {
        if (!scratch || chance.percent(new_folder_percent)) {
            scratch = std::make_unique<Scratch>();
            database = cluster.fresh_database();
            receipts = {};
        }
        const auto house = scratch->path() / "house";
        auto words = words_of(house, run);
        words.insert(words.end(),
                     {"--postgres-owner", database.owner, "--postgres-server", database.server});
        Child child{words};
        wait_a_moment(child, chance);
        const bool all = run % 2 == 0;
        if (all && chance.percent(50)) {
            cluster.kill();
            child.await([](const std::string&) { return false; },
                        std::chrono::milliseconds{chance.below(30)});
            child.kill();
        } else {
            child.kill();
            if (all) cluster.kill();
        }
        child.read_to_end();
        const int code = child.wait();
        // It may have ended by itself, refused, when the database went while it was setting up.
        CHECK((code == -SIGKILL || (all && code == 3)));
        if (all) cluster.restart();
        Looking looking;
        looking.options.postgres = database;
        looking.patience = 10s;
        take_stock(house, looking, child, receipts, totals, seed);
    }
    totals.print("killed on PostgreSQL", seed);
    CHECK(totals.acknowledged > std::size_t(kills) * 3);
}
