#pragma once

// What ties a person to a client, an order, a complaint or a scope: dated data, and each ends by itself. The lengths
// here are choices of this program, so that no tie lives on because somebody forgot it; no law gives them.

#include <optional>
#include <span>

#include "access/compartment.h"
#include "kernel/calendar.h"

namespace kader::access {

// Before it one prepares, after it one follows up.
inline constexpr Days appointment_before{14}, appointment_after{90};
// Whoever is put in a team, or keeps a plan open, says so again once a year.
inline constexpr Days team_days_max{365}, plan_days_max{365};
// A colleague was asked for advice once.
inline constexpr Days consultation_days{30};
// Counted from when the complication was last written about.
inline constexpr Days complication_days{90};
// Of an external reviewer.
inline constexpr Days review_days_max{14};

// From the first day until, not through, the last.
struct Period {
    CalendarDay from, until;
    bool holds_on(CalendarDay day) const { return from <= day && day < until; }
    friend bool operator==(const Period&, const Period&) = default;
};

// Between one person who gives care and one client.
struct Relation {
    enum class Kind : std::uint8_t { Appointment, Team, Plan, Consultation, Complication } kind = Kind::Appointment;
    Period period;
};
Relation appointment_relation(CalendarDay on);
// Cut off at the longest there may be.
Relation team_relation(Period named);
// `closed`: from that day on there is none.
Relation plan_relation(CalendarDay opened, std::optional<CalendarDay> closed = {});
// With consent of the client, until it is withdrawn.
Relation consultation_relation(CalendarDay consented, std::optional<CalendarDay> withdrawn = {});
Relation complication_relation(CalendarDay last_written, std::optional<CalendarDay> closed = {});
// False for none: an empty list opens nothing.
bool any_holds(std::span<const Relation>, CalendarDay);

// By a practitioner to an executor, for one client.
struct Order {
    Period period;
    std::optional<CalendarDay> closed = {};
    bool is_open_on(CalendarDay day) const { return period.holds_on(day) && (!closed || day < *closed); }
};

// The client tied their dossier to a complaint, for the complaints officer.
struct ComplaintLink {
    CalendarDay linked;
    std::optional<CalendarDay> closed = {};  // The complaint, or the client took it back: it ends at once.
    bool holds_on(CalendarDay day) const { return linked <= day && (!closed || day < *closed); }
};

// What may be seen, when: compartments by name, one bit each.
class Scope {
public:
    // Nothing when it names no compartment, or ends before it begins.
    static std::optional<Scope> of(std::span<const Compartment>, Period);
    // Of an external reviewer: nothing as well when it lasts longer than it may.
    static std::optional<Scope> of_review(std::span<const Compartment>, Period);
    bool is_live_on(CalendarDay day) const { return m_period.holds_on(day); }
    bool names(Compartment compartment) const { return (m_compartments >> static_cast<unsigned>(compartment) & 1U) != 0; }
    const Period& period() const { return m_period; }

private:
    Scope(std::uint32_t compartments, Period period) : m_compartments(compartments), m_period(period) {}
    std::uint32_t m_compartments;
    Period m_period;
};

}  // namespace kader::access
