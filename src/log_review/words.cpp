// The access list in plain words.

#include <algorithm>
#include <array>

#include "access/role.h"
#include "log_review/access_list.h"

namespace kader::log_review {

namespace {

struct Words {
    std::string_view word, nl, en;
};

// Who is no role of the practice, or is called otherwise to the client it is about.
constexpr auto others = std::to_array<Words>({
    {"client", "u zelf", "yourself"},
    {"operator", "wie de computer van de praktijk beheert", "whoever runs the computer of the practice"},
    // As earlier builds wrote them.
    {"receptionist", "receptie", "reception"},
    {"inspector", "inspecteur", "inspector"},
});

constexpr auto purposes = std::to_array<Words>({
    {"TREAT", "voor de behandeling", "for treatment"},
    {"ETREAT", "voor spoedzorg", "for emergency care"},
    {"BTG", "noodtoegang", "emergency access"},
    {"HQUALIMP", "om de kwaliteit bij te houden", "to keep up quality"},
    {"HLEGAL", "omdat de wet het vraagt", "because the law asks it"},
    {"PATRQT", "omdat u erom vroeg", "because you asked"},
    {"PATADMIN", "voor de administratie", "for administration"},
    {"HSYSADMIN", "om het systeem te beheren", "to run the system"},
    {"HCOMPL", "om te controleren of regels worden gevolgd", "to see that rules are kept"},
});

constexpr auto parts = std::to_array<Words>({
    {"dossier", "het dossier", "the file"},
    {"photos", "foto's", "photographs"},
    {"client_administration", "de administratie", "the administration"},
    {"complaints", "klachten", "complaints"},
    {"incidents", "incidenten", "incidents"},
    {"staff", "het personeelsdossier", "the staff file"},
});

template <class Table>
Text from(const Table& table, std::string_view word, const Text& otherwise) {
    const auto found = std::ranges::find(table, word, &Words::word);
    return found == table.end() ? otherwise : Text{std::string{found->nl}, std::string{found->en}};
}

}  // namespace

Text AccessRow::who() const {
    Text otherwise{shortened(role), shortened(role)};
    if (const auto known = access::parse_role(role))
        otherwise = {std::string{access::name(*known, Language::Dutch)}, std::string{access::name(*known, Language::English)}};
    return from(others, role, otherwise);
}

Text AccessRow::what() const {
    const auto* known = audit::find_act(act);
    return known == nullptr ? Text{shortened(act), shortened(act)} : Text{std::string{known->nl}, std::string{known->en}};
}

Text AccessRow::which() const {
    if (part.empty()) return {"uw gegevens", "your data"};
    // A list of the practice by its own name.
    return from(parts, part, {"de lijst " + shortened(part), "the list " + shortened(part)});
}

Text AccessRow::ground() const {
    if (emergency) return {"noodtoegang", "emergency access"};
    if (by_relation) return {"een behandelrelatie", "a relation of treatment"};
    if (by_consent) return {"uw toestemming", "your consent"};
    return from(purposes, purpose, {"de taak in de praktijk", "the task in the practice"});
}

Text AccessRow::sentence() const {
    const auto by = who(), did = what(), part_of = which(), why = ground();
    const auto number = std::to_string(times);
    Text text{dutch_text(day) + ": " + by.nl + ", " + part_of.nl + ": " + did.nl + ". Grond: " + why.nl + ".",
              english_text(day) + ": " + by.en + ", " + part_of.en + ": " + did.en + ". Ground: " + why.en + "."};
    if (refused) {
        text.nl += " Dit is geweigerd.";
        text.en += " This was refused.";
    }
    if (times > 1) {
        text.nl += " Die dag " + number + " keer.";
        text.en += " That day " + number + " times.";
    }
    return text;
}

}  // namespace kader::log_review
