#include "practice/council.h"

#include "facts/keys.h"

namespace kader::practice {

void Council::check(std::vector<lists::CellProblem>& problems) const {
    if (kind == "raad" && members == 0)
        problems.push_back({"leden",
                            "een raad zonder leden is geen raad; vul in hoeveel leden er zijn",
                            "a council without members is no council; fill in how many there are"});
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Council& council) {
    return {{.kind = "practice.council",
             .subject = facts::practice_key,
             .attributes = {{"kind", council.kind}},
             .number = council.members.value_or(0),
             .holds = lists::period_of(council.from, council.through)}};
}

}  // namespace kader::practice
