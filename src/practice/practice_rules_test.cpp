// What the practice offers, publishes, adopts, states and explains, and how it is led.

#include <doctest/doctest.h>

#include "lists/row_for_tests.h"
#include "practice/record_types.h"

namespace kader::practice {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE("a treatment asks hours of the function that gives it") {
    CHECK(told("zorgaanbod",
               "behandeling=BOT; functie=arts; uren_per_week=12,5; voorbehouden=ja; "
               "handeling=injectie; vanaf=2026-01-01") ==
          "practice.offers treatment:BOT {reserved=ja, act=injectie} from 2026-01-01\n"
          "practice.needs_hours function:arts -> treatment:BOT number 1250 from 2026-01-01\n"
          "practice.reserved_act act:injectie {act=injectie} from 2026-01-01");
}

TEST_CASE("a treatment that is not reserved offers no reserved act, whatever act is named") {
    CHECK(
        told("zorgaanbod",
             "behandeling=PEEL; functie=huidtherapeut; uren_per_week=8; "
             "voorbehouden=nee; handeling=overig; vanaf=2026-01-01") ==
        "practice.offers treatment:PEEL {reserved=nee, act=overig} from 2026-01-01\n"
        "practice.needs_hours function:huidtherapeut -> treatment:PEEL number 800 from 2026-01-01");
}

TEST_CASE("a publication and the look at it are two facts") {
    CHECK(told("bekendmakingen",
               "onderwerp=cliëntinformatie; plaats=website; gezien_op=2026-03-05; "
               "door=Fictief; vanaf=2026-01-01; tot_en_met=2026-12-31") ==
          "practice.published practice {topic=cliëntinformatie, place=website} "
          "from 2026-01-01 until 2027-01-01\n"
          "practice.published_checked practice {topic=cliëntinformatie} from 2026-03-05");
}

TEST_CASE("an own rule without a value adopts the norm as it stands") {
    CHECK(told("regels", "norm=proef-interval; vanaf=2026-01-01; door=Fictief") ==
          "practice.own_rule norm:proef-interval {value=} from 2026-01-01");
    CHECK(told("regels", "norm=proef-interval; waarde=2 maanden; vanaf=2026-01-01; door=Fictief") ==
          "practice.own_rule norm:proef-interval {value=2 maanden} from 2026-01-01");
}

TEST_CASE("a statement is about a requirement or about a whole question") {
    const std::string rest =
        "; antwoord=ja; door=Fictief; functie=arts; reden=proef; vanaf=2026-01-01; "
        "tot_en_met=2026-06-30";
    CHECK(told("verklaringen", "eis=proef-eis" + rest) ==
          "practice.statement requirement:proef-eis {answer=ja} from 2026-01-01 until 2026-07-01");
    CHECK(told("verklaringen", "eis=vraag 7" + rest) ==
          "practice.statement question:7 {answer=ja} from 2026-01-01 until 2026-07-01");
    CHECK(told("verklaringen", "eis=Vraag 07" + rest) ==
          told("verklaringen", "eis=vraag 7" + rest));
    CHECK(told("verklaringen", "eis=vraag zeven" + rest) == "refused eis");
}

TEST_CASE("a statement without a last day is refused") {
    CHECK(told("verklaringen",
               "eis=proef-eis; antwoord=ja; door=Fictief; functie=arts; "
               "reden=proef; vanaf=2026-01-01") == "refused tot_en_met");
}

TEST_CASE("other proof counts through the day it was accepted for") {
    CHECK(told("anders_aangetoond",
               "eis=proef-eis; wat=map 3; aanvaard_door=Fictief; "
               "vanaf=2026-01-01; tot_en_met=2026-06-30") ==
          "practice.shown_otherwise requirement:proef-eis from 2026-01-01 until 2026-07-01");
}

TEST_CASE("an explained gap holds on the days of the gap and remembers the day of signing") {
    // 2 January 1980 is day 1.
    CHECK(told("gaten",
               "eis=proef-eis; betreft=mensen:P01; gat_van=2026-01-01; "
               "gat_tot_en_met=2026-01-31; uitleg=proef; ondertekend_door=Fictief; "
               "ondertekend_op=1980-01-02") ==
          "practice.gap_explained person:P01 -> requirement:proef-eis number 1 "
          "from 2026-01-01 until 2026-02-01");
}

TEST_CASE("a gap is about what its list calls it, and about everything when it names nothing") {
    const auto subject = [](const std::string& concerns) {
        const auto text = told("gaten", "eis=E; betreft=" + concerns +
                                            "; gat_van=2026-01-01; gat_tot_en_met=2026-01-31; "
                                            "uitleg=proef; ondertekend_door=Fictief; "
                                            "ondertekend_op=2026-02-01");
        return text.substr(0, text.find(" ->"));
    };
    CHECK(subject("") == "practice.gap_explained *");
    CHECK(subject("middelen:A3") == "practice.gap_explained object:A3");
    CHECK(subject("leveranciers: V1") == "practice.gap_explained supplier:V1");
    CHECK(subject("locaties:L1") == "practice.gap_explained location:L1");
    CHECK(subject("risicos:R1") == "practice.gap_explained risk:R1");
    CHECK(subject("zorgsoorten:cosmetisch") == "practice.gap_explained care:cosmetisch");
    CHECK(subject("zorgaanbod:BOT") == "practice.gap_explained treatment:BOT");
    CHECK(subject("documenten:D1@2") == "practice.gap_explained document:D1@2");
    CHECK(subject("handelingen:P01/injectie") == "practice.gap_explained performs:P01/injectie");
    CHECK(subject("verantwoordelijkheden:klachten") == "practice.gap_explained task:klachten");
    CHECK(subject("P01") == "refused betreft");
    CHECK(subject("dieren:P01") == "refused betreft");
    CHECK(subject("mensen:") == "refused betreft");
}

TEST_CASE("an arrangement of leadership tells whether the person is independent") {
    CHECK(
        told("bestuur",
             "kenmerk=B1; soort=toezichthouder; wie=Fictief; onafhankelijk=ja; "
             "vanaf=2026-01-01") ==
        "practice.governance governance:B1 {kind=toezichthouder, independent=ja} from 2026-01-01");
    CHECK(told("bestuur", "kenmerk=B2; soort=taakverdeling; vanaf=2026-01-01") ==
          "practice.governance governance:B2 {kind=taakverdeling, independent=} from 2026-01-01");
}

TEST_CASE("a client council of no members is refused") {
    CHECK(told("clientenraad", "soort=raad; vanaf=2026-01-01; leden=3") ==
          "practice.council practice {kind=raad} number 3 from 2026-01-01");
    CHECK(told("clientenraad", "soort=raad; vanaf=2026-01-01; leden=0") == "refused leden");
    CHECK(told("clientenraad", "soort=regeling; vanaf=2026-01-01") ==
          "practice.council practice {kind=regeling} from 2026-01-01");
}

}  // namespace kader::practice
