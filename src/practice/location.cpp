#include "practice/location.h"

#include "evidence/keys.h"

namespace kader::practice {

void Location::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<evidence::NewFact> facts_of(const Location& location) {
    const auto key = evidence::location_key(location.row.kenmerk);
    const auto has_number = evidence::yes_no(location.establishment_number.has_value());
    return {{.kind = "practice.location",
             .subject = key,
             .attributes = {{"number", has_number}},
             .holds = lists::period_of(location.from, location.through)},
            {.kind = "practice.location_start",
             .subject = key,
             .holds = evidence::on_day(location.from)}};
}

}  // namespace kader::practice
