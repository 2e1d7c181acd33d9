#include "instruments/words.h"

#include <array>
#include <map>

namespace kader::instruments {

std::string_view kind_text(Language language, Kind kind) {
    static constexpr std::array<std::string_view, 7> nl = {"kwaliteitskader", "richtlijn", "toetsingskader van de inspectie", "gedragscode",
                                                    "norm", "zelftoets", "uitleg bij de wet"};
    static constexpr std::array<std::string_view, 7> en = {"quality framework", "guideline", "framework of the inspectorate", "code of conduct",
                                                    "standard", "self-check", "companion to the law"};
    return (language == Language::Dutch ? nl : en)[static_cast<std::size_t>(kind)];
}

std::string_view status_text(Language language, Status status) {
    static constexpr std::array<std::string_view, 12> nl = {"voorgesteld", "op de agenda", "in ontwikkeling", "overgenomen omdat het te lang duurde",
                                                     "aangeboden", "getoetst", "opgenomen in het register", "van kracht", "in herziening",
                                                     "vervangen", "ingetrokken", "gebeurtenis"};
    static constexpr std::array<std::string_view, 12> en = {"proposed", "on the agenda", "in development", "taken over because it took too long",
                                                     "submitted", "assessed", "entered in the register", "in force", "under revision",
                                                     "replaced", "withdrawn", "event"};
    return (language == Language::Dutch ? nl : en)[static_cast<std::size_t>(status)];
}

std::string_view role_text(Language language, Role role) {
    static constexpr std::array<std::string_view, 5> nl = {"houdt de pen", "partij", "kijkt mee", "secretaris", "toezichthouder"};
    static constexpr std::array<std::string_view, 5> en = {"holds the pen", "party", "observer", "secretary", "supervisor"};
    return (language == Language::Dutch ? nl : en)[static_cast<std::size_t>(role)];
}

std::string_view row_text(Language language, RestingRow::Of of) {
    static constexpr std::array<std::string_view, 5> nl = {"vraag", "eis", "waarde", "document", "termijn"};
    static constexpr std::array<std::string_view, 5> en = {"question", "requirement", "value", "document", "term"};
    return (language == Language::Dutch ? nl : en)[static_cast<std::size_t>(of)];
}

std::string_view what_text(Language language, Change::What what) {
    static constexpr std::array<std::string_view, 3> nl = {"nieuw", "veranderd", "vervallen"}, en = {"new", "changed", "withdrawn"};
    return (language == Language::Dutch ? nl : en)[static_cast<std::size_t>(what)];
}
std::string_view of_text(Language language, Change::Of of) {
    static constexpr std::array<std::string_view, 6> nl = {"eis", "waarde", "document", "vraag", "behandeling", "termijn"};
    static constexpr std::array<std::string_view, 6> en = {"requirement", "value", "document", "question", "treatment", "deadline rule"};
    return (language == Language::Dutch ? nl : en)[static_cast<std::size_t>(of)];
}

// The parts of a row, as a reader calls them.
std::string part_text(Language language, const std::string& part) {
    static const std::map<std::string, Text> words = {
        {"question", {"de vraag waar zij bij hoort", "the question it belongs to"}},
        {"weight", {"het gewicht", "the weight"}},
        {"certainty", {"de zekerheid", "the certainty"}},
        {"from", {"de eerste dag", "the first day"}},
        {"until", {"de laatste dag", "the last day"}},
        {"condition", {"wat haar aantoont", "what shows it"}},
        {"applies", {"voor wie zij geldt", "for whom it holds"}},
        {"contradicted_by", {"wat haar tegenspreekt", "what contradicts it"}},
        {"look_back", {"hoe ver terug zij kijkt", "how far back it looks"}},
        {"sources", {"de bronnen", "the sources"}},
        {"texts", {"de tekst", "the text"}},
        {"value", {"de waarde", "the value"}},
        {"stricter", {"wat strenger is", "what is stricter"}},
        {"element", {"de onderdelen", "the parts"}},
        {"polarity", {"wat een nee betekent", "what a no means"}},
        {"asked_of_solo", {"of zij aan een solist wordt gesteld", "whether it is asked of someone alone"}},
        {"duty_of_solo", {"of zij een plicht van een solist is", "whether it is a duty of someone alone"}},
        {"scope", {"of het zorg is", "whether it is care"}},
        {"category", {"de categorie", "the category"}},
        {"reserved", {"de voorbehouden handelingen", "the reserved procedures"}},
        {"regimes", {"de andere regels", "the other rules"}},
        {"performers", {"wie het mag doen", "who may do it"}},
        {"reflection_days", {"de bedenktijd", "the reflection period"}},
        {"least_age", {"de leeftijd", "the age"}},
        {"kind", {"de soort termijn", "the kind of term"}},
        {"start", {"wat de termijn laat beginnen", "what starts it"}},
        {"stop", {"wat de termijn laat stoppen", "what stops it"}},
        {"extends", {"welke termijn zij verlengt", "which term it extends"}},
    };
    const auto found = words.find(part);
    return found == words.end() ? part : found->second.in(language);
}

}  // namespace kader::instruments
