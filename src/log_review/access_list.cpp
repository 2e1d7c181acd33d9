#include "log_review/access_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "log_review/looks.h"

namespace kader::log_review {

namespace {

auto key_of(const AccessRow& row) {
    return std::tie(row.day, row.actor, row.role, row.act, row.part, row.purpose, row.basis, row.by_relation, row.by_consent, row.emergency,
                    row.refused);
}

AccessRow row_of(const audit::Entry& entry) {
    AccessRow row;
    row.day = day_of(entry.at);
    row.actor = entry.actor;
    row.role = entry.role;
    row.act = entry.act;
    row.part = !entry.compartment.empty() ? entry.compartment : entry.object ? entry.object->list : "";
    row.purpose = entry.purpose;
    row.basis = entry.basis;
    row.by_relation = !entry.relation.empty();
    row.by_consent = !entry.consent.empty();
    row.emergency = entry.break_glass.has_value();
    row.refused = entry.outcome == audit::Outcome::Refused;
    row.times = 1;
    return row;
}

}  // namespace

std::vector<AccessRow> access_list(storage::Session& session, const subjects::PracticeId& practice, const subjects::SubjectId& subject,
                                   std::optional<CalendarDay> from, std::optional<CalendarDay> through) {
    std::vector<AccessRow> rows;
    const auto subject_text = subject.text();
    std::int64_t at = 1;
    if (from) at = first_line_at(session, practice, system::Instant{std::chrono::microseconds{from->time_since_epoch()} - std::chrono::hours{2}});
    bool is_past = false;
    while (at != 0 && !is_past)
        at = each_entry(
            session, practice, at, lines_at_once,
            [&](const audit::Entry& entry) {
                if (!entry.is_about(subject) || entry.actor.is_nil()) return;
                auto row = row_of(entry);
                if (through && row.day > *through) is_past = true;
                if ((from && row.day < *from) || (through && row.day > *through)) return;
                rows.push_back(std::move(row));
            },
            subject_text);
    // The same thing on the same day by the same person is one row, however often it was done.
    std::stable_sort(rows.begin(), rows.end(), [](const AccessRow& a, const AccessRow& b) { return key_of(a) < key_of(b); });
    std::vector<AccessRow> merged;
    for (auto& row : rows)
        if (!merged.empty() && key_of(merged.back()) == key_of(row))
            ++merged.back().times;
        else
            merged.push_back(std::move(row));
    return merged;
}

void note_access_list(storage::Unit& unit, audit::Log& log, const access::Grant& grant, const subjects::SubjectId& subject, std::size_t rows) {
    log.append(unit, grant, {.act = "access_list.read", .subject = subject, .count = static_cast<std::int64_t>(rows)});
}

}  // namespace kader::log_review
