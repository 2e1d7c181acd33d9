#include "destruction/destruction.h"

#include <doctest/doctest.h>

#include "audit/log_for_tests.h"
#include "destruction/certificate.h"
#include "destruction/chances.h"
#include "destruction/ledger.h"

namespace kader::destruction {

namespace {

using subjects::SubjectId, subjects::SubjectKind;

CalendarDay day(const char* text) { return *parse_day(text); }

bool holds(const Error& error, std::string_view words) { return error.detail.find(words) != std::string::npos; }

class House : public audit::LogForTests {
public:
    House() {
        for (const auto& name : {"P1", "P2"}) made[name] = subject(SubjectKind::StaffFile, name);
    }
    SubjectId subject(SubjectKind kind, const std::string& name) {
        SubjectId id;
        REQUIRE(!write([&](storage::Unit& unit, const access::Grant&) { id = subjects::subject_for(unit, keys, {kind, name}); }));
        return id;
    }
    bool opens(const SubjectId& id) { return static_cast<bool>(keys.open(*reader(), practice().bytes(), id.bytes())); }

    // Each of two people of the practice, by the number of their user.
    template <class Work>
    auto as(std::uint32_t person, const Work& work) {
        std::optional<decltype(work(std::declval<storage::Unit&>(), std::declval<const access::Grant&>()))> outcome;
        const auto grant = access::operator_grant(practice(), person);
        const auto refused = writer().write(practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            outcome.emplace(work(unit, grant));
            return {};
        });
        REQUIRE(!refused);
        return *outcome;
    }
    Result<DestructionId> asks(std::uint32_t person, const std::string& who = "P1", bool at_once = false) {
        return as(person, [&](storage::Unit& unit, const access::Grant& grant) {
            return ask(unit, log, grant, {made[who], Why::Request, "map 12", day("2026-03-01"), day("2026-04-01"), at_once}, day("2026-03-02"), Language::English);
        });
    }
    std::optional<Error> agrees(std::uint32_t person, const DestructionId& id) {
        return as(person, [&](storage::Unit& unit, const access::Grant& grant) { return agree(unit, log, grant, id, Language::English); });
    }
    std::optional<Error> carries_out(std::uint32_t person, const DestructionId& id, const char* today, People people = {false, true}) {
        return as(person, [&](storage::Unit& unit, const access::Grant& grant) {
            return carry_out(unit, log, keys, grant, id, people, day(today), Language::English);
        });
    }
    std::vector<std::string> acts() {
        std::vector<std::string> all;
        CHECK(!verified([&](const audit::Entry& entry) { all.push_back(entry.act); }).wrong);
        return all;
    }

    vault::SubjectKeys keys{keyring};
    std::map<std::string, SubjectId> made;
};

}  // namespace

TEST_CASE("a file that two people let go has no key any more, its neighbour has, and the ledger and the log say so") {
    House house;
    const auto id = house.asks(1);
    REQUIRE(id);
    CHECK(!house.agrees(2, *id));
    CHECK(!house.carries_out(1, *id, "2026-03-15"));
    CHECK(!house.opens(house.made["P1"]));
    CHECK(house.opens(house.made["P2"]));
    CHECK(is_in_ledger(*house.reader(), House::practice(), house.made["P1"]));
    CHECK(!is_in_ledger(*house.reader(), House::practice(), house.made["P2"]));
    CHECK(find(*house.reader(), House::practice(), *id)->state == State::Destroyed);
    CHECK(house.acts() == std::vector<std::string>{"destruction.ask", "destruction.agree", "destruction.carry_out"});
    // The name by which the practice knew the subject is gone as well.
    CHECK(!subjects::find_subject(*house.reader(), House::practice(), {SubjectKind::StaffFile, "P1"}));
    const auto again = house.asks(1);
    REQUIRE(!again);
    CHECK(again.error().code == Code::Conflict);
}

TEST_CASE("nobody alone lets a file go where there are others, and who asked does not agree") {
    House house;
    const auto id = house.asks(1);
    REQUIRE(id);
    CHECK(house.agrees(1, *id)->code == Code::Forbidden);
    const auto refused = house.carries_out(1, *id, "2026-03-20");
    REQUIRE(refused);
    CHECK(refused->code == Code::RefusedByNorm);
    CHECK(holds(*refused, "Somebody else"));
    CHECK(house.opens(house.made["P1"]));
}

