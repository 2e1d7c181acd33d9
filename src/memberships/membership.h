#pragma once

// A body or a network that the practice belongs to. A disputes body counts while it is recognised
// (Wkkgz art. 18), so the day on which someone saw that it was, and the day on which that ended,
// are kept.

#include <array>

#include "lists/record.h"

namespace kader::memberships {

inline constexpr std::array<std::string_view, 4> membership_kinds = {
    "geschilleninstantie", "beroepsvereniging", "beroepscode", "leernetwerk"};

// A fact tells whether there is a number, never which: the number itself stays sealed.
struct Membership {
    static constexpr std::string_view list = "lidmaatschappen";
    static constexpr std::string_view room = "memberships";
    static constexpr lists::Words about = {
        "lidmaatschappen, zoals van een geschilleninstantie, en of die erkend is",
        "memberships, such as of a disputes body, and whether that is recognised"};

    lists::RowIdentity row;
    std::string kind;
    std::string body;
    std::string number;
    CalendarDay from{};
    std::optional<CalendarDay> through;
    std::optional<CalendarDay> recognition_seen_on;
    std::optional<CalendarDay> recognition_lost_on;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using M = Membership;
        column(&M::kind, {.name = "soort",
                          .kind = Choice,
                          .choices = membership_kinds,
                          .about = {"waar de praktijk bij hoort", "what the practice belongs to"}});
        column(&M::body, {.name = "instantie",
                          .about = {"de naam van de instantie", "the name of the body"}});
        column(&M::number,
               {.name = "nummer",
                .need = Optional,
                .about = {"het nummer van het lidmaatschap", "the number of the membership"},
                .kept = lists::Kept::SealedMarked});
        column(&M::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&M::through, {.name = "tot_en_met",
                             .kind = LastDay,
                             .need = Optional,
                             .about = {"de laatste dag", "the last day"}});
        column(&M::recognition_seen_on,
               {.name = "erkenning_gezien_op",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop iemand zag dat de instantie erkend is",
                          "the day someone saw that the body is recognised"}});
        column(&M::recognition_lost_on, {.name = "erkenning_vervallen_op",
                                         .kind = Day,
                                         .need = Optional,
                                         .about = {"de dag waarop de erkenning verviel",
                                                   "the day on which the recognition ended"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// memberships.member (membership) for as long as it lasts; memberships.recognised (membership) from
// the day it was seen until it ended; memberships.recognition_lost (membership) from that day on.
std::vector<facts::NewFact> facts_of(const Membership&);

}  // namespace kader::memberships
