#include "audit/acts.h"

#include <algorithm>

namespace kader::audit {

namespace {

constexpr std::string_view norm = "NEN 7513, ch. 6", ours = "our own addition", no_dossiers = "there are no dossiers of clients yet";

constexpr std::array event_rows = std::to_array<EventRow>({
    {Event::DossierBegun, norm, "a file is begun", {}},
    {Event::IdentifierGiven, norm, "an identifying number is given to a file", no_dossiers},
    {Event::Entered, norm, "something is entered", {}},
    {Event::Added, norm, "something is added or corrected", {}},
    {Event::Looked, norm, "something is read", {}},
    {Event::Copied, norm, "something is copied or printed", "nothing of one person is printed or copied by the program yet; moving a whole practice is logged as such"},
    {Event::Erased, norm, "something is erased, also when the client asks for it", ""},
    {Event::MergedOrSplit, norm, "files are merged or split", no_dossiers},
    {Event::MovedInOrOut, norm, "data come in or leave, also on a carrier", {}},
    {Event::Searched, norm, "somebody searches for a person", no_dossiers},
    {Event::Emergency, norm, "the emergency procedure is used", {}},
    {Event::DirectAccess, norm, "data are reached outside the usual protection", "whoever opens the files past Kader leaves no line; the checkpoints and kader verify show what they changed"},
    {Event::RulesChanged, norm, "rules, roles, protocols or consents change", {}},
    {Event::LogLooked, norm, "the log itself is read", {}},
    {Event::LoggingState, norm, "logging starts, stops or fails", {}},
    {Event::ClockChanged, norm, "the clock is changed", {}},
    {Event::SignedInOrOut, ours, "somebody comes in or goes out", {}},
    {Event::FactorChanged, ours, "how somebody proves who they are changes", ""},
    {Event::Reviewed, ours, "the log or an emergency access is reviewed", {}},
    {Event::Keys, ours, "keys are made, turned or destroyed", ""},
    {Event::Backup, ours, "a backup is made, tried or put back", ""},
    {Event::Norms, ours, "the norms change", "an edition of norms comes with the program; each line about an answer names the edition"},
    {Event::Denied, ours, "a request is refused", {}},
});

constexpr std::array field_rows = std::to_array<FieldRow>({
    {"kind of event", "act", {}},
    {"action", "action", {}},
    {"moment", "at", {}},
    {"order", "seq", {}},
    {"state of the clock", "clock", {}},
    {"outcome", "outcome", {}},
    {"user", "actor", {}},
    {"kind of user", "actor_kind", {}},
    {"responsible user", "on_behalf_of", "there is no order of somebody else to act on yet; the member is written when a grant names one"},
    {"role in use", "role", {}},
    {"purpose of use", "purpose", {}},
    {"workstation", "workstation", {}},
    {"site", "site", "a practice is one site so far; the member is written when a workstation belongs to a location"},
    {"source of the log", "source", {}},
    {"person it is about", "subject", {}},
    {"persons of a list", "subjects", {}},
    {"object", "object", {}},
    {"stage of life of the object", "object.life", {}},
    {"sensitivity", "compartment", {}},
    {"rule that allowed or refused", "basis", {}},
    {"edition of the rules", "policy", {}},
    {"relation of treatment", "relation", no_dossiers},
    {"consent", "consent", no_dossiers},
    {"shape of a search", "query", {}},
    {"number of results", "count", {}},
    {"reason in words", "note", {}},
    {"emergency access", "break_glass", {}},
});

constexpr bool in_order() {
    for (std::size_t at = 0; at < event_rows.size(); ++at)
        if (event_rows[at].event != static_cast<Event>(at)) return false;
    return event_rows.size() == static_cast<std::size_t>(Event::Denied) + 1;
}
static_assert(in_order());

}  // namespace

std::span<const EventRow> events() {
    return event_rows;
}

std::span<const FieldRow> fields() {
    return field_rows;
}

const ActRow* find_act(std::string_view word) {
    const auto found = std::ranges::find(act_rows, word, &ActRow::act);
    return found == act_rows.end() ? nullptr : &*found;
}

}  // namespace kader::audit
