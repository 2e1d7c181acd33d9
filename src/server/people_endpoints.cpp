// The accounts of a practice, for who manages them.

#include <algorithm>

#include "server/account_command.h"
#include "server/people.h"
#include "server/sessions.h"

namespace kader::server {

namespace {

using http::Method;

People people_of(std::vector<accounts::Listed> all) {
    People answer;
    for (auto& one : all) {
        Person person{one.id, std::move(one.name), std::move(one.login), std::string{access::word(one.role)}, one.is_suspended, one.has_second_factor, one.is_guest, {}, {}};
        for (const auto& held : one.memberships) {
            person.memberships.push_back(answer_of_membership(held));
            answer.no_second_person = answer.no_second_person || (held.is_alone && held.state == accounts::MemberState::Active);
        }
        if (one.last_used) person.last_used = instant_text(*one.last_used);
        answer.people.push_back(std::move(person));
    }
    return answer;
}

Outcome<People> people(House& house, const Asked& asked) {
    auto all = house.accounts->list(*asked.grant, asked.language);
    if (!all) return Refusal{all.error()};
    return Given<People>{people_of(*std::move(all))};
}

Outcome<ActivationCode> with_code(House& house, const Asked& asked, const subjects::ActorId& account) {
    const auto code = house.accounts->reset(*asked.grant, account, asked.language);
    if (!code) return Refusal{code.error()};
    return Given<ActivationCode>{{account, *code}};
}

Error no_such_role(Language language) {
    const auto known = access::account_role_words();
    return {Code::Invalid, (language == Language::Dutch ? "Deze rol is er niet voor een account. Wel: " : "There is no such role for an account. There is: ") + known + "."};
}

std::string_view field_of(const NewPerson& body, const Error& error) {
    if (trimmed(body.name).empty()) return "/name";
    return error.code == Code::Conflict || trimmed(body.login).size() < 3 ? "/login" : "/role";
}

}  // namespace

Result<AccountOutcome> run_account_command(accounts::Accounts& accounts, const access::Grant& grant, const AccountCommand& command, Language language) {
    AccountOutcome outcome;
    std::optional<subjects::ActorId> account;
    std::optional<access::Role> role;
    if (command.act == "add" || command.act == "grant" || command.act == "end") {
        role = access::parse_role(command.role);
        if (!role) return no_such_role(language);
    }
    const auto scope = command.scope.value_or(std::vector<std::string>{});
    if (command.act == "add") {
        KADER_TRY(made, accounts.admit(grant, {command.name, command.login, {}, *role, command.until, command.case_number.value_or(""), scope}, language));
        outcome.code = made.code;
        return outcome;
    }
    KADER_TRY(all, accounts.list(grant, language));
    const auto same = [](std::string_view text) { return folded(trimmed(text)); };
    std::erase_if(all, [&](const accounts::Listed& one) { return command.act != "list" && same(one.login) != same(command.login); });
    if (command.act != "list" && all.empty())
        return refuse(404, Code::NotFound, language, "Geen account van deze praktijk heeft deze inlognaam.", "No account of this practice has this login.").error;
    if (!all.empty()) account = all.front().id;
    if (command.act == "list" || command.act == "roles") outcome.people = people_of(std::move(all)).people;
    if (command.act == "grant")
        if (const auto held = accounts.grant_role(grant, *account, {*role, command.until, command.case_number.value_or(""), scope}, language); !held) return held.error();
    if (command.act == "end")
        if (auto refused = accounts.change_role(grant, *account, *role, accounts::RoleChange::End, language)) return *std::move(refused);
    if (command.act == "suspend")
        if (auto refused = accounts.suspend(grant, *account, language)) return *std::move(refused);
    if (command.act == "reset") {
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
    all.push_back(endpoint<NewPerson, GrantedAnswer>(
        manages_accounts,
        {.method = Method::Post, .pattern = "/api/people", .operation = "addPerson", .summary = "A new account, and the code with which its owner begins", .success = 201},
        [&house](const Asked& asked, const NewPerson& body) -> Outcome<GrantedAnswer> {
            const auto role = new_role_of(body);
            const auto made = house.accounts->admit(*asked.grant, {body.name, body.login, {}, role.role, role.until, role.case_number, role.scope}, asked.language);
            if (!made) return refusal_of_role(made.error(), field_of(body, made.error()));
            return Given<GrantedAnswer>{answer_of_granted(*made)};
        }));
    all.push_back(endpoint<Nothing, Nothing>(
        manages_accounts,
        {.method = Method::Post, .pattern = "/api/people/{account}/suspend", .operation = "suspendPerson", .summary = "Nobody signs in with this account any more", .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            if (const auto refused = house.accounts->suspend(*asked.grant, account_in(asked), asked.language)) return Refusal{*refused};
            return Given<Nothing>{};
        }));
    all.push_back(endpoint<Nothing, ActivationCode>(
        manages_accounts,
        {.method = Method::Post, .pattern = "/api/people/{account}/reset", .operation = "resetPerson", .summary = "Take password and factors away, and give the code to begin anew with"},
        [&house](const Asked& asked, Nothing) { return with_code(house, asked, account_in(asked)); }));
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
