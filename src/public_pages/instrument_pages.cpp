// The register of quality instruments: what there is, the life of each as a time line, and what a new edition changed.

#include <algorithm>
#include <set>

#include "instruments/resting_rows.h"
#include "instruments/words.h"
#include "public_pages/frame.h"

namespace kader::public_pages {

namespace {

using instruments::Backed;
using instruments::Change;
using instruments::Instrument;
using instruments::RestingRow;
using instruments::When;

constexpr const char* register_path = "/kwaliteitsinstrumenten";

std::string page_of(const Instrument& one) { return std::string{register_path} + "/" + one.id; }

std::string day_text(const Sheet& sheet, const std::optional<CalendarDay>& day) {
    return day ? date(sheet.language, *day) : sheet.said("onbekend", "unknown");
}

std::string when_text(const Sheet& sheet, const When& when) {
    return when.words.nl.empty() ? day_text(sheet, when.on) : when.words.in(sheet.language);
}

std::string capital(std::string_view text) {
    std::string made{text};
    if (!made.empty() && 'a' <= made[0] && made[0] <= 'z') made[0] = static_cast<char>(made[0] - 'a' + 'A');
    return made;
}

std::string status_line(const Sheet& sheet, const Instrument& one) {
    const auto* status = one.status_on(sheet.visit.today);
    if (!status) return sheet.said("De stand van vandaag is niet bekend.", "Its status of today is not known.");
    return capital(instruments::status_text(sheet.language, status->status)) + sheet.said(" sinds ", " since ") + when_text(sheet, status->when) + ".";
}

class InstrumentPage {
public:
    InstrumentPage(Sheet& sheet, const Instrument& one) : m_sheet(sheet), m_html(sheet.html), m_one(one) {}

    void write() {
        {
            const auto line = m_html.in("p", {{"class", "back"}});
            m_sheet.link_to(register_path, m_sheet.said("Alle kwaliteitsinstrumenten", "All quality instruments"));
        }
        m_html.put("h1", m_one.title.in(m_sheet.language));
        m_html.put("p", {{"class", "lead"}}, m_one.about.in(m_sheet.language));
        write_now();
        write_time_line();
        write_versions();
        write_deliveries();
        write_then_and_now();
        write_positions();
        write_open();
        write_parties();
        write_rows();
        m_sheet.sources();
    }

private:
    // A part with a heading, when there is something in it.
    template <class Rows, class Write>
    void part(const char* id, std::string_view nl, std::string_view en, const Rows& rows, Write write) {
        if (rows.empty()) return;
        const auto section = m_html.in("section", {{"class", "group"}, {"aria-labelledby", id}});
        m_html.put("h2", {{"id", id}}, m_sheet.said(nl, en));
        const auto list = m_html.in("ul", {{"class", "outcomes"}});
        for (const auto& row : rows) {
            const auto item = m_html.in("li");
            write(row);
        }
    }
    void fact(std::string_view name, std::string_view value) {
        m_html.put("dt", name);
        m_html.put("dd", value);
    }

    void write_now() {
        const auto facts = m_html.in("dl", {{"class", "facts"}});
        fact(m_sheet.said("Soort", "Kind"), capital(instruments::kind_text(m_sheet.language, m_one.kind)));
        fact(m_sheet.said("Stand vandaag", "Status today"), status_line(m_sheet, m_one));
        if (const auto* version = m_one.version_on(m_sheet.visit.today)) fact(m_sheet.said("Te volgen versie", "Version to follow"), version->title.in(m_sheet.language));
        if (m_one.where.empty()) return;
        m_html.put("dt", m_sheet.said("Te vinden op", "Found at"));
        const auto cell = m_html.in("dd");
        if (const auto where = web_address(m_one.where); !where.empty())
            m_html.put("a", {{"href", where}, {"rel", "noreferrer"}}, m_one.where);
        else
            m_html.text(m_one.where);
    }

