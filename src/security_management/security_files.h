#pragma once

// The door of the room: which risks the practice sees, what it does about them, on which suppliers it leans
// and who looked at all that. Law: GDPR art. 24, 28 and 32, and NEN 7510 by way of the Besluit elektronische
// gegevensverwerking door zorgaanbieders. What a risk is, in words, is sealed: it would show where to knock.

#include "records/door.h"
#include "security_management/independent_review.h"
#include "security_management/observation.h"
#include "security_management/risk.h"
#include "security_management/security_measure.h"
#include "security_management/supplier.h"

namespace kader::security_management {

using SecurityFiles = records::Door<Risk, SecurityMeasure, Supplier, IndependentReview, Observation>;

}  // namespace kader::security_management
