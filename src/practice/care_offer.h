#pragma once

// A treatment that the practice offers, who gives it, and how many hours that takes.

#include "lists/record.h"
#include "practice/reserved_acts.h"

namespace kader::practice {

struct CareOffer {
    static constexpr std::string_view list = "zorgaanbod";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "welke behandelingen de praktijk aanbiedt, door welke functie en hoeveel uren dat vraagt",
        "which treatments the practice offers, by which function, and how many hours that takes"};

    lists::RowIdentity row;
    std::string treatment;
    std::string function;
    lists::Hundredths hours_per_week;
    bool reserved = false;
    std::string act;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&CareOffer::treatment,
               {.name = "behandeling",
                .about = {"de code van de behandeling", "the code of the treatment"},
                .kept = lists::Kept::Plain});
        column(&CareOffer::function,
               {.name = "functie",
                .about = {"de functie die deze behandeling geeft, gespeld als in de lijst mensen",
                          "the function that gives it, spelled as in the list mensen"},
                .kept = lists::Kept::Plain});
        column(&CareOffer::hours_per_week, {.name = "uren_per_week",
                                            .kind = Hundredths,
                                            .about = {"hoeveel uren per week hiervoor nodig zijn",
                                                      "how many hours a week this needs"}});
        column(&CareOffer::reserved, {.name = "voorbehouden",
                                      .kind = YesNo,
                                      .about = {"is er een voorbehouden handeling bij",
                                                "does it include a reserved procedure"}});
        column(&CareOffer::act, {.name = "handeling",
                                 .kind = Choice,
                                 .need = Optional,
                                 .choices = acts,
                                 .about = {"welke handeling dat is", "which act that is"}});
        column(&CareOffer::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de eerste dag van het aanbod", "the first day of the offer"}});
        column(&CareOffer::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van het aanbod", "the last day of the offer"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.offers (treatment), practice.needs_hours (function) with the hours in hundredths, and,
// for a reserved procedure that is named, practice.reserved_act (act).
std::vector<facts::NewFact> facts_of(const CareOffer&);

}  // namespace kader::practice
