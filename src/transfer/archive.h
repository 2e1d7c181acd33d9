#pragma once

// A whole practice out of an installation and into another, without loss: an open, versioned format that
// can be read without Kader. docs/export-format.md describes it.
//
//   kader-export.json   format ("kader-export-1"), the practice, when, by which version, counts, and the
//                       SHA-256 of every other file
//   subjects.jsonl      what had a key of its own, so that everything hangs together as it did
//   versions.jsonl      every version of every record, opened, one JSON object a line
//   audit.jsonl         every line of the audit log with its salt, as it was
//   lists/*.csv         the newest state as lists, for people and for `kader check`
//
// Holds everything in the clear: files are made for the owner only.

#include <filesystem>

#include "access/grant.h"
#include "installation/installation.h"
#include "transfer/stopping.h"

namespace kader::transfer {

struct ArchiveReport {
    std::string practice;
    subjects::PracticeId id;
    std::size_t records = 0, versions = 0, audit_entries = 0;
};

// Into an empty or new folder. Nothing half-made stays: it is made beside, read back and checked, and
// renamed. The export itself is a line in the log, written before anything is opened, and the last one that
// the export holds. Not from the writer's thread. Throws StorageError and system::FileError; then nothing
// is left either. Told to stop: Unavailable, and nothing is left.
Result<ArchiveReport> export_practice(installation::Installation&, const access::Grant&,
                                      const std::filesystem::path& into, Language = Language::Dutch,
                                      const Stopping& = {});
// Whether a folder is an export, or says that it is.
bool is_export(const std::filesystem::path&);
// Into an installation that does not have this practice. Refused, with nothing stored: a file that differs
// from its hash, a chain that does not hold, a version without its line in the log, an unknown format.
// The bulk is stored in units. The log, which can only be added to, comes with the last one, in which the
// practice becomes visible; while that runs nobody else writes. What a broken one left behind is removed
// first. One at a time; not from the writer's thread. Told to stop: Unavailable; nobody sees the practice, and
// what was stored of it is removed at the next try.
Result<ArchiveReport> import_practice(installation::Installation&, const access::Actor&,
                                      const std::filesystem::path& from, std::optional<std::string> name = {},
                                      Language = Language::Dutch, const Stopping& = {});
// By which two readers know that they see the same export: the sum of the file that holds all other sums.
Result<vault::Digest> export_digest(const std::filesystem::path& folder, Language = Language::Dutch);

}  // namespace kader::transfer
