#include "activities/meeting.h"

#include <set>

#include "facts/keys.h"

namespace kader::activities {

std::vector<facts::NewFact> facts_of(const Meeting& meeting) {
    const std::set<std::string> present(meeting.present.begin(), meeting.present.end());
    const auto holds = facts::from_day(meeting.held_on);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "activities.meeting",
                     .subject = facts::practice_key,
                     .attributes = {{"kind", meeting.kind}},
                     .number = std::int32_t(present.size()),
                     .holds = holds});
    for (const auto& topic : meeting.topics)
        facts.push_back({.kind = "activities.topic",
                         .subject = facts::practice_key,
                         .attributes = {{"topic", topic}, {"kind", meeting.kind}},
                         .holds = holds});
    for (const auto& person : present)
        facts.push_back({.kind = "activities.attended",
                         .subject = facts::person_key(person),
                         .attributes = {{"kind", meeting.kind}},
                         .holds = holds});
    return facts;
}

}  // namespace kader::activities
