#pragma once

// One version of a document that the practice works by. A version is in force from its adoption
// through its evaluation date, or until it was withdrawn if that came first.

#include "lists/record.h"

namespace kader::documents {

struct ControlledDocument {
    static constexpr std::string_view list = "documenten";
    static constexpr std::string_view room = "documents";
    static constexpr lists::Words about = {
        "de documenten waarmee de praktijk werkt: één rij per versie",
        "the documents by which the practice works: one row per version"};

    lists::RowIdentity row;
    std::string type;
    std::string title;
    std::string version;
    CalendarDay adopted_on{};
    CalendarDay evaluate_by{};
    std::string owner;
    std::vector<std::string> audience;
    bool accessible = false;
    std::string treatment;
    std::optional<CalendarDay> withdrawn_on;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using C = ControlledDocument;
        column(&C::type, {.name = "soort",
                          .about = {"het soort document, zoals `kader norms list` het noemt",
                                    "the type of document, as `kader norms list` calls it"},
                          .kept = lists::Kept::Plain});
        column(&C::title, {.name = "titel", .about = {"de titel", "the title"}});
        column(&C::version, {.name = "versie",
                             .about = {"het nummer of de naam van de versie",
                                       "the number or name of the version"},
                             .kept = lists::Kept::Plain});
        column(&C::adopted_on, {.name = "vastgesteld_op",
                                .kind = Day,
                                .about = {"de dag waarop deze versie is vastgesteld",
                                          "the day this version was adopted"}});
        column(&C::evaluate_by,
               {.name = "evaluatie_op",
                .kind = Day,
                .about = {"de laatste dag waarop deze versie geldt zonder nieuwe beoordeling",
                          "the last day on which this version holds without a new look at it"}});
        column(&C::owner,
               {.name = "proceseigenaar",
                .kind = Reference,
                .refers_to = "mensen",
                .about = {"wie voor dit document zorgt", "who takes care of this document"}});
        column(&C::audience, {.name = "doelgroep",
                              .kind = References,
                              .need = Optional,
                              .about = {"voor wie het is, in eigen woorden",
                                        "for whom it is, in words of your own"},
                              .kept = lists::Kept::Sealed});
        column(&C::accessible, {.name = "toegankelijk",
                                .kind = YesNo,
                                .about = {"kan iedereen voor wie het is erbij",
                                          "can everyone it is meant for reach it"}});
        column(&C::treatment, {.name = "behandeling",
                               .need = Optional,
                               .about = {"bij een protocol: de code van de behandeling",
                                         "for a protocol: the code of the treatment"},
                               .kept = lists::Kept::Plain});
        column(&C::withdrawn_on, {.name = "vervallen_op",
                                  .kind = Day,
                                  .need = Optional,
                                  .about = {"de dag waarop deze versie verviel",
                                            "the day on which this version was withdrawn"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// documents.version (document, about its owner) for as long as the version is in force, and with a
// treatment documents.protocol (treatment, about the document) likewise.
std::vector<facts::NewFact> facts_of(const ControlledDocument&);

}  // namespace kader::documents
