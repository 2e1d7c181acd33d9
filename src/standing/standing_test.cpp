#include "standing/standing.h"

#include <thread>

#include "standing/house_for_tests.h"

using namespace kader;
using namespace kader::standing;
using namespace kader::standing::tests;

namespace {

std::string said_by(Standing& standing) {
    std::string text;
    standing.ask([&](const check::Check& check) { text = tests::said_by(check); });
    return text;
}

// A practice that lives at random: rows of the example come, change and go.
class Life {
public:
    explicit Life(unsigned seed) : m_dice(seed), m_pool(rows_of_example("kliniek", 8)) {}

    // One unit with a few acts. Gives what the commit did.
    Change live(House& house) {
        std::vector<Row> wanted;
        std::vector<RecordName> gone;
        for (int act = pick(1, 3); act > 0; --act) {
            const auto dice = pick(0, 9);
            if (dice < 6 || now.empty()) {
                wanted.push_back(m_pool[at(m_pool)]);
            } else if (dice < 9) {
                // Another row's cells under this kenmerk; half of the people become somebody else.
                auto changed = now[at(now)];
                const auto& other = m_pool[at(m_pool)];
                if (other.name.list == changed.name.list) changed.cells = other.cells;
                if (changed.name.list == "mensen") become(changed, m_pool);
                wanted.push_back(std::move(changed));
            } else {
                gone.push_back(now[at(now)].name);
            }
        }
        if (pick(0, 3) == 0) {
            auto person = *std::ranges::find(m_pool, "mensen", [](const Row& row) { return row.name.list; });
            person.name.kenmerk = "P" + std::to_string(pick(0, 30));
            become(person, m_pool);
            wanted.push_back(std::move(person));
        }
        const auto change = house.change([&](storage::Unit& unit) {
            for (const auto& row : wanted) house.put(unit, row);
            for (const auto& name : gone)
                if (std::ranges::none_of(wanted, [&](const Row& row) { return same(row.name, name); }))
                    house.withdraw(unit, name);
        });
        for (const auto& row : wanted) {
            std::erase_if(now, [&](const Row& one) { return same(one.name, row.name); });
            now.push_back(row);
        }
        for (const auto& name : gone)
            if (std::ranges::none_of(wanted, [&](const Row& row) { return same(row.name, name); }))
                std::erase_if(now, [&](const Row& one) { return same(one.name, name); });
        return change;
    }
    int pick(int from, int through) { return std::uniform_int_distribution{from, through}(m_dice); }

    std::vector<Row> now;

private:
    static bool same(const RecordName& a, const RecordName& b) {
        return a.list == b.list && a.kenmerk == b.kenmerk;
    }
    template <class Vector>
    std::size_t at(const Vector& vector) {
        return static_cast<std::size_t>(pick(0, static_cast<int>(vector.size()) - 1));
    }
    void become(Row& person, const std::vector<Row>& pool) {
        std::vector<const Row*> people;
        for (const auto& row : pool)
            if (row.name.list == "mensen") people.push_back(&row);
        const auto& other = *people[at(people)];
        for (const std::string column : {"naam", "geboortedatum"}) {
            person.cells.erase(column);
            if (const auto cell = other.cells.find(column); cell != other.cells.end())
                person.cells.insert(*cell);
        }
    }
    std::mt19937 m_dice;
    std::vector<Row> m_pool;
};

}  // namespace

TEST_CASE("people with the same match are one human, named by the smallest kenmerk") {
    People people;
    const People::Match a{1}, b{2};
    CHECK_FALSE(people.set("P3", a));
    CHECK_FALSE(people.set("P2", b));
    CHECK(people.set("P1", a));
    CHECK(people.aliases() == lists::Aliases{{"P3", "P1"}});
    CHECK_FALSE(people.set("P1", a));
    CHECK(people.set("P4", a));
    CHECK(people.aliases() == lists::Aliases{{"P3", "P1"}, {"P4", "P1"}});
    CHECK(people.set("P1", std::nullopt));
    CHECK(people.aliases() == lists::Aliases{{"P4", "P3"}});
    CHECK(people.set("P4", b));
    CHECK(people.aliases() == lists::Aliases{{"P4", "P2"}});
    CHECK_FALSE(people.set("P3", std::nullopt));
    CHECK_FALSE(people.set("P3", std::nullopt));
}

