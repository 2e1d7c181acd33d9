#include "cli/words.h"

#include <array>

#include "kernel/text.h"

namespace kader::cli {

using norm_book::Certainty;
using norm_book::State;
using norm_book::Weight;

std::variant<CalendarDay, std::string> day_typed(Language language, const std::string& text) {
    const auto refusal = [&](std::string_view nl, std::string_view en) {
        return "\"" + harmless(text) + "\": " + std::string{say(language, nl, en)};
    };
    const auto day = parse_day(text);
    if (!day && day.error().code == Code::NotFound)
        return refusal("deze datum bestaat niet", "this date does not exist");
    if (!day)
        return refusal("dit is geen datum zoals 2026-03-31 of 31-03-2026",
                       "this is not a date such as 2026-03-31 or 31-03-2026");
    if (*day < facts::first_day() || *day > facts::day_at(facts::days_count - 1))
        return refusal("Kader antwoordt voor dagen van 1 januari 1980 tot en met 17 september 2069",
                       "Kader answers for days from 1 January 1980 through 17 September 2069");
    return *day;
}

std::string_view state_word(Language language, State state) {
    switch (state) {
        case State::Shown: return say(language, "aangetoond", "shown");
        case State::Missing: return say(language, "ontbreekt", "missing");
        case State::Contradicted: return say(language, "tegengesproken", "contradicted");
        case State::Attested: return say(language, "verklaard", "attested");
        case State::NotApplicable: return say(language, "niet van toepassing", "not applicable");
    }
    detail::halt("a state has a word", __FILE__, __LINE__);
}

std::string_view weight_word(Language language, Weight weight) {
    switch (weight) {
        case Weight::Must: return say(language, "moet", "must");
        case Weight::Should: return say(language, "hoort", "should");
        case Weight::Advice: return say(language, "advies", "advice");
    }
    detail::halt("a weight has a word", __FILE__, __LINE__);
}

std::string remark_text(Language language, check::Remark remark) {
    using check::Remark;
    switch (remark) {
        case Remark::UnconfirmedInterval:
            return std::string{say(language,
                "De gebruikelijke termijn is voorbij, maar die termijn is niet bevestigd. Daarom telt hij niet, tenzij u hem als eigen regel overneemt.",
                "The usual interval is over, but it is not confirmed. So it does not count, unless you adopt it as your own rule.")};
        case Remark::GapInThePast:
            return std::string{say(language,
                "Nu in orde, maar er was een gat dat nog niet is uitgelegd (lijst gaten).",
                "In order now, but there was a gap that has not been explained yet (list gaten).")};
        case Remark::UnconfirmedDemand:
            return std::string{say(language,
                "Deze eis is aangenomen en niet bevestigd. Hij telt pas mee als u hem als eigen regel overneemt.",
                "This demand is assumed and not confirmed. It counts only once you adopt it as your own rule.")};
        case Remark::WouldApply:
            return std::string{say(language,
                "Zou gelden als een niet bevestigde grens klopt.",
                "Would apply if an unconfirmed threshold is right.")};
        case Remark::DateUnconfirmed:
            return std::string{say(language, "Sinds wanneer deze eis geldt, is niet bevestigd.",
                                   "Since when this demand holds is not confirmed.")};
        case Remark::OwnRule: return std::string{say(language, "Eigen regel van de praktijk.", "The practice's own rule.")};
        case Remark::ShownOtherwise:
            return std::string{say(language, "Op een andere manier aangetoond.", "Shown otherwise.")};
        case Remark::Statement:
            return std::string{say(language, "Hierover is een verklaring gegeven.", "A statement was made about this.")};
        case Remark::NotKeptYet:
            return std::string{say(language, "Dit wordt nog niet in Kader bijgehouden.", "This is not yet kept in Kader.")};
    }
    detail::halt("a remark has a text", __FILE__, __LINE__);
}

std::string sources_text(Language, const norm_book::NormBook& book, const std::vector<norm_book::Source>& sources) {
    std::string text;
    for (const auto& source : sources) {
        if (!text.empty()) text += "; ";
        const auto* known = book.source(source.code);
        text += known ? known->title : source.code;
        if (!source.article.empty()) text += ", " + source.article;
    }
    return text;
}

std::string harmless(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = next_character(text, at);
        if (character == bad_byte || is_control(character) || character < U' ')
            result += '?';
        else
            append_utf8(result, character);
    }
    return result;
}

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return width;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::string result;
    std::size_t column = 0;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const auto one = text.substr(0, space);
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        if (one.empty()) continue;
        if (column != 0 && indent + column + 1 + width_of(one) > width) {
            result += '\n';
            column = 0;
        }
        if (column == 0)
            result += std::string(indent, ' ');
        else
            result += ' ', ++column;
        result += one;
        column += width_of(one);
    }
    return result + '\n';
}

}  // namespace kader::cli
