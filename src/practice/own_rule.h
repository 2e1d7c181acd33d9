#pragma once

// A value of the norm book that the practice made its own: an unconfirmed one that it adopts, or a
// stricter one. Whether it is stricter is judged where the norm book is known, not here.

#include "lists/record.h"

namespace kader::practice {

struct OwnRule {
    static constexpr std::string_view list = "regels";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "termijnen en grenzen die de praktijk als eigen regel heeft aangenomen",
        "terms and limits that the practice has adopted as rules of its own"};

    lists::RowIdentity row;
    std::string norm;
    std::string value;
    CalendarDay from{};
    std::optional<CalendarDay> through;
    std::string by;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&OwnRule::norm,
               {.name = "norm",
                .about = {"het kenmerk van de norm, zoals `kader norms list` het toont",
                          "the id of the norm, as `kader norms list` shows it"},
                .kept = lists::Kept::Plain});
        column(&OwnRule::value,
               {.name = "waarde",
                .need = Optional,
                .about =
                    {"leeg: aangenomen zoals het er staat; anders een strengere waarde, zoals 2 "
                     "maanden of 12",
                     "empty: adopted as it stands; else a stricter value, such as 2 months or 12"},
                .kept = lists::Kept::Plain});
        column(&OwnRule::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de eerste dag van de eigen regel", "the first day of the own rule"}});
        column(&OwnRule::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van de eigen regel", "the last day of the own rule"}});
        column(&OwnRule::by,
               {.name = "door", .about = {"wie de regel aannam", "who adopted the rule"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.own_rule (norm) for as long as it holds.
std::vector<facts::NewFact> facts_of(const OwnRule&);

}  // namespace kader::practice
