#include "documents/controlled_document.h"

#include <algorithm>

#include "facts/keys.h"

namespace kader::documents {

void ControlledDocument::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("evaluatie_op", adopted_on, evaluate_by, problems);
    lists::refuse_end_before_start("vervallen_op", adopted_on, withdrawn_on, problems);
}

namespace {

// The evaluation date still counts, the day of withdrawal no longer does.
Period in_force(const ControlledDocument& document) {
    const auto after_evaluation = document.evaluate_by + Days{1};
    return {document.adopted_on,
            std::min(after_evaluation, document.withdrawn_on.value_or(after_evaluation))};
}

}  // namespace

std::vector<facts::NewFact> facts_of(const ControlledDocument& document) {
    const auto key = facts::document_key(document.row.kenmerk, document.version);
    const auto holds = in_force(document);
    std::vector<facts::NewFact> facts;
    add(facts, {.kind = "documents.version",
                .subject = key,
                .relation = facts::person_key(document.owner),
                .attributes = {{"type", document.type},
                               {"accessible", facts::yes_no(document.accessible)}},
                .holds = holds});
    if (!document.treatment.empty())
        add(facts, {.kind = "documents.protocol",
                    .subject = facts::treatment_key(document.treatment),
                    .relation = key,
                    .attributes = {{"type", document.type}},
                    .holds = holds});
    return facts;
}

}  // namespace kader::documents
