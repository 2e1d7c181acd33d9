// May they forbid me to speak: a text goes in, and comes back with the sentences marked that forbid or punish it.

#include <algorithm>

#include "clauses/words.h"
#include "public_pages/frame.h"

namespace kader::public_pages {

namespace {

using clauses::Kind;
using clauses::Mark;
using clauses::Reading;

constexpr const char* clause_path = "/zwijgbeding";
const Text clause_title = {"Mogen zij mij laten zwijgen?", "May they silence me?"};

// A text up to so long comes back whole; of a longer one each marked sentence with what stands around it.
constexpr std::size_t whole_bytes_max = 20'000;
constexpr std::size_t around_bytes = 400;
// More marks than this are counted, and not shown.
constexpr std::size_t shown_marks_max = 100;

const Kind* find(const std::vector<Kind>& all, std::string_view id) {
    const auto found = std::ranges::find(all, id, &Kind::id);
    return found == all.end() ? nullptr : &*found;
}

// A place in a text where a character begins, at or before this one.
std::size_t character_begin(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
}

std::optional<CalendarDay> day_of(const std::string& text) {
    const auto day = parse_day(text);
    return day ? std::optional{*day} : std::nullopt;
}

void write_lead(Sheet& sheet) {
    auto& html = sheet.html;
    html.put("h1", clause_title.in(sheet.language));
    html.put("p", {{"class", "lead"}},
             sheet.said("Plak hier de tekst van uw contract, formulier of mail, of kies een bestand. U leest welke zinnen u verbieden te "
                        "praten of te klagen, en wat de wet daarover zegt.",
                        "Paste the text of your contract, form or mail here, or choose a file. You read which sentences forbid you to "
                        "speak or complain, and what the law says."));
    html.put("p", {{"class", "notice info"}},
             sheet.said("Uw tekst wordt niet bewaard: niet op schijf en niet in een logboek. U mag namen eruit halen.",
                        "Your text is not kept: not on disk and not in a log. You may take names out."));
}

void write_form(Sheet& sheet, const GivenText& given) {
    auto& html = sheet.html;
    const auto form = html.in("form", {{"class", "questions screen"}, {"method", "post"}, {"action", sheet.link(clause_path)}, {"enctype", "multipart/form-data"}});
    {
        const auto box = html.in("div", {{"class", "question"}});
        html.put("label", {{"for", "tekst"}}, sheet.said("De tekst", "The text"));
        html.put("p", {{"class", "help"}, {"id", "tekst-uitleg"}},
                 sheet.said("Nederlands of Engels. Alleen de bladzijden over geheimhouding, klachten of recensies is genoeg.",
                            "Dutch or English. Only the pages on confidentiality, complaints or reviews will do."));
        html.put("textarea", {{"id", "tekst"}, {"name", "tekst"}, {"rows", "10"}, {"aria-describedby", "tekst-uitleg"}}, "");
    }
    {
        const auto box = html.in("div", {{"class", "question"}});
        html.put("label", {{"for", "bestand"}}, sheet.said("Of een bestand", "Or a file"));
        html.put("p", {{"class", "help"}, {"id", "bestand-uitleg"}},
                 sheet.said("PDF, Word (docx) of gewone tekst, hoogstens 10 MB. Een foto kan niet worden gelezen.",
                            "PDF, Word (docx) or plain text, at most 10 MB. A photograph cannot be read."));
        html.lone("input", {{"type", "file"}, {"id", "bestand"}, {"name", "bestand"}, {"accept", ".pdf,.docx,.txt"}, {"aria-describedby", "bestand-uitleg"}});
    }
    {
        const auto box = html.in("div", {{"class", "question"}});
        html.put("label", {{"for", "getekend"}}, sheet.said("Wanneer hebt u getekend?", "When did you sign?"));
        html.put("p", {{"class", "help"}, {"id", "getekend-uitleg"}},
                 sheet.said("De wet veranderde. Weet u de dag niet, laat dit dan leeg.", "The law changed. If you do not know the day, leave this empty."));
        html.lone("input", {{"type", "date"}, {"id", "getekend"}, {"name", "getekend"}, {"aria-describedby", "getekend-uitleg"},
                            {"value", given.signed_on.empty() ? std::optional<std::string>{} : given.signed_on}});
    }
    {
        const auto box = html.in("fieldset", {{"class", "question"}});
        html.put("legend", sheet.said("Met wie is de afspraak?", "Who is it agreed with?"));
        const auto choice = [&](const std::string& value, std::string_view label) {
            const auto line = html.in("label", {{"class", "choice"}});
            html.lone("input", {{"type", "radio"}, {"name", "wie"}, {"value", value.empty() ? "tekst" : value}, {"checked", Html::only_if(given.party == value)}});
            html.put("span", label);
        };
        choice("", sheet.said("Kijk in de tekst", "Look in the text"));
        choice("care-provider", sheet.said("Een praktijk of kliniek in Nederland", "A practice or clinic in the Netherlands"));
        choice("intermediary", sheet.said("Een bureau dat de behandeling regelt", "An agency that arranges the treatment"));
        choice("foreign", sheet.said("Een kliniek of bureau in het buitenland", "A clinic or agency abroad"));
    }
    const auto buttons = html.in("p", {{"class", "buttons"}});
    html.put("button", {{"type", "submit"}}, sheet.said("Lees mijn tekst", "Read my text"));
}

class ReadingPage {
public:
    ReadingPage(Sheet& sheet, const GivenText& given) : m_sheet(sheet), m_html(sheet.html), m_given(given) {}

