#include "security_management/independent_review.h"

#include "evidence/keys.h"

namespace kader::security_management {

void IndependentReview::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("vervolg_op", held_on, followed_up_on, problems);
}

std::vector<evidence::NewFact> facts_of(const IndependentReview& review) {
    std::vector<evidence::NewFact> facts;
    facts.push_back({.kind = "security.review",
                     .subject = evidence::practice_key,
                     .attributes = {{"kind", review.kind},
                                    {"independent", evidence::yes_no(review.independent)},
                                    {"conclusion", review.conclusion}},
                     .holds = evidence::from_day(review.held_on)});
    if (review.conclusion == "voldoet_niet")
        add(facts, {.kind = "security.review_failed",
                    .subject = evidence::practice_key,
                    .attributes = {{"kind", review.kind}},
                    .holds = evidence::until_day(review.held_on, review.followed_up_on)});
    return facts;
}

}  // namespace kader::security_management
