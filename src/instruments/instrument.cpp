#include "instruments/instrument.h"

#include <algorithm>
#include <array>

namespace kader::instruments {

std::string_view word(Kind kind) {
    constexpr std::array<std::string_view, 7> words = {"quality-framework", "guideline",  "inspection-framework", "code-of-conduct",
                                                       "standard",          "self-check", "law-companion"};
    return words[static_cast<std::size_t>(kind)];
}
std::string_view word(Status status) {
    constexpr std::array<std::string_view, 12> words = {"proposed",   "on-agenda", "in-development", "escalated",  "submitted", "assessed",
                                                        "registered", "in-force",  "under-revision", "superseded", "withdrawn", "note"};
    return words[static_cast<std::size_t>(status)];
}
std::string_view word(Role role) {
    constexpr std::array<std::string_view, 5> words = {"holder-of-the-pen", "party", "observer", "secretary", "supervisor"};
    return words[static_cast<std::size_t>(role)];
}
std::string_view word(Precision precision) {
    constexpr std::array<std::string_view, 3> words = {"day", "month", "year"};
    return words[static_cast<std::size_t>(precision)];
}

const StatusChange* Instrument::status_on(CalendarDay day) const {
    const StatusChange* newest = nullptr;
    for (const auto& change : history)
        if (*change.when.on <= day && change.status != Status::Note) newest = &change;
    return newest;
}

const Version* Instrument::version_on(CalendarDay day) const {
    const Version* last = nullptr;
    for (const auto& version : versions)
        if (version.implemented_on && *version.implemented_on <= day && (!last || *last->implemented_on <= *version.implemented_on))
            last = &version;
    return last;
}

const Instrument* Register::find(std::string_view id) const {
    const auto found = std::ranges::find(m_all, id, &Instrument::id);
    return found == m_all.end() ? nullptr : &*found;
}

}  // namespace kader::instruments
