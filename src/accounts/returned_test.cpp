// The database was away, and what is in memory may be other than what is stored.

#include <utility>

#include "accounts/house_for_tests.h"

namespace kader::accounts {

namespace {

// A session that says when a snapshot was read.
class Watched final : public storage::Session {
public:
    Watched(std::unique_ptr<storage::Session> session, std::function<void()> read) : m_session(std::move(session)), m_read(std::move(read)) {}
    void each(const storage::Sql& sql, storage::Values values, const storage::RowVisitor& visit) override { m_session->each(sql, values, visit); }
    void run(const storage::Sql& sql, storage::Values values) override { m_session->run(sql, values); }
    void script(std::string_view sql) override { m_session->script(sql); }
    void begin() override { m_session->begin(); }
    void commit() override { m_session->commit(); }
    void rollback() noexcept override { m_session->rollback(); }
    void begin_snapshot() override { m_session->begin_snapshot(); }
    void end_snapshot() noexcept override {
        m_session->end_snapshot();
        m_read();
    }
    void enter_practice(const UuidBytes& practice) override { m_session->enter_practice(practice); }
    storage::Engine engine() const override { return m_session->engine(); }

private:
    std::unique_ptr<storage::Session> m_session;
    std::function<void()> m_read;
};

// The database of a house, which can be away and says when it was read.
class Route final : public storage::Database {
public:
    explicit Route(storage::Database& to) : m_to(to) {}
    std::unique_ptr<storage::Session> open_writer() override { return m_to.open_writer(); }
    std::unique_ptr<storage::Session> open_reader() override {
        ++readers;
        if (is_away) throw storage::StorageError{storage::Fault::Gone, "away"};
        return std::make_unique<Watched>(m_to.open_reader(), [this] {
            if (const auto call = std::exchange(when_read, nullptr)) call();
        });
    }
    bool checkpoint(storage::Session& writer, storage::LogEnd end) override { return m_to.checkpoint(writer, end); }
    storage::Engine engine() const override { return m_to.engine(); }
    std::string description() const override { return m_to.description(); }

