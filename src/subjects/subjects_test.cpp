#include <doctest/doctest.h>

#include "migrations/house_for_tests.h"
#include "subjects/practices.h"
#include "subjects/subject.h"

namespace kader::subjects {

namespace {

using storage::Unit;

PracticeId practice(std::uint8_t number) {
    return PracticeId{UuidBytes{number}};
}

class House : public migrations::HouseForTests {
public:
    House() : keys(keyring) { start(); }
    const vault::Keyring keyring = vault::Keyring::random();
    vault::SubjectKeys keys;

    std::optional<Error> add(const PracticeId& id, const std::string& name,
                             Arrival arrival = Arrival::Complete) {
        return writer().write(id.bytes(), [&](Unit& unit) { return add_practice(unit, name, arrival); });
    }
    SubjectId subject(const PracticeId& id, const SubjectRef& ref) {
        std::optional<SubjectId> made;
        REQUIRE(!writer().write(id.bytes(), [&](Unit& unit) -> std::optional<Error> {
            made = subject_for(unit, keys, ref);
            CHECK(subject_for(unit, keys, ref) == *made);
            return {};
        }));
        return *made;
    }
};

}  // namespace

TEST_CASE("a subject is made once, with a key, and found again by kind and name") {
    House house;
    REQUIRE(!house.add(practice(1), "Voorbeeldpraktijk Een"));
    REQUIRE(!house.add(practice(2), "Voorbeeldpraktijk Twee"));
    const auto own = house.subject(practice(1), {});
    const auto file = house.subject(practice(1), {SubjectKind::StaffFile, "P01"});
    const auto elsewhere = house.subject(practice(2), {SubjectKind::StaffFile, "P01"});
    CHECK(own != file);
    CHECK(file != elsewhere);
    CHECK(house.subject(practice(1), {SubjectKind::StaffFile, "P01"}) == file);

    const auto session = house.reader();
    CHECK(find_subject(*session, practice(1), {SubjectKind::StaffFile, "P01"}) == file);
    CHECK(find_subject(*session, practice(1), {}) == own);
    CHECK(!find_subject(*session, practice(1), {SubjectKind::StaffFile, "p01"}));
    CHECK(!find_subject(*session, practice(1), {SubjectKind::StaffFile, ""}));
    CHECK(!find_subject(*session, practice(2), {}));
    vault::SubjectKeys after_restart{house.keyring};
    CHECK(after_restart.open(*session, practice(1).bytes(), file.bytes()));
    CHECK(after_restart.open(*session, practice(2).bytes(), elsewhere.bytes()));
}

TEST_CASE("a practice is found by its name without regard to capitals, accents and spaces") {
    House house;
    house.clock.set(1'800'000'000'000'001);
    REQUIRE(!house.add(practice(1), "Kliniek Één aan Zee"));
    const auto found = find_practice(*house.reader(), " kliniek EEN aan-zee ");
    REQUIRE(found);
    CHECK(found->id == practice(1));
    CHECK(found->name == "Kliniek Één aan Zee");
    CHECK(found->created_at.time_since_epoch().count() == 1'800'000'000'000'001);
}

TEST_CASE("two practices never have the same name, or the same id") {
    House house;
    REQUIRE(!house.add(practice(1), "Kliniek Voorbeeld"));
    for (const auto* name : {"Kliniek Voorbeeld", "KLINIEK voorbeeld", "kliniek-voorbeeld"}) {
        const auto refused = house.add(practice(2), name);
        REQUIRE(refused);
        CHECK(refused->code == Code::Conflict);
    }
    CHECK(house.add(practice(1), "Een andere naam")->code == Code::Conflict);
    CHECK(practices(*house.reader()).size() == 1);
}

TEST_CASE("a practice that is being moved in is there for nobody until its last step") {
    House house;
    REQUIRE(!house.add(practice(1), "Kliniek Verhuisd", Arrival::BeingMovedIn));
    CHECK(practices(*house.reader()).empty());
    CHECK(practices_being_moved_in(*house.reader()).size() == 1);
    CHECK(find_practice(*house.reader(), "Kliniek Verhuisd").error().code == Code::NotFound);
    CHECK(house.add(practice(2), "Kliniek Verhuisd")->code == Code::Conflict);

    REQUIRE(!house.writer().write(practice(1).bytes(), [](Unit& unit) -> std::optional<Error> {
        complete_practice(unit);
        return {};
    }));
    CHECK(practices_being_moved_in(*house.reader()).empty());
    CHECK(find_practice(*house.reader(), "Kliniek Verhuisd")->id == practice(1));
}

TEST_CASE("who asks for a practice that is not there reads which there are, by name") {
    House house;
    CHECK(find_practice(*house.reader(), "X", Language::English).error().detail ==
          "There is no practice yet.");
    REQUIRE(!house.add(practice(1), "Zon"));
    REQUIRE(!house.add(practice(2), "aan de Gracht"));
    const auto refused = find_practice(*house.reader(), "Maan", Language::English);
    REQUIRE(!refused);
    CHECK(refused.error().detail == "There is no practice “Maan”. There is: aan de Gracht, Zon.");
}

TEST_CASE("a name is trimmed, has 1 to 100 characters, and none that misleads") {
    CHECK(*practice_name("  Kliniek Één ") == "Kliniek Één");
    std::string hundred;
    for (int at = 0; at < 100; ++at) hundred += "é";
    CHECK(practice_name(hundred));
    for (const auto& bad :
         {std::string{}, std::string{"  "}, hundred + "e", std::string{"a\nb"}, std::string{"a\tb"},
          std::string{"a\xff"}, std::string{"a\0b", 3}, std::string{"a\u202Eb"}}) {
        const auto refused = practice_name(bad);
        REQUIRE(!refused);
        CHECK(refused.error().code == Code::Invalid);
    }
}

}  // namespace kader::subjects
