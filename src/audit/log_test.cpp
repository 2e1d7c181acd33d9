#include <doctest/doctest.h>

#include <future>

#include "audit/chain.h"
#include "audit/log_for_tests.h"

namespace kader::audit {

TEST_CASE("a line in the log says who, when and where in the chain") {
    LogForTests house;
    house.clock.set(1'800'000'000'123'456);
    const subjects::SubjectId subject{UuidBytes{7}};
    REQUIRE(!house.write([&](storage::Unit& unit, const access::Grant& grant) {
        house.log.append(unit, grant, {.act = "practice.create"});
        house.log.append(unit, grant,
                         {.act = "record.add", .purpose = "HQUALIMP", .subject = subject, .count = 3});
    }));
    std::vector<Entry> seen;
    const auto verified = house.verified([&](const Entry& entry) { seen.push_back(entry); });
    CHECK(!verified.wrong);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].act == "practice.create");
    CHECK(seen[0].seq == 1);
    CHECK(seen[1].seq == 2);
    CHECK(seen[1].practice == LogForTests::practice());
    CHECK(seen[1].actor == access::operator_actor(1000).id);
    CHECK(seen[1].actor_kind == "operator");
    CHECK(seen[1].role == "operator");
    CHECK(seen[1].workstation == "local");
    CHECK(seen[1].subject == subject);
    CHECK(seen[1].count == 3);
    CHECK(seen[1].at.time_since_epoch().count() == 1'800'000'000'123'456);
}

TEST_CASE("the chain goes on after a restart, and over many units of several practices") {
    LogForTests house;
    for (int at = 0; at < 5; ++at) {
        house.add_lines(3);
        house.add_lines(1, LogForTests::practice(2));
    }
    house.stop();
    Log after_restart{house.keyring};
    auto& writer = house.start({&after_restart});
    REQUIRE(!writer.write(LogForTests::practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        after_restart.append(unit, access::server_grant(LogForTests::practice()), {.act = "program.start"});
        return {};
    }));
    const auto one = house.verified(), two = house.verified({}, LogForTests::practice(2));
    CHECK(!one.wrong);
    CHECK(one.entries == 16);
    CHECK(one.head.seq == 16);
    CHECK(!two.wrong);
    CHECK(two.entries == 5);
    house.stop();
}

TEST_CASE("a unit that comes to nothing leaves no line, and the next one follows on what is there") {
    LogForTests house;
    house.add_lines(1);
    const auto refused = house.writer().write(
        LogForTests::practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            house.log.append(unit, access::operator_grant(LogForTests::practice(), 1), {.act = "record.add"});
            return Error{Code::Invalid, "no"};
        });
    REQUIRE(refused);
    house.add_lines(2);
    const auto verified = house.verified();
    CHECK(!verified.wrong);
    CHECK(verified.entries == 3);
}

TEST_CASE("of many units at once, some of which fail, the lines of the others make one sound chain") {
    LogForTests house;
    house.add_lines(1);
    constexpr int units = 200;
    std::vector<std::future<bool>> answers;
    for (int at = 0; at < units; ++at) {
        auto answer = std::make_shared<std::promise<bool>>();
        answers.push_back(answer->get_future());
        house.writer().submit(
            LogForTests::practice(static_cast<std::uint8_t>(1 + at % 2)).bytes(),
            [&house, at](storage::Unit& unit) -> std::optional<Error> {
                house.log.append(unit, access::operator_grant(subjects::PracticeId{unit.practice()}, 1),
                                 {.act = "record.add"});
                if (at % 10 == 3) return Error{Code::Invalid, "no"};
                return {};
            },
            [answer](const std::optional<Error>& error) { answer->set_value(!error); });
    }
    int done = 0;
    for (auto& answer : answers) done += answer.get();
    CHECK(done == units - units / 10);
    const auto one = house.verified(), two = house.verified({}, LogForTests::practice(2));
    CHECK(!one.wrong);
    CHECK(!two.wrong);
    CHECK(one.entries + two.entries == 1 + done);
}

TEST_CASE("no two lines have the same salt, so equal lines have different hashes") {
    LogForTests house;
    house.add_lines(50);
    constexpr storage::Sql salts{"SELECT count(DISTINCT salt) FROM audit_entry WHERE practice_id = $1"};
    house.reader()->each(salts, {storage::id(LogForTests::practice())},
                         [](const storage::Row& row) { CHECK(row.integer(0) == 50); });
}

