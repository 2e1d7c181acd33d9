// The access list in plain words.

#include <algorithm>
#include <array>

#include "log_review/access_list.h"

namespace kader::log_review {

namespace {

struct Words {
    std::string_view word, nl, en;
};

constexpr auto roles = std::to_array<Words>({
    {"owner", "de eigenaar van de praktijk", "the owner of the practice"},
    {"practitioner", "een behandelaar", "a practitioner"},
    {"executor", "een behandelaar in opdracht", "a practitioner by order"},
    {"locum", "een waarnemer", "a locum"},
    {"employee", "een medewerker", "an employee"},
    {"reception", "de receptie", "the reception"},
    {"receptionist", "de receptie", "the reception"},
    {"quality_officer", "de kwaliteitsfunctionaris", "the quality officer"},
    {"complaints_officer", "de klachtenfunctionaris", "the complaints officer"},
    {"privacy_officer", "de privacyfunctionaris", "the privacy officer"},
    {"reader", "iemand die alleen mag lezen", "somebody who may only read"},
    {"inspector", "een inspecteur", "an inspector"},
    {"client", "u zelf", "yourself"},
    {"operator", "wie de computer van de praktijk beheert", "whoever runs the computer of the practice"},
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
    return from(roles, role, {shortened(role), shortened(role)});
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
