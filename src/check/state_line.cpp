#include "check/state_line.h"

namespace kader::check {

State StateLine::on(CalendarDay day) const {
    const auto number = facts::number_of(day);
    for (const auto state : all_states)
        if (of(state).on(number)) return state;
    detail::halt("every day has a state", __FILE__, __LINE__);
}

CalendarDay StateLine::since(CalendarDay day) const {
    return facts::day_at(of(on(day)).since(facts::number_of(day)));
}

std::optional<CalendarDay> StateLine::changes_on(CalendarDay day) const {
    const auto next = of(on(day)).next_change(facts::number_of(day));
    if (!next) return {};
    return facts::day_at(*next);
}

}  // namespace kader::check
