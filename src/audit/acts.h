#pragma once

// Everything the log can speak of: a closed list. An act is named in code by its word, and the compiler refuses a
// word that has no row here, so nothing is ever logged that this table does not explain.
//
// Events are those that NEN 7513 (logging of access to patient files) asks for in chapter 6, and those we add. The
// words of the table are ours; the norm stays with its publisher.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace kader::audit {

enum class Event : std::uint8_t {
    // Of the norm.
    DossierBegun,
    IdentifierGiven,
    Entered,
    Added,
    Looked,
    Copied,
    Erased,
    MergedOrSplit,
    MovedInOrOut,
    Searched,
    Emergency,
    DirectAccess,
    RulesChanged,
    LogLooked,
    LoggingState,
    ClockChanged,
    // Ours.
    SignedInOrOut,
    FactorChanged,
    Reviewed,
    Keys,
    Backup,
    Norms,
    Denied,
};

struct EventRow {
    Event event;
    std::string_view source;   // Where it is asked.
    std::string_view en;       // What it is about.
    std::string_view not_yet;  // Why no act is of this event; empty when there is one.
};
std::span<const EventRow> events();  // In the order of Event.

struct ActRow {
    std::string_view act;      // Stored, so never changed and never used again for something else.
    char action;               // C, R, U, D or E, unless the line says otherwise.
    std::string_view purpose;  // A word of PurposeOfUse, unless the line says otherwise.
    Event event;
    std::string_view nl, en;   // What was done, for whoever reads the log: "is ingezien", "was read".
};

