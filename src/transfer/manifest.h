#pragma once

// kader-export.json: what an export holds, and the sums by which each of its files is known again.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "kernel/result.h"
#include "kernel/text.h"
#include "subjects/practices.h"
#include "transfer/export_files.h"

namespace kader::transfer {

inline constexpr std::string_view export_format = "kader-export-1";
inline constexpr std::string_view manifest_file = "kader-export.json";
inline constexpr std::string_view subjects_file = "subjects.jsonl";
inline constexpr std::string_view versions_file = "versions.jsonl";
inline constexpr std::string_view audit_file = "audit.jsonl";
inline constexpr std::string_view lists_folder = "lists";

struct Counts {
    std::int64_t subjects = 0, records = 0, versions = 0, audit_entries = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
};

struct Manifest {
    subjects::Practice practice;
    system::Instant made_at{};
    std::string made_by;          // "kader 0.1.0"
    std::int64_t change_seq = 0;  // The last change of the practice that the export holds.
    Counts counts;
    std::map<std::string, FileSum> files;  // By name; within a folder as "lists/mensen.csv".
};

std::string text_of(const Manifest&);
// Invalid: another format, or not what text_of() writes, or a name of a file that is none of an export's.
Result<Manifest> parse_manifest(std::string_view, Language);
Result<Manifest> read_manifest(const std::filesystem::path& folder, Language);

}  // namespace kader::transfer
