#pragma once

// A place where the practice gives care.

#include "lists/record.h"

namespace kader::practice {

struct Location {
    static constexpr std::string_view list = "locaties";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {"de adressen waar de praktijk zorg geeft",
                                           "the addresses where the practice gives care"};

    lists::RowIdentity row;
    std::string name;
    std::string address;
    std::string postcode;
    std::string town;
    std::optional<std::string> establishment_number;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(
            &Location::name,
            {.name = "naam", .about = {"hoe u deze locatie noemt", "what you call this location"}});
        column(&Location::address,
               {.name = "adres", .about = {"straat en huisnummer", "street and number"}});
        column(&Location::postcode,
               {.name = "postcode", .need = Optional, .about = {"postcode", "postal code"}});
        column(&Location::town, {.name = "plaats", .about = {"plaats", "town"}});
        column(&Location::establishment_number,
               {.name = "vestigingsnummer",
                .kind = EstablishmentNumber,
                .need = Optional,
                .about = {"het nummer van deze vestiging in het handelsregister",
                          "this establishment's number in the trade register"}});
        column(&Location::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de eerste dag met zorg op deze plek", "the first day of care here"}});
        column(&Location::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag met zorg op deze plek", "the last day of care here"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.location (location) for as long as it is used; practice.location_start (location) on the
// first day alone.
std::vector<facts::NewFact> facts_of(const Location&);

}  // namespace kader::practice
