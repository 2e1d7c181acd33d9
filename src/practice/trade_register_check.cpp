#include "practice/trade_register_check.h"

#include <algorithm>

#include "facts/keys.h"

namespace kader::practice {

void TradeRegisterCheck::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("hersteld_op", checked_on, repaired_on, problems);
}

std::vector<facts::NewFact> facts_of(const TradeRegisterCheck& done) {
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "practice.register_check",
                     .subject = facts::practice_key,
                     .attributes = {{"adres", done.address},
                                    {"sbi", done.sbi_code},
                                    {"establishment", done.establishment_number},
                                    {"supervisors", done.supervisors}},
                     .holds = facts::from_day(done.checked_on)});
    const auto answers = {done.address, done.sbi_code, done.establishment_number, done.supervisors};
    if (std::ranges::find(answers, "wijkt_af") != answers.end())
        add(facts, {.kind = "practice.register_differs",
                    .subject = facts::practice_key,
                    .holds = facts::until_day(done.checked_on, done.repaired_on)});
    for (const auto& location : done.locations)
        facts.push_back({.kind = "practice.location_checked",
                         .subject = facts::location_key(location),
                         .holds = facts::from_day(done.checked_on)});
    return facts;
}

}  // namespace kader::practice
