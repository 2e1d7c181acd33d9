// The two interviews: one page with all questions, and above them what follows from what was answered. The answers
// stand in the address, so that it can be kept, sent and opened again; nothing else keeps them.

#include <algorithm>
#include <set>

#include "public_pages/frame.h"

namespace kader::public_pages {

namespace {

using catalogue::Treatment;
using interviews::Answer;
using interviews::Answers;
using interviews::Choose;
using interviews::Interview;
using interviews::Question;

// The field in which treatments are looked for, and the one that says that the form was sent, perhaps empty; no
// question is called so.
constexpr const char* search_field = "zoek";
constexpr const char* shown_field = "toon";
constexpr std::size_t found_max = 12;
// What fits on one sheet of A4 beside its heading, in lines of so many bytes; a source takes half of one.
constexpr std::size_t paper_lines_max = 138;
constexpr std::size_t brief_paper_lines_max = 146;  // Short lines waste less.
constexpr std::size_t paper_line_bytes = 58;

struct Filled {
    Answers answers;
    std::map<std::string, std::string, std::less<>> complaints;  // By question: why this is no answer.
    Query kept;                                                  // The answers, as they stand in the address.
    std::string searched;
    bool is_sent = false;
};

Filled filled_of(const Interview& interview, const catalogue::Catalogue& treatments, const Visit& visit) {
    Filled filled;
    std::map<std::string, std::vector<std::string>, std::less<>> texts;
    for (const auto& [name, value] : visit.query) {
        if (name == search_field) filled.searched = value.substr(0, 200);
        if (name == shown_field) filled.is_sent = true;
        if (value.empty() || !interview.question(name)) continue;
        auto& all = texts[name];
        if (std::ranges::find(all, value) == all.end()) all.push_back(value);
    }
    for (const auto& [id, given] : texts) {
        auto answer = interviews::read_answer(*interview.question(id), treatments, given, visit.language);
        if (!answer) {
            filled.complaints.emplace(id, answer.error().detail);
            continue;
        }
        if (!*answer) continue;
        for (const auto& one : given) filled.kept.emplace_back(id, one);
        filled.answers.emplace(id, std::move(**answer));
    }
    return filled;
}

class InterviewPage {
public:
    InterviewPage(Sheet& sheet, const Interview& interview, std::string_view path, Filled filled)
        : m_sheet(sheet), m_html(sheet.html), m_interview(interview), m_path(path), m_filled(std::move(filled)) {}

    void write() {
        m_html.put("h1", m_interview.title.in(m_sheet.language));
        const bool has_advice = (m_filled.is_sent || !m_filled.answers.empty()) && m_filled.searched.empty();
        if (!has_advice) m_html.put("p", {{"class", "lead"}}, m_interview.lead.in(m_sheet.language));
        complain();
        if (has_advice) {
            write_advice();
            write_folder();
            m_sheet.sources();
        }
        write_form(has_advice);
    }

private:
    const std::vector<std::string>* chosen(const Question& question) const {
        const auto found = m_filled.answers.find(question.id);
        return found == m_filled.answers.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
    }
    bool is_asked(const Question& question) const {
        return interviews::is_asked(m_interview, question, m_filled.answers, m_sheet.norms.treatments, m_sheet.visit.today);
    }
    bool is_chosen(const Question& question, const std::string& value) const {
        const auto* values = chosen(question);
        return values && std::ranges::find(*values, value) != values->end();
    }

    void complain() {
        if (m_filled.complaints.empty()) return;
        const auto notice = m_html.in("div", {{"class", "notice stop"}, {"role", "alert"}});
        m_html.put("h2", m_sheet.said("Dit antwoord begrijpen wij niet", "We do not understand this answer"));
        const auto list = m_html.in("ul");
        for (const auto& [id, why] : m_filled.complaints) {
            const auto item = m_html.in("li");
            m_html.put("a", {{"href", "#" + id}}, m_interview.question(id)->text.in(m_sheet.language));
            m_html.text(" " + why);
        }
    }

    std::string answer_text(const Question& question, const Answer& answer) const {
        if (const auto* number = std::get_if<int>(&answer)) return std::to_string(*number);
        if (const auto* day = std::get_if<CalendarDay>(&answer)) return date(m_sheet.language, *day);
        std::string text;
        for (const auto& value : std::get<std::vector<std::string>>(answer)) {
            if (!text.empty()) text += ", ";
            if (const auto* treatment = question.choose == Choose::Treatments ? m_sheet.norms.treatments.find(value) : nullptr)
                text += treatment->title.in(m_sheet.language);
            for (const auto& option : question.options)
                if (option.id == value) text += option.label.in(m_sheet.language);
        }
        return text;
    }

