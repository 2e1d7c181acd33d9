#include "memberships/complaints_officer.h"

#include "facts/keys.h"

namespace kader::memberships {

void ComplaintsOfficer::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const ComplaintsOfficer& officer) {
    return {{.kind = "memberships.complaints_officer",
             .subject = facts::key("officer", officer.row.kenmerk),
             .attributes = {{"independent", facts::yes_no(officer.independent)},
                            {"described", facts::yes_no(officer.independence_described)},
                            {"free", facts::yes_no(officer.free_of_charge)},
                            {"reachable", facts::yes_no(officer.directly_reachable)}},
             .holds = lists::period_of(officer.from, officer.through)}};
}

}  // namespace kader::memberships
