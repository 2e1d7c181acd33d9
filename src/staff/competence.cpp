#include "staff/competence.h"

#include "facts/keys.h"

namespace kader::staff {

void Competence::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("geldig_tot_en_met", established_on, valid_through, problems);
}

std::vector<facts::NewFact> facts_of(const Competence& competence) {
    const auto holds = lists::period_of(competence.established_on, competence.valid_through);
    const auto person = facts::person_key(competence.person);
    return {{.kind = "staff.competent",
             .subject = facts::performs_key(competence.person, competence.act),
             .relation = person,
             .holds = holds},
            {.kind = "staff.act_competent",
             .subject = facts::act_key(competence.act),
             .relation = person,
             .holds = holds}};
}

}  // namespace kader::staff
