#include "staff/person.h"

#include "facts/keys.h"

namespace kader::staff {

std::vector<facts::NewFact> facts_of(const Person& person) {
    const auto holds = lists::period_of(person.from, person.through);
    const auto key = facts::person_key(person.row.kenmerk);
    const bool contact = person.meets_clients.value_or(person.gives_care);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "staff.works",
                     .subject = key,
                     .attributes = {{"profession", person.profession},
                                    {"function", person.function},
                                    {"bond", person.bond},
                                    {"care", facts::yes_no(person.gives_care)},
                                    {"contact", facts::yes_no(contact)}},
                     .holds = holds});
    facts.push_back(
        {.kind = "staff.start", .subject = key, .holds = facts::on_day(person.from)});
    if (person.hours_per_week)
        facts.push_back({.kind = "staff.hours",
                         .subject = facts::function_key(person.function),
                         .relation = key,
                         .number = person.hours_per_week->value,
                         .holds = holds});
    return facts;
}

}  // namespace kader::staff