    void write() {
        const auto& text = m_given.text;
        const auto reading = m_sheet.norms.clauses.read(text);
        m_html.put("h1", clause_title.in(m_sheet.language));
        for (const auto& note : m_given.notes) m_html.put("p", {{"class", "notice info"}}, note);
        if (reading.is_cut)
            m_html.put("p", {{"class", "notice soon"}}, m_sheet.said("De tekst is langer dan 2 MB; wat daarachter staat, is niet gelezen.",
                                                                  "The text is longer than 2 MB; what comes behind that was not read."));
        if (!reading.is_known_language) {
            m_html.put("p", {{"class", "notice soon"}},
                       m_sheet.said("In deze tekst herkennen wij geen Nederlands en geen Engels. Daarom kunnen wij er niets over zeggen. Laat de tekst vertalen "
                                    "en probeer het opnieuw.",
                                    "We recognise no Dutch and no English in this text. So we can say nothing of it. Have the text translated and try again."));
            return;
        }
        write_finding(reading);
        if (!reading.marks.empty()) {
            write_law(reading);
            write_marks(reading);
        }
        write_allowed(reading);
        write_text(reading);
        m_sheet.sources();
    }

private:
    void write_finding(const Reading& reading) {
        if (reading.marks.empty()) {
            const auto notice = m_html.in("div", {{"class", "notice ok"}, {"role", "status"}});
            m_html.put("h2", m_sheet.said("Geen zin gevonden die u laat zwijgen", "No sentence found that silences you"));
            m_sheet.paragraph(m_sheet.said("Dat is geen bewijs dat zo'n zin er niet staat: lees zelf ook.", "That is no proof that there is none: read it yourself too."));
            return;
        }
        const auto count = reading.marks.size();
        const auto notice = m_html.in("div", {{"class", "notice stop"}, {"role", "status"}});
        m_html.put("h2", m_sheet.said(count == 1 ? "Eén zin verbiedt u te spreken of straft u ervoor" : std::to_string(count) + " zinnen verbieden u te spreken of straffen u ervoor",
                                      count == 1 ? "One sentence forbids you to speak or punishes you for it" : std::to_string(count) + " sentences forbid you to speak or punish you for it"));
        m_sheet.paragraph(m_sheet.said("Hieronder staat wat de wet zegt, en daarna elke zin.", "Below is what the law says, and then each sentence."));
    }

