#include "log_review/looks.h"

#include <algorithm>

#include "deadlines/amsterdam_time.h"

namespace kader::log_review {

namespace {

constexpr storage::Sql select_lines{
    "SELECT seq, entry FROM audit_entry WHERE practice_id = $1 AND lane = 0 AND seq >= $2 AND seq < $3 ORDER BY seq"};
constexpr storage::Sql select_line{"SELECT entry FROM audit_entry WHERE practice_id = $1 AND lane = 0 AND seq = $2"};
constexpr storage::Sql select_last{"SELECT seq FROM audit_entry WHERE practice_id = $1 AND lane = 0 ORDER BY seq DESC LIMIT 1"};

Deed deed_of(const audit::Entry& entry) {
    const auto* row = audit::find_act(entry.act);
    if (row == nullptr) return Deed::Other;
    switch (row->event) {
        case audit::Event::Looked:
            return Deed::Looked;
        case audit::Event::DossierBegun:
        case audit::Event::Entered:
        case audit::Event::Added:
            return Deed::Changed;
        case audit::Event::Searched:
            return Deed::Searched;
        case audit::Event::Copied:
            return Deed::Exported;
        case audit::Event::MovedInOrOut:
            return entry.action == 'R' ? Deed::Exported : Deed::Other;
        case audit::Event::Emergency:
            return entry.act == "break_glass.start" ? Deed::BreakGlass : Deed::Other;
        default:
            return Deed::Other;
    }
}

}  // namespace

std::optional<Look> look_of(const audit::Entry& entry) {
    if (entry.outcome == audit::Outcome::Refused || entry.actor.is_nil()) return {};
    Look look{entry.seq, entry.at, entry.actor, deed_of(entry), entry.subjects, entry.count.value_or(0), entry.break_glass};
    if (look.deed == Deed::Other) return {};
    if (entry.subject) look.subjects = {*entry.subject};
    return look;
}

CalendarDay day_of(system::Instant at) {
    return deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(at));
}

Month Month::of(CalendarDay day) {
    const auto date = civil(day);
    const CalendarDay from{std::chrono::local_days{date.year() / date.month() / 1}};
    return {from, plus_months(from, 1)};
}

std::int64_t each_entry(storage::Session& session, const subjects::PracticeId& practice, std::int64_t from, std::int64_t count,
                        const std::function<void(const audit::Entry&)>& visit, std::string_view holding) {
    bool any = false;
    session.each(select_lines, {storage::id(practice), from, from + count}, [&](const storage::Row& row) {
        any = true;
        const auto text = row.text(1);
        if (!holding.empty() && text.find(holding) == std::string_view::npos) return;
        if (const auto entry = audit::parse_entry(text)) visit(*entry);
    });
    return any ? from + count : 0;
}

std::int64_t first_line_at(storage::Session& session, const subjects::PracticeId& practice, system::Instant moment) {
    std::int64_t last = 0;
    session.each(select_last, {storage::id(practice)}, [&](const storage::Row& row) { last = row.integer(0); });
    std::int64_t low = 1, high = last + 1;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        bool is_before = true;
        session.each(select_line, {storage::id(practice), middle}, [&](const storage::Row& row) {
            const auto entry = audit::parse_entry(row.text(0));
            is_before = !entry || entry->at < moment;
        });
        if (is_before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::vector<Look> looks_of(storage::Session& session, const subjects::PracticeId& practice, const Month& month) {
    // A day in the Netherlands begins at most two hours before that of UTC.
    const system::Instant begin{std::chrono::microseconds{month.from.time_since_epoch()} - std::chrono::hours{2}};
    std::vector<Look> looks;
    bool is_past = false;
    for (auto at = first_line_at(session, practice, begin); at != 0 && !is_past;)
        at = each_entry(session, practice, at, lines_at_once, [&](const audit::Entry& entry) {
            const auto day = day_of(entry.at);
            if (day >= month.until) is_past = true;
            if (day < month.from || day >= month.until) return;
            if (auto look = look_of(entry)) looks.push_back(*std::move(look));
        });
    return looks;
}

}  // namespace kader::log_review
