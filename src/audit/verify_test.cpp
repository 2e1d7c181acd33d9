#include <doctest/doctest.h>

#include "audit/chain.h"
#include "audit/log_for_tests.h"

namespace kader::audit {

namespace {

const std::string of_practice = " practice_id = X'01000000000000000000000000000000'";

std::string row(int seq) {
    return of_practice + " AND seq = " + std::to_string(seq);
}

// What the verifier says of ten sound lines after someone changed the database. One database serves every
// such change, and is put back before the next.
Verified after(const std::string& sql) {
    static LogForTests house;
    static const bool filled = [] {
        house.add_lines(10);
        house.add_lines(10, LogForTests::practice(2));
        house.stop();
        house.tamper(
            "CREATE TABLE sound_entry AS SELECT * FROM audit_entry;\n"
            "CREATE TABLE sound_head AS SELECT * FROM audit_head");
        return true;
    }();
    REQUIRE(filled);
    house.tamper(
        "DELETE FROM audit_entry;\nDELETE FROM audit_head;\n"
        "INSERT INTO audit_entry SELECT * FROM sound_entry;\n"
        "INSERT INTO audit_head SELECT * FROM sound_head");
    REQUIRE(!house.verified().wrong);
    house.tamper(sql);
    return house.verified();
}

void check_wrong_at(std::int64_t seq, const std::string& sql) {
    const auto verified = after(sql);
    REQUIRE_MESSAGE(verified.wrong, sql);
    CHECK_MESSAGE(verified.wrong->seq == seq, sql);
    CHECK_MESSAGE(!verified.wrong->nl.empty(), sql);
    CHECK_MESSAGE(!verified.wrong->en.empty(), sql);
}

// Someone without the keyring who makes the whole chain again from one line on, as sound as they can.
std::string chain_again(LogForTests& house, std::int64_t from, std::string_view new_act) {
    constexpr storage::Sql select{
        "SELECT seq, entry, salt FROM audit_entry WHERE practice_id = $1 ORDER BY seq"};
    std::string sql;
    Head head;
    house.reader()->each(select, {storage::id(LogForTests::practice())}, [&](const storage::Row& found) {
        std::string text{found.text(1)};
        if (found.integer(0) == from) {
            auto entry = *parse_entry(text);
            entry.act = new_act;
            text = canonical(entry);
        }
        head = following(head, found.blob(2), text);
        sql += "UPDATE audit_entry SET entry = '" + text + "', chain = X'" + vault::hex(head.chain) +
               "' WHERE" + row(static_cast<int>(found.integer(0))) + ";\n";
    });
    return sql + "UPDATE audit_head SET chain = X'" + vault::hex(head.chain) + "' WHERE" + of_practice + ";";
}

}  // namespace

TEST_CASE("a log that nobody touched is sound") {
    LogForTests house;
    for (int at = 0; at < 10; ++at) house.add_lines(at);
    std::int64_t visited = 0;
    const auto verified = house.verified([&](const Entry& entry) { CHECK(entry.seq == ++visited); });
    CHECK(!verified.wrong);
    CHECK(verified.entries == 45);
    CHECK(visited == 45);
    CHECK(verified.head.seq == 45);
}

TEST_CASE("a line that was changed is found, whichever of its parts it is") {
    for (const int seq : {1, 5, 10}) {
        check_wrong_at(
            seq,
            "UPDATE audit_entry SET entry = replace(entry, 'record.add', 'record.adx') WHERE" + row(seq));
        check_wrong_at(seq, "UPDATE audit_entry SET entry = entry || ' ' WHERE" + row(seq));
        check_wrong_at(seq, "UPDATE audit_entry SET entry = '' WHERE" + row(seq));
        check_wrong_at(seq, "UPDATE audit_entry SET salt = zeroblob(16) WHERE" + row(seq));
        check_wrong_at(seq, "UPDATE audit_entry SET chain = zeroblob(32) WHERE" + row(seq));
    }
}

TEST_CASE("a line that was taken out leaves a gap that is found") {
    for (const int seq : {1, 5, 9}) check_wrong_at(seq, "DELETE FROM audit_entry WHERE" + row(seq));
}

TEST_CASE("a gap that was closed by renumbering is found") {
    check_wrong_at(4, "DELETE FROM audit_entry WHERE" + row(4) +
                          ";\nUPDATE audit_entry SET seq = seq + 100 WHERE" + of_practice +
                          " AND seq > 4;\nUPDATE audit_entry SET seq = seq - 101 WHERE" + of_practice +
                          " AND seq > 100");
}

TEST_CASE("two lines that changed places are found") {
    check_wrong_at(3, "UPDATE audit_entry SET seq = 100 WHERE" + row(3) +
                          ";\nUPDATE audit_entry SET seq = 3 WHERE" + row(4) +
                          ";\nUPDATE audit_entry SET seq = 4 WHERE" + row(100));
}

TEST_CASE("a tail that was cut off is found, also when the head was set back without the key") {
    check_wrong_at(10, "DELETE FROM audit_entry WHERE" + row(10));
    check_wrong_at(8, "DELETE FROM audit_entry WHERE" + of_practice + " AND seq >= 8");
    check_wrong_at(7, "DELETE FROM audit_entry WHERE" + of_practice +
                          " AND seq >= 8;\n"
                          "UPDATE audit_head SET seq = 7, chain = (SELECT chain FROM audit_entry WHERE" +
                          row(7) + ") WHERE" + of_practice);
}

TEST_CASE("a line past the end is found") {
    check_wrong_at(
        11,
        "INSERT INTO audit_entry SELECT practice_id, lane, 11, entry, salt, chain FROM audit_entry WHERE" +
            row(10));
    // Even one that fits the chain.
    LogForTests house;
    house.add_lines(10);
    const auto end = house.verified().head;
    Entry entry;
    entry.practice = LogForTests::practice();
    entry.seq = 11;
    entry.act = "record.add";
    const auto text = canonical(entry);
    const vault::ByteVector salt(16, 1);
    house.tamper("INSERT INTO audit_entry VALUES (X'" + vault::hex(LogForTests::practice().bytes()) +
                 "', 0, 11, '" + text + "', X'" + vault::hex(salt) + "', X'" +
                 vault::hex(following(end, salt, text).chain) + "')");
    const auto verified = house.verified();
    REQUIRE(verified.wrong);
    CHECK(verified.wrong->seq == 11);
    CHECK(verified.entries == 10);
}

TEST_CASE("a log without its head, or with a head that was changed, is found") {
    check_wrong_at(10, "DELETE FROM audit_head WHERE" + of_practice);
    check_wrong_at(10, "UPDATE audit_head SET mac = zeroblob(32) WHERE" + of_practice);
    check_wrong_at(10, "UPDATE audit_head SET mac = X'00' WHERE" + of_practice);
    check_wrong_at(10, "UPDATE audit_head SET chain = zeroblob(32) WHERE" + of_practice);
    check_wrong_at(11, "UPDATE audit_head SET seq = 11 WHERE" + of_practice);
    check_wrong_at(9, "UPDATE audit_head SET seq = 9 WHERE" + of_practice);
    check_wrong_at(10, "UPDATE audit_head SET mac = (SELECT mac FROM audit_head WHERE NOT" + of_practice +
                           ") WHERE" + of_practice);
}

TEST_CASE("a log that is gone altogether is found") {
    check_wrong_at(
        1, "DELETE FROM audit_entry WHERE" + of_practice + ";\nDELETE FROM audit_head WHERE" + of_practice);
    check_wrong_at(1, "DELETE FROM audit_entry WHERE" + of_practice);
}

TEST_CASE("a log made again in full by someone without the keyring is found") {
    LogForTests house;
    house.add_lines(10);
    house.tamper(chain_again(house, 4, "record.adx"));
    const auto verified = house.verified();
    REQUIRE(verified.wrong);
    // Every line fits the next, so it shows at the end.
    CHECK(verified.wrong->seq == 10);
    CHECK(verified.wrong->en.find("replaced") != std::string::npos);
}

TEST_CASE("the log of another practice in the place of this one is found") {
    check_wrong_at(1, "DELETE FROM audit_entry WHERE" + of_practice +
                          ";\nUPDATE audit_entry SET practice_id = X'01000000000000000000000000000000'");
}

TEST_CASE("a log under another keyring is told") {
    LogForTests house;
    house.add_lines(3);
    const auto other = vault::Keyring::random();
    const auto session = house.reader();
    const auto verified = verify(*session, other, LogForTests::practice());
    REQUIRE(verified.wrong);
    CHECK(verified.wrong->seq == 3);
}

TEST_CASE("a line in a lane of its own, made by someone without the keyring, is found") {
    const auto verified = after(
        "INSERT INTO audit_entry SELECT practice_id, 1, seq, entry, salt, chain FROM audit_entry WHERE" +
        row(1));
    REQUIRE(verified.wrong);
    CHECK(verified.wrong->lane == 1);
    CHECK(verified.wrong->seq == 1);
    CHECK(verified.entries == 10);
}

TEST_CASE("only the sound lines before the first wrong one are shown, and the sentence names that one") {
    LogForTests house;
    house.add_lines(10);
    house.tamper("UPDATE audit_entry SET salt = zeroblob(16) WHERE" + of_practice + " AND seq IN (6, 8)");
    std::int64_t visited = 0;
    const auto verified = house.verified([&](const Entry& entry) { visited = entry.seq; });
    CHECK(visited == 5);
    CHECK(verified.entries == 5);
    REQUIRE(verified.wrong);
    CHECK(verified.wrong->nl == "Regel 6 is veranderd, of de regel ervoor is vervangen.");
    CHECK(verified.wrong->en == "Line 6 was changed, or the line before it was replaced.");
}

}  // namespace kader::audit
