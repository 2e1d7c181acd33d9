#pragma once

// What changed between two editions of the norms, and what that touches: the gap report.
//
// Only what is asked counts: a requirement, a value or interval, a document that must exist, a question, a treatment,
// a term. Another wording alone is a change too, and said as such: `texts`. Any thread; nothing is stored.

#include <set>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "deadlines/deadline_rules.h"
#include "norm_book/norm_book.h"

namespace kader::instruments {

// One edition, loaded.
struct Edition {
    const norm_book::NormBook* book = nullptr;
    const deadlines::DeadlineRules* rules = nullptr;
    const catalogue::Catalogue* treatments = nullptr;
};

struct Change {
    enum class What { Added, Changed, Withdrawn };
    enum class Of { Requirement, Parameter, Document, Question, Treatment, Rule };
    What what = What::Changed;
    Of of = Of::Requirement;
    std::string id;  // Of a question its number.
    Text title;      // As it is now; of what was withdrawn, as it was.
    // What of it differs, by the names of norms/: "condition", "weight", "from" … Nothing else than texts:
    // "texts". Empty unless it changed.
    std::vector<std::string> parts;
    // What it touches, by id; a requirement is not in its own list.
    std::set<int> questions;
    std::set<std::string> requirements, documents, treatments, rules;
};
std::string_view word(Change::What);  // "added", "changed", "withdrawn"
std::string_view word(Change::Of);    // "requirement", "parameter", "document", "question", "treatment", "rule"

// By kind, then id. A row touches what uses it on either side: a value the requirements whose conditions use it, a
// document the requirements that ask for it, each requirement its question; a treatment and a term nothing else than
// themselves.
std::vector<Change> changes_between(const Edition& before, const Edition& after);

}  // namespace kader::instruments
