// instruments gap: what changed since an older edition of the norms, what that touches, and what it does to a practice.

#include <map>
#include <ostream>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/norm_rules.h"
#include "cli/public_norms.h"
#include "cli/words.h"
#include "instruments/changes.h"
#include "instruments/words.h"

namespace kader::cli {

namespace json = boost::json;

using instruments::Change;
using instruments::of_text;
using instruments::part_text;
using instruments::what_text;

namespace {

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
