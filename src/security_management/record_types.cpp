#include "security_management/record_types.h"

#include "security_management/independent_review.h"
#include "security_management/observation.h"
#include "security_management/risk.h"
#include "security_management/security_measure.h"
#include "security_management/supplier.h"

namespace kader::security_management {

std::vector<lists::ListType> record_types() {
    return {lists::list_type<Risk>(), lists::list_type<SecurityMeasure>(),
            lists::list_type<Supplier>(), lists::list_type<IndependentReview>(),
            lists::list_type<Observation>()};
}

}  // namespace kader::security_management
