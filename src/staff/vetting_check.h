#pragma once

// One look into the past of someone who is going to give care (Wkkgz art. 4): what was checked, and
// whether it raised an objection.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 5> vetting_checks = {"vog", "referentie", "igj",
                                                                   "big_maatregelen", "diploma"};
inline constexpr std::array<std::string_view, 2> vetting_outcomes = {"geen_bezwaar", "bezwaar"};

struct VettingCheck {
    static constexpr std::string_view list = "vergewissen";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {
        "controles van het verleden van wie zorg gaat geven",
        "checks of the past of those who are going to give care"};

    lists::RowIdentity row;
    std::string person;
    std::string check_kind;
    CalendarDay checked_on{};
    std::optional<CalendarDay> issued_on;
    std::string by;
    std::string outcome;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using V = VettingCheck;
        column(&V::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"om wie het gaat", "whom it is about"}});
        column(&V::check_kind, {.name = "soort",
                                .kind = Choice,
                                .choices = vetting_checks,
                                .about = {"wat er is nagekeken", "what was checked"}});
        column(&V::checked_on, {.name = "gecontroleerd_op",
                                .kind = Day,
                                .about = {"de dag van de controle", "the day of the check"}});
        column(&V::issued_on, {.name = "afgegeven_op",
                               .kind = Day,
                               .need = Optional,
                               .about = {"bij een VOG: de dag van afgifte",
                                         "for a certificate of conduct (VOG): its day of issue"}});
        column(&V::by, {.name = "door", .about = {"wie controleerde", "who checked"}});
        column(&V::outcome, {.name = "uitkomst",
                             .kind = Choice,
                             .choices = vetting_outcomes,
                             .about = {"geen_bezwaar (no objection) of bezwaar (objection)",
                                       "geen_bezwaar (no objection) or bezwaar (objection)"}});
    }
};

// staff.vetted (person) from the day of the check, and for a VOG staff.vog_issued (person) from its
// day of issue; or staff.objection (person) from the day of the check.
std::vector<facts::NewFact> facts_of(const VettingCheck&);

}  // namespace kader::staff
