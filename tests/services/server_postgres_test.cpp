// The server on PostgreSQL that goes away and comes back: what it kept in memory is not what it answers from any more.

#include "server/house_for_tests.h"
#include "services/postgres_cluster.h"

namespace kader::server::tests {

namespace {

std::string hex_literal(const subjects::PracticeId& practice) { return "'\\x" + vault::hex(practice.bytes()) + "'"; }

}  // namespace

TEST_CASE("what another wrote while the database was away is in the next answer of the check, and whom they let go is out") {
    kader::tests::PostgresCluster cluster;
    const auto where = cluster.fresh_database();
    House house{{}, where};
    const auto ola = house.somebody(access::Role::Owner), rik = house.somebody(access::Role::Owner),
               neighbour = house.somebody(access::Role::Owner, house.other);
    for (const std::string kenmerk : {"B1", "B2", "B3"}) {
        const auto body = R"({"kenmerk":")" + kenmerk +
                          R"(","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-20"}})";
        REQUIRE(house.as(ola, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: " + kenmerk + "\r\n", body).status == 201);
    }
    const auto rows = [&](const accounts::Begun& who) {
        const auto answer = house.as(who, "GET", "/api/check");
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        return answer.json().at("rows").at("read").as_int64();
    };
    const auto other_connection = [&](const std::string& sql) { cluster.query(cluster.as_superuser(where), sql); };
    const auto of_practice = " WHERE practice_id = " + hex_literal(house.practice);
    CHECK(rows(ola) == 3);
    CHECK(rows(neighbour) == 0);
    // As long as the database was not away, what is in memory is what counts: that it is answered from shows here.
    other_connection("DELETE FROM record_version" + of_practice + " AND record_id = (SELECT record_id FROM record" + of_practice + " AND kenmerk = 'B3')");
    CHECK(rows(ola) == 3);

    cluster.stop();
    // Somebody else writes, which is how the server finds out; of this practice nothing is asked meanwhile.
    const auto refused = house.here->writer().write(house.other.bytes(), [](storage::Unit& unit) -> std::optional<Error> {
        static constexpr storage::Sql any{"SELECT 1"};
        unit.each(any, {}, [](const storage::Row&) {});
        return {};
    });
    REQUIRE(refused);
    CHECK(refused->code == Code::Unavailable);
    REQUIRE(house.here->writer().stopped());
    CHECK(house.application().standings().count() == 2);
    cluster.restart();
    other_connection("DELETE FROM record_version" + of_practice + " AND record_id = (SELECT record_id FROM record" + of_practice + " AND kenmerk = 'B2')");
    other_connection("UPDATE session SET ended_at = used_at WHERE account_id = '\\x" + vault::hex(rik.who.account.bytes()) + "'");
    for (int i = 0; i < 600 && house.here->writer().stopped(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{100});
    REQUIRE_FALSE(house.here->writer().stopped());

    CHECK(rows(ola) == 1);
    CHECK(rows(neighbour) == 0);
    CHECK(house.as(rik, "GET", "/api/session").status == 401);
    // And from here on memory follows what is written here, as ever.
    const std::string body = R"({"kenmerk":"B4","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-20"}})";
    CHECK(house.as(ola, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: B4\r\n", body).status == 201);
    CHECK(rows(ola) == 2);
}

}  // namespace kader::server::tests
