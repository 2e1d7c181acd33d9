#include "security_management/supplier.h"

#include "facts/keys.h"

namespace kader::security_management {

void Supplier::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("contract_tot_en_met", contract_from, contract_through,
                                   problems);
}

std::vector<facts::NewFact> facts_of(const Supplier& supplier) {
    const auto key = facts::key("supplier", supplier.row.kenmerk);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "security.supplier",
                     .subject = key,
                     .attributes = {{"data", facts::yes_no(supplier.handles_client_data)},
                                    {"demands", facts::yes_no(supplier.demands_in_contract)},
                                    {"processor", facts::yes_no(supplier.processor_agreement)}},
                     .holds = lists::period_of(supplier.contract_from, supplier.contract_through)});
    if (supplier.reviewed_on)
        facts.push_back({.kind = "security.supplier_reviewed",
                         .subject = key,
                         .holds = facts::from_day(*supplier.reviewed_on)});
    return facts;
}

}  // namespace kader::security_management
