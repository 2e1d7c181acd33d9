#pragma once

// What the command line does with accounts: by a running server, or by itself.

#include "accounts/accounts.h"
#include "server/account_types.h"

namespace kader::server {

inline constexpr std::string_view tools_accounts = "/local/accounts";
inline constexpr std::array<std::string_view, 7> account_acts = {"list", "add", "suspend", "reset", "roles", "grant", "end"};

struct AccountCommand {
    std::string act, login, name, role;  // Of which each act needs some; the others are empty.
    std::optional<CalendarDay> until;
    std::optional<std::string> case_number;
    std::optional<std::vector<std::string>> scope;
    static constexpr std::string_view schema = "AccountCommand";
    template <class Fields>
    static void describe(Fields& field) {
        using A = AccountCommand;
        field(&A::act, {.name = "act", .choices = account_acts});
        field(&A::login, {.name = "login", .length_max = 200});
        field(&A::name, {.name = "name", .length_max = 200});
        field(&A::role, {.name = "role", .length_max = 40});
        field(&A::until, {.name = "until"});
        field(&A::case_number, {.name = "case", .length_max = accounts::case_characters_max});
        field(&A::scope, {.name = "scope", .length_max = 32});
    }
};

struct AccountOutcome {
    std::vector<Person> people;       // Of a list, or the one whose roles are asked.
    std::optional<std::string> code;  // Of whom was added or reset.
    static constexpr std::string_view schema = "AccountOutcome";
    template <class Fields>
    static void describe(Fields& field) {
        field(&AccountOutcome::people, {.name = "people"});
        field(&AccountOutcome::code, {.name = "code"});
    }
};

// NotFound: no account of this practice has this login.
Result<AccountOutcome> run_account_command(accounts::Accounts&, const access::Grant&, const AccountCommand&, Language);

}  // namespace kader::server
