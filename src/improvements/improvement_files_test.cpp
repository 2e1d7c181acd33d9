#include "improvements/improvement_files.h"

#include <doctest/doctest.h>

#include "improvements/record_types.h"
#include "records/door_for_tests.h"

namespace kader::improvements {

TEST_CASE("the door of improvements keeps them, for those who may") {
    records::check_lists<ImprovementFiles>(record_types());
    Improvement improvement;
    improvement.row.kenmerk = "V1";
    improvement.goal = "Fictief doel";
    improvement.planned_on = day_of(2026, 1, 1);
    improvement.owner = "P1";
    improvement.due_on = day_of(2026, 6, 1);
    auto corrected = improvement;
    corrected.done_on = day_of(2026, 3, 1);
    corrected.measurement = "Fictieve meting";
    corrected.measured_on = day_of(2026, 4, 1);
    corrected.effect = "bereikt";
    corrected.adjusted_on = day_of(2026, 5, 1);
    records::check_door<ImprovementFiles>(improvement, corrected);
}

}  // namespace kader::improvements
