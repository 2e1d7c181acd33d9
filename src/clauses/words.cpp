#include "clauses/words.h"

namespace kader::clauses {

namespace {

std::string_view say(Language language, std::string_view nl, std::string_view en) {
    return language == Language::Dutch ? nl : en;
}

}  // namespace

std::string_view sureness_text(Language language, Sureness sureness) {
    switch (sureness) {
        case Sureness::Sure: return say(language, "zeker", "sure");
        case Sureness::Likely: return say(language, "waarschijnlijk", "likely");
        case Sureness::Possible: return say(language, "misschien", "possible");
    }
    return {};
}

std::string_view party_text(Language language, std::string_view party) {
    if (party == "care-provider") return say(language, "een zorgaanbieder", "a care provider");
    if (party == "intermediary") return say(language, "een bemiddelaar", "an intermediary");
    if (party == "foreign") return say(language, "een partij in het buitenland", "a party abroad");
    return say(language, "niet uit de tekst op te maken", "not clear from the text");
}

const std::vector<std::string>& parties() {
    static const std::vector<std::string> all = {"care-provider", "intermediary", "foreign", "unknown"};
    return all;
}

}  // namespace kader::clauses