TEST_CASE(
    "after any life, what follows the commits says what was stored, and what a folder of the same rows "
    "says") {
    for (const unsigned seed : {1u, 2u}) {
        CAPTURE(seed);
        House house;
        Life life{seed};
        for (int act = 0; act < 8; ++act) life.live(house);
        Standing standing{norms(), *house.database, house.practice};
        std::vector<Change> kept;
        for (int step = 1; step <= 24; ++step) {
            CAPTURE(step);
            kept.push_back(life.live(house));
            if (life.pick(0, 2) == 0) continue;
            // What comes too early waits, and what comes twice counts once.
            std::ranges::reverse(kept);
            for (const auto& change : kept) standing.apply(change);
            standing.apply(kept.front());
            kept.clear();
            if (step % 4 != 0) continue;
            const auto stored = tests::said_by(house.check_of_stored());
            CHECK(difference(said_by(standing), stored) == "");
            CHECK(difference(stored, tests::said_by(check_of(folder_of(life.now)))) == "");
        }
        CHECK(standing.loads() < 24);
    }
}

TEST_CASE("rows that were taken over are known on the days on which a check of the folder knows them") {
    House house;
    const auto rows = rows_of_example("kliniek", 12);
    house.write([&](storage::Unit& unit) {
        for (const auto& row : rows) house.put(unit, row, records::Origin::TakenOver);
    });
    const auto folder = folder_of(rows);
    CHECK(difference(tests::said_by(house.check_of_stored()), tests::said_by(check_of(folder))) == "");
    for (const auto known_on : {day_of(2024, 1, 1), day_of(2026, 2, 1), day_of(2026, 9, 15)}) {
        CAPTURE(iso_text(known_on));
        CHECK(difference(tests::said_by(house.check_of_stored(known_on)),
                         tests::said_by(check_of(folder, known_on))) == "");
    }
    CHECK(load(*house.database->open_reader(), house.practice, day_of(1990, 1, 1)).records.empty());
    CHECK(load(*house.database->open_reader(), house.practice, day_of(1990, 1, 1)).present == rows.size());
}

TEST_CASE("what was entered is known from the day on which it was entered, and a correction from its own") {
    House house;
    Row row{{"praktijk", "PR1"}, {{"onderwerp", "rechtsvorm"}, {"waarde", "bv"}, {"vanaf", "2024-01-01"}}};
    house.clock.at =
        system::Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{12}};
    house.write([&](storage::Unit& unit) { house.put(unit, row); });
    row.cells["waarde"] = "eenmanszaak";
    house.clock.at += std::chrono::hours{48};
    house.write([&](storage::Unit& unit) { house.put(unit, row); });
    const auto value_on = [&](CalendarDay day) {
        const auto loaded = load(*house.database->open_reader(), house.practice, day);
        CHECK(loaded.present == 1);
        if (loaded.records.empty()) return std::string{"nothing"};
        for (const auto& fact : loaded.records.front().facts)
            for (const auto& attribute : fact.attributes)
                if (attribute.value == "bv" || attribute.value == "eenmanszaak") return attribute.value;
        return std::string{"something else"};
    };
    CHECK(value_on(day_of(2026, 11, 21)) == "nothing");
    CHECK(value_on(day_of(2026, 11, 22)) == "bv");
    CHECK(value_on(day_of(2026, 11, 23)) == "bv");
    CHECK(value_on(day_of(2026, 11, 24)) == "eenmanszaak");
}

TEST_CASE("a stored row that no list accepts is named and costs no other") {
    House house;
    const auto rows = rows_of_example("solo", 3);
    house.write([&](storage::Unit& unit) {
        for (const auto& row : rows) house.put(unit, row);
    });
    Standing standing{norms(), *house.database, house.practice};
    house.write([&](storage::Unit& unit) {
        static constexpr storage::Sql spoil{
            "UPDATE record_version SET plain = '{\"vanaf\":\"ooit\"}' WHERE record_id = "
            "(SELECT record_id FROM record WHERE list = 'mensen' ORDER BY kenmerk LIMIT 1)"};
        unit.run(spoil, {});
    });
    const auto loaded = load(*house.database->open_reader(), house.practice);
    REQUIRE_FALSE(loaded.damaged.empty());
    CHECK(loaded.damaged.front().record.starts_with("mensen:"));
    CHECK(loaded.records.size() == rows.size() - 1);
    CHECK(loaded.present == rows.size());
    CHECK(standing.damaged().empty());
}