    bool is_away = false;
    std::function<void()> when_read;  // Once.
    int readers = 0;

private:
    storage::Database& m_to;
};

struct Two : House {
    Begun ola = somebody("ola"), rik = somebody("rik", access::Role::Reader);
    Route route{database()};
    Accounts here{Ground{route, writer(), keyring, keys, log, clock, {}, [this] { return steady; }}};
    bool is_in(const Begun& who, Use use = Use::Looks) {
        const auto now = here.session(who.token, use);
        return now && now->state == SessionState::Active;
    }
};

}  // namespace

TEST_CASE("what another wrote while the database was away counts from the next question on") {
    Two house;
    CHECK(house.is_in(house.ola));
    CHECK(house.is_in(house.rik));
    const auto readers = house.route.readers;
    // `accounts` stands for the other program, which writes past what is in memory here.
    REQUIRE(!house.accounts->suspend(house.ola.who.grant("local"), house.rik.who.account));
    REQUIRE(house.accounts->create(house.ola.who.grant("local"), {"Nieuw Voorbeeld", "nieuw", {}, access::Role::Reader}));
    CHECK(house.is_in(house.rik));
    CHECK(house.route.readers == readers);
    house.here.read_again();
    CHECK(!house.is_in(house.rik));
    CHECK(house.is_in(house.ola));
    CHECK(!house.here.begin(house.rik.who.account, "local"));
    CHECK(house.here.create(house.ola.who.grant("local"), {"Nieuw Voorbeeld", "nieuw", {}, access::Role::Reader}).error().code == Code::Conflict);
    // Once, for all of them.
    CHECK(house.route.readers == readers + 2);
}

TEST_CASE("a first account that was made elsewhere ends the token to begin with, and a token that is gone opens nothing") {
    Two house;
    const auto other = house.practice(2);
    const auto token = house.here.make_setup_token(other);
    REQUIRE(token);
    CHECK(!house.here.has_account(other));
    house.open();
    REQUIRE(house.accounts->create(access::operator_grant(other, 1), {"Eerder Voorbeeld", "eerder", {}, access::Role::Owner}));
    CHECK(!house.here.has_account(other));
    house.tamper("DELETE FROM setup_token");
    house.here.read_again();
    CHECK(house.here.has_account(other));
    CHECK(house.here.set_up(*token, {"Ola", "ola2", std::string{password}}, "local").error().code == Code::Forbidden);
}

TEST_CASE("an older database in the place of the one that went away brings no session back to life, and loses those it does not know") {
    Two house;
    REQUIRE(!house.here.sign_out(house.here.session(house.ola.token, Use::Looks).value(), "local"));
    CHECK(!house.is_in(house.ola));
    house.tamper("UPDATE session SET ended_at = NULL");
    house.here.read_again();
    CHECK(!house.is_in(house.ola));
    CHECK(house.is_in(house.rik));
    house.tamper("DELETE FROM session");
    house.here.read_again();
    CHECK(!house.is_in(house.rik));
    // Signing in goes on as ever.
    const auto again = house.here.begin(house.rik.who.account, "local");
    REQUIRE(again);
    CHECK(house.is_in(*again));
}

TEST_CASE("who went on working while the database was away stays signed in, as long as they may and no longer") {
    Two house;
    for (int i = 0; i < 3; ++i) {
        house.pass(14min);
        CHECK(house.is_in(house.ola, Use::Counts));
    }
    CHECK(house.acts().size() > 0);
    // None of it was stored.
    house.tamper("UPDATE session SET used_at = begun_at");
    house.here.read_again();
    CHECK(house.is_in(house.ola));
    CHECK(!house.is_in(house.rik));
    house.pass(14min);
    house.here.read_again();
    CHECK(house.is_in(house.ola));
    house.pass(1min);
    house.here.read_again();
    CHECK(!house.is_in(house.ola));
}

TEST_CASE("reading again makes no session longer, also not for who sets the clock back") {
    Two house;
    const auto set_back = house.clock.now().time_since_epoch().count();
    house.pass(14min);
    house.clock.set(set_back);
    house.here.read_again();
    CHECK(house.is_in(house.ola));
    house.steady += 1min;
    house.here.read_again();
    CHECK(!house.is_in(house.ola));
    // Nor the whole time.
    const auto busy = *house.here.begin(house.ola.who.account, "local");
    const auto begun = house.clock.now().time_since_epoch().count();
    for (int i = 0; i < 59; ++i) {
        house.steady += 10min;
        house.clock.set(begun);
        REQUIRE(house.is_in(busy, Use::Counts));
        house.here.read_again();
    }
    house.steady += 10min;
    CHECK(!house.is_in(busy));
}

TEST_CASE("while it cannot be read again nobody comes in, and the next who asks tries once more") {
    Two house;
    house.route.is_away = true;
    CHECK(house.is_in(house.ola));
    house.here.read_again();
    for (int i = 0; i < 2; ++i) {
        CHECK_THROWS_AS(house.is_in(house.ola), storage::StorageError);
        CHECK_THROWS_AS(house.here.sign_in("ola", password, "local"), storage::StorageError);
        CHECK_THROWS_AS(house.here.has_account(house.practice()), storage::StorageError);
    }
    house.route.is_away = false;
    CHECK(house.is_in(house.ola));
}

TEST_CASE("what is stored while all is read again is not lost, and what ended meanwhile stays over") {
    Two house;
    std::optional<Begun> meanwhile, brief;
    house.route.when_read = [&] {
        auto& here = house.here;
        meanwhile = *here.begin(house.ola.who.account, "local");
        brief = *here.begin(house.ola.who.account, "local");
        CHECK(!here.sign_out(brief->who, "local"));
        CHECK(!here.suspend(house.ola.who.grant("local"), house.rik.who.account));
        CHECK(here.create(house.ola.who.grant("local"), {"Nieuw Voorbeeld", "nieuw", {}, access::Role::Reader}));
    };
    house.here.read_again();
    CHECK(house.is_in(house.ola));
    REQUIRE(meanwhile);
    CHECK(house.is_in(*meanwhile));
    CHECK(!house.is_in(*brief));
    CHECK(!house.is_in(house.rik));
    CHECK(!house.here.begin(house.rik.who.account, "local"));
    CHECK(house.here.create(house.ola.who.grant("local"), {"Nieuw Voorbeeld", "nieuw", {}, access::Role::Reader}).error().code == Code::Conflict);
}

}  // namespace kader::accounts
