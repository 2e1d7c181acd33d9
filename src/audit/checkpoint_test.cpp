#include "audit/checkpoint.h"

#include <doctest/doctest.h>

#include <fstream>

#include "audit/log_for_tests.h"
#include "system/files.h"

namespace kader::audit {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t start = 1'800'000'000'000'000;
system::Instant after(std::int64_t minutes) {
    return system::Instant{std::chrono::microseconds{start + minutes * 60'000'000}};
}

// A log whose heads are signed at some moments, in a folder outside it.
class SignedLog {
public:
    SignedLog() {
        auto name = (fs::temp_directory_path() / "kader-checkpoints-XXXXXX").string();
        HALT_UNLESS(::mkdtemp(name.data()) != nullptr);
        folder = name;
    }
    ~SignedLog() { fs::remove_all(folder); }

    void sign(std::int64_t minute) { sign_head(house.verified().head, minute); }
    void sign_head(const Head& head, std::int64_t minute) {
        add_checkpoint(folder, practice, after(minute), signer.sign(practice, first_lane, head, after(minute)), signer.verifier());
    }
    SignedHeads heads() const { return read_checkpoints(folder, practice, signer.verifier()); }
    // What is wrong with the log beside what was signed.
    std::optional<Wrong> compared() {
        const auto signed_heads = heads();
        REQUIRE(signed_heads.wrong.empty());
        Comparison comparison{signed_heads.heads};
        const auto session = house.reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        const auto found = verify(*session, house.keyring, practice, {}, [&](std::int64_t lane, const Head& head) { comparison.take(lane, head); });
        REQUIRE(!found.wrong);
        return comparison.finish(found.head);
    }

    subjects::PracticeId practice = LogForTests::practice();
    LogForTests house;
    vault::Key seed = vault::Key::random();
    Signer signer{seed, "0590a5b2-7c11-7def-8a3b-010000000000"};
    fs::path folder;
};

}  // namespace

TEST_CASE("a checkpoint is a signed note that is read back by the public key alone") {
    const auto seed = vault::Key::from(vault::ByteVector(32, 7));
    const Signer signer{seed, "0590a5b2"};
    const auto practice = LogForTests::practice();
    Head head{1234, {}};
    head.chain.fill(0xAB);
    const auto note = signer.sign(practice, 0, head, after(0));
    CHECK(note.starts_with("kader-chain-1/01000000-0000-0000-0000-000000000000/0\n1234\nq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=\n"
                           "at 2027-01-15T08:00:00.000000Z\n\n\u2014 kader-log/0590a5b2 "));
    const auto verifier = Verifier::parse(signer.verifier().text());
    REQUIRE(verifier);
    CHECK(*verifier == signer.verifier());
    const auto read = read_checkpoint(note, *verifier);
    REQUIRE(read);
    CHECK(read->practice == practice);
    CHECK(read->lane == 0);
    CHECK(read->head.seq == 1234);
    CHECK(read->head.chain == head.chain);
    CHECK(read->at == after(0));
    // Another may have signed below.
    CHECK(read_checkpoint(note + "\u2014 getuige.voorbeeld AAAAAAAA\n", *verifier));
}

TEST_CASE("no byte of a checkpoint can be changed") {
    const auto seed = vault::Key::random();
    const Signer signer{seed, "0590a5b2"};
    const auto note = signer.sign(LogForTests::practice(), 0, {12, {}}, after(0));
    for (std::size_t at = 0; at < note.size(); ++at) {
        auto changed = note;
        changed[at] ^= 1;
        CHECK_MESSAGE(!read_checkpoint(changed, signer.verifier()), at);
        CHECK_MESSAGE(!read_checkpoint(note.substr(0, at), signer.verifier()), at);
    }
    const auto other = vault::Key::random();
    const auto refused = read_checkpoint(note, Signer{other, "0590a5b2"}.verifier());
    REQUIRE(!refused);
    CHECK(refused.error().code == Code::Forbidden);
    CHECK(!Verifier::parse(signer.verifier().text() + "A"));
    CHECK(!Verifier::parse("kader-log"));
}

TEST_CASE("a log that went on after each checkpoint agrees with all of them") {
    SignedLog signed_log;
    for (const int minute : {5, 10, 60 * 24 * 40}) {
        signed_log.house.add_lines(7);
        signed_log.sign(minute);
    }
    signed_log.house.add_lines(3);
    CHECK(signed_log.heads().heads.size() == 3);
    CHECK(!signed_log.compared());
}

