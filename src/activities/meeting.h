#pragma once

// A meeting that was held, what it was about, and who were there.

#include <array>

#include "lists/record.h"

namespace kader::activities {

inline constexpr std::array<std::string_view, 5> meeting_kinds = {
    "reflectie", "intervisie", "teamoverleg", "complicatiebespreking", "directiebeoordeling"};
inline constexpr std::array<std::string_view, 11> meeting_topics = {"persoonsgerichtheid",
                                                                    "veilig_terugkijken",
                                                                    "incidenten",
                                                                    "klachten",
                                                                    "complicaties",
                                                                    "meldcode",
                                                                    "medicatie",
                                                                    "ervaringen_van_clienten",
                                                                    "kwaliteit",
                                                                    "gedrag",
                                                                    "anders"};

struct Meeting {
    static constexpr std::string_view list = "bijeenkomsten";
    static constexpr std::string_view room = "activities";
    static constexpr lists::Words about = {
        "bijeenkomsten: waarover, met wie en waar het verslag is",
        "meetings: about what, with whom, and where the notes are"};

    lists::RowIdentity row;
    std::string kind;
    CalendarDay held_on{};
    std::vector<std::string> topics;
    std::vector<std::string> present;
    std::string notes;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Meeting::kind, {.name = "soort",
                                .kind = Choice,
                                .choices = meeting_kinds,
                                .about = {"wat voor bijeenkomst", "what sort of meeting"}});
        column(&Meeting::held_on, {.name = "datum", .kind = Day, .about = {"de dag", "the day"}});
        column(&Meeting::topics, {.name = "onderwerpen",
                                  .kind = Choices,
                                  .choices = meeting_topics,
                                  .about = {"waarover is gesproken", "what was talked about"}});
        column(&Meeting::present, {.name = "aanwezig",
                                   .kind = References,
                                   .refers_to = "mensen",
                                   .about = {"wie er waren", "who were there"}});
        column(&Meeting::notes,
               {.name = "verslag",
                .about = {"waar het verslag te vinden is", "where the notes can be found"}});
    }
};

// From the day of the meeting on: activities.meeting (practice) with the number of people present,
// activities.topic (practice) per topic and activities.attended (person) per person. Someone named
// twice counts once.
std::vector<facts::NewFact> facts_of(const Meeting&);

}  // namespace kader::activities
