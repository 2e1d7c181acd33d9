// The review of the log on PostgreSQL: the tests that run on SQLite as well, emergency access, and the walls between practices.

#include "break_glass/break_glass.h"
#include "log_review/outcomes.h"
#include "log_review/review_for_tests.h"
#include "services/postgres_for_tests.h"

namespace kader::log_review {

namespace {

std::optional<storage::PostgresOptions> newest;

}  // namespace

migrations::EngineForTests engine_for_tests() {
    const auto options = newest.emplace(tests::shared_cluster().emptied_database());
    storage::migrate_postgres(options, migrations::all(), 1);
    return {storage::open_postgres(options), [options](const std::string& sql) {
                tests::shared_cluster().query(tests::shared_cluster().as_superuser(options), sql);
            }};
}

TEST_CASE("emergency access opens, ends and is found on PostgreSQL, and no other practice sees a row of it") {
    HouseOfReview house;
    const break_glass::Wanted wanted{house.file, "acute_care", "Flauwgevallen na de behandeling", true};
    break_glass::BreakGlass door{house.keyring, house.keys, house.log};
    std::optional<break_glass::Terms> terms;
    const auto by = HouseOfReview::by(1, access::Role::Practitioner);
    REQUIRE(!house.write([&](storage::Unit& unit, const access::Grant&) {
        const auto begun = door.start(unit, by, wanted);
        REQUIRE(begun);
        terms = *begun;
    }));
    const auto is_open = [&] {
        return door.open_for(*house.look(), HouseOfReview::practice(), by.actor().id, house.file, house.clock.now()).has_value();
    };
    CHECK(is_open());
    const Review review{house.keys, house.log};
    const auto found = find(looks_of(*house.look(), HouseOfReview::practice(), Month::of(day_of(house.clock.now()))), Facts{});
    REQUIRE(!house.write([&](storage::Unit& unit, const access::Grant&) { CHECK(review.store(unit, found.findings) == 1); }));
    static constexpr storage::Sql questions[] = {{"SELECT count(*) FROM break_glass"}, {"SELECT count(*) FROM log_finding"}, {"SELECT count(*) FROM audit_note"}};
    const auto reader = house.reader();
    for (const auto practice : {std::uint8_t{1}, std::uint8_t{2}})
        for (const auto& question : questions) {
            reader->begin_snapshot();
            reader->enter_practice(HouseOfReview::practice(practice).bytes());
            reader->each(question, {}, [&](const storage::Row& row) { CHECK(row.integer(0) == (practice == 1 ? 1 : 0)); });
            reader->end_snapshot();
        }
    REQUIRE(!house.write([&](storage::Unit& unit, const access::Grant&) { CHECK(!door.end(unit, by, terms->id)); }));
    CHECK(!is_open());
    const auto forced = tests::shared_cluster().query(
        tests::shared_cluster().as_superuser(*newest),
        "SELECT relname FROM pg_class WHERE relname IN ('audit_note', 'break_glass', 'break_glass_end', 'log_finding', 'log_outcome') "
        "AND relrowsecurity AND relforcerowsecurity");
    CHECK(forced.size() == 5);
}

}  // namespace kader::log_review
