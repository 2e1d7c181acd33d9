#pragma once

// Accounts on a database of either engine, for the tests of this folder.

#include <doctest/doctest.h>

#include <algorithm>

#include "accounts/accounts.h"
#include "audit/log_for_tests.h"

namespace kader::accounts {

// Each test program says which database it tests on.
migrations::EngineForTests engine_for_tests();

using namespace std::chrono_literals;
inline constexpr std::string_view password = "een lang wachtwoord";

class House : public audit::LogForTests {
public:
    House() : LogForTests(engine_for_tests()) { open(); }
    // What is in memory is read again from the database, as after a restart.
    void open() {
        accounts.reset();
        accounts = std::make_unique<Accounts>(
            Ground{database(), writer(), keyring, keys, log, clock, {}, [this] { return steady; }});
    }
    void pass(std::chrono::microseconds time) {
        steady += time;
        clock.set(clock.now().time_since_epoch().count() + time.count());
    }
    Begun owner(std::uint8_t number = 1, const std::string& login = "eigenaar@voorbeeld.test") {
        const auto token = accounts->make_setup_token(practice(number));
        REQUIRE(token);
        auto begun = accounts->set_up(*token, {"Ola Voorbeeld", login, std::string{password}}, "127.0.0.1");
        REQUIRE(begun);
        return *begun;
    }
    // Without a password, which takes long.
    Begun somebody(const std::string& login, access::Role role = access::Role::Owner, std::uint8_t number = 1) {
        const auto id = accounts->create(access::operator_grant(practice(number), 1000), {"Iemand Voorbeeld", login, {}, role});
        REQUIRE(id);
        const auto begun = accounts->begin(*id, "127.0.0.1");
        REQUIRE(begun);
        return *begun;
    }
    std::optional<Begun> sign_in(std::string_view login, std::string_view with = password) {
        auto outcome = accounts->sign_in(login, with, "127.0.0.1");
        if (auto* begun = std::get_if<Begun>(&outcome)) return *begun;
        last = std::get<NotIn>(outcome);
        return {};
    }
    // After everything that was given to the writer.
    std::vector<audit::Entry> entries() {
        HALT_UNLESS(!write([](storage::Unit&, const access::Grant&) {}));
        std::vector<audit::Entry> all;
        CHECK(!verified([&](const audit::Entry& entry) { all.push_back(entry); }).wrong);
        return all;
    }
    std::vector<std::string> acts() {
        std::vector<std::string> all;
        for (const auto& entry : entries()) all.push_back(entry.act + (entry.outcome == audit::Outcome::Refused ? " refused" : ""));
        return all;
    }

    vault::SubjectKeys keys{keyring};
    std::chrono::steady_clock::time_point steady{100h};
    std::unique_ptr<Accounts> accounts;
    NotIn last;
};

}  // namespace kader::accounts
