// What people learn, which acts they perform, and who answers for what.

#include <doctest/doctest.h>

#include "lists/row_for_tests.h"
#include "staff/record_types.h"

namespace kader::staff {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE("a training counts through the day it is valid") {
    CHECK(told("scholing",
               "persoon=P1; onderwerp=reanimatie; datum=2026-01-10; "
               "geldig_tot_en_met=2027-01-09") ==
          "staff.training person:P1 {topic=reanimatie} from 2026-01-10 until 2027-01-10");
    CHECK(told("scholing",
               "persoon=P1; onderwerp=reanimatie; datum=2026-01-10; "
               "geldig_tot_en_met=2026-01-09") == "refused geldig_tot_en_met");
}

TEST_CASE("a training plan that is adopted during its year holds from adoption") {
    CHECK(told("opleidingsplannen",
               "jaar=2026; vastgesteld_op=2026-03-15; gedeeld_op=2026-04-01; "
               "onderwerpen=verdieping") ==
          "staff.training_plan practice from 2026-03-15 until 2027-01-01\n"
          "staff.training_plan_topic practice {topic=verdieping} from 2026-03-15 until 2027-01-01\n"
          "staff.training_plan_shared practice from 2026-04-01 until 2027-01-01");
}

TEST_CASE("a training plan that is adopted beforehand waits for its year") {
    CHECK(told("opleidingsplannen",
               "jaar=2026; vastgesteld_op=2025-11-15; gedeeld_op=2025-12-01; "
               "onderwerpen=meldcode") ==
          "staff.training_plan practice from 2026-01-01 until 2027-01-01\n"
          "staff.training_plan_topic practice {topic=meldcode} from 2026-01-01 until 2027-01-01\n"
          "staff.training_plan_shared practice from 2026-01-01 until 2027-01-01");
}

TEST_CASE("a training plan that is adopted after its year is worth nothing") {
    CHECK(told("opleidingsplannen",
               "jaar=2025; vastgesteld_op=2026-01-01; gedeeld_op=2026-01-02; "
               "onderwerpen=meldcode") == "");
}

TEST_CASE("a training plan counts on the last day of its year") {
    CHECK(told("opleidingsplannen", "jaar=2026; vastgesteld_op=2026-12-31; onderwerpen=meldcode")
              .starts_with("staff.training_plan practice from 2026-12-31 until 2027-01-01"));
}

TEST_CASE("a year that is no year is refused") {
    CHECK(told("opleidingsplannen", "jaar=26; vastgesteld_op=2026-01-01; onderwerpen=meldcode") ==
          "refused jaar");
    CHECK(told("opleidingsplannen",
               "jaar=99999; vastgesteld_op=2026-01-01; onderwerpen=meldcode") == "refused jaar");
}

TEST_CASE("an act is told of the person and of the act") {
    CHECK(told("handelingen",
               "persoon=P1; handeling=injectie; wijze=in_opdracht; vanaf=2026-01-01") ==
          "staff.performs performs:P1/injectie -> person:P1 {act=injectie, mode=in_opdracht} "
          "from 2026-01-01\n"
          "staff.act_performer act:injectie -> person:P1 {mode=in_opdracht} from 2026-01-01");
}

TEST_CASE("competence is found under the act that the person performs") {
    CHECK(told("bekwaamheden",
               "persoon=P1; handeling=injectie; vastgesteld_op=2026-01-01; "
               "vastgesteld_door=Fictief; geldig_tot_en_met=2026-12-31") ==
          "staff.competent performs:P1/injectie -> person:P1 from 2026-01-01 until 2027-01-01\n"
          "staff.act_competent act:injectie -> person:P1 from 2026-01-01 until 2027-01-01");
}

TEST_CASE("an execution order holds from the later signature, under the one who performs") {
    CHECK(told("uitvoeringsverzoeken",
               "opdrachtgever=P1; uitvoerder=P2; handeling=injectie; "
               "vanaf=2026-01-01; tot_en_met=2026-12-31; "
               "getekend_opdrachtgever=2026-01-03; "
               "getekend_uitvoerder=2026-01-09; aanwijzingen=ja; "
               "toezicht=nee; bereikbaar=telefoon") ==
          "staff.order performs:P2/injectie -> person:P1 {act=injectie, instructions=ja, "
          "supervision=nee} from 2026-01-09 until 2027-01-01");
}

TEST_CASE("an execution order with one signature is no order") {
    CHECK(told("uitvoeringsverzoeken",
               "opdrachtgever=P1; uitvoerder=P2; handeling=injectie; "
               "vanaf=2026-01-01; getekend_opdrachtgever=2026-01-03; "
               "aanwijzingen=ja; toezicht=ja; bereikbaar=telefoon") == "");
}

TEST_CASE("nobody gives an execution order to themselves") {
    CHECK(told("uitvoeringsverzoeken",
               "opdrachtgever=P2; uitvoerder=P2; handeling=injectie; "
               "vanaf=2026-01-01; aanwijzingen=ja; toezicht=ja; "
               "bereikbaar=telefoon") == "refused uitvoerder");
}

TEST_CASE("an appraisal counts from the day of the talk") {
    CHECK(told("functioneringsgesprekken", "persoon=P1; datum=2026-02-03; door=Fictief") ==
          "staff.appraisal person:P1 from 2026-02-03");
}

TEST_CASE("a responsibility belongs to a task and points at a person") {
    CHECK(told("verantwoordelijkheden",
               "taak=klachten; persoon=P1; bevoegdheid=beslist; "
               "verantwoordt_aan=bestuur; vanaf=2026-01-01; "
               "tot_en_met=2026-01-31") ==
          "staff.responsibility task:klachten -> person:P1 {task=klachten} "
          "from 2026-01-01 until 2026-02-01");
}

}  // namespace kader::staff
