#include <doctest/doctest.h>

#include "lists/row_for_tests.h"
#include "memberships/record_types.h"

namespace kader::memberships {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE("a membership without recognition seen is a membership only") {
    CHECK(told("lidmaatschappen",
               "kenmerk=G1; soort=geschilleninstantie; instantie=Proefcommissie; "
               "vanaf=2026-01-01; tot_en_met=2026-12-31") ==
          "memberships.member membership:G1 {kind=geschilleninstantie, number=nee} "
          "from 2026-01-01 until 2027-01-01");
}

TEST_CASE("a body is recognised from the day someone saw it until the recognition ended") {
    CHECK(told("lidmaatschappen",
               "kenmerk=G1; soort=geschilleninstantie; instantie=Proefcommissie; "
               "nummer=12; vanaf=2026-01-01; erkenning_gezien_op=2026-01-05; "
               "erkenning_vervallen_op=2026-08-01") ==
          "memberships.member membership:G1 {kind=geschilleninstantie, number=ja} from 2026-01-01\n"
          "memberships.recognised membership:G1 from 2026-01-05 until 2026-08-01\n"
          "memberships.recognition_lost membership:G1 from 2026-08-01");
}

TEST_CASE("a recognition that ended before someone saw it is refused") {
    CHECK(told("lidmaatschappen",
               "soort=geschilleninstantie; instantie=Proefcommissie; "
               "vanaf=2026-01-01; erkenning_gezien_op=2026-01-05; "
               "erkenning_vervallen_op=2026-01-04") == "refused erkenning_vervallen_op");
}

TEST_CASE("a complaints officer is told by the four things a client may count on") {
    CHECK(told("klachtenfunctionarissen",
               "kenmerk=F1; naam=Fictief Persoon; onafhankelijk=ja; "
               "onafhankelijkheid_beschreven=nee; gratis=ja; "
               "rechtstreeks_bereikbaar=nee; contact=formulier; "
               "vanaf=2026-01-01; tot_en_met=2026-06-30") ==
          "memberships.complaints_officer officer:F1 {independent=ja, described=nee, free=ja, "
          "reachable=nee} from 2026-01-01 until 2026-07-01");
}

}  // namespace kader::memberships
