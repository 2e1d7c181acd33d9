// norms and explain: what the norms say, where it comes from, and since when.

#include <algorithm>
#include <map>
#include <ostream>

#include <boost/json.hpp>

#include "check/lists_doc.h"
#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/norm_rules.h"
#include "cli/public_norms.h"

namespace kader::cli {

namespace json = boost::json;

using norm_book::NormBook;

namespace {

std::string validity_text(const norm_book::Validity& validity, Language language) {
    std::string text = validity.from ? std::string{say(language, "vanaf ", "from ")} + date(language, *validity.from)
                                     : std::string{say(language, "sinds onbekend", "since unknown")};
    if (validity.until) text += std::string{say(language, " tot en met ", " through ")} + date(language, *validity.until - Days{1});
    if (!validity.from || validity.date_certainty == norm_book::Certainty::Assumed)
        text += std::string{say(language, " (datum niet bevestigd)", " (date not confirmed)")};
    return text;
}

std::string value_text(const std::variant<Length, int>& value, Language language) {
    if (const auto* length = std::get_if<Length>(&value)) return language == Language::Dutch ? dutch_text(*length) : english_text(*length);
    return std::to_string(std::get<int>(value));
}

std::string term_text(const deadlines::DeadlineValue& value, Language language) {
    if (value.term) return value_text(*value.term, language);
    return std::string{say(language, "op een vaste dag", "on a fixed day")};
}

void show(std::ostream& out, const norm_book::Requirement& one, const NormBook& book, Language language) {
    out << one.id << "  " << one.title.in(language) << "\n";
    out << say(language, "  Vraag ", "  Question ") << one.question << ", " << weight_word(language, one.weight) << ", "
        << certainty_word(language, one.certainty) << ", " << validity_text(one.validity, language) << "\n";
    out << wrapped(one.explain.in(language), 2);
    out << wrapped(std::string{say(language, "Wat het aantoont: ", "What shows it: ")} + one.unblock.in(language), 2);
    out << wrapped(std::string{say(language, "Bron: ", "Source: ")} + sources_text(language, book, one.sources), 2);
    if (!one.look_back.empty()) {
        const auto* parameter = book.parameter(one.look_back);
        if (parameter) out << wrapped(parameter->title.in(language) + " (" + parameter->id + ")", 2);
    }
    if (one.last_checked)
        out << say(language, "  Nagekeken op ", "  Last checked on ") << date(language, *one.last_checked) << "\n";
}

}  // namespace

int norms_lint_command(const Common& common, std::ostream& out, std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Refused;
    const auto rules = load_deadline_rules(common, *book, err);
    const auto doors = load_public_norms(common, *book, err);
    if (!rules || !doors || !load_clause_reader(common, *book, err)) return Exit::Refused;
    out << say(common.language, "In orde: ", "In order: ") << book->questions().size() << say(common.language, " vragen, ", " questions, ")
        << book->requirements().size() << say(common.language, " eisen, ", " requirements, ") << book->parameters().size()
        << say(common.language, " waarden, ", " values, ") << rules->rules().size() << say(common.language, " termijnen, ", " deadline rules, ")
        << doors->treatments.treatments().size() << say(common.language, " behandelingen, ", " treatments, ")
        << doors->instruments.all().size() << say(common.language, " kwaliteitsinstrumenten, ", " quality instruments, ")
        << doors->interviews.all().size() << say(common.language, " vragenlijsten, ", " interviews, ")
        << book->sources().size() << say(common.language, " bronnen\n", " sources\n");
    return Exit::Done;
}

int norms_list_command(const Common& common, std::ostream& out, std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    const auto rules = load_deadline_rules(common, *book, err);
    if (!rules) return Exit::Broken;
    if (common.format == Format::Json) {
        json::array requirements, parameters, deadline_rules;
        for (const auto& one : book->requirements())
            requirements.push_back(json::object{{"id", one.id}, {"question", one.question}, {"weight", norm_book::word(one.weight)}, {"certainty", norm_book::word(one.certainty)}});
        for (const auto& one : book->parameters()) {
            json::array values;
            for (const auto& value : one.values)
                values.push_back(json::object{{"value", value_text(value.value, Language::English)}, {"certainty", norm_book::word(value.certainty)},
                                              {"from", value.validity.from ? json::value(iso_text(*value.validity.from)) : json::value(nullptr)}});
            parameters.push_back(json::object{{"id", one.id}, {"values", std::move(values)}});
        }
        for (const auto& one : rules->rules())
            deadline_rules.push_back(json::object{{"id", one.id}, {"starts", one.start_event}, {"stops", one.stop_record}, {"fed", !one.fed_by.empty()}});
        out << json::serialize(json::object{{"format", "kader-norms-1"}, {"edition", book->edition()}, {"requirements", std::move(requirements)},
                                            {"parameters", std::move(parameters)}, {"deadlines", std::move(deadline_rules)}}) << "\n";
        return Exit::Done;
    }
    const auto language = common.language;
    int question = 0;
    for (const auto& one : book->requirements()) {
        if (one.question != question) {
            question = one.question;
            out << "\n" << question << ". " << book->questions()[std::size_t(question - 1)].title.in(language) << "\n";
        }
        out << "   " << one.id << "  " << one.title.in(language);
        if (one.weight != norm_book::Weight::Must) out << " (" << weight_word(language, one.weight) << ")";
        if (one.certainty == norm_book::Certainty::Assumed) out << say(language, " (niet bevestigd)", " (not confirmed)");
        if (!one.not_yet_kept.empty()) out << say(language, " (nog niet in Kader bijgehouden)", " (not yet kept in Kader)");
        out << "\n";
    }
    out << say(language, "\nWaarden\n", "\nValues\n");
    for (const auto& one : book->parameters()) {
        out << "   " << one.id << "  ";
        for (const auto& value : one.values)
            out << value_text(value.value, language) << " (" << certainty_word(language, value.lowest()) << ") ";
        out << one.title.in(language) << "\n";
    }
    out << say(language, "\nTermijnen\n", "\nDeadline rules\n");
    for (const auto& one : rules->rules()) {
        out << "   " << one.id << "  " << one.title.in(language);
        if (!one.values.empty()) out << ": " << term_text(one.values.back(), language);
        if (one.fed_by.empty()) out << say(language, " (nog door niets gevoed)", " (nothing feeds it yet)");
        out << "\n";
    }
    return Exit::Done;
}

int norms_show_command(const Common& common, const std::string& id, std::optional<CalendarDay> on, std::ostream& out,
                       std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    const auto language = common.language;
    const auto day = on.value_or(common.today);
    if (const auto* one = book->requirement(id)) {
        show(out, *one, *book, language);
        if (!one->validity.holds_on(day))
            out << say(language, "  Geldt niet op ", "  Does not hold on ") << date(language, day) << "\n";
        return Exit::Done;
    }
    const auto mark = [&](const norm_book::Validity& validity) { return validity.holds_on(day) ? " > " : "   "; };
    if (const auto* one = book->parameter(id)) {
        out << one->id << "  " << one->title.in(language) << "\n" << wrapped(one->explain.in(language), 2);
        for (const auto& value : one->values)
            out << mark(value.validity) << value_text(value.value, language) << ", " << validity_text(value.validity, language) << ", "
                << certainty_word(language, value.certainty) << ", " << sources_text(language, *book, value.sources) << "\n";
        return Exit::Done;
    }
    const auto rules = load_deadline_rules(common, *book, err);
    if (!rules) return Exit::Broken;
    if (const auto* one = rules->rule(id)) {
        out << one->id << "  " << one->title.in(language) << "\n" << wrapped(one->explain.in(language), 2);
        out << wrapped(std::string{say(language, "Begint als: ", "Starts when: ")} + one->start.in(language) + " (" + one->start_event + ")", 2);
        out << wrapped(std::string{say(language, "Stopt met: ", "Stops with: ")} + one->stop.in(language) + " (" + one->stop_record + ")", 2);
        if (one->fed_by.empty()) out << say(language, "  Nog door niets gevoed.\n", "  Nothing feeds it yet.\n");
        for (const auto& value : one->values)
            out << mark(value.validity) << term_text(value, language) << ", " << validity_text(value.validity, language) << ", "
                << certainty_word(language, value.certainty) << ", " << sources_text(language, *book, value.sources) << "\n";
        return Exit::Done;
    }
    if (const auto* one = book->document(id)) {
        out << one->id << "  " << one->title.in(language) << "\n";
        for (const auto& element : one->elements) out << "   " << element.id << "  " << element.title.in(language) << "\n";
        out << wrapped(std::string{say(language, "Bron: ", "Source: ")} + sources_text(language, *book, one->sources), 2);
        return Exit::Done;
    }
    err << say(language, "er is geen norm met de naam ", "there is no norm called ") << harmless(id) << "\n";
    return Exit::Wrong;
}

int norms_edition_command(const Common& common, std::ostream& out, std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    out << book->edition() << "\n";
    return Exit::Done;
}

namespace {

// The files whose content has no ids of its own, and all others too when `everything` is asked.
std::map<std::string, std::string> bytes_of(const std::filesystem::path& folder, bool everything) {
    std::map<std::string, std::string> files;
    if (auto read = norm_book::read_norm_files(folder))
        for (auto& file : *read) {
            const bool has_ids = file.path.find('/') != std::string::npos || file.path == "questions.toml" ||
                                 file.path == "sources.toml" || file.path == "documents.toml";
            if (everything || !has_ids) files[file.path] = std::move(file.bytes);
        }
    return files;
}

// Whether anything was printed.
bool print_changes(std::ostream& out, const std::map<std::string, std::string>& old,
                   const std::map<std::string, std::string>& now, Language language) {
    bool any = false;
    const auto print = [&](std::string_view what, const std::string& name) {
        out << what << name << "\n";
        any = true;
    };
    for (const auto& [name, text] : now) {
        const auto found = old.find(name);
        if (found == old.end())
            print(say(language, "nieuw       ", "new         "), name);
        else if (found->second != text)
            print(say(language, "veranderd   ", "changed     "), name);
    }
    for (const auto& [name, text] : old)
        if (now.count(name) == 0) print(say(language, "vervallen   ", "withdrawn   "), name);
    return any;
}

// Every norm as one comparable text, by id.
std::map<std::string, std::string> texts_of(const NormBook& book, const deadlines::DeadlineRules& rules) {
    std::map<std::string, std::string> texts;
    const auto language = Language::English;
    const auto both = [](const norm_book::Text& text) { return text.nl + "|" + text.en; };
    const auto sources = [](const std::vector<norm_book::Source>& all) {
        std::string text;
        for (const auto& one : all) text += one.code + " " + one.article + ";";
        return text;
    };
    for (const auto& one : book.requirements())
        texts[one.id] = both(one.title) + both(one.explain) + both(one.unblock) + both(one.missing) + both(one.contradicted) +
                        both(one.not_applicable) + sources(one.sources) +
                        std::string{norm_book::word(one.weight)} + std::string{norm_book::word(one.certainty)} +
                        validity_text(one.validity, language) + one.look_back + one.not_yet_kept + norm_book::text_of(one.condition) +
                        (one.applies ? norm_book::text_of(*one.applies) : "") +
                        (one.contradicted_by ? norm_book::text_of(*one.contradicted_by) : "");
    for (const auto& one : book.parameters()) {
        auto& text = texts[one.id] = both(one.title) + both(one.explain) + std::string{norm_book::word(one.stricter)};
        for (const auto& value : one.values)
            text += value_text(value.value, language) + validity_text(value.validity, language) + std::string{norm_book::word(value.certainty)} + sources(value.sources);
    }
    for (const auto& one : book.questions()) {
        auto& text = texts["question " + std::to_string(one.number)];
        text = both(one.title) + both(one.explain) + sources(one.sources) + one.theme +
               std::string{norm_book::word(one.polarity)} + (one.asked_of_solo ? "a" : "") + (one.duty_of_solo ? "d" : "");
    }
    for (const auto& one : book.sources()) texts["source " + one.code] = one.title + "|" + one.where;
    for (const auto& one : book.documents()) {
        auto& text = texts[one.id] = both(one.title) + sources(one.sources) + std::string{norm_book::word(one.certainty)};
        for (const auto& element : one.elements) text += element.id + both(element.title);
    }
    for (const auto& one : rules.rules()) {
        auto& text = texts[one.id] = both(one.title) + both(one.explain) + one.start_event + one.stop_record;
        for (const auto& value : one.values)
            text += term_text(value, language) + validity_text(value.validity, language) + std::string{deadlines::word(value.method)} + sources(value.sources);
    }
    return texts;
}

}  // namespace

int norms_diff_command(const Common& common, const std::filesystem::path& other, std::ostream& out, std::ostream& err) {
    auto common_other = common;
    common_other.norms = other;
    const auto before = load_norms(common_other, err);
    const auto after = load_norms(common, err);
    if (!before || !after) return Exit::Wrong;
    const auto rules_before = load_deadline_rules(common_other, *before, err);
    const auto rules_after = load_deadline_rules(common, *after, err);
    if (!rules_before || !rules_after) return Exit::Wrong;
    const auto old = texts_of(*before, *rules_before), now = texts_of(*after, *rules_after);
    out << before->edition() << "\n" << after->edition() << "\n";
    const auto language = common.language;
    bool any = print_changes(out, old, now, language);
    any = print_changes(out, bytes_of(other, false), bytes_of(common.norms, false), language) || any;
    // Another edition of which no norm differs: then only the files can say where.
    if (!any) print_changes(out, bytes_of(other, true), bytes_of(common.norms, true), language);
    return Exit::Done;
}

int explain_command(const Common& common, int number, std::ostream& out, std::ostream& err) {
    const auto language = common.language;
    if (number < 1 || number > 22) {
        err << say(language, "een vraag heeft een nummer van 1 tot en met 22\n", "a question has a number from 1 through 22\n");
        return Exit::Wrong;
    }
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    const auto& question = book->questions()[std::size_t(number - 1)];
    out << question.number << ". " << question.title.in(language) << "\n" << wrapped(question.explain.in(language), 3);
    out << wrapped(std::string{say(language, "Bron: ", "Source: ")} + sources_text(language, *book, question.sources), 3);
    if (!question.asked_of_solo)
        out << wrapped(question.duty_of_solo ? book->scope().duty_outside_because.text.in(language)
                                             : std::string{say(language, "Wordt niet gesteld aan wie alleen werkt.", "Not asked of someone who works alone.")}, 3);
    for (const auto& one : book->requirements())
        if (one.question == number) {
            out << "\n";
            show(out, one, *book, language);
        }
    return Exit::Done;
}

int lists_command(const Common&, std::ostream& out) {
    out << check::lists_markdown();
    return Exit::Done;
}

}  // namespace kader::cli
