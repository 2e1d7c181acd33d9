#pragma once

// What the practice is: one dated value per row.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 9> legal_forms = {
    "eenmanszaak", "vof", "maatschap", "cv", "bv", "nv", "stichting", "vereniging", "cooperatie"};

inline constexpr std::array<std::string_view, 5> profile_topics = {
    "naam", "rechtsvorm", "kvk_nummer", "aantal_zorgverleners", "jaarrekening_plicht"};

struct PracticeProfile {
    static constexpr std::string_view list = "praktijk";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "wat de praktijk is: naam, rechtsvorm, nummer en aantal zorgverleners, elk met een datum",
        "what the practice is: name, legal form, number and head count, each with a date"};

    lists::RowIdentity row;
    std::string topic;
    std::string value;  // What it must look like depends on the topic; check() says.
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&PracticeProfile::topic,
               {.name = "onderwerp",
                .kind = Choice,
                .choices = profile_topics,
                .about = {"waar deze rij over gaat", "what this row is about"}});
        column(&PracticeProfile::value,
               {.name = "waarde",
                .about = {"de waarde zelf. rechtsvorm: eenmanszaak, vof, maatschap, cv, bv, nv, "
                          "stichting, vereniging of cooperatie; kvk_nummer: 8 cijfers; "
                          "aantal_zorgverleners: een heel getal; jaarrekening_plicht: ja of nee",
                          "the value itself. rechtsvorm: one of the nine Dutch words; "
                          "kvk_nummer: 8 digits; aantal_zorgverleners: a whole number; "
                          "jaarrekening_plicht: ja (yes) or nee (no)"},
                .kept = lists::Kept::Plain});
        column(&PracticeProfile::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de eerste dag waarop dit gold", "the first day on which this held"}});
        column(&PracticeProfile::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag waarop dit gold", "the last day on which this held"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.profile (practice); practice.heads_stated (practice), with the head count as its number;
// for a legal form also
// practice.legal_form (legal_form).
std::vector<facts::NewFact> facts_of(const PracticeProfile&);

}  // namespace kader::practice
