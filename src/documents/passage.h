#pragma once

// A named person pointed at the place in one version of a document where a required element stands.

#include "lists/record.h"

namespace kader::documents {

struct Passage {
    static constexpr std::string_view list = "vindplaatsen";
    static constexpr std::string_view room = "documents";
    static constexpr lists::Words about = {
        "waar in een document een verplicht onderdeel staat, aangewezen door iemand met naam",
        "where in a document a required element stands, pointed out by a named person"};

    lists::RowIdentity row;
    std::string document;
    std::string version;
    std::string element;
    std::string place;
    std::string by;
    CalendarDay pointed_out_on{};

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Passage::document, {.name = "document",
                                    .kind = Reference,
                                    .refers_to = "documenten",
                                    .about = {"welk document", "which document"}});
        column(&Passage::version, {.name = "versie",
                                   .about = {"welke versie", "which version"},
                                   .kept = lists::Kept::Plain});
        column(&Passage::element,
               {.name = "onderdeel",
                .about = {"het kenmerk van het onderdeel", "the id of the element"},
                .kept = lists::Kept::Plain});
        column(&Passage::place,
               {.name = "plaats",
                .about = {"de bladzijde of de paragraaf", "the page or the paragraph"}});
        column(&Passage::by, {.name = "door", .about = {"wie dit aanwees", "who pointed it out"}});
        column(&Passage::pointed_out_on,
               {.name = "op", .kind = Day, .about = {"de dag waarop", "the day on which"}});
    }
};

// documents.passage (document) from that day on; it is about that version and no other.
std::vector<facts::NewFact> facts_of(const Passage&);

}  // namespace kader::documents
