#include "server/refused_lines.h"

#include <doctest/doctest.h>

using namespace kader;
using namespace kader::server;
using namespace std::chrono_literals;

namespace {

const system::Instant now{std::chrono::days{20'000}};

RefusedLines::Source source(std::uint32_t who, std::string operation = "readLog") {
    return {access::operator_grant(subjects::PracticeId{UuidBytes{1}}, who), "role", "log", std::move(operation)};
}

}  // namespace

TEST_CASE("the first refusal is a line at once, and a thousand more within its minute are one line with their number") {
    RefusedLines lines;
    CHECK(lines.is_line(source(1), now));
    for (int i = 0; i < 1000; ++i) CHECK_FALSE(lines.is_line(source(1), now + 59s));
    CHECK(lines.over(now + 59s).empty());
    const auto more = lines.over(now + 60s);
    REQUIRE(more.size() == 1);
    CHECK(more[0].count == 1000);
    CHECK(more[0].source.operation == "readLog");
    CHECK(lines.over(now + 60s).empty());
    CHECK(lines.is_line(source(1), now + 60s));
}

TEST_CASE("somebody else, and something else, are lines of their own, and one refusal alone has no second line") {
    RefusedLines lines;
    CHECK(lines.is_line(source(1), now));
    CHECK(lines.is_line(source(2), now));
    CHECK(lines.is_line(source(1, "judge"), now));
    CHECK(lines.over({}).empty());
    CHECK(lines.is_line(source(1), now));
    CHECK_FALSE(lines.is_line(source(1), now));
    // At a stop nothing that was counted is lost.
    CHECK(lines.over({}).size() == 1);
}

TEST_CASE("what was counted is not lost when nobody looks for a while, nor when the clock is set back") {
    RefusedLines lines;
    CHECK(lines.is_line(source(1), now));
    CHECK_FALSE(lines.is_line(source(1), now + 30s));
    CHECK_FALSE(lines.is_line(source(1), now + 10min));
    const auto more = lines.over(now - 24h);
    REQUIRE(more.size() == 1);
    CHECK(more[0].count == 2);
}
