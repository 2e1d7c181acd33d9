#include "cli/move_dates.h"

#include <doctest/doctest.h>

using kader::cli::with_moved_dates;

TEST_CASE("dates in both forms move, and nothing else does") {
    CHECK(with_moved_dates("B1;2026-12-31;31-12-2026;12345678901\r\n", 1, 2026, 0) ==
          "B1;2027-01-01;01-01-2027;12345678901\r\n");
    CHECK(with_moved_dates("D1@2026-01;32-13-2026;2026-02-30", 5, 2026, 0) == "D1@2026-01;32-13-2026;2026-02-30");
    CHECK(with_moved_dates("caf\xe9;28-02-2024", 1, 2026, 0) == "caf\xe9;29-02-2024");
}

TEST_CASE("a cell that is only the year moves with the years") {
    CHECK(with_moved_dates("P1;2026;2026-01-01", 365, 2026, 1) == "P1;2027;2027-01-01");
    CHECK(with_moved_dates("P1;12026;2026a", 365, 2026, 1) == "P1;12026;2026a");
}
