#include "audit/entry.h"

#include <doctest/doctest.h>

#include <random>

#include "kernel/limits.h"

namespace kader::audit {

namespace {

UuidBytes bytes_from(std::uint8_t first) {
    return {first, 0x90, 0xa5, 0xb2, 0x7c, 0x11, 0x7d, 0xef, 0x8a, 0x3b, 1};
}

Entry small() {
    Entry entry;
    entry.v = 1;
    entry.at = system::Instant{std::chrono::microseconds{1'800'000'000'123'456}};
    entry.practice = subjects::PracticeId{bytes_from(1)};
    entry.seq = 1;
    entry.act = "practice.create";
    entry.actor_kind = "operator";
    entry.role = "operator";
    entry.workstation = "local";
    return entry;
}

Entry full() {
    auto entry = small();
    entry.lane = 2;
    entry.seq = 9'007'199'254'740'993;
    entry.act = "record.correct";
    entry.action = 'U';
    entry.outcome = Outcome::Refused;
    entry.actor = subjects::ActorId{bytes_from(2)};
    entry.purpose = "HQUALIMP";
    entry.basis = "rule-7";
    entry.subject = subjects::SubjectId{bytes_from(3)};
    auto& object = entry.object.emplace();
    object.type = "record";
    object.id = "0390a5b2-7c11-7def-8a3b-010000000000";
    object.list = "mensen";
    object.version = 3;
    object.content.emplace().fill(0xAB);
    entry.count = 0;
    entry.edition = "2026-06-01";
    return entry;
}

Entry full_second() {
    auto entry = full();
    entry.v = 2;
    entry.clock = ClockState::Jumped;
    entry.on_behalf_of = subjects::ActorId{bytes_from(4)};
    entry.site = "locatie-1";
    entry.source = "0590a5b2";
    entry.policy = "3f2a";
    entry.relation = "0690a5b2";
    entry.consent = "0790a5b2";
    entry.break_glass = subjects::BreakGlassId{bytes_from(8)};
    entry.subject.reset();
    entry.subjects = {subjects::SubjectId{bytes_from(3)}, subjects::SubjectId{bytes_from(9)}};
    entry.compartment = "dossier";
    entry.object->life = "access";
    entry.query = "name,birth_date";
    entry.note = subjects::NoteId{bytes_from(10)};
    return entry;
}

void check_round_trip(const Entry& entry) {
    const auto written = canonical(entry);
    const auto read = parse_entry(written);
    REQUIRE_MESSAGE(read, written);
    CHECK(canonical(*read) == written);
    CHECK(read->at == entry.at);
    CHECK(read->seq == entry.seq);
    CHECK(read->actor == entry.actor);
    CHECK(read->subject == entry.subject);
    CHECK(read->count == entry.count);
    CHECK(read->workstation == entry.workstation);
    REQUIRE(read->object.has_value() == entry.object.has_value());
    if (entry.object) {
        CHECK(read->object->version == entry.object->version);
        CHECK(read->object->content == entry.object->content);
    }
}

bool is_entry(const std::string& text) {
    return static_cast<bool>(parse_entry(text));
}

std::string with(std::string text, std::string_view old_part, std::string_view new_part) {
    const auto at = text.find(old_part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old_part.size(), new_part);
}

}  // namespace

// These bytes stand in stored logs and are hashed: they never change.
TEST_CASE("the canonical bytes of an entry are these, for ever") {
    CHECK(canonical(small()) ==
          R"({"v":1,"at":"2027-01-15T08:00:00.123456Z","practice":"0190a5b2-7c11-7def-8a3b-010000000000",)"
          R"("lane":0,"seq":1,"act":"practice.create","action":"C","outcome":"done","actor_kind":"operator",)"
          R"("role":"operator","workstation":"local"})");
    CHECK(canonical(full()) ==
          R"({"v":1,"at":"2027-01-15T08:00:00.123456Z","practice":"0190a5b2-7c11-7def-8a3b-010000000000",)"
          R"("lane":2,"seq":9007199254740993,"act":"record.correct","action":"U","outcome":"refused",)"
          R"("actor_kind":"operator","actor":"0290a5b2-7c11-7def-8a3b-010000000000","role":"operator",)"
          R"("workstation":"local","purpose":"HQUALIMP","basis":"rule-7",)"
          R"("subject":"0390a5b2-7c11-7def-8a3b-010000000000","object":{"type":"record",)"
          R"("id":"0390a5b2-7c11-7def-8a3b-010000000000","list":"mensen","version":3,)"
          R"("content":"abababababababababababababababababababababababababababababababab"},"count":0,)"
          R"("edition":"2026-06-01"})");
}

TEST_CASE("the second version of the canonical bytes is this, for ever") {
    auto least = small();
    least.v = 2;
    CHECK(canonical(least) ==
          R"({"v":2,"at":"2027-01-15T08:00:00.123456Z","clock":"unwatched",)"
          R"("practice":"0190a5b2-7c11-7def-8a3b-010000000000",)"
          R"("lane":0,"seq":1,"act":"practice.create","action":"C","outcome":"done","actor_kind":"operator",)"
          R"("role":"operator","workstation":"local"})");
    CHECK(canonical(full_second()) ==
          R"({"v":2,"at":"2027-01-15T08:00:00.123456Z","clock":"jumped","practice":"0190a5b2-7c11-7def-8a3b-010000000000",)"
          R"("lane":2,"seq":9007199254740993,"act":"record.correct","action":"U","outcome":"refused",)"
          R"("actor_kind":"operator","actor":"0290a5b2-7c11-7def-8a3b-010000000000",)"
          R"("on_behalf_of":"0490a5b2-7c11-7def-8a3b-010000000000","role":"operator",)"
          R"("workstation":"local","site":"locatie-1","source":"0590a5b2","purpose":"HQUALIMP","basis":"rule-7",)"
          R"("policy":"3f2a","relation":"0690a5b2","consent":"0790a5b2","break_glass":"0890a5b2-7c11-7def-8a3b-010000000000",)"
          R"("subjects":["0390a5b2-7c11-7def-8a3b-010000000000","0990a5b2-7c11-7def-8a3b-010000000000"],)"
          R"("compartment":"dossier","object":{"type":"record",)"
          R"("id":"0390a5b2-7c11-7def-8a3b-010000000000","list":"mensen","version":3,)"
          R"("content":"abababababababababababababababababababababababababababababababab","life":"access"},)"
          R"("query":"name,birth_date","count":0,"note":"0a90a5b2-7c11-7def-8a3b-010000000000",)"
          R"("edition":"2026-06-01"})");
}

TEST_CASE("an entry of the first version holds no member of the second") {
    auto entry = full_second();
    entry.subject = subjects::SubjectId{bytes_from(3)};
    const auto first = canonical(full());
    entry.v = 1;
    CHECK(canonical(entry) == first);
    const auto second = [] {
        auto made = full();
        made.v = 2;
        return canonical(made);
    }();
    REQUIRE(is_entry(second));
    CHECK(!is_entry(with(second, "\"v\":2", "\"v\":1")));
    CHECK(!is_entry(with(first, "\"v\":1", "\"v\":2")));
    CHECK(!is_entry(with(first, "\"role\"", "\"on_behalf_of\":\"0490a5b2-7c11-7def-8a3b-010000000000\",\"role\"")));
}

TEST_CASE("a line about several people names two through twenty, each once") {
    auto entry = full_second();
    entry.subjects.resize(1);
    CHECK(!is_entry(canonical(entry)));
    entry.subjects.assign(2, subjects::SubjectId{bytes_from(3)});
    CHECK(!is_entry(canonical(entry)));
    entry.subjects.clear();
    for (std::size_t at = 0; at < subjects_count_max; ++at) entry.subjects.push_back(subjects::SubjectId{bytes_from(static_cast<std::uint8_t>(at))});
    check_round_trip(entry);
    CHECK(entry.is_about(subjects::SubjectId{bytes_from(19)}));
    CHECK(!entry.is_about(subjects::SubjectId{bytes_from(20)}));
    entry.subjects.push_back(subjects::SubjectId{bytes_from(20)});
    CHECK(!is_entry(canonical(entry)));
    entry.subjects.resize(2);
    entry.subject = subjects::SubjectId{bytes_from(1)};
    CHECK(!is_entry(canonical(entry)));
}

TEST_CASE("what RFC 8259 asks to escape is escaped, and nothing else") {
    auto entry = small();
    entry.workstation = std::string{"\"\\/\b\f\n\r\t\x01\x1f\x7f"} + std::string(1, '\0') + "é€😀";
    const auto written = canonical(entry);
    CHECK(written.find("\"workstation\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\\u0000é€😀\"") !=
          std::string::npos);
    check_round_trip(entry);
}

TEST_CASE("bytes that are no UTF-8 become the mark for what cannot be shown") {
    auto entry = small();
    entry.workstation = "a\xff\xc3z";
    CHECK(canonical(entry).find("\"a\uFFFD\uFFFDz\"") != std::string::npos);
    CHECK(parse_entry(canonical(entry))->workstation == "a\uFFFD\uFFFDz");
}

TEST_CASE("an entry reads back from its own bytes") {
    check_round_trip(small());
    check_round_trip(full());
    check_round_trip(full_second());
    std::mt19937 chance{20260101};
    const auto below = [&](unsigned end) { return static_cast<unsigned>(chance() % end); };
    const auto text = [&] {
        std::string made;
        for (auto left = below(6); left > 0; --left)
            made += std::array{"a", "\"", "\\", "\n", "é", "😀", "\x02", "{", ","}[below(9)];
        return made;
    };
    for (int round = 0; round < 2000; ++round) {
        auto entry = small();
        entry.at = system::Instant{std::chrono::microseconds{static_cast<std::int64_t>(chance()) * 500'000}};
        if (below(2) == 0) entry.v = 2;
        if (entry.v == 2) {
            entry.clock = std::array{ClockState::Unwatched, ClockState::Steady, ClockState::Jumped}[below(3)];
            entry.site = text();
            entry.source = text();
            entry.policy = text();
            entry.relation = text();
            entry.consent = text();
            entry.compartment = text();
            entry.query = text();
            if (below(2) == 0) entry.note = subjects::NoteId{bytes_from(static_cast<std::uint8_t>(below(256)))};
        }
        entry.lane = below(3);
        entry.seq = 1 + static_cast<std::int64_t>(chance());
        entry.act = text();
        entry.action = "CRUDE"[below(5)];
        entry.outcome = below(2) == 0 ? Outcome::Done : Outcome::Refused;
        if (below(2) == 0) entry.actor = subjects::ActorId{bytes_from(static_cast<std::uint8_t>(below(256)))};
        entry.role = text();
        entry.workstation = text();
        entry.purpose = text();
        entry.basis = text();
        if (below(2) == 0) entry.subject = subjects::SubjectId{bytes_from(7)};
        if (below(2) == 0) {
            auto& object = entry.object.emplace();
            object.type = text();
            object.id = text();
            object.list = text();
            object.version = below(3);
            if (below(2) == 0) object.content.emplace().fill(static_cast<std::uint8_t>(below(256)));
        }
        if (below(2) == 0) entry.count = below(1000);
        entry.edition = text();
        check_round_trip(entry);
    }
}

TEST_CASE("another spelling of an entry is no entry") {
    const auto right = canonical(full());
    REQUIRE(is_entry(right));
    CHECK(!is_entry(right + " "));
    CHECK(!is_entry(" " + right));
    CHECK(!is_entry(with(right, ",\"lane\"", ", \"lane\"")));
    CHECK(!is_entry(with(right, "\"role\":\"operator\",\"workstation\":\"local\"",
                         "\"workstation\":\"local\",\"role\":\"operator\"")));
    CHECK(!is_entry(with(right, "operator", "oper\\u0061tor")));
    CHECK(!is_entry(with(right, "\"lane\":2", "\"lane\":2.0")));
    CHECK(!is_entry(with(right, "\"lane\":2", "\"lane\":02")));
    CHECK(!is_entry(with(right, "\"lane\":2", "\"lane\":2e0")));
    CHECK(!is_entry(with(right, "\"content\":\"ab", "\"content\":\"AB")));
    CHECK(!is_entry(with(right, "0290a5b2", "0290A5B2")));
    CHECK(!is_entry(with(right, "08:00:00.123456Z", "08:00:00.123Z")));
}

TEST_CASE("a member twice, one that is unknown, and one that is missing, are refused") {
    const auto right = canonical(full());
    CHECK(!is_entry(with(right, "\"lane\":2", "\"lane\":2,\"lane\":2")));
    CHECK(!is_entry(with(right, "\"lane\":2", "\"lane\":1,\"lane\":2")));
    CHECK(!is_entry(with(right, "\"version\":3", "\"version\":3,\"version\":3")));
    CHECK(!is_entry(with(right, "\"lane\":2", "\"lane\":2,\"name\":\"Ada Voorbeeld\"")));
    CHECK(!is_entry(with(right, "\"version\":3", "\"version\":3,\"name\":\"Ada Voorbeeld\"")));
    for (const auto* member : {"\"v\":1,", "\"lane\":2,", "\"action\":\"U\",", "\"act\":\"record.correct\",",
                               "\"type\":\"record\","})
        CHECK_MESSAGE(!is_entry(with(right, member, "")), member);
}

TEST_CASE("a number that no entry can have is refused") {
    const auto right = canonical(full());
    CHECK(!is_entry(with(right, "\"v\":1", "\"v\":0")));
    CHECK(!is_entry(with(right, "\"v\":1", "\"v\":3")));
    CHECK(!is_entry(with(right, "\"lane\":2", "\"lane\":-1")));
    CHECK(!is_entry(with(right, "9007199254740993", "0")));
    CHECK(!is_entry(with(right, "9007199254740993", "9223372036854775808")));
    CHECK(is_entry(with(right, "9007199254740993", "9223372036854775807")));
    CHECK(!is_entry(with(right, "\"version\":3", "\"version\":0")));
    CHECK(!is_entry(with(right, "\"count\":0", "\"count\":-1")));
    CHECK(!is_entry(with(right, "\"action\":\"U\"", "\"action\":\"X\"")));
    CHECK(!is_entry(with(right, "\"action\":\"U\"", "\"action\":\"CR\"")));
    CHECK(!is_entry(with(right, "\"outcome\":\"refused\"", "\"outcome\":\"maybe\"")));
}

TEST_CASE("what is no JSON object of strings and numbers is no entry") {
    const auto right = canonical(full());
    for (const auto* text : {"", "{}", "[]", "null", "1", "\"\"", "{\"v\":1}", "{\"v\":1", "{\"v\":\"1\"}"})
        CHECK_MESSAGE(!is_entry(text), text);
    CHECK(!is_entry(with(right, "\"object\":{", "\"object\":{\"list\":{},")));
    CHECK(!is_entry(with(right, "\"role\":\"operator\"", "\"role\":null")));
    CHECK(!is_entry(with(right, "\"role\":\"operator\"", "\"role\":\"\xff\"")));
    CHECK(!is_entry(std::string(100'000, '[')));
    auto large = small();
    large.role = std::string(limits::audit_entry_bytes_max, 'x');
    CHECK(!is_entry(canonical(large)));
    for (std::size_t length = 0; length < right.size(); ++length) CHECK(!is_entry(right.substr(0, length)));
    const auto second = canonical(full_second());
    for (std::size_t length = 0; length < second.size(); ++length) CHECK(!is_entry(second.substr(0, length)));
    for (const auto* instead : {"\"subjects\":[],", "\"subjects\":{},", "\"subjects\":\"\",", "\"subjects\":[1,2],"}) {
        const auto at = second.find("\"subjects\":");
        CHECK(!is_entry(std::string{second}.replace(at, second.find("\"compartment\"") - at, instead)));
    }
    CHECK(!is_entry(with(second, "\"clock\":\"jumped\"", "\"clock\":\"right\"")));
}

}  // namespace kader::audit
