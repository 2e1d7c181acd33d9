// The practice itself, its kinds of care, its locations and what the authorities know of it.

#include <doctest/doctest.h>

#include "lists/row_for_tests.h"
#include "practice/record_types.h"

namespace kader::practice {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE("a legal form is a particular of the practice and a fact of its own") {
    CHECK(
        told("praktijk",
             "onderwerp=rechtsvorm; waarde=bv; vanaf=2024-01-01; tot_en_met=2024-12-31") ==
        "practice.profile practice {topic=rechtsvorm, value=bv} from 2024-01-01 until 2025-01-01\n"
        "practice.legal_form legal_form:bv {form=bv} from 2024-01-01 until 2025-01-01");
}

TEST_CASE("a legal form typed in capitals is the same legal form") {
    CHECK(told("praktijk", "onderwerp=rechtsvorm; waarde=BV; vanaf=2024-01-01") ==
          told("praktijk", "onderwerp=rechtsvorm; waarde=bv; vanaf=2024-01-01"));
}

TEST_CASE("a legal form that does not exist here is refused") {
    CHECK(told("praktijk", "onderwerp=rechtsvorm; waarde=gmbh; vanaf=2024-01-01") ==
          "refused waarde");
}

TEST_CASE("a trade register number of seven digits is refused") {
    CHECK(told("praktijk", "onderwerp=kvk_nummer; waarde=1234567; vanaf=2024-01-01") ==
          "refused waarde");
    CHECK(told("praktijk", "onderwerp=kvk_nummer; waarde=12345678; vanaf=2024-01-01") ==
          "practice.profile practice {topic=kvk_nummer, value=12345678} from 2024-01-01");
}

TEST_CASE("the head count is a whole number") {
    CHECK(told("praktijk", "onderwerp=aantal_zorgverleners; waarde=12; vanaf=2024-01-01") ==
          "practice.profile practice {topic=aantal_zorgverleners, value=12} from 2024-01-01\n"
          "practice.heads_stated practice number 12 from 2024-01-01");
    CHECK(told("praktijk", "onderwerp=aantal_zorgverleners; waarde=12,5; vanaf=2024-01-01") ==
          "refused waarde");
}

TEST_CASE("whether annual accounts are owed is answered with ja or nee") {
    CHECK(told("praktijk", "onderwerp=jaarrekening_plicht; waarde=misschien; vanaf=2024-01-01") ==
          "refused waarde");
    CHECK(told("praktijk", "onderwerp=jaarrekening_plicht; waarde=Ja; vanaf=2024-01-01") ==
          "practice.profile practice {topic=jaarrekening_plicht, value=ja} from 2024-01-01");
}

TEST_CASE("a kind of care begins on one day and is given through the last") {
    CHECK(told("zorgsoorten", "soort=cosmetisch; vanaf=2026-01-01; tot_en_met=2026-01-31") ==
          "practice.care care:cosmetisch {kind=cosmetisch} from 2026-01-01 until 2026-02-01\n"
          "practice.care_start care:cosmetisch {kind=cosmetisch} from 2026-01-01 until 2026-01-02");
}

TEST_CASE("care that ends before it begins is refused") {
    CHECK(told("zorgsoorten", "soort=cosmetisch; vanaf=2026-01-02; tot_en_met=2026-01-01") ==
          "refused tot_en_met");
}

TEST_CASE("a location tells whether it has an establishment number") {
    CHECK(told("locaties",
               "kenmerk=L1; naam=Voorbeeld; adres=Proefweg 1; plaats=Proefdorp; "
               "vanaf=2026-01-01") ==
          "practice.location location:L1 {number=nee} from 2026-01-01\n"
          "practice.location_start location:L1 from 2026-01-01 until 2026-01-02");
    CHECK(told("locaties",
               "kenmerk=L1; naam=Voorbeeld; adres=Proefweg 1; plaats=Proefdorp; "
               "vestigingsnummer=000000000001; vanaf=2026-01-01")
              .starts_with("practice.location location:L1 {number=ja}"));
}

TEST_CASE("a notification counts from its day, per kind of care and per location") {
    CHECK(told("meldingen",
               "soort=melding; datum=2026-02-01; zorgsoorten=cosmetisch,schoonheid; "
               "locaties=L1; hoedanigheid=hoofdaannemer; rechtsvorm=bv") ==
          "practice.notified care:cosmetisch {kind=cosmetisch, capacity=hoofdaannemer} from "
          "2026-02-01\n"
          "practice.notified care:schoonheid {kind=schoonheid, capacity=hoofdaannemer} from "
          "2026-02-01\n"
          "practice.location_notified location:L1 from 2026-02-01\n"
          "practice.legal_form_notified legal_form:bv from 2026-02-01");
}

TEST_CASE("a change may be about a location alone; a notification names the care") {
    CHECK(told("meldingen", "soort=wijziging; datum=2026-02-01; locaties=L1") ==
          "practice.location_notified location:L1 from 2026-02-01");
    CHECK(told("meldingen", "soort=melding; datum=2026-02-01; locaties=L1") ==
          "refused zorgsoorten");
    CHECK(told("meldingen", "soort=vergunning; datum=2026-02-01") == "refused zorgsoorten");
}

TEST_CASE("a permit holds through its last day and is no notification") {
    CHECK(told("meldingen",
               "soort=vergunning; datum=2026-02-01; zorgsoorten=medisch_specialistisch; "
               "locaties=L1; geldig_tot_en_met=2026-03-31") ==
          "practice.permit care:medisch_specialistisch {kind=medisch_specialistisch} "
          "from 2026-02-01 until 2026-04-01");
}

TEST_CASE("a permit for permanent make-up is one per location") {
    CHECK(told("meldingen",
               "soort=ggd_vergunning; datum=2026-02-01; zorgsoorten=permanente_makeup; "
               "locaties=L1,L2; geldig_tot_en_met=2029-01-31") ==
          "practice.ggd_permit location:L1 from 2026-02-01 until 2029-02-01\n"
          "practice.ggd_permit location:L2 from 2026-02-01 until 2029-02-01");
}

TEST_CASE("a difference from the trade register lasts until the day it is gone") {
    CHECK(told("handelsregister",
               "gecontroleerd_op=2026-03-01; door=Fictief; adres=wijkt_af; "
               "sbi_code=klopt; vestigingsnummer=klopt; toezichthouders=nvt; "
               "locaties=L1; hersteld_op=2026-03-10") ==
          "practice.register_check practice {adres=wijkt_af, sbi=klopt, establishment=klopt, "
          "supervisors=nvt} from 2026-03-01\n"
          "practice.register_differs practice from 2026-03-01 until 2026-03-10\n"
          "practice.location_checked location:L1 from 2026-03-01");
}

TEST_CASE("a difference that was put right on the day itself is none") {
    CHECK(told("handelsregister",
               "gecontroleerd_op=2026-03-01; door=Fictief; adres=wijkt_af; "
               "sbi_code=klopt; vestigingsnummer=klopt; toezichthouders=nvt; "
               "hersteld_op=2026-03-01")
              .find("register_differs") == std::string::npos);
}

TEST_CASE("a difference that nobody put right has no end") {
    CHECK(told("handelsregister",
               "gecontroleerd_op=2026-03-01; door=Fictief; adres=klopt; "
               "sbi_code=klopt; vestigingsnummer=klopt; toezichthouders=wijkt_af")
              .ends_with("practice.register_differs practice from 2026-03-01"));
}

TEST_CASE("equipment is there while it is in use") {
    CHECK(told("middelen",
               "kenmerk=A3; soort=apparaat; naam=Proeflaser; vanaf=2026-01-01; "
               "tot_en_met=2026-06-30") ==
          "practice.equipment object:A3 {kind=apparaat} from 2026-01-01 until 2026-07-01");
}

TEST_CASE("a passed inspection counts through the day the next one is due") {
    CHECK(told("keuringen",
               "middel=A3; datum=2026-01-10; door=Proef; uitslag=goedgekeurd; "
               "volgende_uiterlijk_op=2027-01-10") ==
          "practice.inspected object:A3 from 2026-01-10 until 2027-01-11");
}

TEST_CASE("a rejected device stays rejected until it is repaired") {
    CHECK(told("keuringen",
               "middel=A3; datum=2026-01-10; door=Proef; uitslag=afgekeurd; "
               "volgende_uiterlijk_op=2027-01-10; hersteld_op=2026-01-20") ==
          "practice.rejected object:A3 from 2026-01-10 until 2026-01-20");
    CHECK(told("keuringen", "middel=A3; datum=2026-01-10; door=Proef; uitslag=afgekeurd") ==
          "practice.rejected object:A3 from 2026-01-10");
}

TEST_CASE("an inspection whose next one is due before it is refused") {
    CHECK(told("keuringen",
               "middel=A3; datum=2026-01-10; door=Proef; uitslag=goedgekeurd; "
               "volgende_uiterlijk_op=2026-01-09") == "refused volgende_uiterlijk_op");
}

}  // namespace kader::practice