TEST_CASE("an exported log is put back as it was, with the same chain") {
    LogForTests from, to;
    from.add_lines(20);
    struct Old {
        std::string entry;
        vault::ByteVector salt;
    };
    std::vector<Old> exported;
    constexpr storage::Sql select{"SELECT entry, salt FROM audit_entry WHERE practice_id = $1 ORDER BY seq"};
    from.reader()->each(select, {storage::id(LogForTests::practice())}, [&](const storage::Row& row) {
        const auto salt = row.blob(1);
        exported.push_back({std::string{row.text(0)}, {salt.begin(), salt.end()}});
    });
    const auto put_back = [&](std::size_t first, std::size_t end, const subjects::PracticeId& into) {
        return to.writer().write(into.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            for (auto at = first; at < end; ++at)
                if (auto error = to.log.append_old(unit, exported[at].entry, exported[at].salt)) return error;
            return {};
        });
    };
    REQUIRE(!put_back(0, 12, LogForTests::practice()));
    CHECK(put_back(13, 14, LogForTests::practice())->code == Code::Invalid);
    CHECK(put_back(11, 12, LogForTests::practice())->code == Code::Invalid);
    CHECK(put_back(0, 1, LogForTests::practice(2))->code == Code::Invalid);
    exported.push_back({"{}", exported[0].salt});
    CHECK(put_back(20, 21, LogForTests::practice())->code == Code::Invalid);
    exported.push_back({exported[12].entry, {1, 2, 3}});
    CHECK(put_back(21, 22, LogForTests::practice())->code == Code::Invalid);
    REQUIRE(!put_back(12, 20, LogForTests::practice()));
    to.add_lines(1);
    const auto verified = to.verified();
    CHECK(!verified.wrong);
    CHECK(verified.entries == 21);
    // The chain of the first twenty is that of the export, whose own head vouches for it.
    constexpr storage::Sql twentieth{"SELECT chain FROM audit_entry WHERE practice_id = $1 AND seq = 20"};
    to.reader()->each(twentieth, {storage::id(LogForTests::practice())}, [&](const storage::Row& row) {
        CHECK(vault::same_bytes(row.blob(0), from.verified().head.chain));
    });
}

TEST_CASE("on a log that does not end as its head says, nothing more is written") {
    for (const auto* sql : {"DELETE FROM audit_entry WHERE seq = 5", "DELETE FROM audit_head",
                            "UPDATE audit_head SET mac = zeroblob(32)", "UPDATE audit_head SET seq = 4",
                            "UPDATE audit_entry SET chain = zeroblob(32) WHERE seq = 5"}) {
        LogForTests house;
        house.add_lines(5);
        house.stop();
        house.tamper(sql);
        Log after_restart{house.keyring};
        house.start({&after_restart});
        const auto grant = access::operator_grant(LogForTests::practice(), 1);
        std::optional<storage::Fault> fault;
        // The writer answers with an error what the unit throws; which, is looked at here.
        const auto refused = house.writer().write(
            LogForTests::practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
                try {
                    after_restart.append(unit, grant, {.act = "record.add"});
                } catch (const storage::StorageError& error) {
                    fault = error.fault();
                    return Error{Code::Unavailable, "the log is wrong"};
                }
                return {};
            });
        CHECK_MESSAGE(refused, sql);
        CHECK_MESSAGE(fault == storage::Fault::Damaged, sql);
        house.stop();
    }
}

TEST_CASE("the hashes of a chain are those of its description") {
    // Made with another program.
    const vault::ByteVector salt(16, 0x11);
    const auto one = following({}, salt, "{\"v\":1}");
    CHECK(vault::hex(leaf_of(salt, "{\"v\":1}")) ==
          "a5153aeac561447ade2a4ef331a3ef11b65714f26566b20871b97dacd404cdd6");
    CHECK(one.seq == 1);
    CHECK(vault::hex(one.chain) == "a511872277614ca9293679da0272730b5baeae262816bd766bab3c608be829f0");
    CHECK(vault::hex(following(one, salt, "{}").chain) ==
          "f082d461c3e50e3c51aed336bc9adc1072b5f318ff045a29037b37a94839098d");
    const vault::ByteVector key(32, 0x22);
    CHECK(vault::hex(mac_of(vault::Key::from(key), UuidBytes{1}, 0, one)) ==
          "aca53db25a9491706da45b1d82a8f5804359239079561e16d156cfef61fb726d");
}

}  // namespace kader::audit
