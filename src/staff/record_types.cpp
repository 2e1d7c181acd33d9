#include "staff/record_types.h"

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

std::vector<lists::ListType> record_types() {
    return {lists::list_type<Person>(),         lists::list_type<Registration>(),
            lists::list_type<Agreement>(),      lists::list_type<QualityReview>(),
            lists::list_type<VettingCheck>(),   lists::list_type<Diploma>(),
            lists::list_type<Training>(),       lists::list_type<TrainingPlan>(),
            lists::list_type<PerformedAct>(),   lists::list_type<Competence>(),
            lists::list_type<ExecutionOrder>(), lists::list_type<Appraisal>(),
            lists::list_type<Responsibility>()};
}

}  // namespace kader::staff
