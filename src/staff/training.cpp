#include "staff/training.h"

#include "facts/keys.h"

namespace kader::staff {

void Training::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("geldig_tot_en_met", held_on, valid_through, problems);
}

std::vector<facts::NewFact> facts_of(const Training& training) {
    return {{.kind = "staff.training",
             .subject = facts::person_key(training.person),
             .attributes = {{"topic", training.topic}},
             .holds = lists::period_of(training.held_on, training.valid_through)}};
}

}  // namespace kader::staff
