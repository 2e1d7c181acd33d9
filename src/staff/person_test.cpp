// People, their registrations, their agreements and what was checked before they began.

#include <doctest/doctest.h>

#include "lists/row_for_tests.h"
#include "staff/record_types.h"

namespace kader::staff {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE("someone works here through the last working day and starts on the first") {
    CHECK(told("mensen",
               "kenmerk=P1; naam=Fictief Persoon; beroep=arts; functie=arts; "
               "uren_per_week=32,5; band=loondienst; levert_zorg=ja; vanaf=2026-01-01; "
               "tot_en_met=2026-06-30") ==
          "staff.works person:P1 {profession=arts, function=arts, bond=loondienst, care=ja, "
          "contact=ja} from 2026-01-01 until 2026-07-01\n"
          "staff.start person:P1 from 2026-01-01 until 2026-01-02\n"
          "staff.hours function:arts -> person:P1 number 3250 from 2026-01-01 until 2026-07-01");
}

TEST_CASE("someone who gives no care may still meet clients") {
    CHECK(told("mensen",
               "kenmerk=P2; naam=Fictief Persoon; beroep=baliemedewerker; functie=balie; "
               "band=loondienst; levert_zorg=nee; clientcontact=ja; vanaf=2026-01-01")
              .find("care=nee, contact=ja") != std::string::npos);
}

TEST_CASE("an entry in the BIG register needs a number of eleven digits") {
    const std::string entry = "persoon=P1; register=big; beroep=arts; vanaf=2026-01-01";
    CHECK(told("registraties", entry + "; nummer=1234567890") == "refused nummer");
    CHECK(told("registraties", entry) == "refused nummer");
    CHECK(told("registraties", entry + "; nummer=12345678901") ==
          "staff.registered person:P1 {register=big, profession=arts} from 2026-01-01");
}

TEST_CASE("an entry in another register may have any number or none") {
    CHECK(told("registraties",
               "persoon=P1; register=skin; beroep=huidtherapeut; nummer=7; "
               "vanaf=2026-01-01; tot_en_met=2026-12-31; "
               "gecontroleerd_op=2026-02-01") ==
          "staff.registered person:P1 {register=skin, profession=huidtherapeut} "
          "from 2026-01-01 until 2027-01-01\n"
          "staff.registration_checked person:P1 {register=skin} from 2026-02-01");
}

TEST_CASE("a measure counts from its own day, and else from the start of the entry") {
    const std::string entry =
        "persoon=P1; register=knmg; beroep=arts; vanaf=2026-01-01; maatregel=ja";
    CHECK(told("registraties", entry + "; maatregel_vanaf=2026-05-01")
              .ends_with("staff.measure person:P1 from 2026-05-01"));
    CHECK(told("registraties", entry).ends_with("staff.measure person:P1 from 2026-01-01"));
    CHECK(told("registraties",
               "persoon=P1; register=knmg; beroep=arts; vanaf=2026-01-01; "
               "maatregel=nee; maatregel_vanaf=2026-05-01")
              .find("staff.measure") == std::string::npos);
}

TEST_CASE("an agreement starts at the later signature") {
    CHECK(told("overeenkomsten",
               "persoon=P1; soort=opdracht; getekend_praktijk=2026-01-05; "
               "getekend_ander=2026-01-12; vanaf=2026-01-01; "
               "tot_en_met=2026-12-31; op_locatie=ja; "
               "bepalingen=kwaliteitstoets,meldcode") ==
          "staff.agreement person:P1 {kind=opdracht, on_site=ja} from 2026-01-12 until 2027-01-01\n"
          "staff.clause person:P1 {clause=kwaliteitstoets} from 2026-01-12 until 2027-01-01\n"
          "staff.clause person:P1 {clause=meldcode} from 2026-01-12 until 2027-01-01");
}

TEST_CASE("an agreement that was signed beforehand starts on its first day") {
    CHECK(told("overeenkomsten",
               "persoon=P1; soort=arbeid; getekend_praktijk=2025-12-05; "
               "getekend_ander=2025-12-12; vanaf=2026-01-01; op_locatie=nee") ==
          "staff.agreement person:P1 {kind=arbeid, on_site=nee} from 2026-01-01");
}

TEST_CASE("an agreement with one signature is no agreement") {
    CHECK(told("overeenkomsten",
               "persoon=P1; soort=arbeid; getekend_praktijk=2026-01-05; "
               "vanaf=2026-01-01; op_locatie=ja; bepalingen=meldcode") == "");
    CHECK(told("overeenkomsten",
               "persoon=P1; soort=arbeid; getekend_ander=2026-01-05; "
               "vanaf=2026-01-01; op_locatie=ja") == "");
}

TEST_CASE("an agreement that was signed after it had ended never held") {
    CHECK(told("overeenkomsten",
               "persoon=P1; soort=opdracht; getekend_praktijk=2026-02-01; "
               "getekend_ander=2026-02-01; vanaf=2026-01-01; "
               "tot_en_met=2026-01-31; op_locatie=ja; bepalingen=meldcode") == "");
}

TEST_CASE("a quality test counts through the day the next one is due") {
    CHECK(told("kwaliteitstoetsen",
               "persoon=P1; datum=2026-01-10; door=Fictief; "
               "uitkomst=onvoldoende; volgende_uiterlijk_op=2026-07-10") ==
          "staff.quality_test person:P1 {outcome=onvoldoende} from 2026-01-10 until 2026-07-11");
}

TEST_CASE(
    "a certificate of conduct counts from the day someone saw it and knows its day of issue") {
    CHECK(told("vergewissen",
               "persoon=P1; soort=vog; gecontroleerd_op=2026-01-10; "
               "afgegeven_op=2025-12-20; door=Fictief; uitkomst=geen_bezwaar") ==
          "staff.vetted person:P1 {check=vog} from 2026-01-10\n"
          "staff.vog_issued person:P1 from 2025-12-20");
}

TEST_CASE("only a certificate of conduct has a day of issue that counts") {
    CHECK(told("vergewissen",
               "persoon=P1; soort=referentie; gecontroleerd_op=2026-01-10; "
               "afgegeven_op=2025-12-20; door=Fictief; uitkomst=geen_bezwaar") ==
          "staff.vetted person:P1 {check=referentie} from 2026-01-10");
}

TEST_CASE("a check that raised an objection vets nobody") {
    CHECK(told("vergewissen",
               "persoon=P1; soort=vog; gecontroleerd_op=2026-01-10; "
               "afgegeven_op=2025-12-20; door=Fictief; uitkomst=bezwaar") ==
          "staff.objection person:P1 {check=vog} from 2026-01-10");
}

TEST_CASE("a diploma is checked only when the way and the day of checking are both there") {
    CHECK(told("diplomas",
               "persoon=P1; diploma=Proef; behaald_op=2010-07-01; echtheid=uittreksel; "
               "gecontroleerd_op=2026-01-10") ==
          "staff.diploma person:P1 {checked=ja} from 2026-01-10");
    CHECK(
        told("diplomas", "persoon=P1; diploma=Proef; behaald_op=2010-07-01; echtheid=uittreksel") ==
        "staff.diploma person:P1 {checked=nee} from 2010-07-01");
    CHECK(told("diplomas",
               "persoon=P1; diploma=Proef; behaald_op=2010-07-01; "
               "echtheid=niet_gecontroleerd; gecontroleerd_op=2026-01-10") ==
          "staff.diploma person:P1 {checked=nee} from 2026-01-10");
}

}  // namespace kader::staff
