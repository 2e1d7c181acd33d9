#include "check/lists_doc.h"

#include <algorithm>

#include "check/fact_days.h"
#include "check/record_types.h"

namespace kader::check {

namespace {

constexpr std::string_view introduction =
    R"(# De lijsten / The lists

Deze pagina wordt gemaakt uit het programma zelf; verander haar niet met de hand.
*This page is made from the program itself; do not change it by hand.*

Een map met gegevens bestaat uit lijsten: CSV-bestanden die naar hun lijst heten, zoals
`mensen.csv`. Geen enkele lijst is verplicht. Een lijst die er niet is, toont niets aan.
*A folder of records holds lists: CSV files named after their list, such as `mensen.csv`. No list is
required. A list that is not there shows nothing.*

Elke rij wordt een of meer **feiten**: wat die rij waard is, en op welke dagen. Onder elke lijst
staat welke. De woorden tussen haakjes zijn de kenmerken van het feit waar een norm naar kan vragen.
*Every row becomes one or more **facts**: what that row is worth, and on which days. They stand below
each list. The words in brackets are the attributes of the fact that a norm can ask for.*

Wat Kader zelf bewaart, verzegelt het waar het over mensen gaat of in eigen woorden is: zo'n kolom is zonder
de sleutel niet te lezen, en een antwoord wordt er nooit uit gemaakt. **verzegeld, gevuld of niet**: alleen dat
er iets staat telt mee. Dagen, keuzes en codes blijven open, want daaruit bestaan de feiten. In uw eigen
CSV-bestanden is niets verzegeld.
*What Kader itself stores, it seals where it is about people or in words of their own: such a column cannot
be read without the key, and no answer is ever made of it. **sealed, filled or not**: only that something
stands there counts. Days, choices and codes stay plain, for the facts are made of them. In your own CSV
files nothing is sealed.*

Zo schrijft u een cel / how to write a cell:

| soort | kind | zo / like this |
|---|---|---|
| tekst | text | alles, liefst op één regel / anything, on one line if you can |
| dag | day | 31-03-2026, 2026-03-31 |
| laatste dag | last day | telt zelf nog mee; leeg is zonder einde / still counts itself; empty has no end |
| ja of nee | yes or no | ja, nee |
| keuze | choice | een van de woorden die er staan / one of the words given |
| keuzes | choices | een of meer, met een komma / one or more, with a comma |
| verwijzing | reference | het kenmerk van een rij daar / the kenmerk of a row there |
| verwijzingen | references | een of meer, met een komma / one or more, with a comma |
| getal | number | 32 of 32,5: hoogstens twee decimalen / 32 or 32.5: at most two decimals |
| heel getal | whole number | 4 |
| KvK-nummer | KvK number | 8 cijfers / digits |
| vestigingsnummer | establishment number | 12 cijfers / digits |
| BIG-nummer | BIG number | 11 cijfers / digits |

Twee kolommen staan in elke lijst, en hieronder niet meer / two columns are in every list, and are
not repeated below:

)";

struct KindWords {
    std::string_view nl;
    std::string_view en;
};

KindWords words_of(lists::CellKind kind) {
    using enum lists::CellKind;
    switch (kind) {
        case Text:
            return {"tekst", "text"};
        case Day:
            return {"dag", "day"};
        case LastDay:
            return {"laatste dag", "last day"};
        case YesNo:
            return {"ja of nee", "yes or no"};
        case Choice:
            return {"keuze", "choice"};
        case Choices:
            return {"keuzes", "choices"};
        case Reference:
            return {"verwijzing", "reference"};
        case References:
            return {"verwijzingen", "references"};
        case Hundredths:
            return {"getal", "number"};
        case Whole:
            return {"heel getal", "whole number"};
        case KvkNumber:
            return {"KvK-nummer", "KvK number"};
        case EstablishmentNumber:
            return {"vestigingsnummer", "establishment number"};
        case BigNumber:
            return {"BIG-nummer", "BIG number"};
    }
    return {};
}

void append(std::string& text, std::initializer_list<std::string_view> parts) {
    for (const auto part : parts) text.append(part);
}

void append_column_head(std::string& text) {
    text +=
        "| kolom / column | soort / kind | verplicht / required | bewaard / stored | keuzes / choices | "
        "betekenis | meaning |\n|---|---|---|---|---|---|---|\n";
}

std::string_view stored_words(const lists::ColumnInfo& column) {
    if (column.kept == lists::Kept::SealedMarked) return "verzegeld, gevuld of niet / sealed, filled or not";
    return lists::is_sealed(column) ? "verzegeld / sealed" : "open / plain";
}

void append_column(std::string& text, const lists::ColumnInfo& column) {
    const auto kind = words_of(column.kind);
    const bool required = column.need == lists::Need::Required;
    append(text, {"| `", column.name, "` | ", kind.nl, " / ", kind.en, " | ",
                  required ? "ja / yes" : "nee / no", " | ", stored_words(column), " | "});
    std::string_view between;
    for (const auto choice : column.choices) {
        append(text, {between, "`", choice, "`"});
        between = ", ";
    }
    if (!column.refers_to.empty()) append(text, {"→ `", column.refers_to, "`"});
    append(text, {" | ", column.about.nl, " | ", column.about.en, " |\n"});
}

void append_fact(std::string& text, const FactDays& days) {
    const auto kind = std::ranges::find(fact_kinds(), days.kind, &facts::FactKind::name);
    HALT_UNLESS(kind != fact_kinds().end());
    append(text, {"* `", kind->name, "`"});
    std::string_view between = " (";
    for (const auto attribute : kind->attributes) {
        append(text, {between, attribute});
        between = ", ";
    }
    if (!kind->attributes.empty()) text += ")";
    append(text, {": ", kind->about_nl, "; ", days.when.nl, ".\n  *", kind->about_en, "; ",
                  days.when.en, ".*\n"});
}

void append_list(std::string& text, const lists::ListType& list) {
    append(text, {"## ", list.name, "\n\n", "Wat erin staat: ", list.about.nl,
                  ".\n*What it holds: ", list.about.en, ".*\n\n"});
    if (list.by_program)
        text += "Deze lijst houdt Kader zelf bij; een bestand met deze naam wordt niet gelezen.\n"
                "*Kader keeps this list itself; a file of this name is not read.*\n\n";
    append_column_head(text);
    for (const auto& column : list.columns)
        if (column.name != lists::kenmerk_column.name && column.name != lists::known_on_column.name)
            append_column(text, column);
    text += "\nFeiten / facts:\n\n";
    for (const auto& days : fact_days())
        if (days.list == list.name) append_fact(text, days);
    text += "\n";
}

}  // namespace

std::string lists_markdown() {
    std::string text{introduction};
    append_column_head(text);
    append_column(text, lists::kenmerk_column);
    append_column(text, lists::known_on_column);
    text += "\n";
    for (const auto& list : record_types()) append_list(text, list);
    text.pop_back();  // One line break at the end is enough.
    return text;
}

}  // namespace kader::check
