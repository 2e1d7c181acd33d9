#include "practice/practice_files.h"

#include <doctest/doctest.h>

#include "practice/record_types.h"
#include "records/door_for_tests.h"

namespace kader::practice {

TEST_CASE("the practice's door keeps its records, for those who may") {
    records::check_lists<PracticeFiles>(record_types());
    Equipment laser;
    laser.row.kenmerk = "M1";
    laser.kind = "apparaat";
    laser.name = "Laser Fictief 3000";
    laser.from = day_of(2026, 1, 1);
    auto corrected = laser;
    corrected.through = day_of(2026, 12, 31);
    records::check_door<PracticeFiles>(laser, corrected);
}

}  // namespace kader::practice
