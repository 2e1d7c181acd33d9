#include "practice/care_offer.h"

#include "facts/keys.h"

namespace kader::practice {

void CareOffer::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const CareOffer& offer) {
    const auto holds = lists::period_of(offer.from, offer.through);
    const auto treatment = facts::treatment_key(offer.treatment);
    std::vector<facts::NewFact> facts;
    facts.push_back(
        {.kind = "practice.offers",
         .subject = treatment,
         .attributes = {{"reserved", facts::yes_no(offer.reserved)}, {"act", offer.act}},
         .holds = holds});
    facts.push_back({.kind = "practice.needs_hours",
                     .subject = facts::function_key(offer.function),
                     .relation = treatment,
                     .number = offer.hours_per_week.value,
                     .holds = holds});
    if (offer.reserved && !offer.act.empty())
        facts.push_back({.kind = "practice.reserved_act",
                         .subject = facts::act_key(offer.act),
                         .attributes = {{"act", offer.act}},
                         .holds = holds});
    return facts;
}

}  // namespace kader::practice
