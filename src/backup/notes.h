#pragma once

// What became of backups and drills, noted in the database of each practice that was in it, with a line in its log.

#include "backup/backup.h"
#include "backup/drill.h"

namespace kader::backup {

// Why a backup was not made, when there is no report.
struct RunFailure {
    system::Instant began{}, ended{};
    std::string wrong;
};
struct Notes {
    std::optional<RunReport> run;
    std::optional<RunFailure> run_failed;
    std::optional<DrillReport> drill;
};
// In one unit of work for each practice. The first refusal of the writer, if any.
std::optional<Error> note(installation::Installation&, const Notes&);

struct Latest {
    std::optional<system::Instant> good_run;   // When the last backup that was made ended.
    std::optional<system::Instant> good_drill;
    std::optional<system::Instant> run, drill;  // Whatever became of it.
    bool run_failed = false, drill_failed = false;  // The last one.
};
// Of the session's moment. On PostgreSQL the session is in a snapshot that entered the practice.
Latest latest(storage::Session&, const subjects::PracticeId&);

// How long a drill counts: it is weekly, and one day late is late.
inline constexpr std::chrono::days drill_counts_for{8};

}  // namespace kader::backup
