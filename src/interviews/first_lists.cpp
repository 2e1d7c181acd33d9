#include "interviews/first_lists.h"

#include <algorithm>

namespace kader::interviews {

namespace {

using About = FirstNote::About;
using Words = std::vector<std::string>;

// What was answered to questions that are asked.
class Given {
public:
    Given(const Interview& interview, const Answers& answers, const Catalogue& catalogue, CalendarDay on) {
        for (const auto& question : interview.questions) {
            const auto answer = answers.find(question.id);
            if (answer == answers.end() || !is_asked(interview, question, answers, catalogue, on)) continue;
            m_answers.emplace(question.id, answer->second);
            if (question.choose != Choose::Treatments) continue;
            for (const auto& id : std::get<Words>(answer->second))
                if (const auto* treatment = catalogue.find(id)) m_treatments.push_back(treatment);
        }
    }
    template <class T>
    const T* find(std::string_view question) const {
        const auto found = m_answers.find(question);
        return found == m_answers.end() ? nullptr : std::get_if<T>(&found->second);
    }
    bool chose(std::string_view question, std::string_view option) const {
        const auto* chosen = find<Words>(question);
        return chosen && std::ranges::find(*chosen, option) != chosen->end();
    }
    // Nothing is known of it: not answered, or answered with "I do not know".
    bool is_open(std::string_view question) const { return !m_answers.contains(question) || chose(question, "unknown"); }
    const std::vector<const Treatment*>& treatments() const { return m_treatments; }

private:
    Answers m_answers;
    std::vector<const Treatment*> m_treatments;
};

// Several names in a sentence, in both languages.
struct Names {
    std::string nl, en;
    void add(const std::string& dutch, const std::string& english) {
        nl += (nl.empty() ? "" : ", ") + dutch;
        en += (en.empty() ? "" : ", ") + english;
    }
    void add(const Treatment& treatment) { add(treatment.title.nl, treatment.title.en); }
    bool empty() const { return nl.empty(); }
};

class Beginning {
public:
    Beginning(const Given& given, CalendarDay on) : m_given(given) {
        const auto* start = given.find<CalendarDay>("start-day");
        m_made.from = start ? *start : on;
        if (!start)
            note(About::Read, "day",
                 "U gaf geen dag waarop u begon. De rijen beginnen daarom op de dag van vandaag. Verander `vanaf` als het eerder of later was.",
                 "You gave no day on which you started. That is why the rows begin today. Change `vanaf` if it was earlier or later.");
    }

    FirstLists make() {
        add_practice();
        add_care();
        warn_of_people();
        add_to_do();
        std::ranges::stable_sort(m_made.notes, {}, &FirstNote::about);
        return std::move(m_made);
    }

private:
    void note(About about, std::string id, std::string nl, std::string en) {
        m_made.notes.push_back({about, std::move(id), {std::move(nl), std::move(en)}});
    }

    void add_practice() {
        FirstList list{"praktijk", {"kenmerk", "onderwerp", "waarde", "vanaf"}, {}};
        const auto add = [&](const char* topic, std::string value) {
            list.rows.push_back({"PR" + std::to_string(list.rows.size() + 1), topic, std::move(value), iso_text(m_made.from)});
        };
        if (m_given.chose("legal-form", "sole-trader"))
            add("rechtsvorm", "eenmanszaak");
        else
            explain_legal_form();
        const auto* heads = m_given.find<int>("heads");
        // Two, of whom one is a replacement: whether that one was counted rightly, the answers do not say.
        const bool may_count_replacement = heads && *heads == 2 && m_given.chose("alone", "me-with-locum");
        if (heads && !may_count_replacement)
            add("aantal_zorgverleners", std::to_string(*heads));
        else if (heads)
            note(About::LeftOut, "heads-with-replacement",
                 "Het aantal zorgverleners: u telt er twee, en noemt uzelf en een waarnemer. Een waarnemer die af en toe komt, telt niet mee. Zet het aantal zelf in praktijk.csv.",
                 "The number of practitioners: you count two, and name yourself and a replacement. A replacement who comes now and then does not count. Put the number in praktijk.csv yourself.");
        else
            note(About::LeftOut, "heads", "Het aantal zorgverleners: dat gaf u niet. Voor enkele grenzen in de wet is het nodig.",
                 "The number of practitioners: you did not give it. Some limits in the law need it.");
        if (!list.rows.empty()) m_made.lists.push_back(std::move(list));
    }

