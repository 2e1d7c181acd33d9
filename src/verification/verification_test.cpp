// What a walk finds when somebody changes stored rows behind Kader's back.

#include "verification/verification.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>

#include "check/record_types.h"
#include "records/record_store.h"

using namespace kader;
namespace fs = std::filesystem;

namespace {

class StillClock : public system::Clock {
public:
    system::Instant now() const override { return system::Instant{std::chrono::seconds{1'795'000'000}}; }
};
const StillClock still;

const lists::ListType& list(std::string_view name) {
    const auto& types = check::record_types();
    return *std::ranges::find(types, name, &lists::ListType::name);
}

// A practice with three records, of which one was corrected and one withdrawn.
class House {
public:
    House() {
        std::string name = (fs::temp_directory_path() / "kader-verification-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        m_folder = name;
        REQUIRE(installation::create(m_folder, still));
        open();
        practice = *m_here->add_practice("Praktijk Voorbeeld", access::operator_actor(1));
        const auto person = [](std::string kenmerk, std::string role) {
            return records::Draft{.type = &list("mensen"),
                                  .kenmerk = std::move(kenmerk),
                                  .cells = {{"naam", "Iris Voorbeeld"},
                                            {"beroep", "arts"},
                                            {"functie", std::move(role)},
                                            {"band", "eigenaar"},
                                            {"levert_zorg", "ja"},
                                            {"vanaf", "2024-01-01"}}};
        };
        write([&](storage::Unit& unit, const auto& keeping, const auto& grant) {
            for (const std::string kenmerk : {"P1", "P2", "P3"})
                REQUIRE(records::put(unit, keeping, grant, person(kenmerk, "arts")));
        });
        write([&](storage::Unit& unit, const auto& keeping, const auto& grant) {
            REQUIRE(records::put(unit, keeping, grant, person("P1", "directeur")));
        });
        write([&](storage::Unit& unit, const auto& keeping, const auto& grant) {
            const auto newest = records::find_newest(unit.session(), practice, "mensen", "P2");
            REQUIRE(newest);
            REQUIRE(records::withdraw(unit, keeping, grant, list("mensen"), newest->record, newest->number));
        });
    }
    ~House() {
        m_here.reset();
        fs::remove_all(m_folder);
    }

    verification::Outcome verify() { return verification::verify(*m_here, practice); }

    // Runs SQL on the file itself, as an intruder would.
    void behind_our_back(std::string_view sql) {
        m_here.reset();
        {
            const auto database = storage::open_sqlite(m_folder / "kader.db");
            const auto session = database->open_writer();
            session->begin();
            session->script(sql);
            session->commit();
        }
        open();
    }

    // Whoever has the keys could store this: rightly sealed, and unknown to the log.
    void store_without_a_line(const std::string& kenmerk,
                              const std::function<void(records::Version&)>& change,
                              const std::string& first = {}) {
        const auto session = m_here->reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        auto version = records::find_newest(*session, practice, "mensen", kenmerk);
        REQUIRE(version);
        const auto sealed = records::find_sealed(*session, practice, version->record, version->number);
        const records::Keeping keeping{m_here->keys(), m_here->keyring(), m_here->log()};
        const auto opened = records::open_sealed(*session, keeping, practice, *version, sealed);
        REQUIRE(opened);
        session->end_snapshot();
        version->sealed = opened->sealed;
        change(*version);
        if (!first.empty()) behind_our_back(first);
        write([&](storage::Unit& unit, const auto& here, const auto& grant) {
            const auto refused = records::put_old(unit, here, grant, *version, opened->salt);
            if (refused) FAIL(refused->detail);
        });
    }

    // The walk finds something wrong, and says so in both languages with these words.
    void finds(std::string_view nl, std::string_view where) {
        const auto outcome = verify();
        REQUIRE(outcome.wrong);
        CAPTURE(outcome.wrong->nl);
        CHECK(outcome.wrong->nl.find(nl) != std::string::npos);
        CHECK(outcome.wrong->nl.find(where) != std::string::npos);
        CHECK(outcome.wrong->en != outcome.wrong->nl);
        CHECK(outcome.wrong->en.size() > 20);
        CHECK(outcome.wrong->nl.find("Iris") == std::string::npos);
    }

    subjects::PracticeId practice;

private:
    void open() {
        auto opened = installation::Installation::open(m_folder, still);
        if (!opened) FAIL(opened.error().detail);
        m_here = std::move(*opened);
    }
    template <class Work>
    void write(Work&& work) {
        const records::Keeping keeping{m_here->keys(), m_here->keyring(), m_here->log()};
        const auto grant = access::operator_grant(practice, 1);
        const auto refused =
            m_here->writer().write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
                work(unit, keeping, grant);
                return {};
            });
        REQUIRE_FALSE(refused);
    }

    fs::path m_folder;
    std::unique_ptr<installation::Installation> m_here;
};

const std::string of_p1 = "(SELECT record_id FROM record WHERE kenmerk = 'P1')";

}  // namespace

TEST_CASE("what nobody touched is all right and is counted") {
    House house;
    const auto outcome = house.verify();
    if (outcome.wrong) FAIL(outcome.wrong->nl);
    CHECK(outcome.records == 3);
    CHECK(outcome.versions == 5);
    CHECK(outcome.lines == 6);
}

TEST_CASE("a changed column of a version is found and the record is named") {
    for (const std::string change :
         {"plain = replace(plain, '2024-01-01', '2023-01-01')", "state = 2", "origin = 2",
          "learned_at = learned_at + 1", "author = zeroblob(16)", "same_human = zeroblob(16)", "plain = '{'",
          "plain = ''", "sealed = substr(sealed, 1, 40)", "sealed = x'00'", "version = 7",
          "sealed = (SELECT sealed FROM record_version AS other WHERE other.version = 1 AND other.record_id "
          "<> record_version.record_id LIMIT 1)"}) {
        CAPTURE(change);
        House house;
        house.behind_our_back("UPDATE record_version SET " + change +
                              " WHERE version = 2 AND record_id = " + of_p1);
        house.finds("mensen P1", "versie");
    }
}

TEST_CASE("a record under another kenmerk or list is found") {
    House house;
    house.behind_our_back("UPDATE record SET kenmerk = 'P9' WHERE kenmerk = 'P1'");
    house.finds("mensen P9", "versie 1");
}

TEST_CASE("a version that was put back to an older one, or is gone, is found") {
    {
        House house;
        house.behind_our_back("DELETE FROM record_version WHERE version = 2 AND record_id = " + of_p1);
        house.finds("verdwenen", "Logboek, regel 5");
    }
    House house;
    house.behind_our_back(
        "UPDATE record_version SET (plain, sealed) = (SELECT plain, sealed FROM record_version AS old "
        "WHERE old.version = 1 AND old.record_id = record_version.record_id) WHERE version = 2 AND record_id "
        "= " +
        of_p1);
    house.finds("mensen P1", "versie 2");
}

TEST_CASE("a version that the log does not know is found, also when it was sealed with the right key") {
    {
        House house;
        house.behind_our_back(
            "INSERT INTO record_version SELECT practice_id, record_id, 3, state, origin, learned_at, "
            "change_seq, "
            "author, subject_id, same_human, plain, sealed FROM record_version WHERE version = 2 AND "
            "record_id = " +
            of_p1);
        house.finds("beschadigd of buiten Kader om veranderd", "mensen P1, versie 3");
    }
    House house;
    house.store_without_a_line("P1", [](records::Version& version) { ++version.number; });
    house.finds("niets in het logboek", "mensen P1, versie 3");
}

TEST_CASE("another content than the log speaks of is found, also when it was sealed with the right key") {
    House house;
    house.store_without_a_line(
        "P1", [](records::Version& version) { version.plain["vanaf"] = "2020-01-01"; },
        "DELETE FROM record_version WHERE version = 2 AND record_id = " + of_p1);
    house.finds("een andere dan die waarvan het logboek spreekt", "mensen P1, versie 2");
}

TEST_CASE("a key that is gone is told as such") {
    House house;
    house.behind_our_back(
        "DELETE FROM subject_key WHERE subject_id = (SELECT subject_id FROM record_version WHERE version = 2 "
        "AND record_id = " +
        of_p1 + ")");
    house.finds("sleutel ontbreekt", "mensen P1");
}

TEST_CASE("who was destroyed has no key, and that is in order; one in the ledger who opens all the same is told") {
    const std::string subject = "(SELECT subject_id FROM record_version WHERE version = 2 AND record_id = " + of_p1 + ")";
    const std::string ledger = "INSERT INTO destroyed_subject SELECT practice_id, subject_id, 1, 1 FROM subject WHERE subject_id = " + subject + ";";
    {
        House house;
        house.behind_our_back(ledger + "DELETE FROM subject_key WHERE subject_id = " + subject);
        const auto outcome = house.verify();
        if (outcome.wrong) FAIL(outcome.wrong->en);
        CHECK(outcome.destroyed > 0);
        CHECK(outcome.destroyed < outcome.versions);
    }
    House house;
    house.behind_our_back(ledger);
    house.finds("toch opent het nog", "mensen P1");
}

TEST_CASE("a line of the log that was changed, taken out or cut off is found at its number") {
    for (const std::string sql :
         {"UPDATE audit_entry SET entry = replace(entry, 'operator', 'operatoR') WHERE seq = 3",
          "UPDATE audit_entry SET salt = zeroblob(16) WHERE seq = 3", "DELETE FROM audit_entry WHERE seq = 3",
          "DELETE FROM audit_entry WHERE seq >= 3"}) {
        CAPTURE(sql);
        House house;
        house.behind_our_back(sql);
        house.finds("Logboek", "3");
    }
}