    void write_answers() {
        if (m_filled.answers.empty()) return;
        const auto section = m_html.in("section", {{"class", "given"}, {"aria-labelledby", "gegeven"}});
        m_html.put("h2", {{"id", "gegeven"}},
                   m_sheet.said("Uw antwoorden op ", "Your answers on ") + date(m_sheet.language, m_sheet.visit.today));
        const auto list = m_html.in("ul");
        for (const auto& question : m_interview.questions) {
            const auto found = m_filled.answers.find(question.id);
            if (found == m_filled.answers.end() || !is_asked(question)) continue;
            const auto item = m_html.in("li");
            m_html.text(question.text.in(m_sheet.language) + " ");
            m_html.put("b", answer_text(question, found->second));
        }
    }

    // Questions that are asked now, and to which there is no answer yet.
    void write_unanswered() {
        std::vector<const Question*> open;
        for (const auto& question : m_interview.questions)
            if (is_asked(question) && !m_filled.answers.contains(question.id)) open.push_back(&question);
        if (open.empty()) return;
        const auto notice = m_html.in("p", {{"class", "notice info screen"}});
        m_html.text(m_sheet.said(open.size() == 1 ? "Op één vraag gaf u geen antwoord: " : "Op " + std::to_string(open.size()) + " vragen gaf u geen antwoord, zoals: ",
                                 open.size() == 1 ? "You left one question unanswered: " : "You left " + std::to_string(open.size()) + " questions unanswered, such as: "));
        m_html.put("a", {{"href", "#" + open.front()->id}}, open.front()->text.in(m_sheet.language));
        m_html.text(m_sheet.said(" Met meer antwoorden wordt dit preciezer.", " With more answers this becomes more precise."));
    }

    void write_desk(const interviews::Desk& desk) {
        const auto block = m_html.in("div", {{"class", "desk"}});
        {
            const auto line = m_html.in("p");
            m_html.put("b", desk.name);
            const auto where = web_address(desk.where);
            if (!where.empty()) {
                m_html.text(": ");
                m_html.put("a", {{"href", where}, {"rel", "noreferrer"}}, desk.where);
            } else if (!desk.where.empty()) {
                m_html.text(": " + desk.where);
            }
        }
        m_sheet.paragraph(desk.takes.in(m_sheet.language) + (desk.not_taken.nl.empty() ? "" : " " + desk.not_taken.in(m_sheet.language)));
        m_html.put("p", {{"class", "cited"}}, m_sheet.said("Nagekeken op ", "Last checked on ") + date(m_sheet.language, desk.last_checked));
    }

    void write_one(const interviews::Advice& one) {
        const auto& outcome = *one.outcome;
        const auto item = m_html.in("li", {{"id", "uitkomst-" + outcome.id}});
        auto title = outcome.title.in(m_sheet.language);
        for (std::size_t at = 0; at < one.treatments.size(); ++at)
            title += (at == 0 ? ": " : ", ") + one.treatments[at]->title.in(m_sheet.language);
        m_html.put("h3", title);
        m_html.put("p", {{"class", "text"}}, outcome.text.in(m_sheet.language));
        if (const auto* desk = m_sheet.norms.interviews.desk(outcome.desk)) write_desk(*desk);
        m_sheet.cite(outcome.sources, outcome.certainty);
    }

    // All of it stays on one sheet: where much follows, paper has the explanation only of what comes first, and where
    // that is too much, none.
    std::string paper_class(const std::vector<interviews::Advice>& all) const {
        const auto lines = [](std::size_t bytes) { return (bytes + paper_line_bytes - 1) / paper_line_bytes; };
        std::size_t titles = 4 + lines(40 * m_filled.answers.size()), first = 0, others = 0;
        std::set<std::string_view> sources;
        const std::string* first_group = all.empty() ? nullptr : &all.front().outcome->group;
        const std::string* group = nullptr;
        for (const auto& one : all) {
            const auto& outcome = *one.outcome;
            if (!group || *group != outcome.group) titles += 2;
            group = &outcome.group;
            auto title = outcome.title.in(m_sheet.language).size() + 12 * outcome.sources.size();
            for (const auto* treatment : one.treatments) title += 2 + treatment->title.in(m_sheet.language).size();
            auto text = lines(outcome.text.in(m_sheet.language).size());
            if (const auto* desk = m_sheet.norms.interviews.desk(outcome.desk)) {
                title += desk->name.size() + desk->where.size();
                text += lines(desk->takes.in(m_sheet.language).size() + desk->not_taken.in(m_sheet.language).size()) + 1;
            }
            titles += lines(title);
            (outcome.group == *first_group ? first : others) += text;
            for (const auto& source : outcome.sources) sources.insert(source.code);
        }
        titles += sources.size() / 2;
        if (titles + first + others <= paper_lines_max) return "answer";
        return titles + first <= brief_paper_lines_max ? "answer brief" : "answer brief terse";
    }

