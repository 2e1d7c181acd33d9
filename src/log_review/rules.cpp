#include "log_review/rules.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "kernel/check.h"

namespace kader::log_review {

namespace {

using subjects::ActorId;
using subjects::SubjectId;

constexpr std::array<RuleRow, rule_count> rule_rows = {{
    {Rule::NoRelation, "no_relation", "Inzage zonder afspraak of behandelrelatie", "Looked without appointment or relation of treatment"},
    {Rule::SameNameOrAddress, "same_name_or_address", "Zelfde achternaam of adres als de medewerker", "Same surname or address as the employee"},
    {Rule::OwnFile, "own_file", "Inzage in het eigen dossier", "Looked into their own file"},
    {Rule::WellKnown, "well_known", "Inzage bij een bekende cliënt", "Looked at a well-known client"},
    {Rule::OutsideHours, "outside_hours", "Inzage buiten openingstijd", "Looked outside opening hours"},
    {Rule::ManyFiles, "many_files", "Veel dossiers in één uur", "Many files in one hour"},
    {Rule::OpenedBriefly, "opened_briefly", "Dossiers kort geopend en weer verlaten", "Files opened and left at once"},
    {Rule::AfterContractEnd, "after_contract_end", "Inzage na het einde van het contract", "Looked after the end of the contract"},
    {Rule::SearchWithoutOpening, "search_without_opening", "Gezocht zonder iets te openen", "Searched without opening anything"},
    {Rule::ExportVolume, "export_volume", "Veel geëxporteerd", "Much was exported"},
    {Rule::BreakGlass, "break_glass", "Noodtoegang gebruikt", "Emergency access was used"},
    {Rule::BreakGlassOften, "break_glass_often", "Vaak noodtoegang in één maand", "Emergency access often in one month"},
    {Rule::NoOutsideEye, "no_outside_eye", "Niemand anders kan deze inzage beoordelen", "Nobody else can judge these looks"},
}};

bool is_at_file(const Look& look) {
    return (look.deed == Deed::Looked || look.deed == Deed::Changed) && !look.subjects.empty();
}

// Collects looks that belong together into one finding.
class Gathered {
public:
    Gathered(Found& into, Rule rule) : m_into(into), m_rule(rule) {}
    ~Gathered() {
        std::vector<Finding> all;
        for (auto& [mark, finding] : m_findings) all.push_back(std::move(finding));
        std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) { return a.first_seq < b.first_seq; });
        std::move(all.begin(), all.end(), std::back_inserter(m_into.findings));
    }
    Gathered(const Gathered&) = delete;
    Gathered& operator=(const Gathered&) = delete;

    // False or not known: nothing. An answer at all means that the rule was applied.
    bool asks(std::optional<bool> answer, bool wanted) {
        if (answer) applied();
        return answer == wanted;
    }
    void applied() { m_into.applied[static_cast<std::size_t>(m_rule)] = true; }
    void add(const Look& look, const std::optional<SubjectId>& subject, const std::string& when, std::int64_t count = 1) {
        auto mark = std::string{row_of(m_rule).word} + ":" + look.actor.text() + ":" + (subject ? subject->text() : "-") + ":" + when;
        auto& finding = m_findings[mark];
        if (finding.mark.empty()) finding = {m_rule, look.actor, subject, look.seq, look.seq, 0, look.at, std::move(mark)};
        finding.last_seq = look.seq;
        finding.count += count;
    }

private:
    Found& m_into;
    Rule m_rule;
    std::map<std::string, Finding> m_findings;
};

std::string day_mark(const Look& look) {
    return iso_text(day_of(look.at));
}
std::string month_mark(const Look& look) {
    return day_mark(look).substr(0, 7);
}

using Looks = std::span<const Look>;

// One fact about actor and file; one finding for each day.
template <class Ask>
void each_file(Found& into, Rule rule, Looks looks, bool wanted, const Ask& ask) {
    Gathered gathered{into, rule};
    for (const auto& look : looks)
        if (is_at_file(look))
            for (const auto& subject : look.subjects)
                if (gathered.asks(ask(look, subject), wanted)) gathered.add(look, subject, day_mark(look));
}

void outside_hours(Found& into, Looks looks, const Facts& facts) {
    Gathered gathered{into, Rule::OutsideHours};
    for (const auto& look : looks)
        if (is_at_file(look) && gathered.asks(facts.is_open(look.at), false)) gathered.add(look, {}, day_mark(look));
}

void many_files(Found& into, Looks looks, const Terms& terms) {
    Gathered gathered{into, Rule::ManyFiles};
    gathered.applied();
    struct Window {
        std::deque<std::pair<system::Instant, SubjectId>> seen;
        std::map<SubjectId, std::size_t> files;
    };
    std::map<ActorId, Window> windows;
    for (const auto& look : looks) {
        if (!is_at_file(look)) continue;
        auto& window = windows[look.actor];
        while (!window.seen.empty() && look.at - window.seen.front().first >= std::chrono::hours{1}) {
            const auto old = window.files.find(window.seen.front().second);
            if (--old->second == 0) window.files.erase(old);
            window.seen.pop_front();
        }
        for (const auto& subject : look.subjects) {
            window.seen.emplace_back(look.at, subject);
            ++window.files[subject];
        }
        if (window.files.size() > terms.files_in_an_hour_max) gathered.add(look, {}, day_mark(look));
    }
}

