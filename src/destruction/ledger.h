#pragma once

// The ledger: every subject of a practice that was destroyed. What is in it stays in it, also in a database that is put
// back from before.

#include <functional>

#include "storage/writer.h"
#include "subjects/ids.h"
#include "vault/subject_keys.h"

namespace kader::destruction {

struct LedgerRow {
    subjects::SubjectId subject;
    system::Instant destroyed_at{};
    int epoch = 0;
};

void add_to_ledger(storage::Unit&, const LedgerRow&);
bool is_in_ledger(storage::Session&, const subjects::PracticeId&, const subjects::SubjectId&);
void each_in_ledger(storage::Session&, const subjects::PracticeId&, const std::function<void(const LedgerRow&)>&);
// Drops the keys of whoever is in the ledger and has one, and blanks what links them to a human. Gives how many had one:
// after a restore that followed the rules none has.
std::int64_t replay(storage::Unit&, vault::SubjectKeys&);
// Takes away what stands beside the sealed content and tells who it is about.
void blank(storage::Unit&, const subjects::SubjectId&);

}  // namespace kader::destruction
