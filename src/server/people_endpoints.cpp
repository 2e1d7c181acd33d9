// The accounts of a practice, for who manages them.

#include <algorithm>

#include "server/account_command.h"
#include "server/sessions.h"

namespace kader::server {

namespace {

using http::Method;

// Whoever may use the practice's data does not therefore decide who else may.
constexpr auto manages = Policy::part(access::Part::Accounts, access::Action::Manage).with_step_up();

std::vector<Person> people_of(std::vector<accounts::Listed> all) {
    std::vector<Person> people;
    for (auto& one : all)
        people.push_back({one.id, std::move(one.name), std::move(one.login), std::string{access::word(one.role)}, one.is_suspended, one.has_second_factor});
    return people;
}

Outcome<People> people(House& house, const Asked& asked) {
    auto all = house.accounts->list(*asked.grant, asked.language);
    if (!all) return Refusal{all.error()};
    return Given<People>{{people_of(*std::move(all))}};
}

Outcome<ActivationCode> with_code(House& house, const Asked& asked, const subjects::ActorId& account) {
    const auto code = house.accounts->reset(*asked.grant, account, asked.language);
    if (!code) return Refusal{code.error()};
    return Given<ActivationCode>{{account, *code}};
}

subjects::ActorId account_of(const Asked& asked) {
    return subjects::ActorId::parse(asked.request.parameters.at(0)).value_or(subjects::ActorId{});
}

}  // namespace

Result<AccountOutcome> run_account_command(accounts::Accounts& accounts, const access::Grant& grant, const AccountCommand& command, Language language) {
    AccountOutcome outcome;
    std::optional<subjects::ActorId> account;
    if (command.act == "add") {
        const auto role = access::parse_role(command.role);
        if (!role || !access::is_staff(*role)) {
            const auto known = access::account_role_words();
            return refuse(422, Code::Invalid, language, "Deze rol is er niet voor een account. Wel: " + known + ".",
                          "There is no such role for an account. There is: " + known + ".").error;
        }
        KADER_TRY(made, accounts.create(grant, {command.name, command.login, {}, *role}, language));
        account = made;
    } else {
        KADER_TRY(all, accounts.list(grant, language));
        const auto same = [](std::string_view text) { return folded(trimmed(text)); };
        for (const auto& one : all)
            if (same(one.login) == same(command.login)) account = one.id;
        if (command.act == "list") outcome.people = people_of(std::move(all));
        if (command.act != "list" && !account)
            return refuse(404, Code::NotFound, language, "Geen account van deze praktijk heeft deze inlognaam.", "No account of this practice has this login.").error;
    }
    if (command.act == "suspend")
        if (auto refused = accounts.suspend(grant, *account, language)) return *std::move(refused);
    if (command.act == "add" || command.act == "reset") {
        KADER_TRY(code, accounts.reset(grant, *account, language));
        outcome.code = code;
    }
    return outcome;
}

std::vector<Endpoint> people_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint<Nothing, People>(
        Policy::part(access::Part::Accounts, access::Action::Read), {.pattern = "/api/people", .operation = "getPeople", .summary = "The accounts of this practice"},
        [&house](const Asked& asked, Nothing) { return people(house, asked); }));
    all.push_back(endpoint<NewPerson, ActivationCode>(
        manages,
        {.method = Method::Post, .pattern = "/api/people", .operation = "addPerson", .summary = "A new account, and the code with which its owner begins", .success = 201},
        [&house](const Asked& asked, const NewPerson& body) -> Outcome<ActivationCode> {
            const auto made = house.accounts->create(*asked.grant, {body.name, body.login, {}, access::parse_role(body.role).value_or(access::Role::Reader)}, asked.language);
            if (!made) {
                Refusal refusal{made.error()};
                if (made.error().code == Code::Conflict || made.error().code == Code::Invalid)
                    refusal.fields.push_back({trimmed(body.name).empty() ? "/name" : "/login", made.error().detail});
                return refusal;
            }
            return with_code(house, asked, *made);
        }));
    all.push_back(endpoint<Nothing, Nothing>(
        manages,
        {.method = Method::Post, .pattern = "/api/people/{account}/suspend", .operation = "suspendPerson", .summary = "Nobody signs in with this account any more", .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            if (const auto refused = house.accounts->suspend(*asked.grant, account_of(asked), asked.language)) return Refusal{*refused};
            return Given<Nothing>{};
        }));
    all.push_back(endpoint<Nothing, ActivationCode>(
        manages,
        {.method = Method::Post, .pattern = "/api/people/{account}/reset", .operation = "resetPerson", .summary = "Take password and factors away, and give the code to begin anew with"},
        [&house](const Asked& asked, Nothing) { return with_code(house, asked, account_of(asked)); }));
    all.push_back(endpoint<AccountCommand, AccountOutcome>(
        Policy::tools(), {.method = Method::Post, .pattern = tools_accounts, .operation = "manageAccounts", .summary = "Accounts, from the command line"},
        [&house](const Asked& asked, const AccountCommand& body) -> Outcome<AccountOutcome> {
            if (!asked.grant)
                return refuse(422, Code::Invalid, asked.language, "Zeg met --practice om welke praktijk het gaat.", "Say with --practice which practice is meant.");
            auto outcome = run_account_command(*house.accounts, *asked.grant, body, asked.language);
            if (!outcome) return Refusal{outcome.error()};
            return Given<AccountOutcome>{*std::move(outcome)};
        }));
    return all;
}

}  // namespace kader::server
