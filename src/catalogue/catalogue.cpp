#include "catalogue/catalogue.h"

#include <algorithm>
#include <array>
#include <set>

#include "norm_book/norm_rows.h"

namespace kader::catalogue {

namespace {

using toml::TableReader;

constexpr std::array scopes = {Scope::Care, Scope::NotCare, Scope::Prohibited};
constexpr std::array<std::string_view, 6> reserved_words = {"injection",   "surgical",     "puncture",
                                                            "anaesthesia", "prescription", "debated"};
constexpr std::array<std::string_view, 9> regime_words = {"medical",   "medicine", "medical-device",
                                                          "annex-xvi", "commodities-tattoo", "cosmetics",
                                                          "implant",   "laser",    "none-extra"};
constexpr std::array<std::string_view, 12> performer_words = {
    "plastic-surgeon", "specialist",     "cosmetic-physician",        "physician",      "pa-vs",      "nurse-on-order",
    "skin-therapist",  "skin-therapist-on-order", "dentist-dental", "beautician", "nobody", "unknown"};

template <std::size_t N>
std::vector<std::string> closed_texts(TableReader& row, std::string_view key,
                                      const std::array<std::string_view, N>& allowed) {
    auto texts = row.optional_texts(key);
    for (const auto& text : texts)
        if (std::ranges::find(allowed, text) == allowed.end())
            row.refuse_at(key, "\"" + text + "\" is not one of " +
                                   toml::listed({allowed.begin(), allowed.end()}));
    return texts;
}

Treatment read(TableReader& row, const norm_book::NormBook& book) {
    using norm_book::read_certainty;
    Treatment made;
    made.id = row.text("id");
    made.code = row.text("code");
    made.title = row.both("title");
    made.words = row.optional_texts("words");
    made.scope = {row.choice("scope", scopes), read_certainty(row, "scope_certainty"),
                  norm_book::read_sources(row, book, "scope_sources")};
    made.scope_reason = row.both("scope_reason");
    made.category.value = row.optional_whole("category", 1, 3);
    if (made.category.value)
        made.category = {made.category.value, read_certainty(row, "category_certainty"),
                         norm_book::read_sources(row, book, "category_sources")};
    made.reserved = {closed_texts(row, "reserved", reserved_words), read_certainty(row, "reserved_certainty"), {}};
    made.regimes = closed_texts(row, "regimes", regime_words);
    made.performers = {closed_texts(row, "performers", performer_words), read_certainty(row, "performers_certainty"), {}};
    made.reflection_days.value = row.optional_whole("reflection_days", 0, 366);
    if (made.reflection_days.value) made.reflection_days.certainty = read_certainty(row, "reflection_certainty");
    made.least_age.value = row.optional_whole("least_age", 0, 120);
    if (made.least_age.value) made.least_age.certainty = read_certainty(row, "least_age_certainty");
    made.dispute = row.optional_both("dispute");
    made.sources = norm_book::read_sources(row, book);
    made.from = row.day("from");
    made.last_checked = row.day("last_checked");
    row.refuse_other_keys();
    const auto number = [](const std::optional<int>& value) {
        return value ? std::vector{std::to_string(*value)} : std::vector<std::string>{};
    };
    made.values = {{"id", {made.id}},
                   {"code", {made.code}},
                   {"scope", {std::string{word(made.scope.value)}}},
                   {"scope_certainty", {std::string{norm_book::word(made.scope.certainty)}}},
                   {"category", number(made.category.value)},
                   {"reserved", made.reserved.value},
                   {"regimes", made.regimes},
                   {"performers", made.performers.value},
                   {"reflection_days", number(made.reflection_days.value)},
                   {"least_age", number(made.least_age.value)}};
    return made;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    std::string part;
    for (const auto character : folded(text)) {
        const bool is_letter = character != '_' && character != '/' && character != '(' && character != ')' && character != ',';
        if (is_letter) part += character;
        if (!is_letter && !part.empty()) parts.push_back(std::exchange(part, {}));
    }
    if (!part.empty()) parts.push_back(part);
    return parts;
}

// Whether one letter more, less or other, or two beside each other changed places, makes one of the other.
bool is_one_off(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t at = 0;
    while (at < a.size() && a[at] == b[at]) ++at;
    if (a.size() != b.size()) return a.substr(at) == b.substr(at + 1);
    if (a.substr(std::min(at + 1, a.size())) == b.substr(std::min(at + 1, b.size()))) return true;
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

constexpr std::size_t least_letters_to_err = 5, longest_search = 200;

// How well a word that was typed fits one of the catalogue: 0 is not at all.
int fit(std::string_view typed, std::string_view known) {
    if (typed == known) return 8;
    if (known.starts_with(typed)) return 4;
    if (typed.size() >= least_letters_to_err && is_one_off(typed, known)) return 3;
    if (typed.size() >= 3 && known.find(typed) != std::string_view::npos) return 2;
    return 0;
}

}  // namespace

std::string_view word(Scope scope) {
    constexpr std::array<std::string_view, 3> words = {"care", "not-care", "prohibited"};
    return words[static_cast<std::size_t>(scope)];
}

const std::vector<std::string>& attributes() {
    static const std::vector<std::string> names = {"id",       "code",    "scope",      "scope_certainty", "category",
                                                   "reserved", "regimes", "performers", "reflection_days", "least_age"};
    return names;
}

const std::vector<std::string>& Treatment::values_of(std::string_view attribute) const {
    static const std::vector<std::string> none;
    const auto found = values.find(attribute);
    return found == values.end() ? none : found->second;
}

std::variant<Catalogue, std::vector<toml::Fault>> Catalogue::load(const std::vector<norm_book::NormFile>& files,
                                                                  const norm_book::NormBook& book) {
    toml::Faults faults;
    Catalogue made;
    std::set<std::string> names;
    for (const auto& file : norm_book::parse_below(files, "treatments", faults)) {
        TableReader whole{file.content, file.name, faults};
        for (auto& row : whole.tables("treatment")) {
            auto treatment = read(row, book);
            for (const auto& name : {treatment.id, treatment.code})
                if (!name.empty() && !names.insert(name).second)
                    row.refuse("the name \"" + name + "\" is in the catalogue twice");
            made.m_treatments.push_back(std::move(treatment));
        }
        whole.refuse_other_keys();
    }
    if (faults.empty() && made.find("unknown-treatment") == nullptr)
        faults.add({"norms/treatments.toml", 0}, "there is no treatment \"unknown-treatment\", for one that nobody knows");
    if (!faults.empty()) return faults.sorted();
    for (const auto& treatment : made.m_treatments) {
        auto& words = made.m_words.emplace_back();
        const auto add = [&](std::string_view text) {
            for (auto& part : split(text))
                if (std::ranges::find(words, part) == words.end()) words.push_back(std::move(part));
        };
        add(treatment.title.nl);
        add(treatment.title.en);
        for (const auto& one : treatment.words) add(one);
        words.push_back(folded(treatment.code));
    }
    return made;
}

const Treatment* Catalogue::find(std::string_view name) const {
    const auto found = std::ranges::find_if(m_treatments, [&](const auto& one) { return one.id == name || one.code == name; });
    return found == m_treatments.end() ? nullptr : &*found;
}

std::vector<const Treatment*> Catalogue::search(std::string_view text, std::size_t most) const {
    const auto typed = text.size() > longest_search ? std::vector<std::string>{} : split(text);
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t at = 0; at < m_treatments.size() && !typed.empty(); ++at) {
        // A name that is typed in full comes before every word of another.
        const auto& treatment = m_treatments[at];
        const auto whole = folded(text);
        int score = whole == folded(treatment.title.nl) || whole == folded(treatment.title.en) ? 100 : 0;
        for (const auto& name : treatment.words)
            if (whole == folded(name)) score = std::max(score, 50);
        bool all = true;
        for (const auto& one : typed) {
            int best = 0;
            for (const auto& known : m_words[at]) best = std::max(best, fit(one, known));
            if (best == 0) all = false;
            score += best;
        }
        // Every word must mean something here, unless the name as a whole does.
        if (all || score >= 50) found.emplace_back(score, at);
    }
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const Treatment*> result;
    for (const auto& [score, at] : found)
        if (result.size() < most) result.push_back(&m_treatments[at]);
    return result;
}

}  // namespace kader::catalogue
