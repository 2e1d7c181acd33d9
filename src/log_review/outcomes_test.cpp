#include "log_review/outcomes.h"

#include "audit/notes.h"
#include "log_review/review_for_tests.h"

namespace kader::log_review {

namespace {

using namespace std::chrono_literals;

class House : public HouseOfReview {
public:
    // Emergency access by account 1, as the log tells it.
    void emergency(std::uint8_t number) {
        line(by(1), {.act = "break_glass.start", .subject = file, .break_glass = subjects::BreakGlassId{UuidBytes{number}}});
    }
    std::size_t store() {
        const auto found = find(looks_of(*look(), practice(), month()), Facts{});
        std::size_t stored = 0;
        REQUIRE(!write([&](storage::Unit& unit, const access::Grant&) { stored = review.store(unit, found.findings); }));
        return stored;
    }
    Month month() const { return Month::of(day_of(clock.now())); }
    WorkList list() { return review.list(*look(), practice(), month(), clock.now()); }
    std::optional<Error> judge(const FindingId& id, const access::Grant& grant, std::string_view outcome = "justified", std::string_view words = "") {
        return writer().write(practice().bytes(), [&](storage::Unit& unit) { return review.judge(unit, grant, id, outcome, words); });
    }
    Review review{keys, log};
};

}  // namespace

TEST_CASE("what a rule found is stored once, and stays when it is found again") {
    House house;
    house.emergency(1);
    CHECK(house.store() == 1);
    CHECK(house.store() == 0);
    house.emergency(2);
    CHECK(house.store() == 1);
    const auto list = house.list();
    REQUIRE(list.items.size() == 2);
    CHECK(list.open == 2);
    CHECK(list.escalated == 0);
    CHECK(list.items[0].finding.rule == Rule::BreakGlass);
    CHECK(list.items[0].finding.subject == house.file);
}

TEST_CASE("SR-38: nobody judges what they did, and somebody else does") {
    House house;
    house.emergency(1);
    house.store();
    const auto id = house.list().items.at(0).id;
    CHECK(house.judge(id, House::by(1))->code == Code::Forbidden);
    CHECK(house.judge(id, access::operator_grant(House::practice(), 1000))->code == Code::Forbidden);
    CHECK(house.judge(id, House::by(2, access::Role::Employee))->code == Code::Forbidden);
    CHECK(house.judge(id, House::by(2), "misschien")->code == Code::Invalid);
    CHECK(house.judge(FindingId{UuidBytes{9}}, House::by(2))->code == Code::NotFound);
    CHECK(house.list().open == 1);
    CHECK(!house.judge(id, House::by(2), "training", "Besproken met de verpleegkundige"));
    const auto list = house.list();
    CHECK(list.open == 0);
    REQUIRE(list.items.at(0).judged);
    const auto& judged = *list.items[0].judged;
    CHECK(judged.outcome == "training");
    CHECK(judged.by == House::by(2).actor().id);
    CHECK(*audit::read_note(*house.look(), house.keys, House::practice(), *judged.note) == "Besproken met de verpleegkundige");
    // The words are nowhere in the log; the outcome is.
    audit::Entry last;
    CHECK(!house.verified([&](const audit::Entry& entry) { last = entry; }).wrong);
    CHECK(last.act == "review.outcome");
    CHECK(last.basis == "training");
    CHECK(audit::canonical(last).find("Besproken") == std::string::npos);
    // A second judgement is a second row, and the newest counts.
    CHECK(!house.judge(id, House::by(3), "unjustified"));
    CHECK(house.list().items.at(0).judged->outcome == "unjustified");
}

TEST_CASE("SR-38: what nobody judged is raised on the seventh day, and emergency access after three working days") {
    House house;
    // Monday 8 March; three working days on is Thursday.
    house.emergency(1);
    house.store();
    CHECK(house.list().items.at(0).due == kader::day_of(2027, 3, 11));
    house.pass(24h * 3);
    CHECK(house.list().escalated == 0);
    house.pass(24h);
    CHECK(house.list().escalated == 1);
}

TEST_CASE("SR-38: a finding without a day of its own is raised when nobody judged it for a week") {
    House other;
    for (int times = 0; times < 3; ++times) other.line(House::by(1), {.act = "practice.export"});
    other.store();
    CHECK(other.list().items.at(0).finding.rule == Rule::ExportVolume);
    other.pass(24h * 6);
    CHECK(other.list().escalated == 0);
    other.pass(24h);
    CHECK(other.list().escalated == 1);
    CHECK(!other.judge(other.list().items.at(0).id, House::by(2)));
    CHECK(other.list().escalated == 0);
}

TEST_CASE("what is open from an earlier month stays on the list, and what was judged goes to its own month") {
    House house;
    house.emergency(1);
    house.store();
    house.pass(24h * 30);
    CHECK(house.list().items.size() == 1);
    CHECK(house.list().escalated == 1);
    CHECK(!house.judge(house.list().items.at(0).id, House::by(2)));
    CHECK(house.list().items.empty());
    CHECK(house.review.list(*house.look(), House::practice(), Month::of(kader::day_of(2027, 3, 8)), house.clock.now()).items.size() == 1);
}

TEST_CASE("a finding that somebody took out of the database is found again in the log") {
    House house;
    house.emergency(1);
    house.store();
    house.stop();
    house.tamper("DELETE FROM log_finding");
    house.start({&house.log});
    CHECK(house.store() == 1);
}

}  // namespace kader::log_review