TEST_CASE("who works alone waits, and confirms with a second factor") {
    House house;
    // The clock stands at 15 January 2027.
    const auto asks = [&](const std::string& who, const char* asked_on, const char* last_on) {
        return house.as(1, [&](storage::Unit& unit, const access::Grant& grant) {
            return ask(unit, house.log, grant, {house.made[who], Why::Request, "map 12", day(asked_on), day(last_on), true}, day("2027-01-15"), Language::English);
        });
    };
    const auto id = asks("P1", "2027-01-14", "2027-02-14");
    REQUIRE(id);
    CHECK(holds(*house.carries_out(1, *id, "2027-02-20", {true, false}), "second factor"));
    // From the day it was noted: that it came a day before is what one person says.
    CHECK(holds(*house.carries_out(1, *id, "2027-01-28", {true, true}), "2027-01-29"));
    CHECK(!house.carries_out(1, *id, "2027-01-29", {true, true}));
    CHECK(!house.opens(house.made["P1"]));
    // One that was noted late does not make them late for the law.
    const auto late = asks("P2", "2026-12-20", "2027-01-20");
    REQUIRE(late);
    CHECK(holds(*house.carries_out(1, *late, "2027-01-19", {true, true}), "2027-01-20"));
    CHECK(!house.carries_out(1, *late, "2027-01-20", {true, true}));
}

TEST_CASE("an open request is warned about on day 14, pressed on day 21, and late after its statutory day") {
    Destruction one;
    one.asked = {{}, Why::Request, "map 12", day("2026-03-01"), day("2026-04-01"), false};
    const auto on = [&](const char* text) { return word(urgency(one, day(text))); };
    CHECK(on("2026-03-14") == "none");
    CHECK(on("2026-03-15") == "warned");
    CHECK(on("2026-03-21") == "warned");
    CHECK(on("2026-03-22") == "pressed");
    CHECK(on("2026-04-01") == "pressed");
    CHECK(on("2026-04-02") == "late");
    one.state = State::Refused;
    CHECK(on("2026-04-02") == "none");
}

TEST_CASE("two people need not wait when it was asked at once, and wait otherwise") {
    House house;
    const auto slow = house.asks(1, "P1"), quick = house.asks(1, "P2", true);
    CHECK(!house.agrees(2, *slow));
    CHECK(!house.agrees(2, *quick));
    CHECK(holds(*house.carries_out(1, *slow, "2026-03-03"), "time to think"));
    CHECK(!house.carries_out(1, *quick, "2026-03-03"));
}

TEST_CASE("while something stands in the way nothing goes, and the refusal says what") {
    House house;
    const auto id = house.asks(1);
    CHECK(!house.agrees(2, *id));
    for (const auto kind : {HoldKind::Complaint, HoldKind::Claim, HoldKind::OtherInterest, HoldKind::StatutoryDuty}) {
        const auto hold = house.as(1, [&](storage::Unit& unit, const access::Grant& grant) {
            return place_hold(unit, house.log, grant, house.made["P1"], kind, "K-2026-3", Language::English);
        });
        REQUIRE(hold);
        const auto refused = house.carries_out(1, *id, "2026-03-20");
        REQUIRE(refused);
        CHECK(refused->code == Code::RefusedByNorm);
        CHECK(holds(*refused, "K-2026-3"));
        CHECK(holds(*refused, name(kind, Language::English)));
        CHECK(house.opens(house.made["P1"]));
        const auto lift = [&](std::uint32_t person) {
            return house.as(person, [&](storage::Unit& unit, const access::Grant& grant) { return lift_hold(unit, house.log, grant, *hold, false, Language::English); });
        };
        CHECK(lift(1)->code == Code::Forbidden);
        CHECK(!lift(2));
        CHECK(lift(2)->code == Code::NotFound);
    }
    house.as(1, [&](storage::Unit& unit, const access::Grant& grant) { return note_refused(unit, house.log, grant, *id), 0; });
    CHECK(!house.carries_out(1, *id, "2026-03-20"));
}

TEST_CASE("what was refused or withdrawn is not carried out, and can be asked anew") {
    House house;
    for (const bool withdraws : {true, false}) {
        const auto id = house.asks(1);
        REQUIRE(id);
        const auto twice = house.asks(2);
        REQUIRE(!twice);
        CHECK(twice.error().code == Code::Conflict);
        CHECK(!house.as(2, [&](storage::Unit& unit, const access::Grant& grant) {
            return withdraws ? withdraw(unit, house.log, grant, *id) : refuse(unit, house.log, grant, *id, "brief van 3 maart");
        }));
        CHECK(house.carries_out(1, *id, "2026-03-20")->code == Code::NotFound);
    }
    CHECK(house.opens(house.made["P1"]));
}

