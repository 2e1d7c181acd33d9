#pragma once

// What a named person states about a requirement or a question, with a reason and a last day. It is
// kept apart from evidence: it never outweighs a record that proves the opposite.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 2> statement_answers = {"ja", "nee"};

struct Statement {
    static constexpr std::string_view list = "verklaringen";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "wat iemand met naam en reden verklaart, tot een laatste dag",
        "what someone states, with name and reason, until a last day"};

    lists::RowIdentity row;
    std::string about_what;
    std::string answer;
    std::string by;
    std::string function;
    std::string reason;
    CalendarDay from{};
    CalendarDay through{};

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Statement::about_what,
               {.name = "eis",
                .about = {"het kenmerk van een eis, of een hele vraag: vraag 7",
                          "the id of a requirement, or a whole question: vraag 7"},
                .kept = lists::Kept::Plain});
        column(&Statement::answer, {.name = "antwoord",
                                    .kind = Choice,
                                    .choices = statement_answers,
                                    .about = {"wordt eraan voldaan", "is it met"}});
        column(&Statement::by, {.name = "door", .about = {"wie dit verklaart", "who states this"}});
        column(&Statement::function,
               {.name = "functie",
                .about = {"de functie van die persoon", "the function of that person"}});
        column(&Statement::reason,
               {.name = "reden",
                .about = {"waarop de verklaring rust", "what the statement rests on"}});
        column(&Statement::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&Statement::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .about = {"de laatste dag; een verklaring zonder einde bestaat niet",
                          "the last day; there is no statement without an end"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.statement about a requirement, or about a question ("question:7").
std::vector<facts::NewFact> facts_of(const Statement&);

}  // namespace kader::practice
