#include <doctest/doctest.h>

#include "improvements/record_types.h"
#include "lists/row_for_tests.h"

namespace kader::improvements {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

namespace {

const std::string plan =
    "kenmerk=V1; doel=kortere wachttijd; gepland_op=2026-01-10; eigenaar=P1; "
    "uiterlijk_op=2026-03-31";

bool closes(const std::string& cells) {
    return told("verbeteringen", plan + cells).find("improvements.closed") != std::string::npos;
}

}  // namespace

TEST_CASE("an improvement that is not done is late from the day after its last day") {
    CHECK(told("verbeteringen", plan) ==
          "improvements.planned improvement:V1 from 2026-01-10\n"
          "improvements.late improvement:V1 from 2026-04-01");
}

TEST_CASE("an improvement that is done on its last day was never late") {
    CHECK(told("verbeteringen", plan + "; uitgevoerd_op=2026-03-31") ==
          "improvements.planned improvement:V1 from 2026-01-10\n"
          "improvements.done improvement:V1 from 2026-03-31");
}

TEST_CASE("a late improvement ends when it is done") {
    CHECK(told("verbeteringen", plan + "; uitgevoerd_op=2026-04-10")
              .ends_with("improvements.late improvement:V1 from 2026-04-01 until 2026-04-10"));
    CHECK(told("verbeteringen", plan + "; uitgevoerd_op=2026-04-01").find("late") ==
          std::string::npos);
}

TEST_CASE("an improvement with a measured effect is closed on the day of adjusting") {
    CHECK(told("verbeteringen", plan + "; uitgevoerd_op=2026-03-01; meting=telling; "
                                       "gemeten_op=2026-05-01; effect=deels; "
                                       "bijgesteld_op=2026-05-10") ==
          "improvements.planned improvement:V1 from 2026-01-10\n"
          "improvements.done improvement:V1 from 2026-03-01\n"
          "improvements.closed improvement:V1 {effect=deels} from 2026-05-10");
}

TEST_CASE("an improvement that lacks any one step is not closed") {
    CHECK(
        closes("; uitgevoerd_op=2026-03-01; meting=telling; gemeten_op=2026-05-01; "
               "effect=bereikt; bijgesteld_op=2026-05-10"));
    CHECK_FALSE(
        closes("; meting=telling; gemeten_op=2026-05-01; effect=bereikt; "
               "bijgesteld_op=2026-05-10"));
    CHECK_FALSE(
        closes("; uitgevoerd_op=2026-03-01; gemeten_op=2026-05-01; effect=bereikt; "
               "bijgesteld_op=2026-05-10"));
    CHECK_FALSE(
        closes("; uitgevoerd_op=2026-03-01; meting=telling; effect=bereikt; "
               "bijgesteld_op=2026-05-10"));
    CHECK_FALSE(
        closes("; uitgevoerd_op=2026-03-01; meting=telling; gemeten_op=2026-05-01; "
               "bijgesteld_op=2026-05-10"));
    CHECK_FALSE(
        closes("; uitgevoerd_op=2026-03-01; meting=telling; gemeten_op=2026-05-01; "
               "effect=bereikt"));
}

TEST_CASE("an effect is not measured before the improvement was done") {
    CHECK(told("verbeteringen", plan + "; uitgevoerd_op=2026-03-02; gemeten_op=2026-03-01") ==
          "refused gemeten_op");
    CHECK(told("verbeteringen", plan + "; uitgevoerd_op=2026-03-01; gemeten_op=2026-05-02; "
                                       "bijgesteld_op=2026-05-01") == "refused bijgesteld_op");
}

}  // namespace kader::improvements
