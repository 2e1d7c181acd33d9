#pragma once

// How far an import came, in the table import_run: one row for each import, written in the same units as
// its rows.

#include <cstdint>
#include <optional>

#include "storage/session.h"
#include "storage/writer.h"
#include "subjects/ids.h"
#include "vault/sealed.h"

namespace kader::transfer {

struct ImportRun {
    subjects::ImportId id;
    std::int64_t rows_done = 0, rows_total = 0;
    std::int64_t added = 0, corrected = 0, withdrawn = 0;
};

// The import that broke off and that the same content goes on with: the last one there was, if it did not
// finish and had this content. After any other import the rows may stand otherwise again.
std::optional<ImportRun> find_broken_run(storage::Session&, const subjects::PracticeId&,
                                         const vault::Digest& content);
ImportRun begin_run(storage::Unit&, const vault::Digest& content, std::size_t rows_total);
void store_run(storage::Unit&, const ImportRun&);
void finish_run(storage::Unit&, const ImportRun&);

}  // namespace kader::transfer
