#pragma once

// From what the server saw of itself to rows of the list waarnemingen: as few as tell it. Pure.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "records/version.h"
#include "security_management/observation.h"

namespace kader::server {

// Something that was seen on a day. A state counts until another is seen; an event happened and stays.
struct Seen {
    enum class Kind { State, Event };
    Kind kind = Kind::State;
    std::string_view topic, outcome;
    CalendarDay from{};                    // Of a state: since when, if that is before the day on which it is filed.
    std::optional<CalendarDay> until = {};  // From when it counts no more unless it is seen again.
    std::string detail = {};
};

// A row that is there.
struct Filed {
    subjects::RecordId id;
    std::int64_t version = 0;
    security_management::Observation what;
};
struct Filing {
    std::optional<Filed> corrects;  // Nothing: a new row.
    security_management::Observation what;
};

// How long what was seen counts when nobody looks any more, and how near its end it is told to count on.
inline constexpr Days seen_counts_for{8};
inline constexpr Days seen_renewed_within{2};

// What to write so that the rows tell what was seen. Nothing when they do already.
std::vector<Filing> filings_of(std::span<const Filed>, const Seen&, CalendarDay today);
// The same of drills: the last that passed, and that the last failed, if so. A failed one counts until one passes.
std::vector<Filing> filings_of_drills(std::span<const Filed>, std::optional<CalendarDay> passed, std::optional<CalendarDay> failed, Days counts_for);

}  // namespace kader::server
