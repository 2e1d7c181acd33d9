#include "answers/words.h"

#include <algorithm>
#include <array>

namespace kader::answers {

using check::Check;
using norm_book::NormBook;

std::string date(Language language, CalendarDay day) {
    return language == Language::Dutch ? dutch_text(day) : english_text(day);
}

std::string_view certainty_word(Language language, norm_book::Certainty certainty) {
    switch (certainty) {
        case norm_book::Certainty::Sourced: return say(language, "bron gelezen", "source read");
        case norm_book::Certainty::SourcedSecond: return say(language, "uit tweede hand", "second-hand source");
        case norm_book::Certainty::Assumed: return say(language, "aangenomen, niet bevestigd", "assumed, not confirmed");
    }
    detail::halt("a certainty has a word", __FILE__, __LINE__);
}

std::string record_text(std::string_view key) {
    std::string text{key};
    if (const auto colon = text.find(':'); colon != std::string::npos) text[colon] = ' ';
    return text;
}

std::string subject_text(Language language, std::string_view key) {
    struct Kind {
        std::string_view key, nl, en;
    };
    static constexpr std::array kinds = {
        Kind{"person", "persoon", "person"},         Kind{"location", "locatie", "location"},
        Kind{"care", "soort zorg", "kind of care"},  Kind{"object", "middel", "equipment"},
        Kind{"treatment", "behandeling", "treatment"}, Kind{"function", "functie", "function"},
        Kind{"act", "handeling", "act"},             Kind{"performs", "uitvoering door", "performance by"},
        Kind{"task", "taak", "task"},                Kind{"document", "document", "document"},
        Kind{"improvement", "verbetering", "improvement"}, Kind{"risk", "risico", "risk"},
        Kind{"supplier", "leverancier", "supplier"}, Kind{"membership", "lidmaatschap", "membership"},
        Kind{"officer", "klachtenfunctionaris", "complaints officer"}, Kind{"partner", "partner", "partner"},
        Kind{"governance", "bestuur", "governance"}, Kind{"legal_form", "rechtsvorm", "legal form"},
    };
    const auto colon = key.find(':');
    if (colon == std::string_view::npos) return std::string{key == "practice" ? say(language, "de praktijk", "the practice") : key};
    for (const auto& kind : kinds)
        if (key.substr(0, colon) == kind.key)
            return std::string{say(language, kind.nl, kind.en)} + " " + std::string{key.substr(colon + 1)};
    return std::string{key};
}

std::string scope_text(Language language, const norm_book::Scope& scope, check::ScopeAnswer::Ground ground) {
    using Ground = check::ScopeAnswer::Ground;
    switch (ground) {
        case Ground::LegalFormUnknown: return scope.legal_form_unknown_because.text.in(language);
        case Ground::MoreThanOne: return scope.all_because.text.in(language);
        case Ground::Solo: return scope.fewer_because.text.in(language);
        case Ground::SoloPerhaps: return scope.all_unconfirmed_because.text.in(language);
    }
    detail::halt("a ground has a text", __FILE__, __LINE__);
}

namespace {

// The title of the document element that a condition of an expanded `document` asks for.
std::string element_title(const std::string& condition, const NormBook& book, Language language) {
    constexpr std::string_view prefix = "element-";
    if (condition.rfind(prefix, 0) != 0) return {};
    for (const auto& document : book.documents())
        for (const auto& element : document.elements)
            if (condition.substr(prefix.size()) == element.id) return element.title.in(language);
    return {};
}

}  // namespace

std::string lack_text(const Check& check, const evidence::Lack& lack, const NormBook& book, Language language) {
    std::string text;
    if (!lack.subject.empty()) text = subject_text(language, lack.subject);
    if (lack.record != evidence::no_name && !check.key_of(lack.record).empty()) {
        const auto record = record_text(check.key_of(lack.record));
        text += text.empty() ? record : " (" + record + ")";
    }
    const auto add = [&](const std::string& part) { text += text.empty() ? part : ": " + part; };
    if (lack.in_the_way) add(std::string{say(language, "dit staat in de weg", "this stands in the way")});
    if (const auto element = element_title(lack.condition, book, language); !element.empty())
        add(std::string{say(language, "geen vindplaats van \"", "no passage for \"")} + element + "\"");
    if (lack.last != evidence::no_name && lack.ended)
        add(record_text(check.key_of(lack.last)) + std::string{say(language, " telde tot en met ", " counted through ")} +
            date(language, facts::day_at(*lack.ended - 1)));
    else if (lack.ended && *lack.ended < facts::days_count)  // A gap that still counts.
        add(std::string{say(language, "telt nog mee tot en met ", "still counts through ")} + date(language, facts::day_at(*lack.ended - 1)));
    else if (lack.ended)
        add(std::string{say(language, "telt nog mee, er is geen einddag te zien", "still counts, no last day can be seen")});
    if (lack.next != evidence::no_name && lack.begins)
        add(record_text(check.key_of(lack.next)) + std::string{say(language, " telt vanaf ", " counts from ")} +
            date(language, facts::day_at(*lack.begins)));
    return text;
}

}  // namespace kader::answers
