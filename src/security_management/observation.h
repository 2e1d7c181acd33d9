#pragma once

// What the program saw of itself: whether everybody signs in with two factors, whether a backup could be put back,
// and the like. The server files these (ActorKind::Server); the list is by_program, so that nobody else can.

#include <array>

#include "lists/record.h"

namespace kader::security_management {

namespace topic {
inline constexpr std::string_view second_factor = "tweede_factor", backups = "reservekopie", drill = "herstelproef",
                                  log_review = "logcontrole", program = "programma", connection = "verbinding",
                                  sign_ins = "aanmeldingen";
}
namespace seen {
inline constexpr std::string_view good = "goed", wrong = "fout", lacking = "ontbreekt", local = "lokaal",
                                  elsewhere = "elders", noted = "gezien";
}

inline constexpr std::array<std::string_view, 7> observation_topics = {
    topic::second_factor, topic::backups,    topic::drill,   topic::log_review,
    topic::program,       topic::connection, topic::sign_ins};
inline constexpr std::array<std::string_view, 6> observation_outcomes = {seen::good,  seen::wrong,     seen::lacking,
                                                                         seen::local, seen::elsewhere, seen::noted};

struct Observation {
    static constexpr std::string_view list = "waarnemingen";
    static constexpr std::string_view room = "security_management";
    static constexpr bool by_program = true;
    static constexpr lists::Words about = {"wat Kader van zichzelf zag: inloggen, reservekopieën, het logboek",
                                           "what Kader saw of itself: signing in, backups, the log"};

    lists::RowIdentity row;
    std::string topic;
    std::string outcome;
    CalendarDay from{};
    std::optional<CalendarDay> until;
    std::string detail;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using O = Observation;
        column(&O::topic,
               {.name = "onderwerp",
                .kind = Choice,
                .choices = observation_topics,
                .about = {"waar Kader naar keek; aanmeldingen: sinds wanneer elk account gebruikt is",
                          "what Kader looked at; aanmeldingen: since when every account was used"}});
        column(&O::outcome,
               {.name = "uitkomst",
                .kind = Choice,
                .choices = observation_outcomes,
                .about = {"wat Kader zag; elders: een ander programma doet dit en Kader ziet het niet",
                          "what Kader saw; elders: another program does this and Kader does not see it"}});
        column(&O::from, {.name = "vanaf",
                          .kind = Day,
                          .about = {"de eerste dag waarop dit zo was", "the first day on which it was so"}});
        column(&O::until, {.name = "telt_tot",
                           .kind = Day,
                           .need = Optional,
                           .about = {"de eerste dag waarop dit niet meer telt, tenzij Kader het dan weer zag",
                                     "the first day on which it counts no more, unless Kader saw it again"}});
        column(&O::detail, {.name = "bijzonderheid",
                            .need = Optional,
                            .about = {"een versie, een maand of een datum", "a version, a month or a date"},
                            .kept = lists::Kept::Plain});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// security.observed (practice) on the days on which it counts; security.watched (practice) from the first of them on,
// for ever; and where backups are set up security.drill_owed (practice), from the day after that, since the first
// drill has a day.
std::vector<facts::NewFact> facts_of(const Observation&);

}  // namespace kader::security_management
