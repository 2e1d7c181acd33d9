#include <doctest/doctest.h>

#include "documents/record_types.h"
#include "lists/row_for_tests.h"

namespace kader::documents {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

namespace {

const std::string version_2 =
    "kenmerk=D1; soort=protocol; titel=Proef; versie=2; vastgesteld_op=2026-01-01; "
    "evaluatie_op=2026-12-31; proceseigenaar=P1; toegankelijk=ja";

}  // namespace

TEST_CASE("a version is in force through its evaluation date") {
    CHECK(told("documenten", version_2) ==
          "documents.version document:D1@2 -> person:P1 {type=protocol, accessible=ja} "
          "from 2026-01-01 until 2027-01-01");
}

TEST_CASE("a version that is withdrawn before its evaluation date ends the day before") {
    CHECK(told("documenten", version_2 + "; vervallen_op=2026-06-01") ==
          "documents.version document:D1@2 -> person:P1 {type=protocol, accessible=ja} "
          "from 2026-01-01 until 2026-06-01");
}

TEST_CASE("a version that is withdrawn after its evaluation date had ended already") {
    CHECK(told("documenten", version_2 + "; vervallen_op=2027-06-01") ==
          "documents.version document:D1@2 -> person:P1 {type=protocol, accessible=ja} "
          "from 2026-01-01 until 2027-01-01");
}

TEST_CASE("a version that is withdrawn on the day of its adoption was never in force") {
    CHECK(told("documenten", version_2 + "; behandeling=BOT; vervallen_op=2026-01-01") == "");
}

TEST_CASE("a version that was to be evaluated before its adoption is refused") {
    CHECK(told("documenten",
               "soort=protocol; titel=Proef; versie=2; vastgesteld_op=2026-01-01; "
               "evaluatie_op=2025-12-31; proceseigenaar=P1; toegankelijk=ja") ==
          "refused evaluatie_op");
}

TEST_CASE("a protocol is found under its treatment") {
    CHECK(told("documenten", version_2 + "; doelgroep=artsen, verpleegkundigen; behandeling=BOT")
              .ends_with("documents.protocol treatment:BOT -> document:D1@2 {type=protocol} "
                         "from 2026-01-01 until 2027-01-01"));
}

TEST_CASE("a passage belongs to one version of a document") {
    CHECK(told("vindplaatsen",
               "document=D1; versie=2; onderdeel=proef_onderdeel; plaats=blz. 3; "
               "door=Fictief; op=2026-02-01") ==
          "documents.passage document:D1@2 {element=proef_onderdeel} from 2026-02-01");
}

TEST_CASE("someone confirms reading one version, not the document") {
    CHECK(told("leesbevestigingen", "document=D1; versie=2; persoon=P1; op=2026-02-01") ==
          "documents.read person:P1 -> document:D1@2 from 2026-02-01");
}

}  // namespace kader::documents
