#include <doctest/doctest.h>

#include "lists/row_for_tests.h"
#include "security_management/record_types.h"

namespace kader::security_management {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE("a risk stays until the day it went away, its assessment for ever") {
    CHECK(told("risicos",
               "kenmerk=R1; risico=proef; beoordeeld_op=2026-01-10; door=Fictief; "
               "kans=laag; gevolg=hoog; gebied=informatiebeveiliging; "
               "vervallen_op=2026-06-01") ==
          "security.risk_assessed practice {area=informatiebeveiliging} from 2026-01-10\n"
          "security.risk risk:R1 {area=informatiebeveiliging} from 2026-01-10 until 2026-06-01");
}

TEST_CASE("a risk that went away before it was assessed is refused") {
    CHECK(told("risicos",
               "risico=proef; beoordeeld_op=2026-01-10; door=Fictief; gebied=bedrijf; "
               "vervallen_op=2026-01-09") == "refused vervallen_op");
}

TEST_CASE("a measure that is decided is not yet introduced") {
    CHECK(told("maatregelen", "risico=R1; maatregel=proef; besloten_op=2026-01-10") ==
          "security.measure risk:R1 from 2026-01-10");
}

TEST_CASE("a risk that nobody assessed is worth nothing, and one is assessed by somebody with a name on a day") {
    const std::string risk = "kenmerk=R1; risico=proef; gebied=informatiebeveiliging";
    CHECK(told("risicos", risk).empty());
    CHECK(told("risicos", risk + "; kans=hoog; gevolg=hoog; vervallen_op=2026-06-01").empty());
    CHECK(told("risicos", risk + "; beoordeeld_op=2026-01-10") == "refused door");
    CHECK(told("risicos", risk + "; door=Fictief") == "refused beoordeeld_op");
    CHECK(told("risicos", risk + "; beoordeeld_op=2026-01-10; door=Fictief") ==
          "security.risk_assessed practice {area=informatiebeveiliging} from 2026-01-10\n"
          "security.risk risk:R1 {area=informatiebeveiliging} from 2026-01-10");
}

TEST_CASE("a measure is checked when somebody wrote down what they found, and not before") {
    const std::string measure =
        "risico=R1; maatregel=proef; besloten_op=2026-01-10; gecontroleerd_op=2026-03-10; werkt=ja";
    CHECK(told("maatregelen", measure) == "security.measure risk:R1 from 2026-01-10");
    CHECK(told("maatregelen", measure + "; bevinding=gezien") ==
          "security.measure risk:R1 from 2026-01-10\n"
          "security.measure_checked risk:R1 {works=ja} from 2026-03-10");
}

TEST_CASE("who sees to a measure, and who of the practice reviewed, can be held beside each other") {
    CHECK(told("maatregelen", "risico=R1; maatregel=proef; eigenaar=P1; besloten_op=2026-01-10") ==
          "security.measure risk:R1 from 2026-01-10\n"
          "security.measure_owner person:P1 from 2026-01-10");
    CHECK(told("beoordelingen", "soort=informatiebeveiliging; datum=2026-01-10; door=Fictief; "
                                "beoordelaar=P1; onafhankelijk=ja; conclusie=voldoet") ==
          "security.review review:K1 -> person:P1 "
          "{kind=informatiebeveiliging, independent=ja, conclusion=voldoet} from 2026-01-10");
}

TEST_CASE("what the program saw counts on its days, and from the day after backups are set up a drill is owed") {
    CHECK(told("waarnemingen", "onderwerp=herstelproef; uitkomst=goed; vanaf=2026-01-10; telt_tot=2026-01-19") ==
          "security.observed practice {what=herstelproef, outcome=goed, detail=} from 2026-01-10 until 2026-01-19\n"
          "security.watched practice {what=herstelproef} from 2026-01-10");
    CHECK(told("waarnemingen", "onderwerp=reservekopie; uitkomst=goed; vanaf=2026-01-10")
              .ends_with("\nsecurity.drill_owed practice from 2026-01-11"));
    CHECK(told("waarnemingen", "onderwerp=reservekopie; uitkomst=ontbreekt; vanaf=2026-01-10").find("owed") ==
          std::string::npos);
    // What was over on its first day held on no day.
    CHECK(told("waarnemingen", "onderwerp=herstelproef; uitkomst=fout; vanaf=2026-01-10; telt_tot=2026-01-10") ==
          "security.watched practice {what=herstelproef} from 2026-01-10");
}

TEST_CASE("a measure is decided, introduced and checked on three days") {
    CHECK(told("maatregelen",
               "risico=R1; maatregel=proef; besloten_op=2026-01-10; "
               "ingevoerd_op=2026-02-10; gecontroleerd_op=2026-03-10; werkt=nee; bevinding=gezien") ==
          "security.measure risk:R1 from 2026-01-10\n"
          "security.measure_done risk:R1 from 2026-02-10\n"
          "security.measure_checked risk:R1 {works=nee} from 2026-03-10");
}

TEST_CASE("a look at a measure without an answer does not say that it works") {
    CHECK(told("maatregelen",
               "risico=R1; maatregel=proef; besloten_op=2026-01-10; "
               "gecontroleerd_op=2026-03-10; bevinding=gezien")
              .ends_with("security.measure_checked risk:R1 {works=} from 2026-03-10"));
}

TEST_CASE("a supplier counts while the contract lasts, its review from its day") {
    CHECK(told("leveranciers",
               "kenmerk=S1; naam=Proef BV; dienst=agenda; "
               "verwerkt_clientgegevens=ja; contract_vanaf=2026-01-01; "
               "contract_tot_en_met=2026-12-31; eisen_in_contract=ja; "
               "verwerkersovereenkomst=nee; beoordeeld_op=2026-02-01") ==
          "security.supplier supplier:S1 {data=ja, demands=ja, processor=nee} "
          "from 2026-01-01 until 2027-01-01\n"
          "security.supplier_reviewed supplier:S1 from 2026-02-01");
}

TEST_CASE("a contract that ends before it begins is refused") {
    CHECK(told("leveranciers",
               "naam=Proef BV; dienst=agenda; verwerkt_clientgegevens=nee; "
               "contract_vanaf=2026-01-02; contract_tot_en_met=2026-01-01; "
               "eisen_in_contract=ja; verwerkersovereenkomst=nee") ==
          "refused contract_tot_en_met");
}

TEST_CASE("a review that was not in order stays open until the follow-up") {
    const std::string review =
        "soort=toegang; datum=2026-01-10; door=Fictief; onafhankelijk=ja; conclusie=";
    CHECK(told("beoordelingen", review + "voldoet_niet; vervolg_op=2026-02-01") ==
          "security.review review:K1 -> person:buiten/K1 {kind=toegang, independent=ja, conclusion=voldoet_niet} "
          "from 2026-01-10\n"
          "security.review_failed practice {kind=toegang} from 2026-01-10 until 2026-02-01");
    CHECK(
        told("beoordelingen", review + "voldoet_niet").ends_with("{kind=toegang} from 2026-01-10"));
    CHECK(told("beoordelingen", review + "voldoet_deels; vervolg_op=2026-02-01")
              .find("review_failed") == std::string::npos);
}

}  // namespace kader::security_management
