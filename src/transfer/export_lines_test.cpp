#include "transfer/export_lines.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace kader;
using namespace kader::transfer;

namespace {

UuidBytes bytes(std::uint8_t first) { return {first, 2, 3, 4, 5, 6, 0x77, 8, 0x89, 10, 11, 12, 13, 14, 15, 16}; }

VersionLine example() {
    records::Version version;
    version.record = subjects::RecordId{bytes(1)};
    version.list = "mensen";
    version.kenmerk = "P\"1\"";
    version.number = 2;
    version.origin = records::Origin::TakenOver;
    version.learned_at = system::Instant{std::chrono::microseconds{1'795'337'400'123'456}};
    version.change_seq = 7;
    version.author = subjects::ActorId{bytes(2)};
    version.subject = subjects::SubjectId{bytes(3)};
    version.plain = {{"vanaf", "2020-01-01"}, {"band", "eigenaar"}};
    version.sealed = records::Cells{{"naam", "Zoë\n\"Fictief\" \\ / 😀"}};
    return {version, vault::ByteVector(16, 0xAB)};
}

std::string replaced(std::string text, std::string_view old, std::string_view now) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), now);
}

}  // namespace

TEST_CASE("a version survives its line, with every character that a cell can hold") {
    const auto line = example();
    const auto text = text_of(line);
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.starts_with(R"({"record":"01020304-0506-7708-890a-0b0c0d0e0f10","version":2,"list":"mensen",)"));
    const auto read = parse_version(text);
    REQUIRE(read);
    CHECK(read->version.plain == line.version.plain);
    CHECK(read->version.sealed == line.version.sealed);
    CHECK(read->version.kenmerk == line.version.kenmerk);
    CHECK(read->version.learned_at == line.version.learned_at);
    CHECK(read->salt == line.salt);
    CHECK(text_of(*read) == text);
}

TEST_CASE("a line that says something twice, in another way or too deep is no line") {
    const auto text = text_of(example());
    REQUIRE(parse_version(text));
    CHECK_FALSE(parse_version(""));
    CHECK_FALSE(parse_version("[]"));
    CHECK_FALSE(parse_version(text + " "));
    CHECK_FALSE(parse_version(text + text));
    CHECK_FALSE(parse_version(text.substr(0, text.size() - 1)));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("version":1,"version":2)")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("version":2.0)")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("version":0)")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("version":-2)")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("version":18446744073709551615)")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("version": 2)")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("version":"2")")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2,)", "")));
    CHECK_FALSE(parse_version(replaced(text, R"("version":2)", R"("more":1,"version":2)")));
    CHECK_FALSE(parse_version(replaced(text, "taken_over", "guessed")));
    CHECK_FALSE(parse_version(replaced(text, "01020304", "0102030G")));
    CHECK_FALSE(parse_version(replaced(text, "abab", "ABAB")));
    CHECK_FALSE(parse_version(replaced(text, "abab", "")));
    CHECK_FALSE(parse_version(replaced(text, "eigenaar", "eigen\\u0000aar")));
    CHECK_FALSE(parse_version(replaced(text, "eigenaar", "eigen\xFF" "aar")));
    CHECK_FALSE(parse_version(replaced(text, R"("eigenaar")", R"({"a":1})")));
    CHECK_FALSE(parse_version(replaced(text, R"("eigenaar")", std::string(100, '[') + std::string(100, ']'))));
    CHECK_FALSE(parse_version(std::string(1'000'000, '[')));
}

TEST_CASE("a line of the log and a subject survive as well") {
    AuditLine audit;
    audit.seq = 3;
    audit.entry = R"({"v":1,"at":"2026-11-22T09:30:00.123456Z"})";
    audit.salt = vault::ByteVector(16, 1);
    audit.chain.fill(0xFE);
    const auto text = text_of(audit);
    const auto read = parse_audit(text);
    REQUIRE(read);
    CHECK(read->entry == audit.entry);
    CHECK(read->chain == audit.chain);
    CHECK_FALSE(parse_audit(replaced(text, "fefe", "")));

    SubjectLine subject{subjects::SubjectId{bytes(4)}, {subjects::SubjectKind::StaffFile, "P1"}, {}};
    const auto again = parse_subject(text_of(subject));
    REQUIRE(again);
    CHECK(again->id == subject.id);
    CHECK(again->ref == subject.ref);
    CHECK_FALSE(parse_subject(replaced(text_of(subject), "staff_file", "dossier")));
}
