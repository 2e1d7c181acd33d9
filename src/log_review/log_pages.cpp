#include "log_review/log_pages.h"

#include <algorithm>
#include <limits>

#include "log_review/looks.h"

namespace kader::log_review {

namespace {

constexpr storage::Sql select_before{
    "SELECT seq, entry FROM audit_entry WHERE practice_id = $1 AND lane = 0 AND seq < $2 ORDER BY seq DESC LIMIT $3"};
constexpr std::int64_t page_lines_at_once = 500;
constexpr std::int64_t lines_looked_at_max = 50'000;

bool takes(const LogFilter& filter, const audit::Entry& entry) {
    if (filter.actor && entry.actor != *filter.actor) return false;
    if (filter.subject && !entry.is_about(*filter.subject)) return false;
    if (!filter.act.empty() && entry.act != filter.act) return false;
    const auto day = day_of(entry.at);
    return (!filter.from || day >= *filter.from) && (!filter.through || day <= *filter.through);
}

}  // namespace

std::string LogFilter::shape() const {
    std::string shape;
    const auto add = [&](bool is_there, std::string_view name) {
        if (is_there) shape.append(shape.empty() ? "" : ",").append(name);
    };
    add(actor.has_value(), "actor");
    add(subject.has_value(), "subject");
    add(!act.empty(), "act");
    add(from.has_value(), "from");
    add(through.has_value(), "through");
    return shape;
}

LogPage log_page(storage::Session& session, const subjects::PracticeId& practice, const LogFilter& filter, std::int64_t before,
                 std::size_t lines) {
    lines = std::min(lines, page_lines_max);
    // Reading is the larger part of the work; most lines are passed by on their bytes.
    const auto holding = filter.subject ? filter.subject->text() : filter.actor ? filter.actor->text() : std::string{};
    LogPage page;
    page.before = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
    bool is_over = false;
    for (std::int64_t looked = 0; looked < lines_looked_at_max && page.entries.size() < lines && !is_over; looked += page_lines_at_once) {
        is_over = true;
        session.each(select_before, {storage::id(practice), page.before, page_lines_at_once}, [&](const storage::Row& row) {
            if (page.entries.size() == lines) return;
            page.before = row.integer(0);
            is_over = page.before == 1;
            const auto text = row.text(1);
            if (!holding.empty() && text.find(holding) == std::string_view::npos) return;
            if (auto entry = audit::parse_entry(text); entry && takes(filter, *entry)) page.entries.push_back(*std::move(entry));
        });
    }
    if (is_over) page.before = 0;
    return page;
}

}  // namespace kader::log_review
