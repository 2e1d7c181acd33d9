#pragma once

// The door of the room: the files of the people who work here. Law: Wkkgz art. 4 (vetting, written
// agreement), Wet BIG (registers, reserved procedures, orders); GDPR art. 5 and 17: what is about one person
// is sealed under the key of that person's file, so that it goes with the file. Plans, orders between two
// people and who answers for a task belong to the practice.

#include "records/door.h"
#include "staff/agreement.h"
#include "staff/appraisal.h"
#include "staff/competence.h"
#include "staff/diploma.h"
#include "staff/execution_order.h"
#include "staff/performed_act.h"
#include "staff/person.h"
#include "staff/quality_review.h"
#include "staff/registration.h"
#include "staff/responsibility.h"
#include "staff/training.h"
#include "staff/training_plan.h"
#include "staff/vetting_check.h"

namespace kader::staff {

using StaffFiles =
    records::Door<Person, Registration, Agreement, QualityReview, VettingCheck, Diploma, Training,
                  TrainingPlan, PerformedAct, Competence, ExecutionOrder, Appraisal, Responsibility>;

}  // namespace kader::staff
