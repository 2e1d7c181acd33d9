#include "activities/activity_files.h"

#include <doctest/doctest.h>

#include "activities/record_types.h"
#include "records/door_for_tests.h"

namespace kader::activities {

TEST_CASE("the door of activities keeps its meetings, for those who may") {
    records::check_lists<ActivityFiles>(record_types());
    Meeting meeting;
    meeting.row.kenmerk = "B1";
    meeting.kind = "reflectie";
    meeting.held_on = day_of(2026, 1, 10);
    meeting.topics = {"incidenten", "kwaliteit"};
    meeting.present = {"P1", "P2"};
    meeting.notes = "map Fictief";
    auto corrected = meeting;
    corrected.present = {"P1", "P2", "P3"};
    records::check_door<ActivityFiles>(meeting, corrected);
}

}  // namespace kader::activities
