#pragma once

// The door of the room: what the practice set out to do better, did, measured and adjusted. Law: Wkkgz art. 7
// (to watch over, control and improve the quality of care).

#include "improvements/improvement.h"
#include "records/door.h"

namespace kader::improvements {

using ImprovementFiles = records::Door<Improvement>;

}  // namespace kader::improvements
