#pragma once

// One turn of plan, do, check, act. It is closed only when it was done, its effect was measured and
// the practice drew its conclusion from that.

#include <array>

#include "lists/record.h"

namespace kader::improvements {

inline constexpr std::array<std::string_view, 3> effects = {"bereikt", "deels", "niet_bereikt"};
inline constexpr std::array<std::string_view, 6> causes = {"klacht", "incident", "controle",
                                                           "meting", "idee",     "anders"};

struct Improvement {
    static constexpr std::string_view list = "verbeteringen";
    static constexpr std::string_view room = "improvements";
    static constexpr lists::Words about = {"verbeteringen: bedacht, gedaan, gemeten en bijgesteld",
                                           "improvements: planned, done, measured and adjusted"};

    lists::RowIdentity row;
    std::string goal;
    CalendarDay planned_on{};
    std::string owner;
    CalendarDay due_on{};
    std::string action;
    std::optional<CalendarDay> done_on;
    std::string measurement;
    std::optional<CalendarDay> measured_on;
    std::string effect;
    std::optional<CalendarDay> adjusted_on;
    std::string cause;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using I = Improvement;
        column(&I::goal, {.name = "doel",
                          .about = {"wat er beter moet worden", "what has to become better"}});
        column(&I::planned_on,
               {.name = "gepland_op",
                .kind = Day,
                .about = {"de dag waarop het plan er was", "the day the plan was there"}});
        column(&I::owner, {.name = "eigenaar",
                           .kind = Reference,
                           .refers_to = "mensen",
                           .about = {"wie ervoor zorgt", "who sees to it"}});
        column(&I::due_on,
               {.name = "uiterlijk_op",
                .kind = Day,
                .about = {"de laatste dag om het uit te voeren", "the last day to do it"}});
        column(&I::action,
               {.name = "actie",
                .need = Optional,
                .about = {"wat er gedaan is of gaat worden", "what was or will be done"}});
        column(&I::done_on, {.name = "uitgevoerd_op",
                             .kind = Day,
                             .need = Optional,
                             .about = {"de dag waarop het gedaan is", "the day it was done"}});
        column(&I::measurement, {.name = "meting",
                                 .need = Optional,
                                 .about = {"hoe het effect is gemeten en wat eruit kwam",
                                           "how the effect was measured and what came out"},
                                 .kept = lists::Kept::SealedMarked});
        column(&I::measured_on, {.name = "gemeten_op",
                                 .kind = Day,
                                 .need = Optional,
                                 .about = {"de dag van die meting; niet voor het gedaan is",
                                           "the day of that measurement; not before it was done"}});
        column(&I::effect,
               {.name = "effect",
                .kind = Choice,
                .need = Optional,
                .choices = effects,
                .about = {"bereikt (reached), deels (partly) of niet_bereikt (not reached)",
                          "bereikt (reached), deels (partly) or niet_bereikt (not reached)"}});
        column(
            &I::adjusted_on,
            {.name = "bijgesteld_op",
             .kind = Day,
             .need = Optional,
             .about = {"de dag waarop de praktijk besloot hoe het verder gaat; niet voor de meting",
                       "the day the practice decided how to go on; not before the measurement"}});
        column(&I::cause, {.name = "aanleiding",
                           .kind = Choice,
                           .need = Optional,
                           .choices = causes,
                           .about = {"waar het uit voortkwam", "what it came from"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// improvements.planned (improvement) from the plan on; improvements.done once done;
// improvements.closed once measured and adjusted; improvements.late from the day after the last day
// until it was done.
std::vector<facts::NewFact> facts_of(const Improvement&);

}  // namespace kader::improvements
