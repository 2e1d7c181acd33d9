#include "staff/person.h"

#include "evidence/keys.h"

namespace kader::staff {

std::vector<evidence::NewFact> facts_of(const Person& person) {
    const auto holds = lists::period_of(person.from, person.through);
    const auto key = evidence::person_key(person.row.kenmerk);
    const bool contact = person.meets_clients.value_or(person.gives_care);
    std::vector<evidence::NewFact> facts;
    facts.push_back({.kind = "staff.works",
                     .subject = key,
                     .attributes = {{"profession", person.profession},
                                    {"function", person.function},
                                    {"bond", person.bond},
                                    {"care", evidence::yes_no(person.gives_care)},
                                    {"contact", evidence::yes_no(contact)}},
                     .holds = holds});
    facts.push_back(
        {.kind = "staff.start", .subject = key, .holds = evidence::on_day(person.from)});
    if (person.hours_per_week)
        facts.push_back({.kind = "staff.hours",
                         .subject = evidence::function_key(person.function),
                         .relation = key,
                         .number = person.hours_per_week->value,
                         .holds = holds});
    return facts;
}

}  // namespace kader::staff
