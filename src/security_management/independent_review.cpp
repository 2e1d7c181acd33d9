#include "security_management/independent_review.h"

#include "facts/keys.h"

namespace kader::security_management {

void IndependentReview::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("vervolg_op", held_on, followed_up_on, problems);
}

std::vector<facts::NewFact> facts_of(const IndependentReview& review) {
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "security.review",
                     .subject = facts::key("review", review.row.kenmerk),
                     // Somebody from outside is in no list of people, and owns nothing here.
                     .relation = facts::person_key(review.reviewer.empty() ? "buiten/" + review.row.kenmerk : review.reviewer),
                     .attributes = {{"kind", review.kind},
                                    {"independent", facts::yes_no(review.independent)},
                                    {"conclusion", review.conclusion}},
                     .holds = facts::from_day(review.held_on)});
    if (review.conclusion == "voldoet_niet")
        add(facts, {.kind = "security.review_failed",
                    .subject = facts::practice_key,
                    .attributes = {{"kind", review.kind}},
                    .holds = facts::until_day(review.held_on, review.followed_up_on)});
    return facts;
}

}  // namespace kader::security_management
