#pragma once

// People in two practices of a house, for the tests about roles.

#include "accounts/house_for_tests.h"

namespace kader::accounts {

struct People : House {
    static constexpr const char* from = "127.0.0.1";
    // The first owner, fully signed in, of practice 1.
    Begun ola = owner(1, "ola");
    SignedIn now(const Begun& of) {
        const auto who = accounts->session(of.token, Use::Looks);
        REQUIRE(who);
        return *who;
    }
    bool is_in(const Begun& of) { return accounts->session(of.token, Use::Looks).has_value(); }
    access::Grant as(const Begun& of) { return of.who.grant(from); }
    CalendarDay day(int later = 0) { return CalendarDay{std::chrono::floor<std::chrono::days>(clock.now()).time_since_epoch()} + std::chrono::days{later}; }
    // Made by an operator, so that it counts at once.
    Begun staff(const std::string& login, access::Role role, std::uint8_t number = 1) { return somebody(login, role, number); }
    // With a second factor, fully signed in.
    Begun complete(const std::string& login, access::Role role, std::uint8_t number = 1) {
        const auto id = accounts->create(access::operator_grant(practice(number), 1000), {"Iemand Voorbeeld", login, std::string{password}, role});
        REQUIRE(id);
        const auto begun = sign_in(login);
        REQUIRE(begun);
        return enrol(*begun, login);
    }
    Code code_of(const std::optional<Error>& refused) { return refused ? refused->code : Code::Unavailable; }
    Held of(const access::Grant& grant, const subjects::ActorId& id, access::Role role) {
        const auto all = accounts->list(grant);
        REQUIRE(all);
        for (const auto& one : *all)
            for (const auto& held : one.memberships)
                if (one.id == id && held.role == role) return held;
        FAIL("this person does not have this role");
        return {};
    }
};

}  // namespace kader::accounts
