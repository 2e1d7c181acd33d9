#include "access/grant.h"

#include <doctest/doctest.h>

#include <set>
#include <type_traits>

namespace kader::access {

namespace {
const subjects::PracticeId practice{UuidBytes{1, 2, 3}};

std::set<std::string_view> areas_of(const Grant& grant, Act act) {
    std::set<std::string_view> found;
    for (int at = 0; at < area_count; ++at)
        if (grant.may(static_cast<Area>(at), act)) found.insert(word(static_cast<Area>(at)));
    return found;
}
}  // namespace

// Whoever wants a grant asks one of the functions of this module for it.
static_assert(!std::is_default_constructible_v<Grant>);
static_assert(!std::is_constructible_v<Grant, subjects::PracticeId, Actor, std::uint32_t, std::uint32_t>);

TEST_CASE("the operator may do everything, within one practice") {
    const auto grant = operator_grant(practice, 1000);
    CHECK(areas_of(grant, Act::Read).size() == area_count);
    CHECK(areas_of(grant, Act::Write).size() == area_count);
    CHECK(grant.practice() == practice);
    CHECK(!grant.refusal(Area::Staff, Act::Write));
}

TEST_CASE("an operator has the same id every time, and another one than the next operator") {
    CHECK(operator_grant(practice, 1000).actor().id.text() == "6b616465-722d-8000-8000-0000000003e8");
    CHECK(operator_actor(0xFFFFFFFF).id.text() == "6b616465-722d-8000-8000-0000ffffffff");
    CHECK(operator_actor(0).id != operator_actor(1).id);
    CHECK(operator_actor(0).role == "operator");
}

TEST_CASE("the program itself sees answers and the log, and no staff file") {
    const auto grant = server_grant(practice);
    CHECK(areas_of(grant, Act::Read) == std::set<std::string_view>{"check", "audit"});
    CHECK(areas_of(grant, Act::Write) == std::set<std::string_view>{"audit"});
    CHECK(grant.actor().id.is_nil());
    CHECK(word(grant.actor().kind) == "server");
}

TEST_CASE("the program files what it saw of itself with a grant for that and nothing else") {
    const auto grant = observer_grant(practice);
    CHECK(areas_of(grant, Act::Read) == std::set<std::string_view>{"security_management", "audit"});
    CHECK(areas_of(grant, Act::Write) == std::set<std::string_view>{"security_management", "audit"});
    CHECK(word(grant.actor().kind) == "server");
}

TEST_CASE("who moves a practice in is the one the log names") {
    const auto grant = founder_grant(practice, operator_actor(7));
    CHECK(grant.actor().id == operator_actor(7).id);
    CHECK(grant.may(Area::Transfer, Act::Write));
}

TEST_CASE("a refusal names the area in the language of the reader") {
    const auto grant = server_grant(practice);
    const auto read = grant.refusal(Area::Staff, Act::Read);
    REQUIRE(read);
    CHECK(read->code == Code::Forbidden);
    CHECK(read->detail == "U mag dit niet inzien: het personeel.");
    CHECK(grant.refusal(Area::Documents, Act::Write, Language::English)->detail ==
          "You may not change this: documents.");
}

TEST_CASE("every area has a word of its own") {
    std::set<std::string_view> words;
    for (int at = 0; at < area_count; ++at) words.insert(word(static_cast<Area>(at)));
    CHECK(words.size() == area_count);
    CHECK(word(Area::Practice) == "practice");
    CHECK(word(Area::Transfer) == "transfer");
}

}  // namespace kader::access
