#pragma once

// The norms behind the public doors, loaded for a command: treatments, instruments, interviews.

#include <iosfwd>
#include <optional>

#include "catalogue/catalogue.h"
#include "clauses/reader.h"
#include "cli/commands.h"
#include "instruments/instrument.h"
#include "interviews/interview.h"

namespace kader::cli {

struct PublicNorms {
    catalogue::Catalogue treatments;
    instruments::Register instruments;
    interviews::Interviews interviews;
};

// Nothing: every fault is on `err`.
std::optional<PublicNorms> load_public_norms(const Common&, const norm_book::NormBook&, std::ostream& err);

// The reader of silence clauses. Nothing: every fault is on `err`.
std::optional<clauses::Reader> load_clause_reader(const Common&, const norm_book::NormBook&, std::ostream& err);

}  // namespace kader::cli
