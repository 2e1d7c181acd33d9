#include "vault/subject_keys.h"

#include <doctest/doctest.h>

#include <map>

#include "migrations/house_for_tests.h"
#include "vault/sealed.h"

namespace kader::vault {

namespace {

using storage::Unit;

const UuidBytes practice{1}, other_practice{2};

// Plain text, because sealed bytes are the matter here.
constexpr storage::Sql insert_practice{
    "INSERT INTO practice (practice_id, name, name_folded, created_at, complete) VALUES ($1, $2, $3, 0, 1)"};
constexpr storage::Sql insert_subject{
    "INSERT INTO subject (practice_id, subject_id, kind, name, created_at) VALUES ($1, $2, 2, $3, 0)"};

UuidBytes subject(int number) {
    return {static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number), 9, 9};
}

std::string text_of(const std::shared_ptr<const Key>& key) {
    return hex(key->bytes());
}

class House : public migrations::HouseForTests {
public:
    House() {
        start();
        add(practice, "een");
        add(other_practice, "twee");
    }
    void add(const UuidBytes& id, std::string_view name) {
        REQUIRE(!writer().write(id, [&](Unit& unit) -> std::optional<Error> {
            unit.run(insert_practice, {Bytes{id}, name, name});
            return {};
        }));
    }
    std::shared_ptr<const Key> make(Unit& unit, SubjectKeys& keys, int number) {
        unit.run(insert_subject, {Bytes{unit.practice()}, Bytes{subject(number)}, std::to_string(number)});
        return keys.make(unit, subject(number));
    }
    std::string make(SubjectKeys& keys, int number, const UuidBytes& of = practice) {
        std::string made;
        REQUIRE(!writer().write(of, [&](Unit& unit) -> std::optional<Error> {
            made = text_of(make(unit, keys, number));
            return {};
        }));
        return made;
    }
    Result<std::shared_ptr<const Key>> open(SubjectKeys& keys, int number, const UuidBytes& of = practice) {
        return keys.open(*reader(), of, subject(number));
    }
};

}  // namespace

TEST_CASE("the key of a subject is the same after a restart, and another subject has another") {
    House house;
    const auto keyring = Keyring::random();
    std::string one, two;
    {
        SubjectKeys keys{keyring};
        one = house.make(keys, 1);
        two = house.make(keys, 2);
    }
    CHECK(one != two);
    SubjectKeys keys{keyring};
    CHECK(text_of(*house.open(keys, 1)) == one);
    CHECK(text_of(*house.open(keys, 2)) == two);
    CHECK(text_of(*house.open(keys, 1)) == one);
}

TEST_CASE("the key itself stands nowhere in the database") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    const auto key = house.make(keys, 1);
    constexpr storage::Sql all{"SELECT wrapped FROM subject_key"};
    int rows = 0;
    house.reader()->each(all, {}, [&](const storage::Row& row) {
        ++rows;
        const auto wrapped = hex(row.blob(0));
        CHECK(wrapped.size() == 2 * 73);
        for (std::size_t at = 0; at + 16 <= key.size(); at += 16)
            CHECK(wrapped.find(key.substr(at, 16)) == std::string::npos);
    });
    CHECK(rows == 1);
}

TEST_CASE("a key can be used in the unit that makes it, and by later units of the same batch") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    REQUIRE(!house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
        const auto made = house.make(unit, keys, 1);
        const auto opened = keys.open(unit.session(), practice, subject(1));
        REQUIRE(opened);
        CHECK(text_of(*opened) == text_of(made));
        return {};
    }));
}

TEST_CASE("a key whose unit came to nothing is gone") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    const auto refused = house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
        house.make(unit, keys, 1);
        REQUIRE(keys.open(unit.session(), practice, subject(1)));
        return Error{Code::Invalid, "no"};
    });
    REQUIRE(refused);
    const auto opened = house.open(keys, 1);
    REQUIRE(!opened);
    CHECK(opened.error().code == Code::NotFound);
    const auto again = house.make(keys, 1);
    CHECK(text_of(*house.open(keys, 1)) == again);
}

TEST_CASE("a subject that never existed, or is of another practice, has no key") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    house.make(keys, 1);
    CHECK(house.open(keys, 2).error().code == Code::NotFound);
    CHECK(house.open(keys, 1, other_practice).error().code == Code::NotFound);
}