    // Statuses and decisions, oldest first, and where today stands among them.
    void write_time_line() {
        struct Moment {
            CalendarDay on;
            const When* when;
            std::string title, text;
            const Backed* backed;
            bool is_status;
        };
        std::vector<Moment> moments;
        for (const auto& change : m_one.history) {
            const bool is_note = change.status == instruments::Status::Note;
            moments.push_back({*change.when.on, &change.when, is_note ? std::string{} : capital(instruments::status_text(m_sheet.language, change.status)),
                               change.text.in(m_sheet.language), &change.backed, !is_note});
        }
        for (const auto& decision : m_one.decisions)
            moments.push_back({*decision.when.on, &decision.when, m_sheet.said("Besluit van ", "Decision of ") + decision.body, decision.text.in(m_sheet.language),
                               &decision.backed, false});
        std::ranges::stable_sort(moments, {}, &Moment::on);
        if (moments.empty()) return;
        const auto section = m_html.in("section", {{"class", "group"}, {"aria-labelledby", "loop"}});
        m_html.put("h2", {{"id", "loop"}}, m_sheet.said("Wat er gebeurde", "What happened"));
        const auto list = m_html.in("ol", {{"class", "timeline"}});
        bool is_past = true;
        for (const auto& moment : moments) {
            if (is_past && moment.on > m_sheet.visit.today) {
                is_past = false;
                write_today();
            }
            const auto item = m_html.in("li", {{"class", moment.is_status ? std::optional<std::string>{"status"} : std::nullopt}});
            m_html.put("p", {{"class", "when"}}, when_text(m_sheet, *moment.when));
            if (!moment.title.empty()) m_html.put("h3", moment.title);
            m_sheet.paragraph(moment.text);
            m_sheet.cite(moment.backed->sources, moment.backed->certainty);
        }
        if (is_past) write_today();
    }
    void write_today() {
        const auto item = m_html.in("li", {{"class", "today"}});
        m_html.put("p", {{"class", "when"}}, m_sheet.said("Vandaag, ", "Today, ") + date(m_sheet.language, m_sheet.visit.today));
        m_sheet.paragraph(status_line(m_sheet, m_one));
    }

    void write_versions() {
        part("versies", "Versies", "Versions", m_one.versions, [&](const instruments::Version& version) {
            m_html.put("h3", version.title.in(m_sheet.language));
            {
                const auto facts = m_html.in("dl", {{"class", "facts"}});
                fact(m_sheet.said("In het register", "In the register"), day_text(m_sheet, version.registered_on));
                fact(m_sheet.said("Te volgen vanaf", "To be followed from"), day_text(m_sheet, version.implemented_on));
                fact(m_sheet.said("Hier opgeschreven", "Written down here"), day_text(m_sheet, version.recorded_on));
            }
            m_sheet.cite(version.backed.sources, version.backed.certainty);
        });
    }

    void write_deliveries() {
        part("beloofd", "Wat is beloofd", "What was promised", m_one.deliveries, [&](const instruments::Delivery& delivery) {
            m_html.put("h3", delivery.what.in(m_sheet.language));
            {
                const auto facts = m_html.in("dl", {{"class", "facts"}});
                fact(m_sheet.said("Uiterlijk", "Due"), day_text(m_sheet, delivery.promised));
                fact(m_sheet.said("Geleverd", "Delivered"), day_text(m_sheet, delivery.delivered));
            }
            m_sheet.cite(delivery.backed.sources, delivery.backed.certainty);
        });
    }

    void write_then_and_now() {
        part("toen-en-nu", "Toen en nu", "Then and now", m_one.then_and_now, [&](const instruments::ThenAndNow& both) {
            {
                const auto facts = m_html.in("dl", {{"class", "facts"}});
                fact(m_sheet.said("Toen", "Then") + (both.said_on.on ? " (" + when_text(m_sheet, both.said_on) + ")" : std::string{}), both.said.in(m_sheet.language));
                fact(m_sheet.said("Nu", "Now") + (both.since ? m_sheet.said(" (sinds ", " (since ") + date(m_sheet.language, *both.since) + ")" : std::string{}),
                     both.now.in(m_sheet.language));
            }
            m_sheet.cite(both.backed.sources, both.backed.certainty);
        });
    }

    void write_positions() {
        part("oneens", "Waarover partijen het oneens zijn", "Where parties disagree", m_one.positions, [&](const instruments::Position& position) {
            m_html.put("h3", position.party + (position.when.on ? " (" + when_text(m_sheet, position.when) + ")" : std::string{}));
            m_sheet.paragraph(position.text.in(m_sheet.language));
            m_sheet.cite(position.backed.sources, position.backed.certainty);
        });
    }

