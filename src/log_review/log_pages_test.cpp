#include "log_review/log_pages.h"

#include "log_review/looks.h"
#include "log_review/review_for_tests.h"

namespace kader::log_review {

namespace {

using namespace std::chrono_literals;

std::vector<std::int64_t> numbers(const LogPage& page) {
    std::vector<std::int64_t> all;
    for (const auto& entry : page.entries) all.push_back(entry.seq);
    return all;
}

}  // namespace

TEST_CASE("the log is read page by page, the newest line first, and every line once") {
    HouseOfReview house;
    house.add_lines(7);
    const auto session = house.look();
    const auto practice = HouseOfReview::practice();
    const auto first = log_page(*session, practice, {}, 0, 3);
    CHECK(numbers(first) == std::vector<std::int64_t>{7, 6, 5});
    const auto second = log_page(*session, practice, {}, first.before, 3);
    CHECK(numbers(second) == std::vector<std::int64_t>{4, 3, 2});
    const auto third = log_page(*session, practice, {}, second.before, 3);
    CHECK(numbers(third) == std::vector<std::int64_t>{1});
    CHECK(third.before == 0);
    CHECK(log_page(*session, practice, {}, 0, 7).before == 0);
}

TEST_CASE("a filter takes the lines of who, about whom, when and which act") {
    HouseOfReview house;
    const auto one = HouseOfReview::by(1), other = HouseOfReview::by(2);
    house.line(one, {.act = "record.read", .subject = house.file});
    house.line(other, {.act = "record.read", .subject = house.other_file});
    house.pass(24h);
    house.line(other, {.act = "record.list", .subjects = {house.file, house.other_file}});
    house.line(one, {.act = "record.correct", .subject = house.other_file});
    const auto session = house.look();
    const auto lines = [&](const LogFilter& filter) { return numbers(log_page(*session, HouseOfReview::practice(), filter)); };
    using Lines = std::vector<std::int64_t>;
    CHECK(lines({.actor = one.actor().id}) == Lines{4, 1});
    CHECK(lines({.subject = house.file}) == Lines{3, 1});
    CHECK(lines({.act = "record.read"}) == Lines{2, 1});
    CHECK(lines({.actor = other.actor().id, .subject = house.file}) == Lines{3});
    CHECK(lines({.from = kader::day_of(2027, 3, 9)}) == Lines{4, 3});
    CHECK(lines({.through = kader::day_of(2027, 3, 8)}) == Lines{2, 1});
    CHECK(lines({.act = "practice.export"}).empty());
    CHECK(LogFilter{.actor = one.actor().id, .act = "x"}.shape() == "actor,act");
}

TEST_CASE("the first line of a moment is found by halving") {
    HouseOfReview house;
    const auto begin = house.clock.now();
    for (int at = 0; at < 20; ++at) {
        house.add_lines(1);
        house.pass(1h);
    }
    const auto session = house.look();
    const auto practice = HouseOfReview::practice();
    CHECK(first_line_at(*session, practice, begin) == 1);
    CHECK(first_line_at(*session, practice, begin - 1h) == 1);
    CHECK(first_line_at(*session, practice, begin + 5h) == 6);
    CHECK(first_line_at(*session, practice, begin + 5h + 1us) == 7);
    CHECK(first_line_at(*session, practice, begin + 100h) == 21);
}

}  // namespace kader::log_review