void opened_briefly(Found& into, Looks looks, const Terms& terms) {
    Gathered gathered{into, Rule::OpenedBriefly};
    gathered.applied();
    std::map<ActorId, const Look*> open;
    for (const auto& look : looks) {
        const bool is_list = look.subjects.size() != 1;
        if (is_list || (look.deed != Deed::Looked && look.deed != Deed::Changed && look.deed != Deed::Closed)) continue;
        auto& before = open[look.actor];
        const bool left = before != nullptr && (look.deed == Deed::Closed || look.subjects != before->subjects);
        if (left && look.at - before->at < terms.brief) gathered.add(*before, {}, day_mark(*before));
        if (left) before = nullptr;
        if (look.deed == Deed::Looked && before == nullptr) before = &look;
        // Who changes something had a reason to be there.
        if (look.deed == Deed::Changed) before = nullptr;
    }
}

void after_contract_end(Found& into, Looks looks, const Facts& facts) {
    Gathered gathered{into, Rule::AfterContractEnd};
    for (const auto& look : looks) {
        const auto gone = facts.gone_from(look.actor);
        if (gathered.asks(gone ? std::optional{*gone <= day_of(look.at)} : std::nullopt, true)) gathered.add(look, {}, iso_text(*gone));
    }
}

void search_without_opening(Found& into, Looks looks, const Terms& terms) {
    Gathered gathered{into, Rule::SearchWithoutOpening};
    gathered.applied();
    for (std::size_t at = 0; at < looks.size(); ++at) {
        const auto& search = looks[at];
        if (search.deed != Deed::Searched) continue;
        bool opened = false;
        for (auto next = at + 1; next < looks.size() && looks[next].at - search.at <= terms.opened_after_search && !opened; ++next)
            opened = looks[next].actor == search.actor && is_at_file(looks[next]);
        if (!opened) gathered.add(search, {}, day_mark(search));
    }
}

void export_volume(Found& into, Looks looks, const Terms& terms) {
    struct Total {
        std::int64_t exports = 0, rows = 0;
    };
    std::map<std::pair<ActorId, std::string>, Total> totals;
    for (const auto& look : looks)
        if (look.deed == Deed::Exported) {
            auto& total = totals[{look.actor, month_mark(look)}];
            ++total.exports;
            total.rows += look.count;
        }
    Gathered gathered{into, Rule::ExportVolume};
    gathered.applied();
    for (const auto& look : looks) {
        if (look.deed != Deed::Exported) continue;
        const auto& total = totals[{look.actor, month_mark(look)}];
        if (total.exports > terms.exports_in_a_month_max || total.rows > terms.export_rows_in_a_month_max)
            gathered.add(look, {}, month_mark(look), std::max<std::int64_t>(look.count, 1));
    }
}

void emergencies(Found& into, Looks looks, const Terms& terms) {
    std::map<std::pair<ActorId, std::string>, std::size_t> totals;
    {
        Gathered each{into, Rule::BreakGlass};
        each.applied();
        for (const auto& look : looks) {
            if (look.deed != Deed::BreakGlass || look.subjects.empty()) continue;
            ++totals[{look.actor, month_mark(look)}];
            each.add(look, look.subjects.front(), look.break_glass ? look.break_glass->text() : std::to_string(look.seq));
        }
    }
    Gathered often{into, Rule::BreakGlassOften};
    often.applied();
    for (const auto& look : looks)
        if (look.deed == Deed::BreakGlass && totals[{look.actor, month_mark(look)}] > terms.break_glass_in_a_month_max)
            often.add(look, {}, month_mark(look));
}

void no_outside_eye(Found& into, Looks looks, const Facts& facts) {
    Gathered gathered{into, Rule::NoOutsideEye};
    for (const auto& look : looks) {
        const auto others = facts.reviewers_beside(look.actor);
        if (gathered.asks(others ? std::optional{*others == 0} : std::nullopt, true)) gathered.add(look, {}, month_mark(look));
    }
}

}  // namespace

const RuleRow& row_of(Rule rule) {
    const auto at = static_cast<std::size_t>(rule);
    HALT_UNLESS(at < rule_count && rule_rows[at].rule == rule);
    return rule_rows[at];
}

std::optional<Rule> parse_rule(std::string_view word) {
    const auto found = std::ranges::find(rule_rows, word, &RuleRow::word);
    return found == rule_rows.end() ? std::nullopt : std::optional{found->rule};
}

Found find(Looks looks, const Facts& facts, const Terms& terms) {
    Found found;
    each_file(found, Rule::NoRelation, looks, false, [&](const Look& look, const SubjectId& subject) -> std::optional<bool> {
        // Emergency access is a ground of its own, and a finding of its own.
        if (look.break_glass) return {};
        return facts.has_relation(look.actor, subject, look.at);
    });
    each_file(found, Rule::SameNameOrAddress, looks, true,
              [&](const Look& look, const SubjectId& subject) { return facts.shares_name_or_address(look.actor, subject); });
    each_file(found, Rule::OwnFile, looks, true, [&](const Look& look, const SubjectId& subject) { return facts.is_own_file(look.actor, subject); });
    each_file(found, Rule::WellKnown, looks, true, [&](const Look&, const SubjectId& subject) { return facts.is_well_known(subject); });
    outside_hours(found, looks, facts);
    many_files(found, looks, terms);
    opened_briefly(found, looks, terms);
    after_contract_end(found, looks, facts);
    search_without_opening(found, looks, terms);
    export_volume(found, looks, terms);
    emergencies(found, looks, terms);
    no_outside_eye(found, looks, facts);
    return found;
}

}  // namespace kader::log_review