    void write_open() {
        part("open", "Wat nog open is", "What is still open", m_one.open, [&](const instruments::OpenPoint& point) {
            m_sheet.paragraph(point.text.in(m_sheet.language));
            m_sheet.cite(point.backed.sources, point.backed.certainty);
        });
    }

    void write_parties() {
        part("wie", "Wie erbij betrokken zijn", "Who is involved", m_one.parties, [&](const instruments::Party& party) {
            auto line = party.name + ": " + std::string{instruments::role_text(m_sheet.language, party.role)};
            if (party.from) line += m_sheet.said(" vanaf ", " from ") + date(m_sheet.language, *party.from);
            if (party.until) line += m_sheet.said(" tot en met ", " through ") + date(m_sheet.language, *party.until - Days{1});
            m_sheet.paragraph(line);
        });
    }

    void write_rows() {
        const auto rows = instruments::resting_rows(m_one, m_sheet.norms.book, m_sheet.norms.rules);
        if (rows.empty()) return;
        const auto section = m_html.in("section", {{"class", "group"}, {"aria-labelledby", "normen"}});
        m_html.put("h2", {{"id", "normen"}}, m_sheet.said("Normen van Kader die hierop rusten", "Norms of Kader that rest on this"));
        for (auto at = rows.begin(); at != rows.end();) {
            const auto end = std::find_if(at, rows.end(), [&](const RestingRow& row) { return row.version != at->version; });
            const auto fold = m_html.in("details");
            m_html.put("summary", (at->version ? at->version->title.in(m_sheet.language)
                                               : m_sheet.said("Niet bekend op welke versie", "Not known on which version")) + ": " + std::to_string(end - at));
            const auto list = m_html.in("ul", {{"class", "rows"}});
            for (; at != end; ++at) {
                const auto item = m_html.in("li");
                m_html.text(std::string{instruments::row_text(m_sheet.language, at->of)} + " ");
                m_html.put("code", at->id);
            }
        }
    }