TEST_CASE("a practice, an account, a day that is to come and a request without its term are refused") {
    House house;
    const auto practice = house.subject(SubjectKind::Practice, ""), account = house.subject(SubjectKind::Account, "a");
    const auto refused = [&](const Asked& asked) {
        const auto made = house.as(1, [&](storage::Unit& unit, const access::Grant& grant) { return ask(unit, house.log, grant, asked, day("2026-03-02")); });
        REQUIRE(!made);
        return made.error().code;
    };
    const auto p1 = house.made["P1"];
    CHECK(refused({practice, Why::Kept, "x", day("2026-03-01")}) == Code::Invalid);
    CHECK(refused({account, Why::Kept, "x", day("2026-03-01")}) == Code::Invalid);
    CHECK(refused({p1, Why::Kept, "x", day("2026-03-03")}) == Code::Invalid);
    CHECK(refused({p1, Why::Request, "x", day("2026-03-01")}) == Code::Invalid);
    CHECK(refused({p1, Why::Kept, "  ", day("2026-03-01")}) == Code::Invalid);
    CHECK(refused({p1, Why::Kept, std::string(101, 'x'), day("2026-03-01")}) == Code::Invalid);
    CHECK(refused({p1, Why::Kept, "a\nb", day("2026-03-01")}) == Code::Invalid);
    CHECK(refused({SubjectId{UuidBytes{9}}, Why::Kept, "x", day("2026-03-01")}) == Code::NotFound);
}

TEST_CASE("a database that is put back from before brings nobody back: the ledger drops their keys again") {
    House house;
    const auto id = house.asks(1, "P1", true);
    CHECK(!house.agrees(2, *id));
    const auto wrapped = [&] {
        std::string found;
        constexpr storage::Sql select{"SELECT wrapped FROM subject_key WHERE practice_id = $1 AND subject_id = $2"};
        house.reader()->each(select, {storage::id(House::practice()), storage::id(house.made["P1"])}, [&](const storage::Row& row) { found = vault::hex(row.blob(0)); });
        return found;
    }();
    CHECK(!house.carries_out(1, *id, "2026-03-03"));
    house.tamper("INSERT INTO subject_key (practice_id, subject_id, wrap_kind, wrapped_by, wrapped) VALUES (X'" + vault::hex(House::practice().bytes()) + "', X'" +
                 vault::hex(house.made["P1"].bytes()) + "', 1, '1', X'" + wrapped + "')");
    CHECK(house.opens(house.made["P1"]));
    CHECK(house.as(1, [&](storage::Unit& unit, const access::Grant&) { return replay(unit, house.keys); }) == 1);
    CHECK(!house.opens(house.made["P1"]));
    CHECK(house.opens(house.made["P2"]));
    CHECK(house.as(1, [&](storage::Unit& unit, const access::Grant&) { return replay(unit, house.keys); }) == 0);
}

TEST_CASE("the epoch turns with the month, sooner where the term asks it, and at once where the client does") {
    const auto due = [](const char* destroyed_on, const char* last_on, bool at_once) {
        return iso_text(turn_due(day(destroyed_on), {{}, Why::Request, "", day("2026-03-01"), day(last_on), at_once}));
    };
    CHECK(due("2026-03-10", "2026-04-01", false) == "2026-04-01");
    CHECK(due("2026-03-10", "2026-03-31", false) == "2026-03-10");
    CHECK(due("2026-03-10", "2026-04-01", true) == "2026-03-10");
    CHECK(due("2026-12-31", "2027-01-20", false) == "2027-01-01");
}

TEST_CASE("there is no certificate before the epoch is forgotten, and it says what it cannot promise") {
    House house;
    // The clock of the tests stands at 15 January 2027.
    const auto id = house.as(1, [&](storage::Unit& unit, const access::Grant& grant) {
        return ask(unit, house.log, grant, {house.made["P1"], Why::Request, "map 12", day("2026-12-28"), day("2027-02-03")}, day("2026-12-28"));
    });
    REQUIRE(id);
    CHECK(!house.agrees(2, *id));
    const auto made = [&](const vault::Keyring& keyring) {
        const auto found = find(*house.reader(), House::practice(), *id);
        return certificate(&*found, keyring, "Praktijk Voorbeeld", Language::English);
    };
    CHECK(made(house.keyring).error().code == Code::Conflict);
    CHECK(!house.carries_out(1, *id, "2027-01-15"));
    CHECK(is_turn_due(*house.reader(), House::practice(), 1, day("2027-02-01")));
    CHECK(!is_turn_due(*house.reader(), House::practice(), 1, day("2027-01-31")));
    CHECK(!is_turn_due(*house.reader(), House::practice(), 2, day("2027-02-01")));
    const auto early = made(house.keyring);
    REQUIRE(!early);
    CHECK(holds(early.error(), "2027-02-01"));
    auto content = *house.keyring.content();
    content.epochs = {{2, std::make_shared<const vault::Key>(vault::Key::random())}};
    const auto given = made(vault::Keyring{content, "00000000"});
    REQUIRE(given);
    std::string all;
    for (const auto& line : given->lines) all += line + "\n";
    CHECK(all.find("Two people") != std::string::npos);
    CHECK(all.find("cannot promise") != std::string::npos);
    CHECK(all.find("P1") == std::string::npos);
}

}  // namespace kader::destruction
