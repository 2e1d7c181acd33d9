#include "server/filing.h"

#include <algorithm>

namespace kader::server {

namespace {

using security_management::Observation;
namespace topic = security_management::topic;
namespace seen_as = security_management::seen;

bool is_open(const Observation& what, CalendarDay today) {
    return !what.until || *what.until > today;
}

std::string base_of(const Seen& seen) {
    return std::string{seen.topic} + "-" + std::string{seen.outcome} + "-" + iso_text(seen.from);
}

bool has(std::span<const Filed> filed, const std::string& kenmerk) {
    return std::ranges::any_of(filed, [&](const Filed& each) { return each.what.row.kenmerk == kenmerk; });
}

Filing added(std::span<const Filed> filed, const Seen& seen) {
    Observation what;
    const auto base = base_of(seen);
    what.row.kenmerk = base;
    // The same twice on one day, with something else between.
    for (int at = 2; has(filed, what.row.kenmerk); ++at) what.row.kenmerk = base + "-" + std::to_string(at);
    what.topic = seen.topic;
    what.outcome = seen.outcome;
    what.from = seen.from;
    what.until = seen.until;
    what.detail = seen.detail;
    return {{}, std::move(what)};
}

Filing ended(const Filed& filed, CalendarDay on) {
    Filing filing{filed, filed.what};
    filing.what.until = std::max(filed.what.from, on);
    return filing;
}

}  // namespace

std::vector<Filing> filings_of(std::span<const Filed> filed, const Seen& seen, CalendarDay today) {
    if (seen.kind == Seen::Kind::Event) {
        if (has(filed, base_of(seen))) return {};
        return {added(filed, seen)};
    }
    const Filed* current = nullptr;
    for (const auto& each : filed)
        if (each.what.topic == seen.topic && is_open(each.what, today) && (!current || each.what.from >= current->what.from)) current = &each;
    // A clock that was set back: what is filed of later days is left as it is.
    if (current && current->what.from > today) return {};
    if (!current) return {added(filed, seen)};
    if (current->what.outcome != seen.outcome || current->what.detail != seen.detail) {
        auto next = seen;
        next.from = std::max(seen.from, today);
        return {ended(*current, today), added(filed, next)};
    }
    if (current->what.until == seen.until) return {};
    const bool is_near = current->what.until && *current->what.until - today <= seen_renewed_within;
    const bool is_shorter = seen.until && (!current->what.until || *seen.until < *current->what.until);
    if (!is_near && !is_shorter) return {};
    Filing renewed{*current, current->what};
    renewed.what.until = seen.until;
    return {renewed};
}

std::vector<Filing> filings_of_drills(std::span<const Filed> filed, std::optional<CalendarDay> passed, std::optional<CalendarDay> failed, Days counts_for) {
    std::vector<Filing> filings;
    const Filed* failing = nullptr;
    for (const auto& each : filed)
        if (each.what.topic == topic::drill && each.what.outcome == seen_as::wrong && !each.what.until) failing = &each;
    const bool is_over = failing && passed && *passed >= failing->what.from && !failed;
    if (is_over) filings.push_back(ended(*failing, *passed));
    if (passed) {
        // It counts through so many days after its own.
        const Seen good{Seen::Kind::Event, topic::drill, seen_as::good, *passed, *passed + counts_for + Days{1}};
        for (auto& each : filings_of(filed, good, *passed)) filings.push_back(std::move(each));
    }
    if (failed && !failing) filings.push_back(added(filed, {Seen::Kind::State, topic::drill, seen_as::wrong, *failed}));
    return filings;
}

}  // namespace kader::server