    Sheet& m_sheet;
    Html& m_html;
    const Instrument& m_one;
};

template <class Ids, class Text>
void list_of(Sheet& sheet, std::string_view name, const Ids& ids, Text text) {
    if (ids.empty()) return;
    sheet.html.put("dt", name);
    const auto cell = sheet.html.in("dd");
    bool is_first = true;
    for (const auto& id : ids) {
        if (!is_first) sheet.html.text("; ");
        is_first = false;
        sheet.html.text(text(id));
    }
}

void write_change(Sheet& sheet, const Change& change) {
    auto& html = sheet.html;
    const auto language = sheet.language;
    const auto item = html.in("li");
    html.put("h2", capital(instruments::what_text(language, change.what)) + ": " + std::string{instruments::of_text(language, change.of)} +
                       (change.of == Change::Of::Question ? " " + change.id : std::string{}) + ", " + change.title.in(language));
    const auto facts = html.in("dl", {{"class", "facts"}});
    list_of(sheet, sheet.said("Anders", "Different"), change.parts, [&](const std::string& part) { return instruments::part_text(language, part); });
    const auto same = [](const std::string& id) { return id; };
    list_of(sheet, sheet.said("Raakt de vragen", "Touches the questions"), change.questions, [](int number) { return std::to_string(number); });
    list_of(sheet, sheet.said("Raakt de eisen", "Touches the requirements"), change.requirements, [&](const std::string& id) {
        for (const auto* book : {&sheet.norms.book, sheet.norms.earlier->book})
            for (const auto& one : book->requirements())
                if (one.id == id) return one.title.in(language);
        return id;
    });
    list_of(sheet, sheet.said("Raakt de documenten", "Touches the documents"), change.documents, same);
    list_of(sheet, sheet.said("Raakt de behandelingen", "Touches the treatments"), change.treatments, same);
    list_of(sheet, sheet.said("Raakt de termijnen", "Touches the terms"), change.rules, same);
    html.put("dt", sheet.said("Norm", "Norm"));
    const auto cell = html.in("dd");
    html.put("code", change.id);
}

}  // namespace

Page Pages::instruments(const Visit& visit) const {
    Sheet sheet{m_norms, visit};
    auto& html = sheet.html;
    CalendarDay last_checked{};
    for (const auto& one : m_norms.instruments.all()) last_checked = std::max(last_checked, one.last_checked);
    return framed(sheet, {register_path, {"Kwaliteitsinstrumenten", "Quality instruments"}, last_checked}, [&] {
        html.put("h1", sheet.said("Kwaliteitsinstrumenten", "Quality instruments"));
        html.put("p", {{"class", "lead"}},
                 sheet.said("Dit zijn de afspraken en regels waar goede cosmetische zorg op rust. Van elk leest u sinds wanneer het geldt, wie erover "
                            "gaat en wat nog niet bekend is.",
                            "These are the agreements and rules on which good cosmetic care rests. Of each you read since when it holds, who decides on it "
                            "and what is not known yet."));
        if (m_norms.earlier) {
            const auto line = html.in("p", {{"class", "notice info"}});
            sheet.link_to(std::string{register_path} + "/wat-veranderde", sheet.said("Er is een nieuwe uitgave: lees wat er veranderde", "There is a new edition: read what changed"));
        }
        const auto list = html.in("ul", {{"class", "cards"}});
        for (const auto& one : m_norms.instruments.all()) {
            const auto item = html.in("li");
            {
                const auto title = html.in("h2");
                sheet.link_to(page_of(one), one.title.in(sheet.language));
            }
            sheet.paragraph(capital(instruments::kind_text(sheet.language, one.kind)) + ". " + status_line(sheet, one));
            const auto rows = instruments::count_of(instruments::resting_rows(one, m_norms.book, m_norms.rules));
            if (rows > 0)
                html.put("p", {{"class", "cited"}}, sheet.said("Normen van Kader die hierop rusten: ", "Norms of Kader that rest on this: ") + std::to_string(rows));
        }
    });
}

Page Pages::instrument(std::string_view id, const Visit& visit) const {
    const auto* one = m_norms.instruments.find(id);
    if (!one) return nothing_here(visit);
    Sheet sheet{m_norms, visit};
    const auto own = page_of(*one);
    return framed(sheet, {own, one->title, one->last_checked}, [&] { InstrumentPage{sheet, *one}.write(); });
}

Page Pages::changes(const Visit& visit) const {
    if (!m_norms.earlier) return nothing_here(visit);
    Sheet sheet{m_norms, visit};
    auto& html = sheet.html;
    const auto all = instruments::changes_between(*m_norms.earlier, m_norms.now());
    return framed(sheet, {"/kwaliteitsinstrumenten/wat-veranderde", {"Wat veranderde", "What changed"}}, [&] {
        {
            const auto line = html.in("p", {{"class", "back"}});
            sheet.link_to(register_path, sheet.said("Alle kwaliteitsinstrumenten", "All quality instruments"));
        }
        html.put("h1", sheet.said("Wat veranderde met deze uitgave", "What this edition changed"));
        html.put("p", {{"class", "lead"}},
                 sheet.said("Vergeleken zijn uitgave ", "Compared are edition ") + short_edition(*m_norms.earlier->book) + sheet.said(" (eerder) en ", " (earlier) and ") +
                     short_edition(m_norms.book) + sheet.said(" (nu). Gevonden: ", " (now). Found: ") +
                     (all.size() == 1 ? sheet.said("één verandering.", "one change.") : std::to_string(all.size()) + sheet.said(" veranderingen.", " changes.")));
        html.put("p", {{"class", "notice info"}},
                 sheet.said("Wat dit voor uw eigen praktijk betekent, vraagt u op de computer waar uw gegevens staan: kader instruments gap, met uw map of praktijk.",
                            "What this means for your own practice you ask on the computer that has your data: kader instruments gap, with your folder or practice."));
        if (all.empty()) return;
        const auto section = html.in("section", {{"class", "group first"}, {"aria-label", sheet.said("Veranderingen", "Changes")}});
        const auto list = html.in("ul", {{"class", "outcomes"}});
        for (const auto& change : all) write_change(sheet, change);
    });
}

}  // namespace kader::public_pages
