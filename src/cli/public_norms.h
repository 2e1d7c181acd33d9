#pragma once

// The norms behind the public doors, loaded for a command: treatments, instruments, interviews.

#include <iosfwd>
#include <optional>

#include "catalogue/catalogue.h"
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

}  // namespace kader::cli
