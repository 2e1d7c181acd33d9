#include "practice/location.h"

#include "facts/keys.h"

namespace kader::practice {

void Location::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Location& location) {
    const auto key = facts::location_key(location.row.kenmerk);
    const auto has_number = facts::yes_no(location.establishment_number.has_value());
    return {{.kind = "practice.location",
             .subject = key,
             .attributes = {{"number", has_number}},
             .holds = lists::period_of(location.from, location.through)},
            {.kind = "practice.location_start",
             .subject = key,
             .holds = facts::on_day(location.from)}};
}

}  // namespace kader::practice