TEST_CASE("another keyring opens no key") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    house.make(keys, 1);
    const auto of_others = Keyring::random();
    SubjectKeys others{of_others};
    const auto opened = house.open(others, 1);
    REQUIRE(!opened);
    CHECK(opened.error().code == Code::Invalid);
}

TEST_CASE("a wrapped key that was moved to another subject or practice, or damaged, does not open") {
    House house;
    const auto keyring = Keyring::random();
    {
        SubjectKeys keys{keyring};
        house.make(keys, 1);
        house.make(keys, 2);
        house.make(keys, 1, other_practice);
    }
    const auto row = [](int number, const UuidBytes& of) {
        return " practice_id = X'" + hex(of) + "' AND subject_id = X'" + hex(subject(number)) + "'";
    };
    const auto opens = [&](int number, const UuidBytes& of) {
        SubjectKeys keys{keyring};
        return static_cast<bool>(house.open(keys, number, of));
    };
    house.tamper("UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE" +
                 row(1, practice) + ") WHERE" + row(2, practice));
    house.tamper("UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE" +
                 row(1, practice) + ") WHERE" + row(1, other_practice));
    CHECK(opens(1, practice));
    CHECK(!opens(2, practice));
    CHECK(!opens(1, other_practice));

    std::string wrapped;
    constexpr storage::Sql select{
        "SELECT wrapped FROM subject_key WHERE practice_id = $1 AND subject_id = $2"};
    house.reader()->each(select, {Bytes{practice}, Bytes{subject(1)}},
                         [&](const storage::Row& found) { wrapped = hex(found.blob(0)); });
    auto bytes = *parse_hex(wrapped);
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        bytes[at] ^= 1;
        house.tamper("UPDATE subject_key SET wrapped = X'" + hex(bytes) + "' WHERE" + row(1, practice));
        CHECK_MESSAGE(!opens(1, practice), at);
        bytes[at] ^= 1;
    }
    house.tamper("UPDATE subject_key SET wrapped = X'01' WHERE" + row(1, practice));
    CHECK(!opens(1, practice));
}

TEST_CASE("a key that is forgotten is asked of the database again") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    house.make(keys, 1);
    house.tamper("DELETE FROM subject_key");
    CHECK(house.open(keys, 1));
    keys.forget(practice, subject(1));
    CHECK(house.open(keys, 1).error().code == Code::NotFound);
}

TEST_CASE("a key that was destroyed is opened by nobody from then on, also not by who had opened it") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    house.make(keys, 1);
    const auto neighbour = house.make(keys, 2);
    REQUIRE(house.open(keys, 1));
    REQUIRE(!house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
        (void)keys.destroy(unit, subject(1));
        return {};
    }));
    CHECK(house.open(keys, 1).error().code == Code::NotFound);
    CHECK(text_of(*house.open(keys, 2)) == neighbour);
}

TEST_CASE("of more keys than are kept, all can still be opened") {
    House house;
    const auto of_keys = Keyring::random();
    SubjectKeys keys{of_keys};
    constexpr int count = 4200;
    std::map<int, std::string> made;
    REQUIRE(!house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
        for (int at = 0; at < count; ++at) made[at] = text_of(house.make(unit, keys, at));
        return {};
    }));
    const auto session = house.reader();
    int right = 0;
    for (int at = 0; at < count; ++at)
        right += text_of(*keys.open(*session, practice, subject(at))) == made[at];
    CHECK(right == count);
    // Those of last use are kept, the first are not.
    house.tamper("DELETE FROM subject_key");
    CHECK(house.open(keys, count - 1));
    CHECK(house.open(keys, count - 4096));
    CHECK(!house.open(keys, 0));
    CHECK(!house.open(keys, count - 4097));
}

namespace {

KeyringContent with_epoch(const Keyring& keyring, int number) {
    auto content = *keyring.content();
    content.epochs[number] = std::make_shared<const Key>(Key::random());
    return content;
}

// All keys of a practice, in as many units as it takes.
std::int64_t move_all(House& house, SubjectKeys& keys, int from, int& units) {
    std::int64_t moved = 0;
    for (bool is_all = false; !is_all;) {
        std::int64_t now = 0;
        REQUIRE(!house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
            const auto some = keys.move_from(unit, from);
            if (!some) return some.error();
            now = some->keys;
            is_all = some->is_all;
            return {};
        }, storage::Kind::Bulk));
        moved += now;
        ++units;
    }
    return moved;
}

}  // namespace