    void write_advice() {
        const auto all = interviews::advice(m_interview, m_filled.answers, m_sheet.norms.treatments, m_sheet.visit.today);
        const auto answer = m_html.in("div", {{"class", paper_class(all)}});
        m_html.put("p", {{"class", "screen"}},
                   m_sheet.said("U kunt deze pagina afdrukken of bewaren als bladwijzer: uw antwoorden staan in het adres en nergens anders.",
                                "You can print this page or keep it as a bookmark: your answers stand in the address and nowhere else."));
        write_unanswered();
        write_answers();
        bool is_first = true;
        for (const auto& group : m_interview.groups) {
            const auto in_group = [&](const interviews::Advice& one) { return one.outcome->group == group.id; };
            if (std::ranges::none_of(all, in_group)) continue;
            const auto section = m_html.in("section", {{"class", is_first ? "group first" : "group"}, {"aria-labelledby", "groep-" + group.id}});
            is_first = false;
            m_html.put("h2", {{"id", "groep-" + group.id}}, group.title.in(m_sheet.language));
            const auto list = m_html.in("ul", {{"class", "outcomes"}});
            for (const auto& one : all)
                if (in_group(one)) write_one(one);
        }
    }

    // The answers as a practice folder, for who goes on with the check.
    void write_folder() {
        if (m_interview.id != "what-applies" || m_filled.answers.empty()) return;
        std::string command = "kader ask what-applies";
        for (const auto& given : m_filled.answers) {
            const auto add = [&](const std::string& value) { command += " --answer " + given.first + "=" + value; };
            if (const auto* number = std::get_if<int>(&given.second)) add(std::to_string(*number));
            if (const auto* day = std::get_if<CalendarDay>(&given.second)) add(iso_text(*day));
            if (const auto* values = std::get_if<std::vector<std::string>>(&given.second))
                for (const auto& value : *values) add(value);
        }
        const auto section = m_html.in("section", {{"class", "group screen"}, {"aria-labelledby", "verder"}});
        m_html.put("h2", {{"id", "verder"}}, m_sheet.said("Uw praktijk in Kader", "Your practice in Kader"));
        m_sheet.paragraph(m_sheet.said("Met dit commando begint een map met lijsten uit deze antwoorden. Daarna ziet u met kader check hoe uw praktijk ervoor staat, en neemt kader import "
                                       "haar op.",
                                       "This command begins a folder of lists with these answers. Then kader check shows how your practice stands, and kader import takes it in."));
        const auto block = m_html.in("pre");
        m_html.put("code", command + " --folder " + m_sheet.said("mijn-praktijk", "my-practice"));
    }

    void write_form(bool is_again) {
        const auto form = m_html.in("form", {{"class", "questions screen"}, {"method", "get"}, {"action", std::string{m_path}}});
        if (is_again) m_html.put("h2", m_sheet.said("Uw antwoorden aanpassen", "Change your answers"));
        m_sheet.keep_language();
        m_html.lone("input", {{"type", "hidden"}, {"name", shown_field}, {"value", "1"}});
        for (const auto& question : m_interview.questions)
            if (is_asked(question)) write_question(question, is_again);
        const auto buttons = m_html.in("p", {{"class", "buttons"}});
        m_html.put("button", {{"type", "submit"}}, m_sheet.said("Toon het antwoord", "Show the answer"));
        m_html.text(" ");
        m_html.put("a", {{"href", m_sheet.link(m_path)}}, m_sheet.said("Begin opnieuw", "Start again"));
    }

    void write_question(const Question& question, bool is_again) {
        const bool is_group = question.choose != Choose::Number && question.choose != Choose::Day;
        const auto help = question.help.nl.empty() ? std::optional<std::string>{} : question.id + "-uitleg";
        if (!is_group) {
            const auto box = m_html.in("div", {{"class", "question"}, {"id", question.id}});
            m_html.put("label", {{"for", question.id + "-veld"}}, question.text.in(m_sheet.language));
            write_help(question);
            write_field(question, help);
            return;
        }
        const auto box = m_html.in("fieldset", {{"class", "question"}, {"id", question.id}, {"aria-describedby", help}});
        m_html.put("legend", question.text.in(m_sheet.language));
        write_help(question);
        if (question.choose == Choose::Treatments) return write_treatments(question, is_again);
        const auto type = question.choose == Choose::One ? "radio" : "checkbox";
        for (const auto& option : question.options) write_choice(question, type, option.id, option.label.in(m_sheet.language));
    }