TEST_CASE("however many commits lie between two questions, their answers are worked out once, and by who asks") {
    House house;
    Life life{5};
    for (int act = 0; act < 6; ++act) life.live(house);
    Standing standing{norms(), *house.database, house.practice};
    for (int round = 1; round <= 3; ++round) {
        // Nobody new: who is the same human is a reason to read everything again.
        for (int act = 0; act < 12; ++act) {
            auto row = life.now[static_cast<std::size_t>(act) % life.now.size()];
            if (row.name.list == "mensen") continue;
            standing.apply(house.change([&](storage::Unit& unit) { house.withdraw(unit, row.name); }));
            standing.apply(house.change([&](storage::Unit& unit) { house.put(unit, row); }));
        }
        CHECK(standing.settles() == static_cast<std::size_t>(round));
        for (int asked = 0; asked < 3; ++asked) CHECK(difference(said_by(standing), tests::said_by(house.check_of_stored())) == "");
        CHECK(standing.settles() == static_cast<std::size_t>(round) + 1);
    }
    CHECK(standing.loads() == 1);
}

TEST_CASE("when nobody asks for thousands of commits, what is kept of them stays small and nothing is read again") {
    House house;
    Life life{9};
    for (int act = 0; act < 6; ++act) life.live(house);
    Standing standing{norms(), *house.database, house.practice};
    const auto row = *std::ranges::find_if(life.now, [](const Row& one) { return one.name.list != "mensen"; });
    const auto last = house.change([&](storage::Unit& unit) { house.withdraw(unit, row.name); });
    standing.apply(last);
    // As if many units came after it that wrote no record, such as somebody reading one.
    constexpr std::int64_t units = 20'000;
    for (std::int64_t more = 1; more <= units; ++more) standing.apply({last.change_seq + more, {}});
    CHECK(standing.change_seq() > last.change_seq + units - 5000);
    CHECK(difference(said_by(standing), tests::said_by(house.check_of_stored())) == "");
    CHECK(standing.change_seq() == last.change_seq + units);
    CHECK(standing.loads() == 1);
}

TEST_CASE("readers and the writer do not wait for each other, and end with the same") {
    House house;
    Life life{7};
    for (int act = 0; act < 6; ++act) life.live(house);
    Standing standing{norms(), *house.database, house.practice};
    std::atomic<bool> done = false;
    std::atomic<int> asked = 0;
    std::vector<std::thread> readers;
    for (int number = 0; number < 2; ++number)
        readers.emplace_back([&] {
            while (!done) {
                standing.ask([](const check::Check& check) { check.on(day_of(2026, 11, 21)); });
                ++asked;
            }
        });
    for (int act = 0; act < 20; ++act) standing.apply(life.live(house));
    done = true;
    for (auto& reader : readers) reader.join();
    CHECK(asked > 0);
    CHECK(difference(said_by(standing), tests::said_by(house.check_of_stored())) == "");
}

TEST_CASE("an import that is larger than can be followed is read at the next question") {
    House house;
    Standing standing{norms(), *house.database, house.practice};
    const auto rows = rows_of_example("kliniek", 12);
    REQUIRE(rows.size() > 64);
    const auto change = house.change([&](storage::Unit& unit) {
        for (const auto& row : rows) house.put(unit, row);
    });
    standing.apply(change);
    CHECK(standing.loads() == 1);
    CHECK(difference(said_by(standing), tests::said_by(house.check_of_stored())) == "");
    CHECK(standing.loads() == 2);
    CHECK(standing.change_seq() == change.change_seq);
}

TEST_CASE("a change whose forerunner never came is answered all the same, from the database") {
    House house;
    Life life{3};
    for (int act = 0; act < 6; ++act) life.live(house);
    Standing standing{norms(), *house.database, house.practice};
    life.live(house);  // Nobody tells of these.
    life.live(house);
    Change last;
    while (last.change_seq == 0) last = life.live(house);
    standing.apply(last);
    CHECK(difference(said_by(standing), tests::said_by(house.check_of_stored())) == "");
    CHECK(standing.loads() == 2);
    CHECK(standing.change_seq() == last.change_seq);
    standing.apply(last);
    CHECK(standing.loads() == 2);
    Change again;
    while (again.change_seq == 0) again = life.live(house);
    standing.forget();
    CHECK(difference(said_by(standing), tests::said_by(house.check_of_stored())) == "");
    CHECK(standing.loads() == 3);
}
