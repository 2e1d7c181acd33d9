#pragma once

// What travels through the local socket, between the command line and a server of the same version that has the
// data. Not in the OpenAPI document; nobody else speaks it.

#include <array>

#include "kernel/limits.h"
#include "subjects/ids.h"
#include "wire/fields.h"

namespace kader::server {

inline constexpr std::string_view tools_import = "/local/import";
inline constexpr std::string_view tools_restore = "/local/restore";
inline constexpr std::string_view tools_export = "/local/export";
inline constexpr std::string_view tools_practices = "/local/practices";
inline constexpr std::string_view tools_backup_note = "/local/backup-note";
inline constexpr std::string_view tools_keys_turn = "/local/keys-turn";
inline constexpr std::string_view tools_keys_root = "/local/keys-root";
inline constexpr std::string_view tools_kit = "/local/kit";
inline constexpr std::string_view tools_kit_tried = "/local/kit-tried";

inline constexpr std::size_t tool_path_characters_max = 4096;
inline constexpr std::size_t digest_characters = 64;

// A folder of lists into the practice that the address names. Asker and server each read the folder.
struct ImportRequest {
    std::string folder, digest;
    bool withdraw_missing = false;
    static constexpr std::string_view schema = "ImportRequest";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ImportRequest;
        field(&A::folder, {.name = "folder", .about = "Absolute.", .length_min = 1, .length_max = tool_path_characters_max});
        field(&A::digest, {.name = "digest", .about = "Of transfer::look_at, in hex.", .length_min = digest_characters, .length_max = digest_characters});
        field(&A::withdraw_missing, {.name = "withdraw_missing"});
    }
};

// In the order of transfer::ImportChange::What.
inline constexpr std::array<std::string_view, 4> change_words = {"add", "correct", "withdraw", "missing"};

struct ImportedChange {
    std::string what, record;
    std::vector<std::string> columns;
    static constexpr std::string_view schema = "ImportedChange";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ImportedChange;
        field(&A::what, {.name = "what", .choices = change_words});
        field(&A::record, {.name = "record"});
        field(&A::columns, {.name = "columns"});
    }
};

// transfer::ImportReport, without what the asker sees in the folder itself.
struct ImportAnswer {
    std::int64_t unchanged = 0, added = 0, corrected = 0, withdrawn = 0, missing = 0, done_before = 0;
    bool resumed = false;
    std::vector<ImportedChange> changes;
    static constexpr std::string_view schema = "ImportAnswer";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ImportAnswer;
        field(&A::unchanged, {.name = "unchanged"});
        field(&A::added, {.name = "added"});
        field(&A::corrected, {.name = "corrected"});
        field(&A::withdrawn, {.name = "withdrawn"});
        field(&A::missing, {.name = "missing"});
        field(&A::done_before, {.name = "done_before"});
        field(&A::resumed, {.name = "resumed"});
        field(&A::changes, {.name = "changes", .length_max = limits::import_changes_kept_count_max});
    }
};

// An export back, as a practice of its own.
struct RestoreRequest {
    std::string folder, digest;
    std::optional<std::string> name;
    static constexpr std::string_view schema = "RestoreRequest";
    template <class Fields>
    static void describe(Fields& field) {
        using A = RestoreRequest;
        field(&A::folder, {.name = "folder", .about = "Absolute.", .length_min = 1, .length_max = tool_path_characters_max});
        field(&A::digest, {.name = "digest", .about = "Of transfer::export_digest, in hex.", .length_min = digest_characters, .length_max = digest_characters});
        field(&A::name, {.name = "name", .about = "Another name than the practice had."});
    }
};

struct ExportRequest {
    std::string into;
    static constexpr std::string_view schema = "ExportRequest";
    template <class Fields>
    static void describe(Fields& field) {
        field(&ExportRequest::into, {.name = "into", .about = "Absolute.", .length_min = 1, .length_max = tool_path_characters_max});
    }
};

