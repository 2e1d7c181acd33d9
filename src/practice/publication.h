#pragma once

// Something that clients and staff must be able to find, and where it stands.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 7> publication_topics = {
    "klachtenregeling", "klachtenfunctionaris", "geschilleninstantie", "tarieven",
    "cliëntinformatie", "kwaliteitsverslag",    "big_nummers"};
inline constexpr std::array<std::string_view, 6> publication_places = {
    "website", "folder", "wachtkamer", "intake", "bevestiging", "anders"};

struct Publication {
    static constexpr std::string_view list = "bekendmakingen";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "waar cliënten en medewerkers iets kunnen vinden, en wie dat heeft nagekeken",
        "where clients and staff can find something, and who looked whether it is there"};

    lists::RowIdentity row;
    std::string topic;
    std::string place;
    CalendarDay seen_on{};
    std::string by;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using P = Publication;
        column(&P::topic, {.name = "onderwerp",
                           .kind = Choice,
                           .choices = publication_topics,
                           .about = {"wat er te vinden is", "what can be found"}});
        column(&P::place, {.name = "plaats",
                           .kind = Choice,
                           .choices = publication_places,
                           .about = {"waar het te vinden is", "where it can be found"}});
        column(&P::seen_on, {.name = "gezien_op",
                             .kind = Day,
                             .about = {"de dag waarop iemand keek of het er echt stond",
                                       "the day someone looked whether it really was there"}});
        column(&P::by, {.name = "door", .about = {"wie dat was", "who that was"}});
        column(&P::from, {.name = "vanaf",
                          .kind = Day,
                          .about = {"sinds wanneer het er staat", "since when it is there"}});
        column(&P::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag dat het er stond", "the last day it was there"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.published (practice) for as long as it is there; practice.published_checked (practice)
// from the day on which someone looked.
std::vector<facts::NewFact> facts_of(const Publication&);

}  // namespace kader::practice
