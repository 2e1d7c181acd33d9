#pragma once

// Someone established that a person is competent in an act (Wet BIG art. 36).

#include "lists/record.h"
#include "practice/reserved_acts.h"

namespace kader::staff {

struct Competence {
    static constexpr std::string_view list = "bekwaamheden";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {"vaststellingen dat iemand bekwaam is in een handeling",
                                           "statements that someone is competent in an act"};

    lists::RowIdentity row;
    std::string person;
    std::string act;
    CalendarDay established_on{};
    std::string by;
    std::optional<CalendarDay> valid_through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using C = Competence;
        column(&C::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"om wie het gaat", "whom it is about"}});
        column(&C::act, {.name = "handeling",
                         .kind = Choice,
                         .choices = practice::acts,
                         .about = {"welke handeling", "which act"}});
        column(&C::established_on,
               {.name = "vastgesteld_op",
                .kind = Day,
                .about = {"de dag van de vaststelling", "the day it was established"}});
        column(&C::by, {.name = "vastgesteld_door", .about = {"wie dat deed", "who did that"}});
        column(&C::valid_through,
               {.name = "geldig_tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag waarop die telt", "the last day on which it counts"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.competent (performs) and staff.act_competent (act) for as long as it is valid.
std::vector<facts::NewFact> facts_of(const Competence&);

}  // namespace kader::staff