// Purposes: HQUALIMP keeping up quality, TREAT treatment, ETREAT treatment in an emergency, HLEGAL what the law asks,
// PATRQT because the client asked, PATADMIN administration of clients, HSYSADMIN running the system, HCOMPL seeing
// to it that rules are kept. They are those of the list PurposeOfUse of HL7.
inline constexpr std::array act_rows = std::to_array<ActRow>({
    // The practice and its records.
    {"practice.create", 'C', "HSYSADMIN", Event::DossierBegun, "de praktijk is gemaakt", "the practice was made"},
    {"record.add", 'C', "HQUALIMP", Event::Entered, "is toegevoegd", "was added"},
    {"record.correct", 'U', "HQUALIMP", Event::Added, "is gecorrigeerd", "was corrected"},
    {"record.withdraw", 'D', "HQUALIMP", Event::Added, "is gemerkt als per ongeluk ingevoerd", "was marked as entered in error"},
    {"record.read", 'R', "HQUALIMP", Event::Looked, "is ingezien", "was read"},
    {"record.list", 'R', "HQUALIMP", Event::Looked, "een lijst is ingezien", "a list was read"},
    {"check.read", 'R', "HQUALIMP", Event::Looked, "de Kwaliteitscheck is ingezien", "the quality check was read"},
    {"forecast.read", 'R', "HQUALIMP", Event::Looked, "de komende wijzigingen zijn ingezien", "the coming changes were read"},
    {"access_list.read", 'R', "PATRQT", Event::LogLooked, "het overzicht van wie inzag is gemaakt", "the list of who looked was made"},
    // In and out.
    {"import.begin", 'E', "HQUALIMP", Event::MovedInOrOut, "het inlezen van lijsten is begonnen", "an import of lists began"},
    {"import.resume", 'E', "HQUALIMP", Event::MovedInOrOut, "het inlezen van lijsten ging verder", "an import of lists went on"},
    {"import.end", 'E', "HQUALIMP", Event::MovedInOrOut, "het inlezen van lijsten is klaar", "an import of lists ended"},
    {"practice.export", 'R', "HSYSADMIN", Event::MovedInOrOut, "de hele praktijk is geëxporteerd", "the whole practice was exported"},
    {"practice.restored", 'C', "HSYSADMIN", Event::MovedInOrOut, "de praktijk is teruggezet uit een export", "the practice was put back from an export"},
    // Who comes in.
    {"setup_token.make", 'C', "HSYSADMIN", Event::RulesChanged, "een eenmalige toegang voor het eerste account is gemaakt", "a way in for the first account was made"},
    {"account.create", 'C', "HSYSADMIN", Event::RulesChanged, "een account is gemaakt", "an account was made"},
    {"account.suspend", 'U', "HSYSADMIN", Event::RulesChanged, "een account is geblokkeerd", "an account was suspended"},
    {"sign_in", 'E', "HSYSADMIN", Event::SignedInOrOut, "inloggen", "signing in"},
    {"sign_out", 'E', "HSYSADMIN", Event::SignedInOrOut, "uitloggen", "signing out"},
    {"account.list", 'R', "HSYSADMIN", Event::Looked, "de lijst van accounts is ingezien", "the list of accounts was read"},
    {"account.reset", 'U', "HSYSADMIN", Event::RulesChanged, "een account is opnieuw uitgegeven", "an account was given out anew"},
    {"factor.add", 'C', "HSYSADMIN", Event::FactorChanged, "een tweede stap is toegevoegd", "a second step was added"},
    {"factor.remove", 'D', "HSYSADMIN", Event::FactorChanged, "een tweede stap is weggehaald", "a second step was removed"},
    {"factor.recover", 'U', "HSYSADMIN", Event::FactorChanged, "een herstelcode is gebruikt", "a recovery code was used"},
    {"factor.recovery_codes", 'C', "HSYSADMIN", Event::FactorChanged, "nieuwe herstelcodes zijn gemaakt", "new recovery codes were made"},
    {"password.change", 'U', "HSYSADMIN", Event::FactorChanged, "een wachtwoord is gewijzigd", "a password was changed"},
    {"session.lock", 'E', "HSYSADMIN", Event::SignedInOrOut, "een sessie is vergrendeld", "a session was locked"},
    {"session.unlock", 'E', "HSYSADMIN", Event::SignedInOrOut, "een sessie is ontgrendeld", "a session was unlocked"},
    {"session.step_up", 'E', "HSYSADMIN", Event::SignedInOrOut, "iemand heeft zich opnieuw bevestigd", "somebody confirmed anew who they are"},
    {"session.end", 'E', "HSYSADMIN", Event::SignedInOrOut, "een sessie is beëindigd", "a session was ended"},
    {"station.add", 'C', "HSYSADMIN", Event::RulesChanged, "een gedeelde werkplek is aangewezen", "a shared workstation was named"},
    {"station.remove", 'D', "HSYSADMIN", Event::RulesChanged, "een gedeelde werkplek is opgeheven", "a shared workstation was removed"},
    {"request.refused", 'E', "HCOMPL", Event::Denied, "een verzoek zonder recht is geweigerd", "a request without the right was refused"},
    // Keys, and what is destroyed with them.
    {"keys.turn_epoch", 'U', "HSYSADMIN", Event::Keys, "de sleutels zijn gewisseld", "the keys were turned"},
    {"keys.ask_turn", 'E', "HSYSADMIN", Event::Keys, "een wisseling van de sleutels is gevraagd", "a turn of the keys was asked for"},
    {"keys.change_root", 'U', "HSYSADMIN", Event::Keys, "de hoofdsleutel is vervangen", "the root key was changed"},
    {"keys.kit_made", 'U', "HSYSADMIN", Event::Keys, "een noodblad is gemaakt", "a recovery kit was made"},
    {"keys.kit_tried", 'E', "HSYSADMIN", Event::Keys, "het noodblad is geprobeerd", "the recovery kit was tried"},
    {"destruction.hold", 'C', "HLEGAL", Event::Erased, "een beletsel voor vernietiging is vastgelegd", "a hold on destruction was placed"},
    {"destruction.lift_hold", 'U', "HLEGAL", Event::Erased, "een beletsel voor vernietiging is opgeheven", "a hold on destruction was lifted"},
    {"destruction.list", 'R', "HLEGAL", Event::Looked, "de verzoeken om vernietiging en de beletsels zijn bekeken", "the requests for destruction and the holds were looked at"},
    {"destruction.subjects", 'R', "HLEGAL", Event::Looked, "er is gezocht naar een dossier om te vernietigen", "a file to destroy was searched for"},
    {"destruction.certificate", 'R', "PATRQT", Event::Erased, "de verklaring van vernietiging is opgemaakt", "the certificate of destruction was drawn up"},
    {"destruction.ask", 'C', "PATRQT", Event::Erased, "vernietiging is gevraagd", "destruction was asked for"},
    {"destruction.agree", 'U', "PATRQT", Event::Erased, "met vernietiging is ingestemd", "destruction was agreed to"},
    {"destruction.withdraw", 'U', "PATRQT", Event::Erased, "het verzoek om vernietiging is ingetrokken", "the request for destruction was withdrawn"},
    {"destruction.refuse", 'U', "PATRQT", Event::Erased, "vernietiging is geweigerd", "destruction was refused"},
    {"destruction.carry_out", 'D', "PATRQT", Event::Erased, "het dossier is vernietigd", "the file was destroyed"},
    {"backup.make", 'E', "HSYSADMIN", Event::Backup, "een reservekopie is gemaakt", "a backup was made"},
    {"backup.drill", 'E', "HSYSADMIN", Event::Backup, "een reservekopie is geprobeerd", "a backup was tried"},
    // Emergency access.
    {"break_glass.start", 'E', "BTG", Event::Emergency, "noodtoegang is begonnen", "emergency access began"},
    {"break_glass.end", 'E', "BTG", Event::Emergency, "noodtoegang is beëindigd", "emergency access was ended"},
    // The log about itself, and looking through it.
    {"log.read", 'R', "HCOMPL", Event::LogLooked, "het logboek is ingezien", "the log was read"},
    {"review.read", 'R', "HCOMPL", Event::Reviewed, "de werklijst van de controle is ingezien", "the work list of the review was read"},
    {"review.outcome", 'U', "HCOMPL", Event::Reviewed, "de uitkomst van een controle is vastgelegd", "the outcome of a review was kept"},
    {"program.start", 'E', "HSYSADMIN", Event::LoggingState, "Kader is gestart; het logboek loopt", "Kader was started; the log runs"},
    {"program.stop", 'E', "HSYSADMIN", Event::LoggingState, "Kader is gestopt; het logboek stopt", "Kader was stopped; the log stops"},
    {"log.resumed", 'E', "HSYSADMIN", Event::LoggingState, "er kon een tijd niets in het logboek; nu weer wel", "for a while nothing could be logged; now it can again"},
    {"log.signed_otherwise", 'E', "HCOMPL", Event::LoggingState, "het logboek is niet het vervolg op wat eerder is ondertekend", "the log does not follow on what was signed before"},
    {"clock.jump", 'E', "HSYSADMIN", Event::ClockChanged, "de klok van de computer is versprongen", "the clock of the computer jumped"},
});

consteval int act_number(std::string_view word) {
    for (std::size_t at = 0; at < act_rows.size(); ++at)
        if (act_rows[at].act == word) return static_cast<int>(at);
    throw "this act has no row in src/audit/acts.h";
}

// An act of the table, by its word. Another word does not compile.
class Act {
public:
    constexpr Act() = default;  // None; no line can be written of it.
    // NOLINTNEXTLINE(google-explicit-constructor)
    template <std::size_t size>
    consteval Act(const char (&word)[size]) : m_number(act_number({word, size - 1})) {}
    constexpr bool is_none() const { return m_number < 0; }
    constexpr const ActRow& row() const { return act_rows[static_cast<std::size_t>(m_number)]; }

private:
    int m_number = -1;
};

// Of a word that is stored; null for one of a later version.
const ActRow* find_act(std::string_view word);

// Every field that the norm asks of a line, and the member of Entry that holds it.
struct FieldRow {
    std::string_view field, member;
    std::string_view not_yet;  // Why it stays empty so far; empty when it is filled.
};
std::span<const FieldRow> fields();

}  // namespace kader::audit
