#include "break_glass/break_glass.h"

#include <doctest/doctest.h>

#include "access/role.h"
#include "audit/log_for_tests.h"
#include "audit/notes.h"
#include "subjects/subject.h"

namespace kader::break_glass {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view why = "Cliënt zakte in elkaar na een vulling";

class House : public audit::LogForTests {
public:
    House() {
        REQUIRE(!write([&](storage::Unit& unit, const access::Grant&) {
            subject = subjects::subject_for(unit, keys, {subjects::SubjectKind::StaffFile, "P1"});
            other = subjects::subject_for(unit, keys, {subjects::SubjectKind::StaffFile, "P2"});
        }));
    }
    static subjects::ActorId nurse(std::uint8_t number = 9) { return subjects::ActorId{UuidBytes{number}}; }
    static access::Grant grant(access::Role role = access::Role::Employee, std::uint8_t number = 9) {
        return access::staff_grant(practice(), nurse(number), role, "127.0.0.1");
    }
    Wanted wanted() const { return {subject, "acute_care", std::string{why}, true}; }
    Result<Terms> start(const Wanted& asked, const access::Grant& by = grant()) {
        Result<Terms> begun = Error{};
        const auto refused = writer().write(practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            begun = door.start(unit, by, asked);
            if (!begun) return begun.error();
            return {};
        });
        if (refused) return *refused;
        return begun;
    }
    std::optional<Error> end(const subjects::BreakGlassId& id, const access::Grant& by = grant()) {
        return writer().write(practice().bytes(), [&](storage::Unit& unit) { return door.end(unit, by, id); });
    }
    std::optional<Terms> open(const subjects::ActorId& actor, const subjects::SubjectId& of) {
        const auto session = reader();
        session->begin_snapshot();
        session->enter_practice(practice().bytes());
        return door.open_for(*session, practice(), actor, of, clock.now());
    }
    void pass(std::chrono::microseconds time) { clock.set((clock.now() + time).time_since_epoch().count()); }

    vault::SubjectKeys keys{keyring};
    BreakGlass door{keyring, keys, log};
    subjects::SubjectId subject, other;
};

}  // namespace

TEST_CASE("emergency access covers one file for an hour, for who asked, and is in the log at once") {
    House house;
    CHECK(!house.open(House::nurse(), house.subject));
    const auto terms = house.start(house.wanted());
    REQUIRE(terms);
    CHECK(terms->ends - terms->started == 60min);
    CHECK(house.open(House::nurse(), house.subject)->id == terms->id);
    CHECK(!house.open(House::nurse(), house.other));
    CHECK(!house.open(House::nurse(8), house.subject));
    audit::Entry last;
    CHECK(!house.verified([&](const audit::Entry& entry) { last = entry; }).wrong);
    CHECK(last.act == "break_glass.start");
    CHECK(last.purpose == "BTG");
    CHECK(last.basis == "acute_care");
    CHECK(last.subject == house.subject);
    CHECK(last.break_glass == terms->id);
    CHECK(audit::canonical(last).find("zakte") == std::string::npos);
    house.pass(59min);
    CHECK(house.open(House::nurse(), house.subject));
    house.pass(1min);
    CHECK(!house.open(House::nurse(), house.subject));
    // Setting the clock back does not open what has not begun.
    house.pass(-61min);
    CHECK(!house.open(House::nurse(), house.subject));
}

TEST_CASE("the reason in words is sealed with the key of the file") {
    House house;
    const auto terms = house.start(house.wanted());
    REQUIRE(terms);
    const auto session = house.reader();
    session->begin_snapshot();
    session->enter_practice(House::practice().bytes());
    const auto note = audit::read_note(*session, house.keys, House::practice(), terms->note);
    REQUIRE(note);
    CHECK(*note == why);
    session->end_snapshot();
    house.tamper("DELETE FROM subject_key");
    vault::SubjectKeys fresh{house.keyring};
    session->begin_snapshot();
    session->enter_practice(House::practice().bytes());
    CHECK(!audit::read_note(*session, fresh, House::practice(), terms->note));
}

TEST_CASE("without the second factor, a reason, enough words or a role that gives care nothing opens") {
    House house;
    auto asked = house.wanted();
    asked.second_factor = false;
    CHECK(house.start(asked).error().code == Code::Forbidden);
    asked = house.wanted();
    asked.reason = "nieuwsgierig";
    CHECK(house.start(asked).error().code == Code::Invalid);
    for (const auto* words : {"", "te kort", "              x              ", "ééééééééééééé"}) {
        asked = house.wanted();
        asked.words = words;
        CHECK(house.start(asked).error().code == Code::Invalid);
    }
    asked = house.wanted();
    asked.subject = subjects::SubjectId{UuidBytes{77}};
    CHECK(house.start(asked).error().code == Code::NotFound);
    CHECK(house.start(house.wanted(), House::grant(access::Role::Reception)).error().code == Code::Forbidden);
    CHECK(house.start(house.wanted(), House::grant(access::Role::Reader)).error().code == Code::Forbidden);
    // An owner who treats has the role of a practitioner as well.
    CHECK(house.start(house.wanted(), House::grant(access::Role::Owner)).error().code == Code::Forbidden);
    CHECK(house.start(house.wanted(), access::operator_grant(House::practice(), 1)).error().code == Code::Forbidden);
    CHECK(!house.open(House::nurse(), house.subject));
    REQUIRE(house.start(house.wanted()));
    CHECK(house.start(house.wanted()).error().code == Code::Conflict);
}

TEST_CASE("it ends early when who began it says so, and not by a colleague") {
    House house;
    const auto terms = house.start(house.wanted());
    REQUIRE(terms);
    CHECK(house.end(terms->id, House::grant(access::Role::Employee, 8))->code == Code::Forbidden);
    CHECK(house.open(House::nurse(), house.subject));
    CHECK(!house.end(terms->id));
    CHECK(!house.open(House::nurse(), house.subject));
    CHECK(house.end(terms->id)->code == Code::NotFound);
    REQUIRE(house.start(house.wanted()));
}

// R12 of security.md: terms of emergency access that who has it made longer.
TEST_CASE("R12: terms that were changed after the start open nothing") {
    House house;
    const auto terms = house.start(house.wanted());
    REQUIRE(terms);
    house.stop();
    for (const std::string change :
         {"ends_at = ends_at + 3600000000", "ends_at = ends_at - 1", "started_at = started_at - 1",
          "started_at = started_at + 1, ends_at = ends_at + 1", "reason = 'safety'", "note_id = zeroblob(16)",
          "subject_id = X'4d000000000000000000000000000000'", "actor_id = X'08000000000000000000000000000000'", "proof = zeroblob(32)"}) {
        INFO(change);
        house.tamper("CREATE TABLE kept AS SELECT * FROM break_glass; UPDATE break_glass SET " + change);
        CHECK(!house.open(House::nurse(), house.subject));
        CHECK(!house.open(House::nurse(8), house.subject));
        CHECK(!house.open(House::nurse(), subjects::SubjectId{UuidBytes{0x4d}}));
        house.tamper("DELETE FROM break_glass; INSERT INTO break_glass SELECT * FROM kept; DROP TABLE kept");
        CHECK(house.open(House::nurse(), house.subject));
    }
}

}  // namespace kader::break_glass