    void explain_legal_form() {
        const std::string until_nl = " Zolang die rij er niet is, stelt `kader check` alle 22 vragen.";
        const std::string until_en = " As long as that row is not there, `kader check` asks all 22 questions.";
        const auto choose_from = [&](const std::string& nl, const std::string& en) {
            note(About::LeftOut, "legal-form", "De rechtsvorm: uw antwoord kan " + nl + " zijn. Zet het goede woord in praktijk.csv." + until_nl,
                 "The legal form: your answer can be " + en + ". Put the right word in praktijk.csv." + until_en);
        };
        if (m_given.chose("legal-form", "bv")) return choose_from("bv of nv", "bv or nv");
        if (m_given.chose("legal-form", "partnership")) return choose_from("maatschap, vof of cv", "maatschap, vof or cv");
        if (m_given.chose("legal-form", "other-legal-person"))
            return choose_from("stichting, vereniging of cooperatie", "stichting, vereniging or cooperatie");
        note(About::LeftOut, "legal-form", "De rechtsvorm: die weet u nog niet. Hij staat in het Handelsregister." + until_nl,
             "The legal form: you do not know it yet. It is in the trade register." + until_en);
    }

    void add_care() {
        Words kinds;
        const auto add = [&](const char* kind) {
            if (std::ranges::find(kinds, kind) == kinds.end()) kinds.emplace_back(kind);
        };
        Names assumed, prohibited, no_word;
        bool has_care = false;
        for (const auto* treatment : m_given.treatments()) {
            // Permanent make-up and tattoos have rules of their own; a kind of care has the first of them only.
            const bool colours_skin = std::ranges::find(treatment->regimes, "commodities-tattoo") != treatment->regimes.end();
            switch (treatment->scope.value) {
                case catalogue::Scope::Care:
                    has_care = true;
                    add(colours_skin ? "permanente_makeup" : "cosmetisch");
                    // The quality framework places it nowhere.
                    if (!colours_skin && !treatment->category.value) assumed.add(*treatment);
                    break;
                case catalogue::Scope::NotCare:
                    if (colours_skin) no_word.add(*treatment);
                    else add("schoonheid");
                    break;
                case catalogue::Scope::Prohibited: prohibited.add(*treatment); break;
            }
        }
        if (m_given.chose("specialist", "yes")) add("medisch_specialistisch");
        if (m_given.chose("insured", "yes")) add("verzekerd");
        if (m_given.chose("stay", "stay")) add("verblijf");
        if (m_given.chose("stay", "personal-care")) add("persoonlijke_verzorging");
        has_care = has_care || m_given.chose("specialist", "yes") || m_given.chose("insured", "yes");

        FirstList list{"zorgsoorten", {"kenmerk", "soort", "vanaf"}, {}};
        for (const auto& kind : kinds) list.rows.push_back({"ZS" + std::to_string(list.rows.size() + 1), kind, iso_text(m_made.from)});
        if (!list.rows.empty()) m_made.lists.push_back(std::move(list));

        if (!assumed.empty())
            note(About::Read, "kind-assumed",
                 "Wij rekenen als cosmetische zorg: " + assumed.nl + ". Of het kwaliteitskader hier ook over gaat, is niet bevestigd.",
                 "We count as cosmetic care: " + assumed.en + ". Whether the quality framework is about this too, is not confirmed.");
        explain_other_treatments(prohibited, no_word, has_care);
        explain_open_kinds();
    }

    void explain_other_treatments(const Names& prohibited, const Names& no_word, bool has_care) {
        if (m_given.treatments().empty())
            note(About::LeftOut, "treatments", "De soorten zorg die bij uw behandelingen horen: u koos nog geen behandelingen.",
                 "The kinds of care that go with your treatments: you have not chosen treatments yet.");
        if (!prohibited.empty())
            note(About::LeftOut, "prohibited", "Verboden, dus geen soort zorg: " + prohibited.nl + ". Doet u alleen herstel van het lichaam, vul dan zelf de soort zorg in.",
                 "Prohibited, so not a kind of care: " + prohibited.en + ". If you only repair the body, put in the kind of care yourself.");
        if (!no_word.empty())
            note(About::LeftOut, "no-word", "Geen zorg, en de lijst zorgsoorten heeft er geen woord voor: " + no_word.nl + ".",
                 "Not care, and the list zorgsoorten has no word for it: " + no_word.en + ".");
        const bool arranges_care = m_given.chose("intermediary", "own-name") || m_given.chose("intermediary", "diagnosis") ||
                                   m_given.chose("intermediary", "medicines") || m_given.chose("intermediary", "aftercare");
        if (arranges_care)
            note(About::LeftOut, "intermediary", "De zorg die u als bemiddelaar geeft of laat geven: welke soort dat is, volgt niet uit uw antwoorden. Zet haar in zorgsoorten.csv.",
                 "The care that you give, or have given, as an intermediary: your answers do not say which kind that is. Put it in zorgsoorten.csv.");
        if (!m_given.treatments().empty() && !has_care && !arranges_care && prohibited.empty())
            note(About::Read, "not-care", "Uw behandelingen zijn geen zorg. De Kwaliteitscheck is niet voor u bedoeld: wat `kader check` vraagt, zoals een melding, geldt dan niet voor u.",
                 "Your treatments are not care. The quality check is not meant for you: what `kader check` asks, such as a notification, does not hold for you then.");
    }

