#pragma once

// What the practice told the authorities about itself, and the permits it was given: the
// notification and the permit of the Wtza (art. 2 and art. 4), and the permit for permanent
// make-up.

#include <array>

#include "lists/record.h"
#include "practice/care_kind.h"
#include "practice/practice_profile.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 4> notification_kinds = {
    "melding", "wijziging", "vergunning", "ggd_vergunning"};
// For whom the practice gives this care: for itself, under another provider, or through others
// only.
inline constexpr std::array<std::string_view, 3> capacities = {"hoofdaannemer", "onderaannemer",
                                                               "lege_huls"};

struct Notification {
    static constexpr std::string_view list = "meldingen";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "meldingen en wijzigingen bij de overheid, en vergunningen die de praktijk kreeg",
        "notifications and changes sent to the authorities, and permits the practice was given"};

    lists::RowIdentity row;
    std::string kind;
    CalendarDay dated_on{};
    std::string number;
    std::vector<std::string> care;
    std::vector<std::string> locations;
    std::optional<CalendarDay> care_starts_on;
    std::string capacity;
    std::string legal_form;
    std::optional<CalendarDay> valid_through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using N = Notification;
        column(&N::kind,
               {.name = "soort",
                .kind = Choice,
                .choices = notification_kinds,
                .about = {
                    "wat er gemeld of gekregen is; ggd_vergunning is die voor permanente make-up",
                    "what was sent or received; ggd_vergunning is the one for permanent make-up"}});
        column(&N::dated_on, {.name = "datum",
                              .kind = Day,
                              .about = {"de dag van de melding of van de vergunning",
                                        "the day of the notification or of the permit"}});
        column(&N::number, {.name = "nummer",
                            .need = Optional,
                            .about = {"het nummer op de brief of de bevestiging",
                                      "the number on the letter or the confirmation"}});
        column(&N::care,
               {.name = "zorgsoorten",
                .kind = Choices,
                .need = Optional,
                .choices = care_kinds,
                .about = {"welke soorten zorg erin staan; bij melding en vergunning verplicht",
                          "which kinds of care it names; required for melding and vergunning"}});
        column(&N::locations, {.name = "locaties",
                               .kind = References,
                               .need = Optional,
                               .refers_to = "locaties",
                               .about = {"welke locaties erin staan", "which locations it names"}});
        column(&N::care_starts_on, {.name = "start_zorg",
                                    .kind = Day,
                                    .need = Optional,
                                    .about = {"de dag die als begin van de zorg is opgegeven",
                                              "the day given as the start of care"}});
        column(
            &N::capacity,
            {.name = "hoedanigheid",
             .kind = Choice,
             .need = Optional,
             .choices = capacities,
             .about = {
                 "voor wie de praktijk deze zorg geeft; lege_huls: alle zorg is uitbesteed",
                 "for whom the practice gives this care; lege_huls: all care is contracted out"}});
        column(&N::legal_form,
               {.name = "rechtsvorm",
                .kind = Choice,
                .need = Optional,
                .choices = legal_forms,
                .about = {"de rechtsvorm die is opgegeven", "the legal form that was given"}});
        column(&N::valid_through,
               {.name = "geldig_tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van een vergunning; leeg: zonder einde",
                          "the last day of a permit; empty: without end"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// A notification or a change gives practice.notified per kind of care, practice.location_notified
// per location and practice.legal_form_notified, all from its day on. A permit gives
// practice.permit per kind of care, a permit of the GGD practice.ggd_permit per location, for as
// long as it is valid.
std::vector<facts::NewFact> facts_of(const Notification&);

}  // namespace kader::practice
