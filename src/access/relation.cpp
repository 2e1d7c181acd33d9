#include "access/relation.h"

#include <algorithm>

namespace kader::access {

namespace {

Period cut(CalendarDay from, Days longest, std::optional<CalendarDay> end) {
    const auto until = from + longest;
    return {from, end ? std::min(*end, until) : until};
}

}  // namespace

Relation appointment_relation(CalendarDay on) {
    // The day of the appointment itself counts, and so do both last days.
    return {Relation::Kind::Appointment, {on - appointment_before, on + appointment_after + Days{1}}};
}

Relation team_relation(Period named) {
    return {Relation::Kind::Team, cut(named.from, team_days_max, named.until)};
}

Relation plan_relation(CalendarDay opened, std::optional<CalendarDay> closed) {
    return {Relation::Kind::Plan, cut(opened, plan_days_max, closed)};
}

Relation consultation_relation(CalendarDay consented, std::optional<CalendarDay> withdrawn) {
    return {Relation::Kind::Consultation, cut(consented, consultation_days, withdrawn)};
}

Relation complication_relation(CalendarDay last_written, std::optional<CalendarDay> closed) {
    return {Relation::Kind::Complication, cut(last_written, complication_days, closed)};
}

bool any_holds(std::span<const Relation> relations, CalendarDay day) {
    return std::ranges::any_of(relations, [&](const Relation& one) { return one.period.holds_on(day); });
}

std::optional<Scope> Scope::of(std::span<const Compartment> compartments, Period period) {
    std::uint32_t bits = 0;
    for (const auto one : compartments) {
        if (static_cast<int>(one) >= compartment_count) return {};
        bits |= std::uint32_t{1} << static_cast<unsigned>(one);
    }
    if (bits == 0 || period.until <= period.from) return {};
    return Scope{bits, period};
}

std::optional<Scope> Scope::of_review(std::span<const Compartment> compartments, Period period) {
    if (period.until - period.from > review_days_max) return {};
    return of(compartments, period);
}

}  // namespace kader::access
