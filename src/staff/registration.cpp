#include "staff/registration.h"

#include "facts/keys.h"

namespace kader::staff {

void Registration::check(std::vector<lists::CellProblem>& problems) const {
    if (in_register == "big") {
        const lists::ColumnInfo column{.name = "nummer", .kind = lists::CellKind::BigNumber};
        std::string digits;
        if (number.empty())
            lists::cell::refuse_empty(column, problems);
        else
            lists::cell::parse(column, number, digits, problems);
    }
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Registration& entry) {
    const auto key = facts::person_key(entry.person);
    std::vector<facts::NewFact> facts;
    facts.push_back(
        {.kind = "staff.registered",
         .subject = key,
         .attributes = {{"register", entry.in_register}, {"profession", entry.profession}},
         .holds = lists::period_of(entry.from, entry.through)});
    if (entry.checked_on)
        facts.push_back({.kind = "staff.registration_checked",
                         .subject = key,
                         .attributes = {{"register", entry.in_register}},
                         .holds = facts::from_day(*entry.checked_on)});
    if (entry.measure.value_or(false))
        facts.push_back({.kind = "staff.measure",
                         .subject = key,
                         .holds = facts::from_day(entry.measure_from.value_or(entry.from))});
    return facts;
}

}  // namespace kader::staff
