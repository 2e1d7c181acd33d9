// instruments gap: what changed since an older edition of the norms, what that touches, and what it does to a practice.

#include <array>
#include <map>
#include <ostream>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/norm_rules.h"
#include "cli/public_norms.h"
#include "cli/words.h"
#include "instruments/changes.h"

namespace kader::cli {

namespace json = boost::json;

using instruments::Change;

namespace {

// One edition with everything in it.
struct WholeEdition {
    norm_book::NormBook book;
    deadlines::DeadlineRules rules;
    PublicNorms doors;
    instruments::Edition edition() const { return {&book, &rules, &doors.treatments}; }
};

std::optional<WholeEdition> load_edition(const Common& common, std::ostream& err) {
    auto book = load_norms(common, err);
    if (!book) return {};
    auto rules = load_deadline_rules(common, *book, err);
    auto doors = load_public_norms(common, *book, err);
    if (!rules || !doors) return {};
    return WholeEdition{*std::move(book), *std::move(rules), *std::move(doors)};
}

std::string_view what_text(Language language, Change::What what) {
    constexpr std::array<std::string_view, 3> nl = {"nieuw", "veranderd", "vervallen"}, en = {"new", "changed", "withdrawn"};
    return (language == Language::Dutch ? nl : en)[static_cast<std::size_t>(what)];
}
std::string_view of_text(Language language, Change::Of of) {
    constexpr std::array<std::string_view, 6> nl = {"eis", "waarde", "document", "vraag", "behandeling", "termijn"};
    constexpr std::array<std::string_view, 6> en = {"requirement", "value", "document", "question", "treatment", "deadline rule"};
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

std::string joined(const std::set<std::string>& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : ", ") + id;
    return text;
}

// The state of a row before and after, on a day; empty where it does not exist on that side.
using States = std::pair<std::optional<norm_book::State>, std::optional<norm_book::State>>;
struct Effect {
    std::map<std::string, States> requirements;
    std::map<int, States> questions;
};

Effect effect_of(const std::vector<Change>& changes, const check::Answers& before, const check::Answers& after) {
    Effect effect;
    const auto note = [&](const check::Answers& answers, auto side) {
        for (const auto& question : answers.questions) {
            bool is_touched = false;
            for (const auto& change : changes) is_touched = is_touched || change.questions.contains(question.question->number);
            if (is_touched) effect.questions[question.question->number].*side = question.state;
            for (const auto& one : question.requirements)
                for (const auto& change : changes)
                    if (change.requirements.contains(one.requirement->id) ||
                        (change.of == Change::Of::Requirement && change.id == one.requirement->id))
                        effect.requirements[one.requirement->id].*side = one.state;
        }
    };
    note(before, &States::first);
    note(after, &States::second);
    return effect;
}

std::string change_of_state(Language language, const States& states) {
    const auto text = [&](const std::optional<norm_book::State>& state) {
        return state ? std::string{state_word(language, *state)} : std::string{say(language, "niet gevraagd", "not asked")};
    };
    if (states.first == states.second) return std::string{say(language, "blijft ", "stays ")} + text(states.second);
    return text(states.first) + " -> " + text(states.second);
}

json::object json_of(const Change& change) {
    const auto array = [](const std::set<std::string>& ids) {
        json::array all;
        for (const auto& id : ids) all.push_back(json::value(id));
        return all;
    };
    json::array parts, questions;
    for (const auto& part : change.parts) parts.push_back(json::value(part));
    for (const auto number : change.questions) questions.push_back(number);
    return {{"what", instruments::word(change.what)},
            {"of", instruments::word(change.of)},
            {"id", change.id},
            {"title", {{"nl", change.title.nl}, {"en", change.title.en}}},
            {"parts", std::move(parts)},
            {"questions", std::move(questions)},
            {"requirements", array(change.requirements)},
            {"documents", array(change.documents)},
            {"treatments", array(change.treatments)},
            {"rules", array(change.rules)}};
}

json::value json_of(const std::optional<norm_book::State>& state) {
    return state ? json::value(norm_book::word(*state)) : json::value(nullptr);
}

void print(std::ostream& out, Language language, const Change& change) {
    out << what_text(language, change.what) << ": " << of_text(language, change.of) << " " << change.id << "\n" << wrapped(change.title.in(language), 2);
    std::string parts;
    for (const auto& part : change.parts) parts += (parts.empty() ? "" : ", ") + part_text(language, part);
    const auto line = [&](std::string_view nl, std::string_view en, const std::string& what) {
        if (!what.empty()) out << wrapped(std::string{say(language, nl, en)} + what, 2);
    };
    line("Wat er anders is: ", "What is different: ", parts);
    std::string questions;
    for (const auto number : change.questions) questions += (questions.empty() ? "" : ", ") + std::to_string(number);
    line("Raakt vraag ", "Touches question ", questions);
    line("Raakt de eisen ", "Touches the requirements ", joined(change.requirements));
    line("Raakt de documenten ", "Touches the documents ", joined(change.documents));
}

}  // namespace

int instruments_gap_command(const Common& common, const std::filesystem::path& older, const CheckOptions& options, std::ostream& out,
                            std::ostream& err) {
    auto common_older = common;
    common_older.norms = older;
    const auto before = load_edition(common_older, err);
    if (!before) return Exit::Wrong;
    const auto after = load_edition(common, err);
    if (!after) return Exit::Broken;
    const auto changes = instruments::changes_between(before->edition(), after->edition());
    const auto language = common.language;
    const auto day = options.on.value_or(common.today);

    std::optional<Effect> effect;
    if (!options.folder.empty() || !options.stored.data.empty()) {
        int code = Exit::Done;
        const auto input = load_input(common, options, err, code);
        if (!input) return code;
        const check::Check old_check{before->book, input->records, input->known_on}, new_check{after->book, input->records, input->known_on};
        effect = effect_of(changes, old_check.on(day), new_check.on(day));
    }
    if (common.format == Format::Json) {
        json::array all, questions, requirements;
        for (const auto& change : changes) all.push_back(json_of(change));
        json::object answer{{"format", "kader-gap-1"}, {"before", before->book.edition()}, {"after", after->book.edition()}, {"changes", std::move(all)}};
        if (effect) {
            for (const auto& [number, states] : effect->questions)
                questions.push_back(json::object{{"question", number}, {"before", json_of(states.first)}, {"after", json_of(states.second)}});
            for (const auto& [id, states] : effect->requirements)
                requirements.push_back(json::object{{"requirement", id}, {"before", json_of(states.first)}, {"after", json_of(states.second)}});
            answer["practice"] = json::object{{"on", iso_text(day)}, {"questions", std::move(questions)}, {"requirements", std::move(requirements)}};
        }
        out << json::serialize(answer) << "\n";
        return Exit::Done;
    }
    if (changes.empty()) {
        out << say(language, "Er is niets veranderd aan wat gevraagd wordt.\n", "Nothing has changed in what is asked.\n");
        return Exit::Done;
    }
    out << changes.size() << say(language, changes.size() == 1 ? " wijziging\n" : " wijzigingen\n", changes.size() == 1 ? " change\n" : " changes\n");
    for (const auto& change : changes) {
        out << "\n";
        print(out, language, change);
    }
    if (!effect) return Exit::Done;
    out << "\n" << say(language, "Wat dit voor de praktijk doet op ", "What this does to the practice on ") << date(language, day) << "\n";
    for (const auto& [number, states] : effect->questions)
        out << "  " << say(language, "vraag ", "question ") << number << ": " << change_of_state(language, states) << "\n";
    for (const auto& [id, states] : effect->requirements) out << "  " << id << ": " << change_of_state(language, states) << "\n";
    if (effect->questions.empty()) out << say(language, "  Niets wat bij haar gevraagd wordt.\n", "  Nothing that is asked of it.\n");
    return Exit::Done;
}

}  // namespace kader::cli
