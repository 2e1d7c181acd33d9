// Reads norms/clauses/: rules.toml, and clauses.toml with kinds and what the law says.

#include <algorithm>
#include <array>
#include <set>

#include "clauses/reader.h"
#include "norm_book/norm_rows.h"

namespace kader::clauses {

using toml::TableReader;

namespace {

constexpr std::array surenesses = {Sureness::Possible, Sureness::Sure, Sureness::Likely};
const std::set<std::string, std::less<>> counterparties = {"care-provider", "intermediary", "foreign", "unknown"};

std::vector<std::string> possibly_none(TableReader& row, std::string_view key) { return row.optional_texts(key); }

}  // namespace

class Loading {
public:
    Loading(const norm_book::NormBook& book, toml::Faults& faults) : m_book(book), m_faults(faults) {}

    void words(TableReader& whole) {
        for (auto& row : whole.tables("kind")) m_reader.m_kinds.push_back(kind(row, false));
        for (auto& row : whole.tables("legitimate")) m_reader.m_legitimate.push_back(kind(row, true));
        for (auto& row : whole.tables("holding")) holding(row);
    }
    void rules(TableReader& whole) {
        if (auto head = whole.optional_table("reader")) {
            m_reader.m_precedence = head->texts("kinds");
            for (const auto& one : head->texts("abbreviations")) m_reader.m_words.abbreviations.insert(one);
            for (const auto& one : head->texts("no_heading_end")) m_reader.m_words.no_heading_end.insert(one);
            m_reader.m_words.labels = head->texts("labels");
            (void)head->day("last_checked");
            head->refuse_other_keys();
        }
        for (auto& row : whole.tables("group")) {
            const auto id = row.text("id");
            if (auto reason = m_reader.m_groups.add(id, row.texts("patterns"), possibly_none(row, "except"))) row.refuse(*reason);
            row.refuse_other_keys();
        }
        for (auto& row : whole.tables("rule")) m_reader.m_rules.push_back(rule(row, true));
        for (auto& row : whole.tables("exemption")) m_reader.m_exemptions.push_back(rule(row, false));
        for (auto& row : whole.tables("counterparty")) {
            m_reader.m_counterparties.emplace_back(row.text("id"), groups(row, "all", true));
            if (!counterparties.contains(m_reader.m_counterparties.back().first)) row.refuse_at("id", "there is no such counterparty");
            row.refuse_other_keys();
        }
    }
    void check() {
        const Position whole{"norms/clauses", 0};
        for (const auto& id : m_reader.m_precedence)
            if (std::ranges::find(m_reader.m_kinds, id, &Kind::id) == m_reader.m_kinds.end()) m_faults.add(whole, "the kind \"" + id + "\" is not explained");
        if (m_reader.m_precedence.size() != m_reader.m_kinds.size()) m_faults.add(whole, "every kind has one place in the order of precedence");
        for (const auto& one : m_reader.m_exemptions)
            if (!one.legitimate.empty() && std::ranges::find(m_reader.m_legitimate, one.legitimate, &Kind::id) == m_reader.m_legitimate.end())
                m_faults.add(whole, "the exemption \"" + one.id + "\" names \"" + one.legitimate + "\", which is not explained");
        for (const auto& id : unused_groups()) m_faults.add(whole, "nothing uses the group \"" + id + "\"");
        // For every party and every day exactly one thing holds.
        for (const auto& party : counterparties)
            for (const auto day : {std::optional<CalendarDay>{}, std::optional{day_of(1990, 1, 1)}, std::optional{day_of(2199, 12, 31)}})
                if (m_reader.holding(party, day) == nullptr) m_faults.add(whole, "nothing is said of a clause of \"" + party + "\" on some days");
    }
    Reader take() { return std::move(m_reader); }

private:
    using Position = toml::Position;

