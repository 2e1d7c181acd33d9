#pragma once

// What an import makes of one row, given what is stored. The one place that decides, for the plan and for
// the import itself; it writes nothing.

#include <optional>
#include <vector>

#include "records/record_store.h"
#include "transfer/import.h"
#include "transfer/import_rows.h"

namespace kader::transfer {

// Nothing: the row stands there already. The session has entered the practice.
Result<std::optional<ImportChange>> compare(storage::Session&, const records::Keeping&,
                                            const subjects::PracticeId&, const records::Draft&);

// A stored record that the folder does not speak of.
struct MissingRecord {
    const lists::ListType* type = nullptr;
    subjects::RecordId record;
    std::int64_t version = 0;
    std::string name;  // "mensen:P01"
};
struct MissingRecords {
    std::vector<MissingRecord> staying;
    // Of lists that came in whole, when that was asked for.
    std::vector<MissingRecord> to_withdraw;
};
MissingRecords find_missing(storage::Session&, const subjects::PracticeId&, const lists::ListFolder&,
                            bool withdraw_missing);

// Adds a change to what is told.
void note(ImportReport&, ImportChange);

std::string record_name(std::string_view list, std::string_view kenmerk);

}  // namespace kader::transfer