    void explain_open_kinds() {
        Names open;
        if (m_given.is_open("specialist")) open.add("medisch_specialistisch", "medisch_specialistisch");
        if (m_given.is_open("insured")) open.add("verzekerd", "verzekerd");
        if (m_given.is_open("stay")) open.add("verblijf, persoonlijke_verzorging", "verblijf, persoonlijke_verzorging");
        if (!open.empty())
            note(About::LeftOut, "kinds-open", "Deze soorten zorg, omdat u er geen antwoord op gaf of het niet weet: " + open.nl + ".",
                 "These kinds of care, because you gave no answer or do not know: " + open.en + ".");
    }

    // The list mensen says who gives care, and it is empty. Where the answers say or leave open that others do, the
    // check knows less than the interview.
    void warn_of_people() {
        if (!m_given.chose("legal-form", "sole-trader")) return;
        const auto* heads = m_given.find<int>("heads");
        const bool has_replacement = m_given.chose("alone", "me-with-locum");
        if (has_replacement && (!heads || *heads < 3))
            note(About::Read, "replacement",
                 "Zet ook de waarnemer in mensen.csv. Of dan alle 22 vragen gelden, is niet bevestigd.",
                 "Put the replacement in mensen.csv too. Whether all 22 questions then apply, is not confirmed.");
        if (heads && *heads >= 2 && !(has_replacement && *heads == 2)) return;
        const std::string count_nl = " Zolang mensen.csv leeg is, rekent `kader check` u als iemand die alleen werkt, met 15 vragen. Vul mensen.csv dus eerst.";
        const std::string count_en = " As long as mensen.csv is empty, `kader check` counts you as someone who works alone, with 15 questions. So fill in mensen.csv first.";
        if (m_given.chose("intermediary", "own-name"))
            note(About::Read, "others-in-your-name", "Anderen geven op uw naam zorg. Daarom gelden voor u alle 22 vragen." + count_nl,
                 "Others give care in your name. That is why all 22 questions apply to you." + count_en);
        else if (m_given.chose("alone", "with-others") || m_given.chose("alone", "others-only"))
            note(About::Read, "others-not-listed", "Anderen geven bij u ook zorg. Daarom gelden voor u alle 22 vragen." + count_nl,
                 "Others give care in your business too. That is why all 22 questions apply to you." + count_en);
        else if (m_given.is_open("alone"))
            note(About::Read, "alone-not-known", "Of u helemaal alleen werkt, is nog niet duidelijk. Neem tot dan alle 22 vragen." + count_nl,
                 "Whether you work all alone is not clear yet. Until it is, take all 22 questions." + count_en);
    }

    void add_to_do() {
        note(About::ToDo, "practice", "praktijk.csv: de naam en het KvK-nummer van uw praktijk.", "praktijk.csv: the name and the KvK number of your practice.");
        note(About::ToDo, "people", "mensen.csv: wie er werkt, met beroep, functie, band en sinds wanneer. Uzelf hoort erbij.",
             "mensen.csv: who works there, with profession, function, bond and since when. You belong in it yourself.");
        Names offered;
        for (const auto* treatment : m_given.treatments())
            if (treatment->scope.value != catalogue::Scope::Prohibited) offered.add(*treatment);
        note(About::ToDo, "treatments-offered",
             "zorgaanbod.csv: elke behandeling die u geeft, met de functie en de uren per week." + (offered.empty() ? "" : " U koos: " + offered.nl + "."),
             "zorgaanbod.csv: each treatment that you give, with the function and the hours per week." + (offered.empty() ? "" : " You chose: " + offered.en + "."));
        const auto* count = m_given.find<int>("locations");
        note(About::ToDo, "locations", "locaties.csv: elk adres waar u behandelt." + (count ? " U telde er " + std::to_string(*count) + "." : ""),
             "locaties.csv: each address where you treat clients." + (count ? " You counted " + std::to_string(*count) + "." : ""));
        note(About::ToDo, "notifications", "meldingen.csv: wat u bij de overheid gemeld hebt, en vergunningen die u kreeg. Uw antwoorden zeggen daar niets over.",
             "meldingen.csv: what you notified to the authorities, and permits you were given. Your answers say nothing about that.");
    }

    const Given& m_given;
    FirstLists m_made;
};

}  // namespace

bool FirstLists::has_note(std::string_view id) const { return std::ranges::find(notes, id, &FirstNote::id) != notes.end(); }

FirstLists first_lists(const Interview& interview, const Answers& answers, const Catalogue& catalogue, CalendarDay on) {
    const Given given{interview, answers, catalogue, on};
    if (!given.chose("legal-form", "employed")) return Beginning{given, on}.make();
    return {on, {}, {{About::Read, "employed",
                      {"U bent in dienst bij een ander. De lijsten zijn van uw werkgever; voor u is er niets te beginnen.",
                       "You are employed by someone else. The lists are your employer's; there is nothing for you to begin."}}}};
}

}  // namespace kader::interviews
