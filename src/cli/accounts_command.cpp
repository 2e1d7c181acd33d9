// accounts: who has one, and beginning anew, by who may read the data folder.

#include <ostream>

#include "cli/server_client.h"
#include "cli/stored_data.h"
#include "lists/spreadsheet_cell.h"
#include "server/account_command.h"

namespace kader::cli {

namespace {

Result<server::AccountOutcome> done_here(const Common& common, installation::Installation& here, const subjects::PracticeId& practice,
                                         const server::AccountCommand& command) {
    accounts::Accounts accounts{{here.database(), here.writer(), here.keyring(), here.keys(), here.log(), here.clock()}};
    return server::run_account_command(accounts, access::operator_grant(practice, common.user_number), command, common.language);
}

std::string words_of(const Common& common, const server::MembershipAnswer& one) {
    std::string text{one.role};
    if (one.state == "invited") text += say(common.language, ", wacht", ", waits");
    if (one.state == "suspended") text += say(common.language, ", staat stil", ", suspended");
    if (one.state == "ended") text += say(common.language, ", beëindigd", ", ended");
    if (one.until) text.append(say(common.language, ", tot en met ", ", through ")).append(iso_text(*one.until));
    if (one.alone) text += say(common.language, ", geen tweede persoon heeft hiernaar gekeken", ", no second person looked at this");
    return text;
}

void tell(const Common& common, const AccountsOptions& options, const server::AccountOutcome& outcome, std::ostream& out) {
    for (const auto& one : outcome.people)
        out << harmless(one.login) << "  " << harmless(one.name) << "  " << one.role << "  "
            << (one.suspended       ? say(common.language, "geblokkeerd", "suspended")
                : one.second_factor ? say(common.language, "twee stappen", "two factors")
                                    : say(common.language, "nog geen tweede stap", "no second factor yet"))
            << "\n";
    if (options.act == "roles")
        for (const auto& one : outcome.people)
            for (const auto& membership : one.memberships) out << "  " << harmless(words_of(common, membership)) << "\n";
    if (options.act == "list" && outcome.people.empty())
        out << say(common.language, "Deze praktijk heeft nog geen accounts.\n", "This practice has no accounts yet.\n");
    if (options.act == "suspend")
        out << say(common.language, "Met dit account meldt niemand zich meer aan.\n", "Nobody signs in with this account any more.\n");
    if (outcome.code)
        out << say(common.language,
                   "Geef deze code aan de persoon zelf. Hij werkt een keer, 72 uur lang; kies ermee een wachtwoord op de pagina /app/opnieuw:\n",
                   "Give this code to the person in person. It works once, for 72 hours; choose a password with it on the page /app/opnieuw:\n")
            << "  " << *outcome.code << "\n";
}

}  // namespace

int accounts_command(const Common& common, const AccountsOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto opened = open_to_write(common, options.stored.data, err, code);
    if (!opened) return code;
    const bool has_role = options.act == "add" || options.act == "grant" || options.act == "end";
    server::AccountCommand command{options.act, options.login, options.name, has_role ? options.role : std::string{}, {}, {}, {}};
    if (!options.until.empty()) {
        const auto day = parse_day(options.until);
        if (!day) return print_refusal(day.error(), err);
        command.until = *day;
    }
    if (!options.case_number.empty()) command.case_number = options.case_number;
    if (!options.scope.empty()) command.scope = options.scope;
    Result<server::AccountOutcome> outcome{server::AccountOutcome{}};
    if (opened.server) {
        outcome = opened.server->ask<server::AccountOutcome>(server::tools_accounts, options.stored.practice, command, common.language);
    } else {
        const auto practice = practice_of(common, *opened.here, options.stored.practice, err, code);
        if (!practice) return code;
        outcome = done_here(common, *opened.here, practice->id, command);
    }
    if (!outcome) return print_refusal(outcome.error(), err);
    tell(common, options, *outcome, out);
    return Exit::Done;
}

}  // namespace kader::cli
