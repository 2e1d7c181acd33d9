#include "staff/quality_review.h"

#include "facts/keys.h"

namespace kader::staff {

void QualityReview::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("volgende_uiterlijk_op", held_on, next_by, problems);
}

std::vector<facts::NewFact> facts_of(const QualityReview& review) {
    return {{.kind = "staff.quality_test",
             .subject = facts::person_key(review.person),
             .attributes = {{"outcome", review.outcome}},
             .holds = lists::period_of(review.held_on, review.next_by)}};
}

}  // namespace kader::staff
