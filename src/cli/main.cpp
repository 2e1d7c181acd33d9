// kader: the words of the command line. What each command does is in commands.h.

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include <CLI/CLI.hpp>

#include "access/decision.h"
#include "cli/commands.h"
#include "cli/installed.h"
#include "cli/stored_data.h"
#include "cli/words.h"
#include "deadlines/amsterdam_time.h"
#include "system/core_dumps.h"

namespace {

using namespace kader;

// Today's date in Amsterdam.
CalendarDay today(const system::Clock& clock) {
    return deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(clock.now()));
}

// What was typed for an option that is a day; read when the language is known.
struct TypedDay {
    std::string name;
    std::string text;
    std::optional<CalendarDay>* into;
};
using TypedDays = std::vector<TypedDay>;

void add_day(CLI::App& app, TypedDays& typed, const std::string& name, std::optional<CalendarDay>& into,
             const std::string& about) {
    app.add_option_function<std::string>(
           name, [&typed, &into, name](const std::string& text) { typed.push_back({name, text, &into}); }, about)
        ->type_name("YYYY-MM-DD");
}

// The first word that is no command of `app`; empty when there is none.
std::string unknown_word(CLI::App& app, int argc, char** argv) {
    auto* level = &app;
    for (int at = 1; at < argc; ++at) {
        const std::string word = argv[at];
        if (word.rfind('-', 0) == 0 || level->get_subcommands([](CLI::App*) { return true; }).empty()) return {};
        const auto found = level->get_subcommands([&](CLI::App* one) { return one->get_name() == word; });
        if (found.empty()) return word;
        level = found.front();
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    system::forbid_core_dumps();
    try {
        CLI::App app{"Kader: de Kwaliteitscheck cosmetische zorg, beantwoord uit wat de praktijk deed.\n"
                     "Answers the quality check for cosmetic care from what the practice really did."};
        app.set_version_flag("--version", std::string{"kader "} + KADER_VERSION);
        app.require_subcommand(1);
        app.footer("Exit codes: 0 done, 1 refused by a norm or the linter, 2 wrong input, 3 something broke.\n"
                   "docs/command-line.md describes every command and the JSON.");

        cli::Common common;
        const char* norms = std::getenv("KADER_NORMS");
        common.norms = norms ? std::filesystem::path{norms} : cli::brought_along("norms", KADER_NORMS_FOLDER);
        common.progress = isatty(STDERR_FILENO) == 1;
        const system::SystemClock clock;
        common.clock = &clock;
        common.user_number = ::getuid();
        common.root_key.passphrase = [&] { return cli::passphrase_for(common, std::getenv("KADER_PASSPHRASE_FILE"), std::cin, std::cerr); };
        // systemd puts what LoadCredentialEncrypted= names there.
        if (const char* credentials = std::getenv("CREDENTIALS_DIRECTORY"))
            common.root_key.credential = std::filesystem::path{credentials} / "kader-root-key";
        common.today = today(clock);
        std::string language = "nl", format = "text";

        const auto speaks = [&](CLI::App& command) {
            command.add_option("--lang", language, "nl or en")->check(CLI::IsMember({"nl", "en"}))->capture_default_str();
        };
        const auto languages = [&](CLI::App& command) {
            command.add_option("--norms", common.norms, "folder with the norms")->type_name("DIR");
            speaks(command);
        };
        const auto formats = [&](CLI::App& command) {
            languages(command);
            command.add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
        };

        cli::CheckOptions options;
        cli::StoredPractice stored;
        cli::InitOptions making;
        cli::ImportCommandOptions importing;
        std::filesystem::path other;
        std::optional<CalendarDay> on;
        TypedDays typed;
        std::string id, from;
        int question = 0;

        const auto data_in = [&](CLI::App& command, std::filesystem::path& into) {
            return command.add_option("--data", into, "the data folder")->type_name("DIR");
        };
        const auto practice_in = [&](CLI::App& command, std::string& into, const std::string& about) {
            command.add_option("--practice", into, about)->type_name("NAME");
        };
        const std::string only_one = "which practice; may be left out when there is one";
        const auto stored_or_folder = [&](CLI::App& command) {
            data_in(command, options.stored.data);
            practice_in(command, options.stored.practice, only_one);
        };

        auto& check = *app.add_subcommand("check", "Beantwoordt de 22 vragen voor een map met lijsten of een praktijk / answers the 22 questions for a folder of lists or a practice");
        check.add_option("folder", options.folder, "folder with the lists")->type_name("FOLDER");
        stored_or_folder(check);
        add_day(check, typed, "--on", options.on, "the day to answer for (default: today)");
        add_day(check, typed, "--known-on", options.known_on, "only what the practice knew on that day");
        formats(check);

        auto& forecast = *app.add_subcommand("forecast", "Elke verandering die komt, met de oorzaak / every coming change with its cause");
        forecast.add_option("folder", options.folder, "folder with the lists")->type_name("FOLDER");
        stored_or_folder(forecast);
        add_day(forecast, typed, "--on", options.on, "the day to start from (default: today)");
        add_day(forecast, typed, "--until", options.until, "the last day to look at (default: 12 months on)");
        formats(forecast);

        auto& what_if = *app.add_subcommand("what-if", "Wat een wijziging zou veranderen / what a change would change");
        what_if.add_option("folder", options.folder, "folder with the lists")->type_name("FOLDER");
        data_in(what_if, options.stored.data)->group("");  // Only to be told what to do instead.
        what_if.add_option("--change", options.changes, "LIST:KENMERK:COLUMN=VALUE, -LIST:KENMERK or +LIST:FILE; may be repeated")
            ->required()->allow_extra_args(false)->type_name("CHANGE");
        add_day(what_if, typed, "--on", options.on, "the day to answer for (default: today)");
        formats(what_if);

        auto& map = *app.add_subcommand("map", "Stelt een kader-mapping.toml voor / proposes a mapping for files with other names");
        map.add_option("folder", options.folder, "folder with the lists")->required()->type_name("FOLDER");
        languages(map);

        auto& move = *app.add_subcommand("move-dates", "Kopieert een voorbeeldmap met verschoven data / copies an example folder with its dates moved");
        move.add_option("folder", options.folder, "folder with the lists")->required()->type_name("FOLDER");
        move.add_option("into", other, "an empty or new folder")->required()->type_name("DIR");
        add_day(move, typed, "--was", options.on, "the day the folder was made for");
        add_day(move, typed, "--now", options.until, "the day it is to be for (default: today)");

        auto& init = *app.add_subcommand("init", "Maakt een map met gegevens en een praktijk / makes a data folder and a practice");
        data_in(init, making.data)->required();
        practice_in(init, making.practice, "name of the new practice; without it only the folder is made");
        init.add_option("--postgres-owner", making.postgres_owner, "PostgreSQL: who owns the tables")->type_name("CONNINFO");
        init.add_option("--postgres-server", making.postgres_server, "PostgreSQL: who uses them")->type_name("CONNINFO");
        speaks(init);

        auto& import = *app.add_subcommand("import", "Neemt een map met lijsten of een export over / takes in a folder of lists or an export");
        data_in(import, stored.data)->required();
        practice_in(import, stored.practice, only_one);
        import.add_option("folder", importing.folder, "folder with the lists, or an export")->required()->type_name("FOLDER");
        import.add_flag("--dry-run", importing.dry_run, "only tells what would change");
        import.add_flag("--withdraw-missing", importing.withdraw_missing, "marks what is no longer in the lists as entered in error");
        import.add_option("--rejects", importing.rejects, "writes the refused rows to a file")->type_name("FILE");
        speaks(import);

        auto& export_all = *app.add_subcommand("export", "Zet een hele praktijk in een map, in een open vorm / a whole practice into a folder, in an open format");
        data_in(export_all, stored.data)->required();
        practice_in(export_all, stored.practice, only_one);
        export_all.add_option("into", other, "an empty or new folder")->required()->type_name("DIR");
        speaks(export_all);

        cli::AccountsOptions managing;
        auto& account = *app.add_subcommand("accounts", "De accounts van een praktijk / the accounts of a practice");
        account.require_subcommand(1);
        for (const auto& [act, about] : {std::pair{"list", "who has an account, and who has a second factor"}, std::pair{"add", "a new account, with a code to begin with"},
                                         std::pair{"roles", "the roles of one person"}, std::pair{"grant", "gives a role"}, std::pair{"end", "ends a role"},
                                         std::pair{"suspend", "nobody signs in with it any more"},
                                         std::pair{"reset", "takes password and second factors away, and gives a code to begin anew with"}}) {
            auto& one = *account.add_subcommand(act, about);
            data_in(one, managing.stored.data)->required();
            practice_in(one, managing.stored.practice, only_one);
            if (std::string_view{act} != "list") one.add_option("--login", managing.login, "the login of the account")->required()->type_name("LOGIN");
            if (std::string_view{act} == "add") {
                one.add_option("--name", managing.name, "the name of the person")->required()->type_name("NAME");
            }
            const std::string_view word{act};
            if (word == "add" || word == "grant") {
                one.add_option("--until", managing.until, "the last day that the role counts")->type_name("DAY");
                one.add_option("--case", managing.case_number, "the case number of an external reviewer")->type_name("CASE");
                one.add_option("--scope", managing.scope, "the areas that an external reviewer may see")->type_name("AREA");
            }
            if (word == "add" || word == "grant" || word == "end") {
                auto* const role = one.add_option("--role", managing.role, access::account_role_words() + (word == "add" ? "; without it employee" : ""))->type_name("ROLE");
                if (word != "add") role->required();
            }
            one.callback([&managing, word = std::string{act}] { managing.act = word; });
            speaks(one);
        }

        auto& verify = *app.add_subcommand("verify", "Kijkt of alles nog is zoals het is opgeschreven / whether all is still as it was written");
        data_in(verify, stored.data)->required();
        practice_in(verify, stored.practice, "which practice; without it all of them");
        std::filesystem::path checkpoints;
        verify.add_option("--checkpoints", checkpoints, "the folder with the signed checkpoints of the log; without it the one of kader.toml")->type_name("DIR");
        speaks(verify);
        auto& verify_checkpoints = *app.add_subcommand("verify-checkpoints", "Kijkt controlepunten na zonder de gegevens / checks checkpoints without the data");
        std::string key;
        verify_checkpoints.add_option("folder", checkpoints, "the folder with the checkpoints")->required()->type_name("DIR");
        verify_checkpoints.add_option("--key", key, "the key from the monthly list; without it the one in the folder")->type_name("KEY");
        speaks(verify_checkpoints);

        cli::AccessListOptions looking;
        auto& access_list = *app.add_subcommand("access-list", "Wie heeft dit dossier ingezien, in gewone taal / who looked into this file, in plain words");
        data_in(access_list, stored.data)->required();
        practice_in(access_list, stored.practice, only_one);
        access_list.add_option("--subject", looking.subject, "the number of the file, or the kenmerk of a person")->required()->type_name("ID");
        add_day(access_list, typed, "--from", looking.from, "the first day");
        add_day(access_list, typed, "--through", looking.through, "the last day");
        speaks(access_list);

        cli::ReviewOptions reviewing;
        auto& review = *app.add_subcommand("review", "De maandelijkse controle van het logboek, om af te drukken / the monthly review of the log, to print");
        data_in(review, stored.data)->required();
        practice_in(review, stored.practice, only_one);
        add_day(review, typed, "--on", reviewing.on, "a day of the month; today without it");
        speaks(review);

        cli::BackupOptions saving;
        auto& backup = *app.add_subcommand("backup", "Reservekopieën: instellen, maken, proberen, terugzetten / backups: set up, make, try, put back");
        backup.require_subcommand(1);
        auto& backup_set_up = *backup.add_subcommand("set-up", "where backups go, and who can open them");
        data_in(backup_set_up, saving.data)->required();
        backup_set_up.add_option("--to", saving.target, "a folder on another disk or machine")->required()->type_name("DIR");
        backup_set_up.add_option("--recipient", saving.recipient, "a public key of age (default: that of the recovery kit)")->type_name("AGE-KEY");
        auto& backup_run = *backup.add_subcommand("run", "makes one now; also while the server runs");
        auto& backup_keys = *backup.add_subcommand("keys", "only the newest keys, over those before");
        auto& backup_drill = *backup.add_subcommand("drill", "restores the newest one elsewhere, looks through it, and notes the outcome");
        for (auto* one : {&backup_run, &backup_keys, &backup_drill}) data_in(*one, saving.data)->required();
        auto& backup_restore = *backup.add_subcommand("restore", "a data folder out of a backup, with the two secrets of the recovery kit");
        backup_restore.add_option("--from", saving.target, "the folder with the backups")->required()->type_name("DIR");
        backup_restore.add_option("--into", saving.into, "a new or empty folder")->required()->type_name("DIR");
        add_day(backup_restore, typed, "--at", saving.at, "as it was on this day (default: the newest)");
        backup_restore.add_option("--root-key", saving.root_key, "a file with the root key; without it you are asked")->type_name("FILE");
        backup_restore.add_flag("--kit", saving.asks_kit, "asks for the five lines of the recovery kit");
        backup_restore.add_option("--kit-file", saving.kit, "a file with those lines")->type_name("FILE");
        backup_restore.add_option("--secret", saving.secret, "a file with the secret of the backup; without it you are asked")->type_name("FILE");
        auto& backup_keys_back = *backup.add_subcommand("keys-back", "the newest keys into a data folder, after PostgreSQL was put back");
        data_in(backup_keys_back, saving.data)->required();
        backup_keys_back.add_option("--from", saving.target, "the folder with the copy of the keys")->required()->type_name("DIR");
        backup_keys_back.add_option("--root-key", saving.root_key, "a file with the root key; without it you are asked")->type_name("FILE");
        for (auto* one : {&backup_set_up, &backup_run, &backup_keys, &backup_keys_back, &backup_drill, &backup_restore}) speaks(*one);

        cli::KitOptions sheet;
        std::string keep_in;
        auto& kit = *app.add_subcommand("kit", "Het noodblad op papier: maken, proberen, gebruiken / the recovery kit on paper: make, try, use");
        kit.require_subcommand(1);
        auto& kit_make = *kit.add_subcommand("make", "a new one, which takes the place of the one before");
        kit_make.add_option("--page", sheet.page, "a new file for the page to print")->type_name("FILE");
        auto& kit_try = *kit.add_subcommand("try", "puts the newest backup back with it, elsewhere, and looks through it");
        auto& kit_use = *kit.add_subcommand("use", "puts the root key back into the data folder");
        for (auto* one : {&kit_try, &kit_use}) one->add_option("--file", sheet.file, "a file with the five lines; without it you are asked")->type_name("FILE");
        for (auto* one : {&kit_make, &kit_try, &kit_use}) {
            data_in(*one, sheet.data)->required();
            speaks(*one);
        }
        auto& keys = *app.add_subcommand("keys", "De sleutels: wisselen, en waar de hoofdsleutel staat / the keys: turning them, and where the root key is");
        keys.require_subcommand(1);
        auto& keys_turn = *keys.add_subcommand("turn", "wraps every key anew, so that no older backup opens what was destroyed");
        auto& keys_root = *keys.add_subcommand("root", "a new root key");
        keys_root.add_option("--keep-in", keep_in, "where it is kept: file, passphrase or credential")
            ->required()->check(CLI::IsMember({"file", "passphrase", "credential"}));
        for (auto* one : {&keys_turn, &keys_root}) {
            data_in(*one, sheet.data)->required();
            speaks(*one);
        }

        cli::ServeOptions serving;
        serving.web = cli::brought_along("web", KADER_WEB_FOLDER);
        const auto served = [&](CLI::App& command) {
            command.add_option("--port", serving.port, "the port to listen on; 0 takes any free one")->capture_default_str();
            command.add_option("--web", serving.web, "folder with the built pages")->type_name("DIR");
            command.add_option("--earlier-norms", serving.earlier, "the norms of the edition before, to show what changed")->type_name("DIR");
            languages(command);
        };
        auto& serve = *app.add_subcommand("serve", "Beantwoordt vragen in de browser / answers in the browser");
        auto* serve_data = data_in(serve, serving.data);
        serve.add_flag("--public", serving.is_public, "the pages for everybody alone, without any practice")->excludes(serve_data);
        serve.add_option("--address", serving.address, "the address to listen on")->capture_default_str();
        serve.add_option("--name", serving.names, "another name by which browsers reach it; may be repeated")->allow_extra_args(false)->type_name("HOST");
        serve.add_option("--tls-certificate", serving.tls_certificate, "speaks TLS with this certificate and those above it (PEM)")->type_name("FILE");
        serve.add_option("--tls-key", serving.tls_key, "the key of that certificate (PEM), for its owner alone")->type_name("FILE");
        serve.add_flag("--tls-1.2", serving.tls_1_2, "also TLS 1.2, for old tablets");
        serve.add_option("--proxy", serving.proxies, "address of a proxy in front that speaks TLS, and is believed; may be repeated")->allow_extra_args(false)->type_name("ADDRESS");
        serve.add_flag("!--no-log", serving.log_requests, "no line for each request");
        serve.add_option_function<int>("--look-every", [&](int seconds) { serving.housekeeping = std::chrono::seconds{seconds}; },
                                       "how often is looked whether a backup is due, in seconds")->check(CLI::Range(1, 3600))->default_str("60");
        served(serve);
        auto& demo = *app.add_subcommand("demo", "Drie verzonnen praktijken in de browser / three fictional practices in the browser");
        served(demo);
        auto& doctor = *app.add_subcommand("doctor", "Kijkt hoe de computer en de gegevens erbij staan / how the machine and the data are");
        data_in(doctor, serving.data)->required();
        languages(doctor);
        auto& openapi = *app.add_subcommand("openapi", "Beschrijft wat de server aanbiedt / describes what the server offers (OpenAPI)");

        auto& deadline = *app.add_subcommand("deadline", "Rekent een termijn uit, met het spoor / computes a deadline, with its trace");
        deadline.add_option("rule", id, "id of the rule, see: kader norms list")->required()->type_name("RULE-ID");
        deadline.add_option("--from", from, "the day or the instant of the event")->required()->type_name("DATE-OR-INSTANT");
        formats(deadline);

        auto& explain = *app.add_subcommand("explain", "Legt een vraag uit: eisen, bronnen, wat het aantoont / explains a question");
        explain.add_option("question", question, "1 through 22")->required()->type_name("N");
        languages(explain);

        auto& lists = *app.add_subcommand("lists", "Beschrijft elke lijst en kolom / describes every list and column (Markdown)");

        auto& norm = *app.add_subcommand("norms", "De normen zelf / the norms themselves");
        norm.require_subcommand(1);
        auto& lint = *norm.add_subcommand("lint", "checks the whole folder of norms");
        languages(lint);
        auto& list = *norm.add_subcommand("list", "every requirement, value and deadline rule; marks the rules that nothing feeds yet");
        formats(list);
        auto& show = *norm.add_subcommand("show", "one norm, with its values over time");
        show.add_option("id", id, "id of a norm")->required()->type_name("ID");
        add_day(show, typed, "--on", on, "marks the value of that day (default: today)");
        languages(show);
        auto& edition = *norm.add_subcommand("edition", "the content hash of the folder");
        languages(edition);
        auto& diff = *norm.add_subcommand("diff", "what changed since another folder of norms");
        diff.add_option("other", other, "the older folder")->required()->type_name("DIR");
        languages(diff);

        cli::AskOptions asking;
        auto& ask = *app.add_subcommand("ask", "Wat geldt voor mij, waar kan ik terecht / what applies to me, where can I turn");
        ask.add_option("interview", asking.interview, "what-applies or where-to-turn")->required()->type_name("ID");
        ask.add_option("--answer", asking.answers, "an answer; may be repeated")->allow_extra_args(false)->type_name("QUESTION=ANSWER");
        ask.add_flag("--questions", asking.questions, "the questions, with the answers that are possible");
        ask.add_option("--folder", asking.folder, "of what-applies: a new folder for the lists a practice begins with")->type_name("DIR");
        add_day(ask, typed, "--on", asking.on, "the day (default: today)");
        formats(ask);
        cli::ClausesOptions reading;
        auto& clauses = *app.add_subcommand("clauses", "Zoekt zwijgbedingen in een tekst / finds silence clauses in a text");
        clauses.add_option("file", reading.file, "a PDF, a Word file or a text; - reads standard input")->required()->type_name("FILE");
        add_day(clauses, typed, "--signed", reading.signed_on, "the day of signing");
        clauses.add_option("--party", reading.party, "who the other party is, when the text does not say")
            ->check(CLI::IsMember({"care-provider", "intermediary", "foreign", "unknown"}));
        formats(clauses);
        auto& instrument = *app.add_subcommand("instruments", "Kwaliteitsinstrumenten: het kader, richtlijnen, toetsingskaders / quality instruments");
        instrument.require_subcommand(1);
        auto& instruments_list = *instrument.add_subcommand("list", "every instrument with its status on a day");
        add_day(instruments_list, typed, "--on", on, "the day (default: today)");
        formats(instruments_list);
        auto& instruments_show = *instrument.add_subcommand("show", "one instrument: versions, parties, decisions, what is open, the norms that rest on it");
        instruments_show.add_option("id", id, "id of an instrument")->required()->type_name("ID");
        add_day(instruments_show, typed, "--on", on, "the day (default: today)");
        formats(instruments_show);
        auto& gap = *instrument.add_subcommand("gap", "what changed since an older edition of the norms, and what that touches");
        gap.add_option("older", other, "the older folder of norms")->required()->type_name("DIR");
        gap.add_option("folder", options.folder, "a practice: folder with the lists")->type_name("FOLDER");
        stored_or_folder(gap);
        add_day(gap, typed, "--on", options.on, "the day to answer for (default: today)");
        formats(gap);
        auto& history = *instrument.add_subcommand("history", "every status that was ever seen");
        history.add_option("id", id, "id of an instrument")->required()->type_name("ID");
        formats(history);

        try {
            app.parse(argc, argv);
        } catch (const CLI::Success& asked) {
            return app.exit(asked);
        } catch (const CLI::ParseError& error) {
            if (const auto word = unknown_word(app, argc, argv); !word.empty())
                std::cerr << "kader: \"" << cli::harmless(word) << "\" is geen opdracht; zie kader --help / is no command; see kader --help\n";
            else
                std::cerr << cli::harmless(error.what()) << "\nkader --help\n";
            return cli::Exit::Wrong;
        }
        common.language = language == "nl" ? cli::Language::Dutch : cli::Language::English;
        common.format = format == "json" ? cli::Format::Json : cli::Format::Text;
        for (const auto& one : typed) {
            const auto day = cli::day_typed(common.language, one.text);
            if (const auto* refusal = std::get_if<std::string>(&day)) {
                std::cerr << one.name << " " << *refusal << "\n";
                return cli::Exit::Wrong;
            }
            *one.into = std::get<CalendarDay>(day);
        }

        auto& out = std::cout;
        auto& err = std::cerr;
        const auto run = [&]() -> int {
            if (what_if && !options.stored.data.empty()) {
                err << cli::say(common.language,
                                "Wat een wijziging zou veranderen, kan alleen met lijsten: zet de praktijk eerst in een map met kader export, "
                                "en geef daarvan de map lists.\n",
                                "What a change would change needs lists: first put the practice into a folder with kader export, "
                                "and give the folder lists in it.\n");
                return int(cli::Exit::Wrong);
            }
            const bool answerable = options.folder.empty() ? !options.stored.data.empty()
                                                           : options.stored.data.empty() && options.stored.practice.empty();
            if ((check || forecast || what_if) && !answerable) {
                err << cli::say(common.language, "Geef een map met lijsten, of --data met een map met gegevens.\n",
                                "Give a folder of lists, or --data with a data folder.\n");
                return int(cli::Exit::Wrong);
            }
            if (check) return cli::check_command(common, options, out, err);
            if (forecast) return cli::forecast_command(common, options, out, err);
            if (what_if) return cli::what_if_command(common, options, out, err);
            if (map) return cli::map_command(common, options.folder, out, err);
            if (move) {
                if (!options.on) {
                    err << "--was is required\n";
                    return int(cli::Exit::Wrong);
                }
                return cli::move_dates_command(common, options.folder, other, *options.on, options.until, err);
            }
            if (init) return cli::init_command(common, making, out, err);
            importing.stored = stored;
            if (import) return cli::import_command(common, importing, out, err);
            if (export_all) return cli::export_command(common, {stored, other}, out, err);
            if (account) return cli::accounts_command(common, managing, out, err);
            if (verify) return cli::verify_command(common, stored, checkpoints, out, err);
            if (backup_set_up) return cli::backup_set_up_command(common, saving, out, err);
            if (backup_run) return cli::backup_run_command(common, saving, out, err);
            if (backup_keys) return cli::backup_keys_command(common, saving, out, err);
            if (backup_keys_back) return cli::backup_keys_back_command(common, saving, std::cin, out, err);
            if (backup_drill) return cli::backup_drill_command(common, saving, out, err);
            if (backup_restore) return cli::backup_restore_command(common, saving, std::cin, out, err);
            if (kit_make) return cli::kit_make_command(common, sheet, out, err);
            if (kit_try) return cli::kit_try_command(common, sheet, std::cin, out, err);
            if (kit_use) return cli::kit_use_command(common, sheet, std::cin, out, err);
            if (keys_turn) return cli::keys_turn_command(common, sheet.data, out, err);
            if (keys_root) return cli::keys_root_command(common, sheet.data, keep_in, std::cin, out, err);
            if (verify_checkpoints) return cli::verify_checkpoints_command(common, checkpoints, key, out, err);
            looking.stored = reviewing.stored = stored;
            if (access_list) return cli::access_list_command(common, looking, out, err);
            if (review) return cli::review_command(common, reviewing, out, err);
            if (serve && !serving.is_public && serving.data.empty()) {
                err << "--data is required (or --public)\n";
                return int(cli::Exit::Wrong);
            }
            if (serve) return serving.is_public ? cli::serve_public_command(common, serving, out, err) : cli::serve_command(common, serving, out, err);
            serving.log_requests = false;
            if (demo) return cli::demo_command(common, serving, cli::brought_along("examples", KADER_EXAMPLES_FOLDER), out, err);
            if (doctor) return cli::doctor_command(common, serving.data, out, err);
            if (openapi) return cli::openapi_command(out);
            if (deadline) return cli::deadline_command(common, id, from, out, err);
            if (explain) return cli::explain_command(common, question, out, err);
            if (lists) return cli::lists_command(common, out);
            if (lint) return cli::norms_lint_command(common, out, err);
            if (list) return cli::norms_list_command(common, out, err);
            if (show) return cli::norms_show_command(common, id, on, out, err);
            if (edition) return cli::norms_edition_command(common, out, err);
            if (clauses) return cli::clauses_command(common, reading, out, err);
            if (ask) return cli::ask_command(common, asking, out, err);
            if (instruments_list) return cli::instruments_list_command(common, on, out, err);
            if (instruments_show) return cli::instruments_show_command(common, id, on, out, err);
            if (gap) return cli::instruments_gap_command(common, other, options, out, err);
            if (history) return cli::instruments_history_command(common, id, out, err);
            if (diff) return cli::norms_diff_command(common, other, out, err);
            return cli::Exit::Wrong;
        };
        int code = cli::Exit::Done;
        try {
            code = run();
        } catch (const storage::StorageError& error) {
            code = cli::print_refusal(common, error, err);
        }
        // A full disk must not look like an answer.
        if (!out.flush()) {
            err << cli::say(common.language, "kader: de uitvoer kon niet worden geschreven\n", "kader: the output could not be written\n");
            return cli::Exit::Broken;
        }
        return code;
    } catch (const std::exception& error) {
        std::cerr << "kader: " << error.what() << "\n";
        return cli::Exit::Broken;
    }
}
