#pragma once

// The norms behind the public doors, loaded for a command: treatments, instruments, interviews.

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>

#include "catalogue/catalogue.h"
#include "clauses/reader.h"
#include "cli/commands.h"
#include "deadlines/deadline_rules.h"
#include "instruments/changes.h"
#include "instruments/instrument.h"
#include "interviews/interview.h"
#include "public_pages/pages.h"

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

// One edition with everything in it.
struct WholeEdition {
    norm_book::NormBook book;
    deadlines::DeadlineRules rules;
    PublicNorms doors;
    instruments::Edition edition() const { return {&book, &rules, &doors.treatments}; }
};
// Of the norms folder of `common`. Nothing: every fault is on `err`.
std::optional<WholeEdition> load_edition(const Common&, std::ostream& err);

// The pages for everybody, with all that they stand on.
class PublicDoors {
public:
    // `earlier`: the norms folder of the edition before, or nothing. Nothing: every fault is on `err`.
    static std::unique_ptr<PublicDoors> load(const Common&, const std::filesystem::path& earlier, bool has_staff, std::ostream& err);
    const norm_book::NormBook& book() const { return m_now.book; }
    const deadlines::DeadlineRules& rules() const { return m_now.rules; }
    const public_pages::Pages& pages() const { return *m_pages; }

private:
    PublicDoors(WholeEdition now, std::optional<WholeEdition> earlier, clauses::Reader reader);
    WholeEdition m_now;
    std::optional<WholeEdition> m_earlier;
    clauses::Reader m_reader;
    std::optional<public_pages::Pages> m_pages;
};

}  // namespace kader::cli
