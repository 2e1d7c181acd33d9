#include <doctest/doctest.h>

#include "lists/row_for_tests.h"
#include "partners/record_types.h"

namespace kader::partners {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE(
    "an arrangement with a partner counts from its day, not from the start of working together") {
    CHECK(told("partners",
               "kenmerk=Z1; naam=Proefziekenhuis; soort=ziekenhuis; "
               "activiteiten=spoedopvang,nazorg; afspraken_op=2026-03-01; "
               "vanaf=2026-01-01; tot_en_met=2026-12-31") ==
          "partners.partner partner:Z1 {kind=ziekenhuis} from 2026-01-01 until 2027-01-01\n"
          "partners.does partner:Z1 {activity=spoedopvang} from 2026-01-01 until 2027-01-01\n"
          "partners.does partner:Z1 {activity=nazorg} from 2026-01-01 until 2027-01-01\n"
          "partners.agreed partner:Z1 from 2026-03-01 until 2027-01-01");
}

TEST_CASE("an arrangement that was made beforehand waits for the first day") {
    CHECK(told("partners",
               "kenmerk=Z1; naam=Proefapotheek; soort=apotheek; "
               "afspraken_op=2025-12-01; vanaf=2026-01-01")
              .ends_with("partners.agreed partner:Z1 from 2026-01-01"));
}

TEST_CASE("an arrangement that was made after the end is none") {
    CHECK(told("partners",
               "kenmerk=Z1; naam=Proefapotheek; soort=apotheek; "
               "afspraken_op=2026-02-01; vanaf=2026-01-01; tot_en_met=2026-01-31") ==
          "partners.partner partner:Z1 {kind=apotheek} from 2026-01-01 until 2026-02-01");
}

}  // namespace kader::partners
