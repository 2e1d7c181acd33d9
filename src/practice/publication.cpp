#include "practice/publication.h"

#include "facts/keys.h"

namespace kader::practice {

void Publication::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Publication& publication) {
    return {{.kind = "practice.published",
             .subject = facts::practice_key,
             .attributes = {{"topic", publication.topic}, {"place", publication.place}},
             .holds = lists::period_of(publication.from, publication.through)},
            {.kind = "practice.published_checked",
             .subject = facts::practice_key,
             .attributes = {{"topic", publication.topic}},
             .holds = facts::from_day(publication.seen_on)}};
}

}  // namespace kader::practice