    void write_help(const Question& question) {
        if (!question.help.nl.empty()) m_html.put("p", {{"class", "help"}, {"id", question.id + "-uitleg"}}, question.help.in(m_sheet.language));
        if (const auto found = m_filled.complaints.find(question.id); found != m_filled.complaints.end())
            m_html.put("p", {{"class", "wrong"}}, found->second);
    }

    void write_field(const Question& question, const std::optional<std::string>& help) {
        const bool is_day = question.choose == Choose::Day;
        std::optional<std::string> value;
        if (const auto found = m_filled.answers.find(question.id); found != m_filled.answers.end()) {
            if (const auto* number = std::get_if<int>(&found->second)) value = std::to_string(*number);
            if (const auto* day = std::get_if<CalendarDay>(&found->second)) value = iso_text(*day);
        }
        m_html.lone("input", {{"id", question.id + "-veld"},
                              {"name", question.id},
                              {"type", is_day ? "date" : "number"},
                              {"min", is_day ? std::optional<std::string>{} : std::to_string(question.least)},
                              {"max", is_day ? std::optional<std::string>{} : std::to_string(question.most)},
                              {"aria-describedby", help},
                              {"value", value}});
    }

    void write_choice(const Question& question, const char* type, const std::string& value, std::string_view label) {
        const auto line = m_html.in("label", {{"class", "choice"}});
        m_html.lone("input", {{"type", type}, {"name", question.id}, {"value", value}, {"checked", Html::only_if(is_chosen(question, value))}});
        m_html.put("span", label);
    }

    // Those chosen, those found, and behind a fold all others: each of them once.
    void write_treatments(const Question& question, bool is_again) {
        const auto& treatments = m_sheet.norms.treatments;
        std::set<const Treatment*> shown;
        const auto show = [&](const Treatment& one) {
            if (shown.insert(&one).second) write_choice(question, "checkbox", one.id, one.title.in(m_sheet.language));
        };
        if (const auto* values = chosen(question))
            for (const auto& value : *values)
                if (const auto* one = treatments.find(value)) show(*one);
        if (!m_filled.searched.empty()) {
            const auto found = treatments.search(m_filled.searched, found_max);
            m_html.put("p", {{"class", "help"}, {"role", "status"}},
                       found.empty() ? m_sheet.said("Niets gevonden voor ", "Nothing found for ") + "\"" + m_filled.searched + "\"" +
                                           m_sheet.said(". Zoek met een ander woord, of kies dit:", ". Search with another word, or choose this:")
                                     : m_sheet.said("Gevonden voor ", "Found for ") + "\"" + m_filled.searched + "\":");
            for (const auto* one : found) show(*one);
            show(treatments.unknown());
        }
        {
            const auto line = m_html.in("p", {{"class", "search"}});
            m_html.put("label", {{"for", "zoekveld"}}, m_sheet.said("Zoek een behandeling", "Search for a treatment"));
            m_html.lone("input", {{"id", "zoekveld"}, {"name", search_field}, {"type", "search"}, {"maxlength", "100"}, {"autocomplete", "off"}});
            m_html.put("button", {{"type", "submit"}, {"class", "second"}, {"formaction", std::string{m_path} + "#" + question.id}},
                       m_sheet.said("Zoek", "Search"));
        }
        // Beside an answer they would weigh more than they help.
        if (is_again) return;
        const auto fold = m_html.in("details");
        m_html.put("summary", m_sheet.said("Alle behandelingen", "All treatments"));
        for (const auto& one : treatments.treatments()) show(one);
    }

    Sheet& m_sheet;
    Html& m_html;
    const Interview& m_interview;
    std::string_view m_path;
    Filled m_filled;
};

}  // namespace

Page Pages::interview(std::string_view id, const Visit& visit) const {
    const auto* interview = m_norms.interviews.find(id);
    if (!interview) return nothing_here(visit);
    const auto path = id == "what-applies" ? "/wat-geldt" : "/waar-terecht";
    auto filled = filled_of(*interview, m_norms.treatments, visit);
    Sheet sheet{m_norms, visit};
    const Frame frame{path, interview->title, interview->last_checked, filled.kept};
    InterviewPage page{sheet, *interview, path, std::move(filled)};
    return framed(sheet, frame, [&] { page.write(); });
}

}  // namespace kader::public_pages
