#include "memberships/membership.h"

#include "facts/keys.h"

namespace kader::memberships {

void Membership::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
    if (recognition_seen_on)
        lists::refuse_end_before_start("erkenning_vervallen_op", *recognition_seen_on,
                                       recognition_lost_on, problems);
}

std::vector<facts::NewFact> facts_of(const Membership& membership) {
    const auto key = facts::key("membership", membership.row.kenmerk);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "memberships.member",
                     .subject = key,
                     .attributes = {{"kind", membership.kind},
                                    {"number", facts::yes_no(!membership.number.empty())}},
                     .holds = lists::period_of(membership.from, membership.through)});
    if (membership.recognition_seen_on)
        add(facts, {.kind = "memberships.recognised",
                    .subject = key,
                    .holds = facts::until_day(*membership.recognition_seen_on,
                                                 membership.recognition_lost_on)});
    if (membership.recognition_lost_on)
        facts.push_back({.kind = "memberships.recognition_lost",
                         .subject = key,
                         .holds = facts::from_day(*membership.recognition_lost_on)});
    return facts;
}

}  // namespace kader::memberships
