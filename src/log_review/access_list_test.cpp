#include "log_review/access_list.h"

#include "log_review/review_for_tests.h"

namespace kader::log_review {

namespace {

using namespace std::chrono_literals;

class House : public HouseOfReview {
public:
    std::vector<AccessRow> rows(std::optional<CalendarDay> from = {}, std::optional<CalendarDay> through = {}) {
        return access_list(*look(), practice(), file, from, through);
    }
};

}  // namespace

TEST_CASE("SR-36: the list tells in plain words who looked, on which day, at what and on which ground") {
    House house;
    house.line(House::by(1), {.act = "record.read", .subject = house.file, .object = audit::Object{.type = "record", .id = "x", .list = "mensen"}});
    house.line(House::by(2, access::Role::Employee), {.act = "record.read", .subject = house.other_file});
    house.line(House::by(2, access::Role::Employee),
               {.act = "record.read", .subject = house.file, .break_glass = subjects::BreakGlassId{UuidBytes{5}}, .compartment = "dossier"});
    house.line(House::by(3), {.act = "request.refused", .outcome = audit::Outcome::Refused, .subject = house.file});
    const auto rows = house.rows();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].sentence().nl == "8 maart 2027: eigenaar, de lijst mensen: is ingezien. Grond: om de kwaliteit bij te houden.");
    CHECK(rows[0].sentence().en == "8 March 2027: owner, the list mensen: was read. Ground: to keep up quality.");
    CHECK(rows[1].emergency);
    CHECK(rows[1].sentence().nl == "8 maart 2027: medewerker, het dossier: is ingezien. Grond: noodtoegang.");
    CHECK(rows[2].refused);
    CHECK(rows[2].sentence().nl.ends_with("Dit is geweigerd."));
}

TEST_CASE("the same look on the same day is one row that counts, and on another day another") {
    House house;
    for (int times = 0; times < 3; ++times) house.line(House::by(1), {.act = "record.read", .subject = house.file});
    house.pass(24h);
    house.line(House::by(1), {.act = "record.read", .subject = house.file});
    // A list that shows somebody among others is a look at each of them.
    house.line(House::by(1), {.act = "record.list", .subjects = {house.other_file, house.file}});
    const auto rows = house.rows();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].times == 3);
    CHECK(rows[0].sentence().nl.ends_with("Die dag 3 keer."));
    CHECK(rows[1].times == 1);
    CHECK(rows[1].day == kader::day_of(2027, 3, 9));
    CHECK(house.rows(kader::day_of(2027, 3, 9)).size() == 2);
    CHECK(house.rows({}, kader::day_of(2027, 3, 8)).size() == 1);
    CHECK(house.rows(kader::day_of(2027, 3, 10)).empty());
    // By another rule it is another look, also on the same day.
    house.line(House::by(1), {.act = "record.read", .basis = "in-scope", .subject = house.file});
    const auto more = house.rows();
    REQUIRE(more.size() == 4);
    CHECK(more.back().basis == "in-scope");
}

TEST_CASE("making the list is itself in the list, and what the program did by itself is not") {
    House house;
    house.line(access::server_grant(House::practice()), {.act = "record.read", .subject = house.file});
    CHECK(house.rows().empty());
    REQUIRE(!house.write([&](storage::Unit& unit, const access::Grant&) { note_access_list(unit, house.log, House::by(1), house.file, 0); }));
    const auto rows = house.rows();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].what().nl == "het overzicht van wie inzag is gemaakt");
    CHECK(rows[0].ground().nl == "omdat u erom vroeg");
}

}  // namespace kader::log_review
