#pragma once

// What each command does, after its words were parsed. main.cpp knows the words.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "cli/words.h"
#include "kernel/calendar.h"
#include "system/clock.h"
#include "vault/key_store.h"
#include "vault/recovery_kit.h"

namespace kader::cli {

// What a command ends with; documented in docs/command-line.md.
enum Exit : int {
    Done = 0,
    Refused = 1,  // A norm or the linter says no.
    Wrong = 2,    // The input is wrong: a folder, a date, an id, an option.
    Broken = 3,   // Something failed that should not.
};

enum class Format { Text, Json };

struct Common {
    std::filesystem::path norms;
    Language language = Language::Dutch;
    Format format = Format::Text;
    bool progress = false;  // Whether standard error is a terminal.
    CalendarDay today{};
    const system::Clock* clock = nullptr;  // Set for every command on stored data.
    std::uint32_t user_number = 0;         // Of the operating system: who the log says did it.
    vault::RootKeyFrom root_key = {};      // Where it is not in the data folder as it is.
};

// Stored data: a data folder, and one of its practices. Without a name: the only one there is.
struct StoredPractice {
    std::filesystem::path data;
    std::string practice;
};

struct CheckOptions {
    std::filesystem::path folder;
    StoredPractice stored;  // Instead of a folder, when `stored.data` is not empty.
    std::optional<CalendarDay> on;
    std::optional<CalendarDay> known_on;
    std::optional<CalendarDay> until;  // forecast
    std::vector<std::string> changes;  // what-if
};

int check_command(const Common&, const CheckOptions&, std::ostream& out, std::ostream& err);
int forecast_command(const Common&, const CheckOptions&, std::ostream& out, std::ostream& err);
int what_if_command(const Common&, const CheckOptions&, std::ostream& out, std::ostream& err);
// Proposes a kader-mapping.toml for a folder whose names are not ours.
int map_command(const Common&, const std::filesystem::path& folder, std::ostream& out, std::ostream& err);

// Makes a data folder when there is none, and adds a practice to it.
struct InitOptions {
    std::filesystem::path data;
    std::string practice;
    std::string postgres_owner, postgres_server;  // As libpq reads them; both or neither.
};
int init_command(const Common&, const InitOptions&, std::ostream& out, std::ostream& err);
// Whether everything that is stored is as it was written. Refused: something is not.
// With a folder of checkpoints also whether the log is the one that was signed; empty: as kader.toml says.
int verify_command(const Common&, const StoredPractice&, const std::filesystem::path& checkpoints, std::ostream& out, std::ostream& err);
// A folder of checkpoints by itself, with the text of the key; empty: the one that lies in the folder.
int verify_checkpoints_command(const Common&, const std::filesystem::path& folder, const std::string& key, std::ostream& out, std::ostream& err);

// Who looked into a file, in words for whom it is about. Writes a line in the log.
struct AccessListOptions {
    StoredPractice stored;
    std::string subject;  // The id of a subject, or the kenmerk of a person.
    std::optional<CalendarDay> from, through;
};
int access_list_command(const Common&, const AccessListOptions&, std::ostream& out, std::ostream& err);
// The work list of the monthly review, with the newest checkpoint, to print. Writes a line in the log.
struct ReviewOptions {
    StoredPractice stored;
    std::optional<CalendarDay> on;  // A day of the month; today when there is none.
};
int review_command(const Common&, const ReviewOptions&, std::ostream& out, std::ostream& err);

// A folder of lists, or an export, into a practice.
struct ImportCommandOptions {
    StoredPractice stored;
    std::filesystem::path folder;
    bool dry_run = false;
    bool withdraw_missing = false;
    std::filesystem::path rejects;  // Where refused rows are written; empty: only told.
};
int import_command(const Common&, const ImportCommandOptions&, std::ostream& out, std::ostream& err);
// A whole practice into an empty or new folder.
struct ExportCommandOptions {
    StoredPractice stored;
    std::filesystem::path into;
};
int export_command(const Common&, const ExportCommandOptions&, std::ostream& out, std::ostream& err);

// Backups: where they go and for whom; one now; the keys alone; trying one as after a disaster; and the way back. What
// the two secrets of a restore are is asked on `in` where no file is given.
struct KitOptions {
    std::filesystem::path data;
    std::filesystem::path page;  // Where the page to print goes; empty: nowhere.
    std::filesystem::path file;  // With what was typed or scanned; empty: it is asked for.
};
// The first line of the file, or what is typed; nothing: there is no file, and nobody at a terminal.
std::optional<vault::SecretText> passphrase_for(const Common&, const char* file, std::istream& in, std::ostream& err);
// While no server has the data.
int kit_make_command(const Common&, const KitOptions&, std::ostream& out, std::ostream& err);
int kit_try_command(const Common&, const KitOptions&, std::istream& in, std::ostream& out, std::ostream& err);
int kit_use_command(const Common&, const KitOptions&, std::istream& in, std::ostream& out, std::ostream& err);
int keys_turn_command(const Common&, const std::filesystem::path& data, std::ostream& out, std::ostream& err);
// keep_in: "file", "passphrase" or "credential".
int keys_root_command(const Common&, const std::filesystem::path& data, const std::string& keep_in, std::istream& in, std::ostream& out,
                      std::ostream& err);

struct BackupOptions {
    std::filesystem::path data;
    std::filesystem::path target;  // Where backups are.
    std::string recipient;         // A public key of age.
    std::filesystem::path into;
    std::optional<CalendarDay> at;
    std::filesystem::path root_key, secret;
    bool asks_kit = false;      // For the five lines of the recovery kit,
    std::filesystem::path kit;  // or they are in this file.
};
int backup_set_up_command(const Common&, const BackupOptions&, std::ostream& out, std::ostream& err);
int backup_run_command(const Common&, const BackupOptions&, std::ostream& out, std::ostream& err);
int backup_keys_command(const Common&, const BackupOptions&, std::ostream& out, std::ostream& err);
// The keys of a target into a data folder of which the database (PostgreSQL) was put back by its own tools.
int backup_keys_back_command(const Common&, const BackupOptions&, std::istream& in, std::ostream& out, std::ostream& err);
int backup_drill_command(const Common&, const BackupOptions&, std::ostream& out, std::ostream& err);
// The five lines of a recovery kit, from a file or typed. Nothing: the sentence is on `err`.
std::optional<vault::RecoveryKit> read_typed_kit(const Common&, const std::filesystem::path& file, std::istream& in, std::ostream& err);
int backup_restore_command(const Common&, const BackupOptions&, std::istream& in, std::ostream& out, std::ostream& err);
// The accounts of a practice, by who may read its data folder: also who lost everything and works alone.
struct AccountsOptions {
    StoredPractice stored;
    std::string act;  // "list", "add", "suspend", "reset", "roles", "grant", "end"
    std::string login, name, role = "employee";
    std::string until, case_number;  // Empty: none.
    std::vector<std::string> scope;
};
int accounts_command(const Common&, const AccountsOptions&, std::ostream& out, std::ostream& err);

// Copies an example folder with its dates moved from one reference day to another.
int move_dates_command(const Common&, const std::filesystem::path& folder, const std::filesystem::path& into,
                       CalendarDay was, std::optional<CalendarDay> now, std::ostream& err);

// Answers requests until SIGTERM or SIGINT.
struct ServeOptions {
    std::filesystem::path data;  // Not for the demonstration.
    std::string address = "127.0.0.1";
    std::uint16_t port = 8420;
    std::filesystem::path web;  // The built front end.
    std::vector<std::string> names;  // Other host names it is reached by.
    std::filesystem::path tls_certificate, tls_key;  // Both or neither.
    bool tls_1_2 = false;                            // Beside 1.3.
    std::vector<std::string> proxies;                // Addresses of what stands before it and speaks TLS.
    bool log_requests = true;
    std::chrono::seconds housekeeping{60};  // How often is looked whether a backup is due.
    bool is_public = false;          // The pages for everybody alone; then without `data`.
    std::filesystem::path earlier;   // The norms folder of the edition before, to tell what changed; may be empty.
};
int serve_command(const Common&, const ServeOptions&, std::ostream& out, std::ostream& err);
int serve_public_command(const Common&, const ServeOptions&, std::ostream& out, std::ostream& err);
// Three fictional practices from the examples, in a folder that is gone at the end.
int demo_command(const Common&, const ServeOptions&, const std::filesystem::path& examples, std::ostream& out, std::ostream& err);
// How the machine and the data folder are. Refused: something needs attention.
int doctor_command(const Common&, const std::filesystem::path& data, std::ostream& out, std::ostream& err);
// The OpenAPI document of the server.
int openapi_command(std::ostream& out);

int deadline_command(const Common&, const std::string& rule, const std::string& from, std::ostream& out,
                     std::ostream& err);
int explain_command(const Common&, int question, std::ostream& out, std::ostream& err);
int lists_command(const Common&, std::ostream& out);

// What follows from answers to an interview; or which questions are asked after them; or a new folder with the lists
// a practice begins with.
struct AskOptions {
    std::string interview;
    std::vector<std::string> answers;  // QUESTION=ANSWER
    bool questions = false;
    std::filesystem::path folder;  // Empty: no folder is made.
    std::optional<CalendarDay> on;
};
int ask_command(const Common&, const AskOptions&, std::ostream& out, std::ostream& err);

// Reads a text for silence clauses.
struct ClausesOptions {
    std::filesystem::path file;  // "-": standard input.
    std::optional<CalendarDay> signed_on;
    std::string party;  // Empty: as can be read from the text.
};
int clauses_command(const Common&, const ClausesOptions&, std::ostream& out, std::ostream& err);

// The register of quality instruments. A day: today, unless told.
int instruments_list_command(const Common&, std::optional<CalendarDay> on, std::ostream& out, std::ostream& err);
int instruments_show_command(const Common&, const std::string& id, std::optional<CalendarDay> on, std::ostream& out, std::ostream& err);
// What changed since an older edition; with a folder or a stored practice also what that does to it.
int instruments_gap_command(const Common&, const std::filesystem::path& older, const CheckOptions&, std::ostream& out, std::ostream& err);
int instruments_history_command(const Common&, const std::string& id, std::ostream& out, std::ostream& err);

int norms_lint_command(const Common&, std::ostream& out, std::ostream& err);
int norms_list_command(const Common&, std::ostream& out, std::ostream& err);
int norms_show_command(const Common&, const std::string& id, std::optional<CalendarDay> on, std::ostream& out,
                       std::ostream& err);
int norms_edition_command(const Common&, std::ostream& out, std::ostream& err);
int norms_diff_command(const Common&, const std::filesystem::path& other, std::ostream& out, std::ostream& err);

}  // namespace kader::cli
