#pragma once

#include <array>
#include <optional>

#include "evidence/timeline.h"
#include "norm_book/norm_book.h"

namespace kader::check {

using norm_book::State;

inline constexpr std::array all_states = {State::Shown, State::Missing, State::Contradicted,
                                          State::Attested, State::NotApplicable};

// A state over time: five sets of days that together are all days.
class StateLine {
public:
    State on(CalendarDay) const;
    CalendarDay since(CalendarDay) const;
    std::optional<CalendarDay> changes_on(CalendarDay) const;

    evidence::Timeline& of(State state) { return m_days[std::size_t(state)]; }
    const evidence::Timeline& of(State state) const { return m_days[std::size_t(state)]; }

private:
    evidence::Timeline m_days[5];
};

}  // namespace kader::check
