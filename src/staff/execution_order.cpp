#include "staff/execution_order.h"

#include <algorithm>

#include "facts/keys.h"

namespace kader::staff {

void ExecutionOrder::check(std::vector<lists::CellProblem>& problems) const {
    if (orderer == performer)
        problems.push_back({"uitvoerder", "niemand geeft een opdracht aan zichzelf",
                            "nobody gives an order to themselves"});
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const ExecutionOrder& order) {
    std::vector<facts::NewFact> facts;
    if (!order.orderer_signed_on || !order.performer_signed_on) return facts;
    const auto start = std::max({order.from, *order.orderer_signed_on, *order.performer_signed_on});
    add(facts, {.kind = "staff.order",
                .subject = facts::performs_key(order.performer, order.act),
                .relation = facts::person_key(order.orderer),
                .attributes = {{"act", order.act},
                               {"instructions", facts::yes_no(order.instructions)},
                               {"supervision", facts::yes_no(order.supervision)}},
                .holds = lists::period_of(start, order.through)});
    return facts;
}

}  // namespace kader::staff
