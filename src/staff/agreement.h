#pragma once

// A written agreement with someone who works here (Wkkgz art. 4). It counts from its first day, and
// only once both have signed.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 4> agreement_kinds = {"arbeid", "opdracht", "uitzend",
                                                                    "vrijwilliger"};
inline constexpr std::array<std::string_view, 6> agreement_clauses = {
    "wettelijke_regels", "kwaliteitstoets", "klachtenregeling",
    "incidenten",        "meldcode",        "eigen_regels"};

struct Agreement {
    static constexpr std::string_view list = "overeenkomsten";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {
        "schriftelijke overeenkomsten met wie hier werkt, met beide handtekeningen",
        "written agreements with those who work here, with both signatures"};

    lists::RowIdentity row;
    std::string person;
    std::string kind;
    std::optional<CalendarDay> practice_signed_on;
    std::optional<CalendarDay> other_signed_on;
    CalendarDay from{};
    std::optional<CalendarDay> through;
    bool on_site = false;
    std::vector<std::string> clauses;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using A = Agreement;
        column(&A::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"om wie het gaat", "whom it is about"}});
        column(&A::kind, {.name = "soort",
                          .kind = Choice,
                          .choices = agreement_kinds,
                          .about = {"wat voor overeenkomst", "what sort of agreement"}});
        column(&A::practice_signed_on,
               {.name = "getekend_praktijk",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop de praktijk tekende", "the day the practice signed"}});
        column(&A::other_signed_on,
               {.name = "getekend_ander",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop de ander tekende", "the day the other signed"}});
        column(&A::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de eerste dag van de overeenkomst", "the first day of the agreement"}});
        column(&A::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van de overeenkomst", "the last day of the agreement"}});
        column(&A::on_site, {.name = "op_locatie",
                             .kind = YesNo,
                             .about = {"ligt de overeenkomst op de locatie",
                                       "is the agreement kept at the location"}});
        column(&A::clauses, {.name = "bepalingen",
                             .kind = Choices,
                             .need = Optional,
                             .choices = agreement_clauses,
                             .about = {"waarover afspraken in de overeenkomst staan",
                                       "what the agreement has clauses on"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.agreement (person), and staff.clause (person) per clause, from the last of the first day
// and both signatures. Nothing while a signature is missing.
std::vector<facts::NewFact> facts_of(const Agreement&);

}  // namespace kader::staff
