#include <doctest/doctest.h>

#include "server/housekeeping.h"

using namespace kader;
using namespace kader::server;
using namespace std::chrono_literals;

namespace {

const system::Instant now{std::chrono::days{20'000}};
constexpr int noon = 12, night = 3;

backup::Latest made(std::chrono::minutes ago, std::optional<std::chrono::minutes> tried = {}) {
    backup::Latest latest;
    latest.run = latest.good_run = now - ago;
    if (tried) latest.drill = latest.good_drill = now - *tried;
    return latest;
}

}  // namespace

TEST_CASE("a backup is due when there is none, every night, and by day when a night was missed") {
    CHECK(chore_due({}, now, noon) == Chore::Backup);
    CHECK_FALSE(chore_due(made(19h, 1h), now, night));
    CHECK(chore_due(made(20h, 1h), now, night) == Chore::Backup);
    CHECK_FALSE(chore_due(made(25h, 1h), now, noon));
    CHECK(chore_due(made(26h, 1h), now, noon) == Chore::Backup);
}

TEST_CASE("a backup that failed is tried again after an hour, at any time of the day") {
    auto latest = made(3h, 1h);
    latest.run_failed = true;
    latest.run = now - 59min;
    CHECK_FALSE(chore_due(latest, now, noon));
    latest.run = now - 60min;
    CHECK(chore_due(latest, now, noon) == Chore::Backup);
}

TEST_CASE("a drill is due with the first backup and a week after the last that passed, and never twice with one backup") {
    CHECK(chore_due(made(1min), now, noon) == Chore::Drill);
    CHECK_FALSE(chore_due(made(1h, std::chrono::hours{24 * 7 - 1}), now, noon));
    CHECK(chore_due(made(1h, std::chrono::hours{24 * 7}), now, noon) == Chore::Drill);
    CHECK_FALSE(chore_due(made(10h, 9h), now, noon));
    auto failed = made(1h);
    failed.drill_failed = true;
    failed.drill = now - 5h;
    CHECK_FALSE(chore_due(failed, now, noon));
    failed.drill = now - 6h;
    CHECK(chore_due(failed, now, noon) == Chore::Drill);
}
