#pragma once

// A supplier, what its contract says about information security, and when the practice last looked
// at it.

#include "lists/record.h"

namespace kader::security_management {

struct Supplier {
    static constexpr std::string_view list = "leveranciers";
    static constexpr std::string_view room = "security_management";
    static constexpr lists::Words about = {"leveranciers, hun contract en de laatste beoordeling",
                                           "suppliers, their contract and the last review"};

    lists::RowIdentity row;
    std::string name;
    std::string service;
    bool handles_client_data = false;
    CalendarDay contract_from{};
    std::optional<CalendarDay> contract_through;
    bool demands_in_contract = false;
    bool processor_agreement = false;
    std::optional<CalendarDay> reviewed_on;
    std::string reviewed_by;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(
            &Supplier::name,
            {.name = "naam", .about = {"de naam van de leverancier", "the name of the supplier"}});
        column(&Supplier::service,
               {.name = "dienst",
                .about = {"wat de leverancier levert", "what the supplier delivers"}});
        column(&Supplier::handles_client_data,
               {.name = "verwerkt_clientgegevens",
                .kind = YesNo,
                .about = {"komt de leverancier bij gegevens van cliënten",
                          "does the supplier handle data of clients"}});
        column(&Supplier::contract_from,
               {.name = "contract_vanaf",
                .kind = Day,
                .about = {"de eerste dag van het contract", "the first day of the contract"}});
        column(&Supplier::contract_through,
               {.name = "contract_tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van het contract", "the last day of the contract"}});
        column(&Supplier::demands_in_contract,
               {.name = "eisen_in_contract",
                .kind = YesNo,
                .about = {"staan er eisen voor beveiliging in het contract",
                          "does the contract make demands on security"}});
        column(&Supplier::processor_agreement, {.name = "verwerkersovereenkomst",
                                                .kind = YesNo,
                                                .about = {"is er een verwerkersovereenkomst",
                                                          "is there a data processing agreement"}});
        column(&Supplier::reviewed_on,
               {.name = "beoordeeld_op",
                .kind = Day,
                .need = Optional,
                .about = {"de dag van de laatste beoordeling", "the day of the last review"}});
        column(&Supplier::reviewed_by, {.name = "beoordeeld_door",
                                        .need = Optional,
                                        .about = {"wie beoordeelde", "who reviewed"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// security.supplier (supplier) for as long as the contract lasts; security.supplier_reviewed
// (supplier) from the review on.
std::vector<facts::NewFact> facts_of(const Supplier&);

}  // namespace kader::security_management
