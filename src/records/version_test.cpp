#include "records/version.h"

#include <doctest/doctest.h>

#include <set>

#include "records/json_text.h"

namespace kader::records {

namespace {

Version version() {
    Version made;
    made.record = subjects::RecordId{UuidBytes{1}};
    made.list = "mensen";
    made.kenmerk = "P1";
    made.number = 2;
    made.learned_at = system::Instant{std::chrono::microseconds{1'700'000'000'000'001}};
    made.change_seq = 7;
    made.author = subjects::ActorId{UuidBytes{2}};
    made.subject = subjects::SubjectId{UuidBytes{3}};
    made.plain = {{"vanaf", "2024-01-01"}};
    made.sealed = Cells{{"naam", "Zoë \"Fictief\""}};
    return made;
}

}  // namespace

TEST_CASE("plain cells are one JSON object in the order of names, and come back") {
    const Cells cells{{"vanaf", "2024-01-01"}, {"band", "eigenaar"}, {"taak", "a\"b\\c\nd\te\x01é 😀"}};
    const auto text = plain_text(cells);
    CHECK(text ==
          "{\"band\":\"eigenaar\",\"taak\":\"a\\\"b\\\\c\\nd\\te\\u0001é 😀\",\"vanaf\":\"2024-01-01\"}");
    const auto back = parse_plain(text);
    REQUIRE(back);
    CHECK(*back == cells);
    CHECK(plain_text({}) == "{}");
    CHECK(parse_plain("{}")->empty());
}

TEST_CASE("stored text that we would not have written is refused") {
    for (const std::string_view text :
         {"", " {}", "{} ", "{", "[]", "null", "{\"a\":1}", "{\"a\":null}", "{\"a\":{}}", "{\"a\": \"b\"}",
          "{\"b\":\"1\",\"a\":\"2\"}", "{\"a\":\"1\",\"a\":\"1\"}", "{\"a\":\"1\",}", "{\"a\":\"\\u0041\"}",
          "{\"a\":\"\\/\"}", "{\"a\":\"\xff\"}", "{\"a\":\"b\"}x", "{\"a\":\"b"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_plain(text));
    }
    CHECK_FALSE(parse_plain(std::string(100'000, '[')));
    CHECK_FALSE(parse_plain("{\"a\":\"" + std::string(5'000'000, 'x') + "\"}"));
}

TEST_CASE("what the digest is made of can be written down without this program") {
    CHECK(canonical_content(version()) ==
          "{\"list\":\"mensen\",\"kenmerk\":\"P1\",\"number\":2,\"state\":1,\"origin\":1,"
          "\"learned_at\":1700000000000001,\"author\":\"02000000-0000-0000-0000-000000000000\","
          "\"subject\":\"03000000-0000-0000-0000-000000000000\",\"plain\":{\"vanaf\":\"2024-01-01\"},"
          "\"sealed\":{\"naam\":\"Zoë \\\"Fictief\\\"\"}}");
}

TEST_CASE("another salt, or anything else in a version, gives another digest") {
    const vault::ByteVector salt(salt_bytes, 1), other_salt(salt_bytes, 2);
    std::set<vault::Digest> digests{content_digest(version(), salt), content_digest(version(), other_salt)};
    const auto with = [&](auto change) {
        auto changed = version();
        change(changed);
        digests.insert(content_digest(changed, salt));
    };
    with([](Version& v) { v.list = "mensem"; });
    with([](Version& v) { v.kenmerk = "P2"; });
    with([](Version& v) { v.number = 3; });
    with([](Version& v) { v.state = State::EnteredInError; });
    with([](Version& v) { v.origin = Origin::TakenOver; });
    with([](Version& v) { v.learned_at += std::chrono::microseconds{1}; });
    with([](Version& v) { v.author = {}; });
    with([](Version& v) { v.subject = {}; });
    with([](Version& v) { v.plain.clear(); });
    with([](Version& v) { v.plain["vanaf"] = "2024-01-02"; });
    with([](Version& v) { v.sealed->clear(); });
    // A cell that goes from one part to the other.
    with([](Version& v) { v.plain.merge(*v.sealed); });
    CHECK(digests.size() == 14);
    CHECK(content_digest(version(), salt) == content_digest(version(), salt));
}

}  // namespace kader::records
