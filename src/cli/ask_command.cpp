// ask: an interview on the command line. Answers come as words; what follows is printed on about a page.

#include <ostream>

#include <boost/json.hpp>

#include "cli/begin_folder.h"
#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/public_norms.h"
#include "cli/words.h"

namespace kader::cli {

namespace json = boost::json;

using interviews::Advice;
using interviews::Interview;
using interviews::Question;

namespace {

std::string_view choose_text(Language language, interviews::Choose choose) {
    switch (choose) {
        case interviews::Choose::One: return say(language, "kies er een", "choose one");
        case interviews::Choose::Many: return say(language, "kies er een of meer", "choose one or more");
        case interviews::Choose::Number: return say(language, "een getal", "a number");
        case interviews::Choose::Day: return say(language, "een dag", "a day");
        case interviews::Choose::Treatments: return say(language, "een of meer behandelingen", "one or more treatments");
    }
    return {};
}

void print_questions(std::ostream& out, Language language, const Interview& interview, const interviews::Answers& answers, const PublicNorms& norms, CalendarDay on) {
    for (const auto& question : interview.questions) {
        if (!interviews::is_asked(interview, question, answers, norms.treatments, on)) continue;
        out << "\n" << question.id << (answers.contains(question.id) ? say(language, " (beantwoord)", " (answered)") : "") << "\n"
            << wrapped(question.text.in(language) + " (" + std::string{choose_text(language, question.choose)} + ")", 2);
        if (!question.help.nl.empty()) out << wrapped(question.help.in(language), 2);
        for (const auto& option : question.options) out << wrapped(option.id + ": " + option.label.in(language), 4);
    }
}

// A treatment by its code, its id, or the words that people use.
std::string treatment_meant(const PublicNorms& norms, const std::string& typed) {
    if (norms.treatments.find(typed)) return typed;
    const auto found = norms.treatments.search(typed, 1);
    return found.empty() ? typed : found.front()->id;
}

// Nothing: the reason is on `err`.
std::optional<interviews::Answers> read_answers(const Common& common, const Interview& interview, const PublicNorms& norms, const std::vector<std::string>& typed,
                                    std::ostream& err) {
    const auto language = common.language;
    std::map<std::string, std::vector<std::string>> texts;
    for (const auto& one : typed) {
        const auto equals = one.find('=');
        const auto id = one.substr(0, equals);
        const auto* question = interview.question(id);
        if (equals == std::string::npos || !question) {
            err << harmless(one) << say(language, ": een antwoord is VRAAG=ANTWOORD; de vragen staan in kader ask ", ": an answer is QUESTION=ANSWER; the questions are in kader ask ")
                << interview.id << " --questions\n";
            return {};
        }
        auto text = one.substr(equals + 1);
        if (question->choose == interviews::Choose::Treatments) text = treatment_meant(norms, text);
        texts[id].push_back(std::move(text));
    }
    interviews::Answers answers;
    for (const auto& [id, given] : texts) {
        auto answer = interviews::read_answer(*interview.question(id), norms.treatments, given, language);
        if (!answer) {
            err << id << ": " << answer.error().detail << "\n";
            return {};
        }
        if (*answer) answers.emplace(id, std::move(**answer));
    }
    return answers;
}

std::string names_of(const std::vector<const catalogue::Treatment*>& treatments, Language language) {
    std::string names;
    for (const auto* one : treatments) names += (names.empty() ? "" : ", ") + one->title.in(language);
    return names;
}

void print_advice(std::ostream& out, Language language, const Interview& interview, const std::vector<Advice>& all, const PublicNorms& norms,
                  const norm_book::NormBook& book, CalendarDay on) {
    out << interview.title.in(language) << " (" << date(language, on) << ")\n";
    for (const auto& group : interview.groups) {
        bool is_first = true;
        for (const auto& one : all) {
            const auto& outcome = *one.outcome;
            if (outcome.group != group.id) continue;
            if (std::exchange(is_first, false)) out << "\n" << group.title.in(language) << "\n";
            auto title = outcome.title.in(language);
            if (!one.treatments.empty()) title += ": " + names_of(one.treatments, language);
            out << "\n" << wrapped("- " + title, 0) << wrapped(outcome.text.in(language), 2);
            if (const auto* desk = norms.interviews.desk(outcome.desk); desk && !desk->where.empty()) out << wrapped(desk->name + ": " + desk->where, 2);
            auto sources = sources_text(language, book, outcome.sources);
            if (outcome.certainty != norm_book::Certainty::Sourced) sources += "; " + std::string{certainty_word(language, outcome.certainty)};
            out << wrapped("[" + sources + "]", 2);
        }
    }
    out << "\n" << wrapped(std::string{say(language, "Nagekeken op ", "Last checked on ")} + date(language, interview.last_checked) +
                               std::string{say(language, ". Dit is uitleg, geen juridisch of medisch advies.", ". This is an explanation, not legal or medical advice.")}, 0);
}

json::value json_of(const Interview& interview, const std::vector<Advice>& all, const norm_book::NormBook& book, CalendarDay on) {
    json::array outcomes;
    for (const auto& one : all) {
        const auto& outcome = *one.outcome;
        json::array treatments, sources, rows;
        for (const auto* treatment : one.treatments) treatments.push_back(json::value(treatment->id));
        for (const auto& source : outcome.sources) sources.push_back(json::object{{"code", source.code}, {"article", source.article}});
        for (const auto& row : outcome.rows) rows.push_back(json::value(row));
        outcomes.push_back(json::object{{"id", outcome.id},
                                        {"group", outcome.group},
                                        {"title", {{"nl", outcome.title.nl}, {"en", outcome.title.en}}},
                                        {"text", {{"nl", outcome.text.nl}, {"en", outcome.text.en}}},
                                        {"treatments", std::move(treatments)},
                                        {"desk", outcome.desk.empty() ? json::value(nullptr) : json::value(outcome.desk)},
                                        {"certainty", norm_book::word(outcome.certainty)},
                                        {"rows", std::move(rows)},
                                        {"sources", std::move(sources)},
                                        {"last_checked", iso_text(outcome.last_checked)}});
    }
    return json::object{{"format", "kader-advice-1"}, {"interview", interview.id}, {"edition", book.edition()}, {"on", iso_text(on)}, {"outcomes", std::move(outcomes)}};
}

}  // namespace

int ask_command(const Common& common, const AskOptions& options, std::ostream& out, std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    const auto norms = load_public_norms(common, *book, err);
    if (!norms) return Exit::Broken;
    const auto language = common.language;
    const auto* interview = norms->interviews.find(options.interview);
    if (!interview) {
        err << say(language, "er is geen vragenlijst met de naam ", "there is no interview called ") << harmless(options.interview) << say(language, "; er zijn: ", "; there are: ");
        bool is_first = true;
        for (const auto& one : norms->interviews.all()) err << (std::exchange(is_first, false) ? "" : ", ") << one.id;
        err << "\n";
        return Exit::Wrong;
    }
    if (!options.folder.empty() && (interview->id != interviews::interview_of_first_lists || options.questions)) {
        err << say(language, "een map maken kan alleen met de antwoorden op ", "a folder can only be made of the answers to ") << interviews::interview_of_first_lists
            << say(language, ", zonder --questions\n", ", without --questions\n");
        return Exit::Wrong;
    }
    const auto answers = read_answers(common, *interview, *norms, options.answers, err);
    if (!answers) return Exit::Wrong;
    const auto on = options.on.value_or(common.today);
    if (options.questions) {
        out << wrapped(interview->lead.in(language), 0);
        print_questions(out, language, *interview, *answers, *norms, on);
        return Exit::Done;
    }
    for (const auto& [id, answer] : *answers)
        if (!interviews::is_asked(*interview, *interview->question(id), *answers, norms->treatments, on))
            err << id << say(language, ": wordt bij deze antwoorden niet gevraagd, en telt niet mee\n", ": is not asked with these answers, and does not count\n");
    if (!options.folder.empty())
        return begin_folder(common, options.folder, interviews::first_lists(*interview, *answers, norms->treatments, on), on, out, err);
    const auto all = interviews::advice(*interview, *answers, norms->treatments, on);
    if (common.format == Format::Json)
        out << json::serialize(json_of(*interview, all, *book, on)) << "\n";
    else
        print_advice(out, language, *interview, all, *norms, *book, on);
    return Exit::Done;
}

}  // namespace kader::cli
