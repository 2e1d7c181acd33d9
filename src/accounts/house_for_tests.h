#pragma once

// Accounts on a database of either engine, for the tests of this folder.

#include <doctest/doctest.h>

#include <algorithm>

#include "accounts/accounts.h"
#include "accounts/app_for_tests.h"
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
    // The first owner, with a code app, signed in fully.
    Begun owner(std::uint8_t number = 1, const std::string& login = "eigenaar@voorbeeld.test") {
        const auto token = accounts->make_setup_token(practice(number));
        REQUIRE(token);
        auto begun = accounts->set_up(*token, {"Ola Voorbeeld", login, std::string{password}}, "127.0.0.1");
        REQUIRE(begun);
        return enrol(*begun, login);
    }
    // Adds a code app to an account that has none, and gives the session that follows.
    Begun enrol(const Begun& begun, const std::string& login) {
        REQUIRE(begun.who.state == SessionState::Enrolling);
        const auto offer = accounts->offer_totp(begun.who);
        REQUIRE(offer);
        secrets[login] = offer->secret;
        const auto outcome = accounts->confirm_totp(begun.who, code(login), "127.0.0.1");
        REQUIRE(std::holds_alternative<Enrolled>(outcome));
        const auto& enrolled = std::get<Enrolled>(outcome);
        REQUIRE(enrolled.session);
        recovery_codes = enrolled.recovery_codes;
        return *enrolled.session;
    }
    // What the app of this login shows now.
    std::string code(const std::string& login) const {
        return code_of_app(secrets.at(login), clock.now());
    }
    // Without a password, which takes long.
    Begun somebody(const std::string& login, access::Role role = access::Role::Owner, std::uint8_t number = 1) {
        const auto id = accounts->create(access::operator_grant(practice(number), 1000), {"Iemand Voorbeeld", login, {}, role});
        REQUIRE(id);
        const auto begun = accounts->begin(*id, "127.0.0.1");
        REQUIRE(begun);
        return *begun;
    }
    // Both steps, half a minute later, because a code works once.
    std::optional<Begun> sign_in(std::string_view login, std::string_view with = password, const Where& where = "127.0.0.1") {
        auto first = accounts->sign_in(login, with, where);
        if (const auto* begun = std::get_if<Begun>(&first)) return *begun;
        if (const auto* not_in = std::get_if<NotIn>(&first)) {
            last = *not_in;
            return {};
        }
        pass(30s);
        const std::string name{folded(trimmed(login))};
        auto outcome = accounts->finish(std::get<Pending>(first).token, secrets.contains(name) ? code(name) : "000000", where);
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
    std::map<std::string, std::string> secrets;  // By login.
    std::vector<std::string> recovery_codes;     // Of who enrolled last.
};

}  // namespace kader::accounts
