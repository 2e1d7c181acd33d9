#pragma once

// Someone confirmed having read one version of a document.

#include "lists/record.h"

namespace kader::documents {

struct ReadConfirmation {
    static constexpr std::string_view list = "leesbevestigingen";
    static constexpr std::string_view room = "documents";
    static constexpr lists::Words about = {"bevestigingen dat iemand een versie heeft gelezen",
                                           "confirmations that someone has read a version"};

    lists::RowIdentity row;
    std::string document;
    std::string version;
    std::string person;
    CalendarDay read_on{};

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using R = ReadConfirmation;
        column(&R::document, {.name = "document",
                              .kind = Reference,
                              .refers_to = "documenten",
                              .about = {"welk document", "which document"}});
        column(&R::version, {.name = "versie",
                             .about = {"welke versie", "which version"},
                             .kept = lists::Kept::Plain});
        column(&R::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"wie het las", "who read it"}});
        column(&R::read_on,
               {.name = "op", .kind = Day, .about = {"de dag waarop", "the day on which"}});
    }
};

// documents.read (person, about that version) from that day on.
std::vector<facts::NewFact> facts_of(const ReadConfirmation&);

}  // namespace kader::documents