TEST_CASE("after a turn every living subject opens under the new epoch alone, and no destroyed one under any key that is left") {
    House house;
    const auto before = Keyring::random();
    std::map<int, std::string> made;
    {
        SubjectKeys keys{before};
        for (int number = 0; number < 600; ++number) made[number] = house.make(keys, number);
    }
    const Keyring turning{with_epoch(before, 2), "00000000"};
    SubjectKeys keys{turning};
    made[600] = house.make(keys, 600);
    CHECK(SubjectKeys::count_under(*house.reader(), practice, 2) == 1);
    int under = 0;
    REQUIRE(!house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
        under = keys.destroy(unit, subject(7));
        return {};
    }));
    CHECK(under == 2);
    CHECK(house.open(keys, 7).error().code == Code::NotFound);
    int units = 0;
    CHECK(move_all(house, keys, 1, units) == 599);
    CHECK(SubjectKeys::count_under(*house.reader(), practice, 1) == 0);
    CHECK(SubjectKeys::count_under(*house.reader(), practice, 2) == 600);
    auto left = with_epoch(turning, 2);
    left.epochs = {{2, turning.epoch_key(2)}};
    const Keyring after{left, "00000000"};
    SubjectKeys fresh{after};
    for (const auto& [number, key] : made)
        if (number != 7) CHECK(text_of(*house.open(fresh, number)) == key);
    CHECK(!house.open(fresh, 7));
}

TEST_CASE("a key that does not open stops a turn by name, instead of being lost in it") {
    House house;
    const auto before = Keyring::random();
    {
        SubjectKeys keys{before};
        house.make(keys, 1);
        house.make(keys, 2);
    }
    house.tamper("UPDATE subject_key SET wrapped = X'01' WHERE subject_id = X'" + hex(subject(2)) + "'");
    const Keyring turning{with_epoch(before, 2), "00000000"};
    SubjectKeys keys{turning};
    const auto refused = house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
        const auto moved = keys.move_from(unit, 1);
        return moved ? std::optional<Error>{} : moved.error();
    }, storage::Kind::Bulk);
    REQUIRE(refused);
    CHECK(refused->detail.find(Uuid<struct Any>{subject(2)}.text()) != std::string::npos);
    CHECK(house.open(keys, 1));
}

TEST_CASE("what is left to a person opens with the secret of that person, and with nothing that the server has") {
    House house;
    const auto keyring = Keyring::random();
    SubjectKeys keys{keyring};
    const UuidBytes person{7}, colleague{8};
    const auto of_person = PersonKeys::random(), of_colleague = PersonKeys::random();
    std::string made;
    REQUIRE(!house.writer().write(practice, [&](Unit& unit) -> std::optional<Error> {
        const auto key = house.make(unit, keys, 1);
        made = text_of(key);
        keys.wrap_for_person(unit, subject(1), person, of_person.open, *key);
        CHECK(keys.leave_to_persons(unit, subject(1)));
        house.make(unit, keys, 2);
        CHECK(!keys.leave_to_persons(unit, subject(2)));
        return {};
    }));
    CHECK(house.open(keys, 1).error().code == Code::NotFound);
    CHECK(house.open(keys, 2));
    const auto session = house.reader();
    const auto opened = keys.open_as_person(*session, practice, subject(1), person, of_person);
    REQUIRE(opened);
    CHECK(text_of(*opened) == made);
    CHECK(keys.open_as_person(*session, practice, subject(1), person, of_colleague).error().code == Code::Invalid);
    CHECK(keys.open_as_person(*session, practice, subject(1), colleague, of_colleague).error().code == Code::NotFound);
    // Moved to the row of somebody else, it does not open there.
    house.tamper("UPDATE subject_key SET wrapped_by = '" + hex(colleague) + "' WHERE wrap_kind = 2");
    CHECK(keys.open_as_person(*session, practice, subject(1), colleague, of_person).error().code == Code::Invalid);
}

}  // namespace kader::vault