    void write_law(const Reading& reading) {
        const auto party = m_given.party.empty() ? reading.counterparty : m_given.party;
        const auto section = m_html.in("section", {{"class", "group first"}, {"aria-labelledby", "wet"}});
        m_html.put("h2", {{"id", "wet"}}, m_sheet.said("Wat de wet zegt", "What the law says"));
        {
            const auto day = day_of(m_given.signed_on);
            auto line = m_sheet.said("De andere partij: ", "The other party: ") + std::string{clauses::party_text(m_sheet.language, party)} + ". ";
            line += day ? m_sheet.said("Getekend op ", "Signed on ") + date(m_sheet.language, *day) + "."
                        : m_sheet.said("De dag van tekenen is niet ingevuld.", "The day of signing was not filled in.");
            m_sheet.paragraph(line);
        }
        const auto* holding = m_sheet.norms.clauses.holding(party, day_of(m_given.signed_on));
        if (!holding) {
            m_sheet.paragraph(m_sheet.said("Wat de wet hierover zegt, weten wij niet.", "What the law says of this, we do not know."));
            return;
        }
        m_html.put("h3", holding->title.in(m_sheet.language));
        m_sheet.paragraph(holding->text.in(m_sheet.language));
        m_sheet.cite(holding->sources, holding->certainty);
        const auto line = m_html.in("p", {{"class", "screen"}});
        m_sheet.link_to("/waar-terecht", m_sheet.said("Waar kunt u hiermee terecht?", "Where can you turn with this?"));
    }

    void write_marks(const Reading& reading) {
        const auto section = m_html.in("section", {{"class", "group"}, {"aria-labelledby", "zinnen"}});
        m_html.put("h2", {{"id", "zinnen"}}, m_sheet.said("De zinnen", "The sentences"));
        {
            const auto list = m_html.in("ol", {{"class", "marks"}});
            for (std::size_t at = 0; at < std::min(reading.marks.size(), shown_marks_max); ++at) write_mark(reading.marks[at], at);
        }
        if (reading.marks.size() > shown_marks_max)
            m_sheet.paragraph(m_sheet.said("En nog ", "And ") + std::to_string(reading.marks.size() - shown_marks_max) + m_sheet.said(" zinnen.", " more sentences."));
    }

    void write_mark(const Mark& mark, std::size_t at) {
        const auto* kind = find(m_sheet.norms.clauses.kinds(), mark.kind);
        const auto item = m_html.in("li", {{"id", "zin-" + std::to_string(at + 1)}});
        m_html.put("h3", kind ? kind->title.in(m_sheet.language) : mark.kind);
        m_html.put("blockquote", std::string_view{m_given.text}.substr(mark.begin, mark.end - mark.begin));
        m_sheet.paragraph(mark.why.in(m_sheet.language));
        m_html.put("p", {{"class", "cited"}},
                   m_sheet.said("Hoe zeker wij zijn: ", "How sure we are: ") + std::string{clauses::sureness_text(m_sheet.language, mark.sureness)});
    }

    void write_allowed(const Reading& reading) {
        if (reading.legitimate.empty()) return;
        const auto section = m_html.in("section", {{"class", "group"}, {"aria-labelledby", "mag"}});
        m_html.put("h2", {{"id", "mag"}}, m_sheet.said("Geheimhouding die wel mag", "Confidentiality that is allowed"));
        for (const auto& id : reading.legitimate)
            if (const auto* kind = find(m_sheet.norms.clauses.legitimate(), id)) {
                m_html.put("h3", kind->title.in(m_sheet.language));
                m_sheet.paragraph(kind->explain.in(m_sheet.language));
                m_sheet.cite(kind->sources, kind->certainty);
            }
    }

