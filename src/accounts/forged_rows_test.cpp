// Someone who can write in the database but lacks the keyring signs in as nobody else.

#include "accounts/house_for_tests.h"

namespace kader::accounts {

namespace {

// An owner "ola" and a reader "rik", who tampers.
struct Two : House {
    Begun ola = somebody("ola"), rik = somebody("rik", access::Role::Reader);
    bool is_in(const Begun& begun) { return accounts->session(begun.token, Use::Looks).has_value(); }
};

}  // namespace

TEST_CASE("the hash of one's own password in the row of somebody else opens nothing") {
    House house;
    const auto ola = house.somebody("ola");
    REQUIRE(house.accounts->create(ola.who.grant("local"), {"Rik Voorbeeld", "rik", std::string{password}, access::Role::Reader}));
    house.tamper("UPDATE account SET password_hash = (SELECT password_hash FROM account AS other WHERE other.role = 'reader') WHERE role = 'owner'");
    house.open();
    CHECK(!house.sign_in("ola"));
    CHECK(!house.accounts->session(ola.token, Use::Looks));
    CHECK(house.sign_in("rik"));
}

TEST_CASE("a suspended account whose state was set back in the database stays out") {
    Two house;
    REQUIRE(!house.accounts->suspend(house.ola.who.grant("local"), house.rik.who.account));
    house.open();
    CHECK(!house.accounts->begin(house.rik.who.account, "local"));
    house.tamper("UPDATE account SET state = 1");
    house.open();
    CHECK(!house.accounts->begin(house.rik.who.account, "local"));
    CHECK(house.is_in(house.ola));
}

TEST_CASE("a session that was given to another account in the database, or made longer there, is over") {
    Two house;
    bool stays = false;
    SUBCASE("as it was") { stays = true; }
    SUBCASE("of another") { house.tamper("UPDATE session SET account_id = (SELECT account_id FROM account WHERE role = 'owner')"); }
    SUBCASE("with a second factor that was not used") { house.tamper("UPDATE session SET factor_at = used_at"); }
    SUBCASE("as if it had begun in full") { house.tamper("UPDATE session SET kind = 3"); }
    SUBCASE("longer") { house.tamper("UPDATE session SET ends_at = ends_at + 1000000"); }
    house.open();
    CHECK(house.is_in(house.rik) == stays);
}

TEST_CASE("a role that was put back, taken out or taken over in the database closes the account, and a session in another role is over") {
    Two house;
    REQUIRE(house.accounts->grant_role(house.ola.who.grant("local"), house.rik.who.account, {.role = access::Role::Reception}));
    REQUIRE(!house.accounts->change_role(house.ola.who.grant("local"), house.rik.who.account, access::Role::Reader, RoleChange::End));
    const auto rik = house.accounts->begin(house.rik.who.account, "local");
    REQUIRE(rik);
    bool stays = false;
    SUBCASE("as it was") { stays = true; }
    SUBCASE("taken out") { house.tamper("UPDATE account SET roles = NULL WHERE role = 'reader'"); }
    SUBCASE("of an owner") { house.tamper("UPDATE account SET roles = (SELECT roles FROM account AS other WHERE other.role = 'owner') WHERE role = 'reader'"); }
    SUBCASE("the session of an owner") { house.tamper("UPDATE session SET role = 'owner'"); }
    SUBCASE("the session of before there were roles") { house.tamper("UPDATE session SET role = ''"); }
    SUBCASE("the session of a guest") { house.tamper("UPDATE session SET guest_id = account_id"); }
    house.open();
    CHECK(house.is_in(*rik) == stays);
}

TEST_CASE("the session of an account that is suspended does not come back with a restart") {
    Two house;
    REQUIRE(!house.accounts->suspend(house.ola.who.grant("local"), house.rik.who.account));
    // As if it had begun in the very moment that the account was suspended.
    house.tamper("UPDATE session SET ended_at = NULL");
    house.open();
    CHECK(!house.is_in(house.rik));
    CHECK(house.is_in(house.ola));
}

TEST_CASE("what the database knows of a token is not enough to make one") {
    House house;
    const auto token = *house.accounts->make_setup_token(house.practice());
    CHECK(token.size() == 64);
    const NewAccount first{"Ola Voorbeeld", "ola", std::string{password}};
    // Made without the key: how it was, and how one would try.
    for (const auto& made : {vault::digest_of({vault::bytes_of(token)}), vault::digest_of({vault::bytes_of("token:"), vault::bytes_of(token)})}) {
        const auto session = house.reader();
        session->begin_snapshot();
        session->enter_practice(house.practice().bytes());
        static constexpr storage::Sql count{"SELECT count(*) FROM setup_token WHERE practice_id = $1 AND token_hash = $2"};
        session->each(count, {storage::id(house.practice()), storage::Bytes{made}}, [](const storage::Row& row) { CHECK(row.integer(0) == 0); });
        session->end_snapshot();
    }
    const auto begun = house.accounts->set_up(token, first, "local");
    REQUIRE(begun);
    // Used, and made fresh again in the database: there is an account now.
    house.tamper("UPDATE setup_token SET used_at = NULL");
    house.open();
    CHECK(house.accounts->set_up(token, {"Rik", "rik", std::string{password}}, "local").error().code == Code::Forbidden);
    CHECK(!house.sign_in("rik"));
}

TEST_CASE("SR-19: taking the second factor out of the database opens no account with the password alone") {
    House house;
    const auto ola = house.owner(1, "ola");
    house.owner(2, "bea");
    SUBCASE("none at all") { house.tamper("UPDATE account SET factors = NULL"); }
    SUBCASE("of another place") { house.tamper("UPDATE account SET factors = sealed"); }
    SUBCASE("those of somebody else") {
        house.tamper("UPDATE account SET factors = (SELECT factors FROM account AS other WHERE other.account_id <> account.account_id)");
    }
    house.open();
    CHECK(!house.sign_in("ola"));
    CHECK(!house.accounts->session(ola.token, Use::Looks));
}

}  // namespace kader::accounts
