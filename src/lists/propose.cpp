// A proposal for kader-mapping.toml, by likeness of names.

#include <algorithm>
#include <array>

#include "lists/mapping.h"
#include "kernel/text.h"

namespace kader::lists {

namespace {

// What people call our columns. Only for a proposal that someone reads before it is used.
struct Synonym {
    std::string_view column, said;
};
constexpr std::array synonyms = {
    Synonym{"vanaf", "in_dienst"},
    Synonym{"vanaf", "startdatum"},
    Synonym{"vanaf", "ingangsdatum"},
    Synonym{"vanaf", "begindatum"},
    Synonym{"vanaf", "begin"},
    Synonym{"vanaf", "start"},
    Synonym{"tot_en_met", "uit_dienst"},
    Synonym{"tot_en_met", "einddatum"},
    Synonym{"tot_en_met", "einde"},
    Synonym{"tot_en_met", "t/m"},
    Synonym{"tot_en_met", "tot"},
    Synonym{"geldig_tot_en_met", "geldig_tot"},
    Synonym{"geldig_tot_en_met", "verloopt"},
    Synonym{"geboortedatum", "geboren"},
    Synonym{"persoon", "medewerker"},
    Synonym{"persoon", "naam_medewerker"},
    Synonym{"kenmerk", "nr"},
    Synonym{"kenmerk", "id"},
    Synonym{"kenmerk", "nummer"},
    Synonym{"kenmerk", "personeelsnummer"},
    Synonym{"uren_per_week", "uren"},
    Synonym{"band", "dienstverband"},
    Synonym{"datum", "op"},
    Synonym{"uitkomst", "resultaat"},
    Synonym{"functie", "rol"},
    Synonym{"onderwerp", "training"},
};

// Steps of one letter from a to b.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto change = diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

bool holds_word(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool starts = at == 0 || text[at - 1] == '_';
        const auto end = at + word.size();
        if (starts && (end == text.size() || text[end] == '_')) return true;
    }
    return false;
}

// 100 is the same word, 0 has nothing in common.
int likeness(std::string_view column, std::string_view said) {
    constexpr std::size_t letters_max = 64;
    if (column == said) return 100;
    if (said.empty() || said.size() > letters_max) return 0;
    for (const auto& synonym : synonyms)
        if (synonym.column == column && synonym.said == said) return 90;
    if (column.size() >= 3 && holds_word(said, column)) return 80;
    if (said.size() >= 4 && holds_word(column, said)) return 70;
    const auto longest = std::max(column.size(), said.size());
    const auto steps = distance(column, said);
    return steps * 3 <= longest ? static_cast<int>(100 - 100 * steps / longest) : 0;
}

struct Match {
    std::string_view column;
    std::string said;
    int likeness = 0;
};

// The best pairs first; every column once.
std::vector<Match> matches_of(const ListType& type, const FileHeader& file) {
    std::vector<Match> all;
    for (const auto& column : type.columns)
        for (const auto& said : file.columns)
            if (const auto like = likeness(column.name, folded(said)); like > 0)
                all.push_back({column.name, said, like});
    std::ranges::stable_sort(all, std::greater{}, &Match::likeness);
    std::vector<Match> chosen;
    for (auto& match : all)
        if (std::ranges::none_of(chosen, [&](const Match& other) {
                return other.column == match.column || other.said == match.said;
            }))
            chosen.push_back(std::move(match));
    return chosen;
}

// As TOML writes text. Unlike what is shown to people it is whole: it must find the column again.
std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_character(text, at);
        if (c == bad_byte || is_control(c) || c == '\n' || c == '\r' || c == '\t') {
            result.push_back(' ');
            continue;
        }
        if (c == '"' || c == '\\') result.push_back('\\');
        append_utf8(result, c);
    }
    return result + '"';
}

const Match* find(std::span<const Match> matches, std::string_view column) {
    const auto found = std::ranges::find(matches, column, &Match::column);
    return found == matches.end() ? nullptr : &*found;
}

struct Candidate {
    const ListType* type = nullptr;
    std::vector<Match> matches;
    int score = 0;
};

Candidate best_list(const FileHeader& file, std::span<const ListType> types) {
    auto name = folded(file.file);
    name = name.substr(0, name.rfind('.'));
    Candidate best;
    for (const auto& type : types) {
        Candidate candidate{&type, matches_of(type, file)};
        for (const auto& match : candidate.matches) candidate.score += match.likeness;
        for (const auto& column : type.columns)
            if (column.need == Need::Required && !find(candidate.matches, column.name))
                candidate.score -= 40;
        candidate.score += 3 * likeness(folded(type.name), name);
        if (!best.type || candidate.score > best.score) best = std::move(candidate);
    }
    return best;
}

void write_source(std::string& text, const FileHeader& file, const Candidate& best) {
    text += "\n[[source]]\nfile = " + in_quotes(file.file) + "\nlist = \"" +
            std::string{best.type->name} + "\"\n";
    std::string columns;
    for (const auto& column : best.type->columns) {
        const auto* match = find(best.matches, column.name);
        if (!match || folded(match->said) == folded(column.name)) continue;
        columns += columns.empty() ? "" : ", ";
        columns += std::string{column.name} + " = " + in_quotes(match->said);
    }
    if (!columns.empty()) text += "columns = { " + columns + " }\n";
    for (const auto& column : best.type->columns) {
        if (column.need != Need::Required || find(best.matches, column.name)) continue;
        const std::string name{column.name};
        if (name == kenmerk_column.name)
            text += "# kenmerk = \"{" +
                    (file.columns.empty() ? "Kolom" : shortened(file.columns.front())) +
                    "}\"  # maak een kenmerk uit kolommen / make a kenmerk from columns\n";
        else
            text += "# ontbreekt / missing: " + name + "  (fixed = { " + name + " = \"...\" })\n";
    }
    for (const auto& said : file.columns)
        if (std::ranges::none_of(best.matches,
                                 [&](const Match& match) { return match.said == said; }))
            text += "# niet gebruikt / not used: " + shortened(said) + "\n";
}

}  // namespace

std::string propose_mapping(std::span<const FileHeader> files, std::span<const ListType> types) {
    std::string text =
        "# Voorstel. Kijk elke regel na en bewaar dit als kader-mapping.toml naast de lijsten.\n"
        "# A proposal. Check every line and save this as kader-mapping.toml beside the lists.\n";
    for (const auto& file : files) {
        const auto best = best_list(file, types);
        if (best.type) write_source(text, file, best);
    }
    return text;
}

}  // namespace kader::lists