    Kind kind(TableReader& row, bool is_backed) {
        Kind made;
        made.id = row.text("id");
        made.title = row.both("title");
        made.explain = row.both("explain");
        if (is_backed) {
            made.rows = row.optional_texts("rows");
            made.sources = norm_book::read_sources(row, m_book);
            made.certainty = norm_book::read_certainty(row);
        }
        made.last_checked = row.day("last_checked");
        row.refuse_other_keys();
        return made;
    }
    void holding(TableReader& row) {
        Holding made;
        made.id = row.text("id");
        made.counterparties = row.texts("counterparty");
        for (const auto& one : made.counterparties)
            if (!counterparties.contains(one)) row.refuse_at("counterparty", "there is no counterparty \"" + one + "\"");
        made.signed_from = row.optional_day("signed_from");
        if (const auto through = row.optional_day("signed_through")) made.signed_until = *through + Days{1};
        made.signed_unknown = row.optional_yes_no("signed_unknown").value_or(false);
        made.title = row.both("title");
        made.text = row.both("text");
        made.rows = row.optional_texts("rows");
        made.sources = norm_book::read_sources(row, m_book);
        made.certainty = norm_book::read_certainty(row);
        made.last_checked = row.day("last_checked");
        row.refuse_other_keys();
        m_reader.m_holdings.push_back(std::move(made));
    }
    std::vector<std::string> unused_groups() const {
        const auto& groups = m_reader.m_groups;
        std::set<std::size_t> used;
        for (const auto* rules : {&m_reader.m_rules, &m_reader.m_exemptions})
            for (const auto& rule : *rules)
                for (const auto* list : {&rule.all, &rule.none, &rule.context, &rule.context_none}) used.insert(list->begin(), list->end());
        for (const auto& counterparty : m_reader.m_counterparties) used.insert(counterparty.second.begin(), counterparty.second.end());
        for (std::size_t at = 0; at < groups.size(); ++at)
            for (const auto* patterns : {&groups[at].patterns, &groups[at].except})
                for (const auto& pattern : *patterns)
                    for (const auto& element : pattern)
                        for (const auto& alternative : element.alternatives)
                            if (alternative.group) used.insert(*alternative.group);
        std::vector<std::string> unused;
        for (std::size_t at = 0; at < groups.size(); ++at)
            if (!used.contains(at)) unused.push_back(groups[at].id);
        return unused;
    }
    std::vector<std::size_t> groups(TableReader& row, std::string_view key, bool is_required = false) {
        std::vector<std::size_t> made;
        for (const auto& id : is_required ? row.texts(key) : row.optional_texts(key)) {
            if (const auto found = m_reader.m_groups.find(id))
                made.push_back(*found);
            else
                row.refuse_at(key, "there is no group \"" + id + "\"");
        }
        return made;
    }
    Reader::Rule rule(TableReader& row, bool marks) {
        Reader::Rule made;
        made.id = row.text("id");
        if (!m_ids.insert(made.id).second) row.refuse_at("id", "the rule \"" + made.id + "\" is here twice");
        made.all = groups(row, "all", true);
        made.none = groups(row, "none");
        made.context = groups(row, "context");
        made.context_none = groups(row, "context_none");
        made.after_mark = static_cast<std::size_t>(row.optional_whole("after_mark", 1, 20).value_or(0));
        made.needs_item = row.optional_yes_no("item").value_or(false);
        if (marks) {
            const auto kind = row.text("kind");
            const auto place = std::ranges::find(m_reader.m_precedence, kind);
            if (place == m_reader.m_precedence.end()) row.refuse_at("kind", "the kind \"" + kind + "\" is not in the order of precedence");
            made.kind = static_cast<std::size_t>(place - m_reader.m_precedence.begin());
            made.sureness = row.choice("sureness", surenesses);
            made.why = row.both("why");
        } else {
            made.legitimate = row.possibly_empty_text("legitimate");
        }
        row.refuse_other_keys();
        return made;
    }

    const norm_book::NormBook& m_book;
    toml::Faults& m_faults;
    Reader m_reader;
    std::set<std::string> m_ids;
};

std::variant<Reader, std::vector<toml::Fault>> Reader::load(const std::vector<norm_book::NormFile>& files, const norm_book::NormBook& book) {
    toml::Faults faults;
    Loading loading{book, faults};
    for (const auto& file : norm_book::parse_below(files, "clauses", faults)) {
        TableReader whole{file.content, file.name, faults};
        if (file.path.ends_with("/rules.toml"))
            loading.rules(whole);
        else
            loading.words(whole);
        whole.refuse_other_keys();
    }
    if (faults.empty()) loading.check();
    if (!faults.empty()) return faults.sorted();
    return loading.take();
}

}  // namespace kader::clauses
