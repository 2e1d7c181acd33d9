#pragma once

// What a rule must know beside the log. Each answer may be "not known", and then the rule that needs it is not applied:
// nothing is found, and the work list says so. Rooms that come later (dossiers, appointments) answer by deriving from this.

#include <optional>

#include "kernel/calendar.h"
#include "subjects/ids.h"
#include "system/clock.h"

namespace kader::log_review {

class Facts {
public:
    using Actor = subjects::ActorId;
    using Subject = subjects::SubjectId;

    virtual ~Facts() = default;
    // An appointment, a team, an open plan of treatment, a consultation with consent, the care for a complication.
    virtual std::optional<bool> has_relation(const Actor&, const Subject&, system::Instant) const { return {}; }
    virtual std::optional<bool> shares_name_or_address(const Actor&, const Subject&) const { return {}; }
    virtual std::optional<bool> is_own_file(const Actor&, const Subject&) const { return {}; }
    virtual std::optional<bool> is_well_known(const Subject&) const { return {}; }
    virtual std::optional<bool> is_open(system::Instant) const { return {}; }
    // The first day on which the actor does not work here any more; a day far away when no end was agreed.
    virtual std::optional<CalendarDay> gone_from(const Actor&) const { return {}; }
    // How many others may judge what this actor did.
    virtual std::optional<std::size_t> reviewers_beside(const Actor&) const { return {}; }
};

}  // namespace kader::log_review