TEST_CASE("a log that somebody with all keys made again differs from what was signed, from the last line that agreed on") {
    SignedLog signed_log;
    signed_log.house.add_lines(5);
    signed_log.sign(5);
    signed_log.house.add_lines(5);
    signed_log.sign(10);
    signed_log.house.stop();
    // The same keys: their own log is sound in itself.
    signed_log.house.tamper("DELETE FROM audit_entry WHERE seq > 5; DELETE FROM audit_head WHERE practice_id = X'01000000000000000000000000000000'");
    {
        Log none{signed_log.house.keyring};
        signed_log.house.tamper("DELETE FROM audit_entry");
        signed_log.house.start({&none});
        REQUIRE(!signed_log.house.writer().write(signed_log.practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            for (int at = 0; at < 12; ++at) none.append(unit, access::operator_grant(signed_log.practice, 1), {.act = "record.add"});
            return {};
        }));
        signed_log.house.stop();
    }
    const auto wrong = signed_log.compared();
    REQUIRE(wrong);
    CHECK(wrong->seq == 1);
    CHECK(wrong->en.find("through 5") != std::string::npos);
}

TEST_CASE("a log that was put back from an older copy, keys and all, is shorter than what was signed") {
    SignedLog signed_log;
    signed_log.house.add_lines(5);
    signed_log.sign(5);
    signed_log.house.stop();
    signed_log.house.tamper("CREATE TABLE old_entry AS SELECT * FROM audit_entry; CREATE TABLE old_head AS SELECT * FROM audit_head");
    {
        Log log{signed_log.house.keyring};
        signed_log.house.start({&log});
        REQUIRE(!signed_log.house.writer().write(signed_log.practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            for (int at = 0; at < 4; ++at) log.append(unit, access::operator_grant(signed_log.practice, 1), {.act = "record.add"});
            return {};
        }));
        signed_log.house.stop();
    }
    signed_log.sign(10);
    CHECK(!signed_log.compared());
    signed_log.house.tamper(
        "DELETE FROM audit_entry; DELETE FROM audit_head;"
        "INSERT INTO audit_entry SELECT * FROM old_entry; INSERT INTO audit_head SELECT * FROM old_head");
    const auto wrong = signed_log.compared();
    REQUIRE(wrong);
    CHECK(wrong->seq == 6);
    CHECK(wrong->nl.find("oudere kopie") != std::string::npos);
    // And when the shorter log was signed as well, the checkpoints alone show it.
    signed_log.sign(15);
    const auto heads = signed_log.heads();
    REQUIRE(heads.wrong.size() == 1);
    CHECK(heads.wrong[0].en.find("became shorter") != std::string::npos);
}

TEST_CASE("two logs of the same length that were both signed are both shown") {
    SignedLog signed_log;
    Head one{5, {}}, other{5, {}};
    other.chain.fill(1);
    signed_log.sign_head(one, 5);
    signed_log.sign_head(other, 10);
    signed_log.sign_head(other, 15);
    const auto heads = signed_log.heads();
    REQUIRE(heads.wrong.size() == 1);
    CHECK(heads.wrong[0].en.find("AAAAAAAAAAAA") != std::string::npos);
    CHECK(heads.wrong[0].en.find("AQEBAQEBAQEB") != std::string::npos);
    CHECK(heads.heads.size() == 3);
}

TEST_CASE("a checkpoint that broke off, one of another key and one of another practice are told, and the others hold") {
    SignedLog signed_log;
    signed_log.house.add_lines(5);
    signed_log.sign(5);
    const auto file = signed_log.folder / checkpoint_file(signed_log.practice, after(5));
    const auto other_key = vault::Key::random();
    {
        std::ofstream add{file, std::ios::app};
        add << Signer{other_key, "0590a5b2"}.sign(signed_log.practice, 0, {6, {}}, after(6)) << "\n"
            << signed_log.signer.sign(LogForTests::practice(2), 0, {6, {}}, after(6)) << "\n"
            << "kader-chain-1/";
    }
    const auto heads = signed_log.heads();
    CHECK(heads.heads.size() == 1);
    CHECK(heads.wrong.size() == 3);
    CHECK_THROWS_AS(read_checkpoints(signed_log.folder / "geen", signed_log.practice, signed_log.signer.verifier()), system::FileError);
}

TEST_CASE("a crash in the middle of writing a checkpoint does not spoil the next one") {
    SignedLog signed_log;
    signed_log.house.add_lines(5);
    signed_log.sign(5);
    const auto file = signed_log.folder / checkpoint_file(signed_log.practice, after(5));
    std::ofstream{file, std::ios::app} << "kader-chain-1/01000000-0000-0000-0000-000000000000/0\n1";
    signed_log.house.add_lines(5);
    signed_log.sign(10);
    const auto heads = signed_log.heads();
    CHECK(heads.heads.size() == 2);
    CHECK(heads.wrong.size() == 1);
}

}  // namespace kader::audit