// transfer::ArchiveReport.
struct ArchiveAnswer {
    std::string practice;
    std::int64_t records = 0, versions = 0, audit_entries = 0;
    std::optional<std::string> way_in;
    static constexpr std::string_view schema = "ArchiveAnswer";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ArchiveAnswer;
        field(&A::practice, {.name = "practice"});
        field(&A::records, {.name = "records"});
        field(&A::versions, {.name = "versions"});
        field(&A::audit_entries, {.name = "audit_entries"});
        field(&A::way_in, {.name = "way_in", .about = "As of PracticeMade; of a practice that was put back."});
    }
};

struct PracticeToMake {
    std::string name;
    static constexpr std::string_view schema = "PracticeToMake";
    template <class Fields>
    static void describe(Fields& field) {
        field(&PracticeToMake::name, {.name = "name"});
    }
};

struct PracticeMade {
    subjects::PracticeId id;
    std::optional<std::string> way_in;
    static constexpr std::string_view schema = "PracticeMade";
    template <class Fields>
    static void describe(Fields& field) {
        field(&PracticeMade::id, {.name = "id"});
        field(&PracticeMade::way_in, {.name = "way_in", .about = "Where the first account is made, once; null when that cannot be prepared now."});
    }
};

inline constexpr std::array<std::string_view, 2> backup_words = {"run", "drill"};

// What became of a backup or a drill, made by another process of the same user: backup/notes.h.
struct BackupNote {
    std::string what;
    std::int64_t sequence = 0;
    std::string began, ended;
    // run: generation, files, new objects, new bytes. drill: records, versions, lines, subjects, files opened.
    std::vector<std::int64_t> counts;
    std::optional<std::string> wrong;
    static constexpr std::string_view schema = "BackupNote";
    template <class Fields>
    static void describe(Fields& field) {
        using A = BackupNote;
        field(&A::what, {.name = "what", .choices = backup_words});
        field(&A::sequence, {.name = "sequence"});
        field(&A::began, {.name = "began"});
        field(&A::ended, {.name = "ended"});
        field(&A::counts, {.name = "counts", .length_max = 5});
        field(&A::wrong, {.name = "wrong", .length_max = 4000});
    }
};

// Where all is said by the address.
struct NothingMore {
    static constexpr std::string_view schema = "NothingMore";
    template <class Fields>
    static void describe(Fields&) {}
};

struct KeysTurned {
    int epoch = 0;
    std::int64_t keys = 0, units = 0;
    static constexpr std::string_view schema = "KeysTurned";
    template <class Fields>
    static void describe(Fields& field) {
        field(&KeysTurned::epoch, {.name = "epoch"});
        field(&KeysTurned::keys, {.name = "keys"});
        field(&KeysTurned::units, {.name = "units"});
    }
};

// In the order of vault::RootKeyPlace.
inline constexpr std::array<std::string_view, 3> keep_in_words = {"file", "passphrase", "credential"};

// Secrets travel here, and through this socket alone: from one process of a user to another of the same.
struct NewRootKey {
    std::string keep_in, passphrase;
    static constexpr std::string_view schema = "NewRootKey";
    template <class Fields>
    static void describe(Fields& field) {
        field(&NewRootKey::keep_in, {.name = "keep_in", .choices = keep_in_words});
        field(&NewRootKey::passphrase, {.name = "passphrase", .about = "Where it is kept under one; else empty.", .length_max = 256});
    }
};

struct RootKeyChanged {
    std::string fingerprint;
    std::optional<std::string> not_copied;
    static constexpr std::string_view schema = "RootKeyChanged";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RootKeyChanged::fingerprint, {.name = "fingerprint"});
        field(&RootKeyChanged::not_copied, {.name = "not_copied", .about = "Why the copies of the keys could not follow."});
    }
};

struct KitMade {
    std::vector<std::string> lines, practices;
    std::string fingerprint;
    static constexpr std::string_view schema = "KitMade";
    template <class Fields>
    static void describe(Fields& field) {
        field(&KitMade::lines, {.name = "lines", .about = "As they are typed over."});
        field(&KitMade::practices, {.name = "practices", .about = "By name."});
        field(&KitMade::fingerprint, {.name = "fingerprint"});
    }
};

struct BackupNoted {
    bool noted = true;
    static constexpr std::string_view schema = "BackupNoted";
    template <class Fields>
    static void describe(Fields& field) {
        field(&BackupNoted::noted, {.name = "noted"});
    }
};

}  // namespace kader::server
