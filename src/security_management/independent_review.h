#pragma once

// Someone else looked at how the practice works and drew a conclusion.

#include <array>

#include "lists/record.h"

namespace kader::security_management {

inline constexpr std::array<std::string_view, 4> review_kinds = {"informatiebeveiliging", "toegang",
                                                                 "kwaliteit", "visitatie"};
inline constexpr std::array<std::string_view, 3> review_conclusions = {"voldoet", "voldoet_deels",
                                                                       "voldoet_niet"};

struct IndependentReview {
    static constexpr std::string_view list = "beoordelingen";
    static constexpr std::string_view room = "security_management";
    static constexpr lists::Words about = {
        "beoordelingen door iemand van buiten of van een andere afdeling",
        "reviews by someone from outside or from another department"};

    lists::RowIdentity row;
    std::string kind;
    CalendarDay held_on{};
    std::string by;
    std::string reviewer;
    bool independent = false;
    std::string conclusion;
    std::optional<CalendarDay> followed_up_on;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using I = IndependentReview;
        column(&I::kind, {.name = "soort",
                          .kind = Choice,
                          .choices = review_kinds,
                          .about = {"waar de beoordeling over ging", "what the review was about"}});
        column(&I::held_on, {.name = "datum",
                             .kind = Day,
                             .about = {"de dag van de beoordeling", "the day of the review"}});
        column(&I::by, {.name = "door", .about = {"wie beoordeelde", "who reviewed"}});
        column(&I::reviewer,
               {.name = "beoordelaar",
                .kind = Reference,
                .need = Optional,
                .refers_to = "mensen",
                .about = {"dezelfde persoon, als die hier werkt; leeg voor iemand van buiten",
                          "the same person, if they work here; empty for somebody from outside"}});
        column(&I::independent, {.name = "onafhankelijk",
                                 .kind = YesNo,
                                 .about = {"stond die persoon los van het werk dat beoordeeld is",
                                           "was that person independent of the work reviewed"}});
        column(&I::conclusion,
               {.name = "conclusie",
                .kind = Choice,
                .choices = review_conclusions,
                .about = {"voldoet (in order), voldoet_deels (partly) of voldoet_niet (not)",
                          "voldoet (in order), voldoet_deels (partly) or voldoet_niet (not)"}});
        column(&I::followed_up_on, {.name = "vervolg_op",
                                    .kind = Day,
                                    .need = Optional,
                                    .about = {"de dag waarop het weer in orde was",
                                              "the day on which it was in order again"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// security.review (review; the person, or an outsider) from that day on; security.review_failed (practice) when it was not in
// order, until the follow-up.
std::vector<facts::NewFact> facts_of(const IndependentReview&);

}  // namespace kader::security_management
