#pragma once

// The door of the room: the meetings in which people look back and learn. Law: Wkkgz art. 7 (to watch over,
// control and improve the quality of care) and art. 9 (incidents, reported safely: what was said stays out of
// this room, only where the report is kept).

#include "activities/meeting.h"
#include "records/door.h"

namespace kader::activities {

using ActivityFiles = records::Door<Meeting>;

}  // namespace kader::activities
