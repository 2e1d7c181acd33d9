#include "public_pages/frame.h"

namespace kader::public_pages {

namespace {

struct Card {
    std::string_view path;
    Text title, about;
};
const std::vector<Card>& cards() {
    static const std::vector<Card> all = {
        {"/wat-geldt",
         {"Wat geldt voor mij?", "What applies to me?"},
         {"U geeft cosmetische behandelingen, of u gaat beginnen. Lees welke wetten voor u gelden en wat u eerst regelt.",
          "You give cosmetic treatments, or are about to start. Read which laws apply to you and what to arrange first."}},
        {"/waar-terecht",
         {"Waar kan ik terecht?", "Where can I turn?"},
         {"U hebt een vraag, een klacht of zorgen over een behandeling, een behandelaar of een bureau. Lees wie u kan helpen.",
          "You have a question, a complaint or worries about a treatment, a practitioner or an agency. Read who can help you."}},
        {"/zwijgbeding",
         {"Mogen zij mij laten zwijgen?", "May they silence me?"},
         {"In uw papieren staat dat u niet mag klagen of praten. Laat de tekst nakijken en lees wat de wet zegt.",
          "Your papers say that you may not complain or speak. Have the text read, and see what the law says."}},
        {"/kwaliteitsinstrumenten",
         {"Kwaliteitsinstrumenten", "Quality instruments"},
         {"Het kwaliteitskader, richtlijnen en toetsingskaders: wat zij zijn, sinds wanneer zij gelden en wat er veranderde.",
          "The quality framework, guidelines and inspection frameworks: what they are, since when they hold and what changed."}},
    };
    return all;
}

}  // namespace

Page Pages::home(const Visit& visit) const {
    Sheet sheet{m_norms, visit};
    auto& html = sheet.html;
    return framed(sheet, {"/", {"Kader: goede cosmetische zorg, uitgelegd", "Kader: good cosmetic care, explained"}}, [&] {
        html.put("h1", sheet.said("Goede cosmetische zorg, uitgelegd", "Good cosmetic care, explained"));
        html.put("p", {{"class", "lead"}},
                 sheet.said("Vier hulpmiddelen voor iedereen: voor wie een behandeling krijgt, voor wie er een geeft, en voor wie wil weten hoe het zit. "
                            "U hebt geen account nodig en wij bewaren niets.",
                            "Four instruments for everybody: for those who have a treatment, for those who give one, and for those who want to know. "
                            "You need no account and we keep nothing."));
        {
            const auto list = html.in("ul", {{"class", "cards"}});
            for (const auto& card : cards()) {
                const auto item = html.in("li");
                {
                    const auto title = html.in("h2");
                    sheet.link_to(card.path, card.title.in(sheet.language));
                }
                sheet.paragraph(card.about.in(sheet.language));
            }
        }
        if (!m_norms.has_staff) return;
        const auto line = html.in("p");
        html.text(sheet.said("Werkt u in een praktijk die Kader gebruikt? ", "Do you work in a practice that uses Kader? "));
        html.put("a", {{"href", "/app/"}}, sheet.said("Meld u aan", "Sign in"));
        html.text(".");
    });
}

Page Pages::nothing_here(const Visit& visit) const {
    Sheet sheet{m_norms, visit};
    return framed(
        sheet, {"/", {"Deze pagina is er niet", "There is no such page"}},
        [&] {
            sheet.html.put("h1", sheet.said("Deze pagina is er niet", "There is no such page"));
            sheet.paragraph(sheet.said("Misschien is het adres verkeerd overgenomen. Kies hierboven een pagina.",
                                       "Perhaps the address was copied wrongly. Choose a page above."));
        },
        404);
}

}  // namespace kader::public_pages