    // The text with its marks in place.
    void write_text(const Reading& reading) {
        const auto& text = m_given.text;
        const bool is_whole = text.size() <= whole_bytes_max;
        if (!is_whole && reading.marks.empty()) return;
        const auto section = m_html.in("section", {{"class", "group own"}, {"aria-labelledby", "eigen"}});
        m_html.put("h2", {{"id", "eigen"}}, is_whole ? m_sheet.said("Uw tekst", "Your text") : m_sheet.said("Waar zij staan in uw tekst", "Where they stand in your text"));
        const auto box = m_html.in("div", {{"class", "paper"}});
        std::size_t done = 0;
        const auto write_plain = [&](std::size_t until) {
            if (until > done) m_html.text(std::string_view{text}.substr(done, until - done));
            done = until;
        };
        for (std::size_t at = 0; at < std::min(reading.marks.size(), shown_marks_max); ++at) {
            const auto& mark = reading.marks[at];
            if (!is_whole && mark.begin > done + 2 * around_bytes) {
                if (done > 0) write_plain(character_begin(text, done + around_bytes));
                m_html.put("p", {{"class", "gap"}}, "…");
                done = character_begin(text, mark.begin - around_bytes);
            }
            write_plain(mark.begin);
            const auto marked = m_html.in("mark");
            m_html.text(std::string_view{text}.substr(mark.begin, mark.end - mark.begin));
            m_html.text(" ");
            m_html.put("a", {{"href", "#zin-" + std::to_string(at + 1)}}, "[" + std::to_string(at + 1) + "]");
            done = mark.end;
        }
        write_plain(is_whole ? text.size() : character_begin(text, std::min(text.size(), done + around_bytes)));
    }

    Sheet& m_sheet;
    Html& m_html;
    const GivenText& m_given;
};

Frame frame_of(const Sheet& sheet) {
    CalendarDay last_checked{};
    for (const auto& holding : sheet.norms.clauses.holdings()) last_checked = std::max(last_checked, holding.last_checked);
    return {clause_path, clause_title, last_checked, {}};
}

}  // namespace

Page Pages::clause_form(const Visit& visit) const {
    Sheet sheet{m_norms, visit};
    return framed(sheet, frame_of(sheet), [&] {
        write_lead(sheet);
        write_form(sheet, {});
    });
}

Page Pages::clause_reading(const Visit& visit, const GivenText& asked) const {
    Sheet sheet{m_norms, visit};
    auto given = asked;
    if (std::ranges::find(clauses::parties(), given.party) == clauses::parties().end()) given.party.clear();
    const auto day = day_of(given.signed_on);
    if (!given.refusal && trimmed(given.text).empty())
        given.refusal = sheet.said("Er is geen tekst. Plak een tekst of kies een bestand.", "There is no text. Paste a text or choose a file.");
    if (!given.refusal && !trimmed(given.signed_on).empty() && !day)
        given.refusal = sheet.said("De dag van tekenen is geen dag.", "The day of signing is no day.");
    if (!given.refusal && day && *day > visit.today)
        given.refusal = sheet.said("De dag van tekenen ligt in de toekomst. Wie nog niet getekend heeft, hoeft dat niet te doen: laat de dag leeg.",
                                   "The day of signing lies in the future. Who has not signed yet need not do so: leave the day empty.");
    if (given.refusal)
        return framed(
            sheet, frame_of(sheet),
            [&] {
                write_lead(sheet);
                sheet.html.put("p", {{"class", "notice stop"}, {"role", "alert"}}, *given.refusal);
                write_form(sheet, given);
            },
            422);
    return framed(sheet, frame_of(sheet), [&] {
        ReadingPage{sheet, given}.write();
        const auto line = sheet.html.in("p", {{"class", "screen"}});
        sheet.link_to(clause_path, sheet.said("Lees nog een tekst", "Read another text"));
    });
}

}  // namespace kader::public_pages
