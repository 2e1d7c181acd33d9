#pragma once

// A folder of lists into the database.
//
// The same folder twice changes nothing. What a folder no longer has stays, and is told, unless
// `withdraw_missing`: then those records of the lists that the folder does have are marked as entered in
// error. A list in which a row was refused is not whole, so nothing is withdrawn from it.
//
// Rows are written in units cut by time, each with the journal (import_run) of how far the import came: an
// import that broke off goes on with its own number when the same folder comes again, and says so. When
// another folder came in between, it starts from its beginning.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "access/grant.h"
#include "installation/installation.h"
#include "lists/folder.h"
#include "records/record_store.h"
#include "transfer/stopping.h"
#include "vault/sealed.h"

namespace kader::transfer {

struct ImportOptions {
    bool withdraw_missing = false;
    Language language = Language::Dutch;  // Of refusals.
    Stopping stopping = {};               // Unavailable, at the end of a unit; the same folder goes on from there.
};

// One thing that the import changes or would change.
struct ImportChange {
    enum class What { Add, Correct, Withdraw, Missing } what = What::Add;  // Missing: stays, is only told.
    std::string record;                // "mensen:P01"
    std::vector<std::string> columns;  // Which differ. Never their values.
    friend bool operator==(const ImportChange&, const ImportChange&) = default;
};

// Of the rows of a folder: rows = done_before + added + corrected + unchanged.
struct ImportReport {
    std::size_t rows = 0, unchanged = 0, added = 0, corrected = 0, withdrawn = 0, missing = 0;
    std::vector<ImportChange> changes;  // The first limits::import_changes_kept_count_max.
    bool resumed = false;               // An import that broke off is gone on with.
    std::size_t done_before = 0;        // So many rows it had done, whatever came of them.
    // Beside what the folder itself refuses: rows that are too large to be stored.
    std::vector<lists::Reject> refused;
    std::size_t units = 0;
};

// A folder as one reader saw it. Two who see the same digest take over the same: it covers what the rows say,
// which lists there are, and which rows were refused.
struct FolderSeen {
    vault::Digest digest{};
    std::size_t rows = 0;
    std::vector<lists::Reject> too_large;  // What ImportReport::refused will be.
};
FolderSeen look_at(const lists::ListFolder&);

// What would change, without changing anything. Reads sealed content to compare, which is a line in the log
// when the import runs for real; needs a session that sees a sound database.
Result<ImportReport> plan_import(installation::Installation&, const access::Grant&, const lists::ListFolder&,
                                 const ImportOptions&);
// Waits for its units; not from the writer's thread. When it is refused half-way, what was done stays, and
// the same folder goes on from there.
using ImportProgress = std::function<void(std::size_t done, std::size_t total)>;
Result<ImportReport> run_import(installation::Installation&, const access::Grant&, const lists::ListFolder&,
                                const ImportOptions&, const ImportProgress& progress = {});

}  // namespace kader::transfer
