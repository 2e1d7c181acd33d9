#include "access/compartment.h"

#include "kernel/check.h"

namespace kader::access {

namespace {

struct CompartmentWords {
    std::string_view word, nl, en;
};
// In the order of Compartment.
constexpr std::array<CompartmentWords, compartment_count> compartment_words = {{
    {"dossier", "het dossier", "the dossier"},
    {"photos", "de foto's", "the photos"},
    {"client_administration", "de cliëntadministratie", "the administration of clients"},
    {"complaints", "de klachten", "the complaints"},
    {"incidents", "de incidenten", "the incidents"},
    {"staff", "het personeel", "the staff"},
    {"quality", "de kwaliteit", "the quality system"},
    {"log", "het logboek", "the log"},
    {"system", "de sleutels en reservekopieën", "the keys and backups"},
}};

struct PartWords {
    std::string_view word;
    Compartment in;
};
// In the order of Part.
constexpr std::array<PartWords, part_count> part_words = {{
    {"dossier", Compartment::Dossier},
    {"flags", Compartment::Dossier},
    {"photos", Compartment::Photos},
    {"administration", Compartment::Administration},
    {"contact", Compartment::Administration},
    {"keeping", Compartment::Administration},
    {"complaint", Compartment::Complaints},
    {"notes", Compartment::Complaints},
    {"shared", Compartment::Complaints},
    {"status", Compartment::Complaints},
    {"statistics", Compartment::Complaints},
    {"contact_made", Compartment::Complaints},
    {"incident", Compartment::Incidents},
    {"totals", Compartment::Incidents},
    {"staff_file", Compartment::Staff},
    {"competence", Compartment::Staff},
    {"accounts", Compartment::Staff},
    {"basics", Compartment::Quality},
    {"memberships", Compartment::Quality},
    {"happens", Compartment::Quality},
    {"partners", Compartment::Quality},
    {"security", Compartment::Quality},
    {"answers", Compartment::Quality},
    {"lines", Compartment::Log},
    {"review", Compartment::Log},
    {"technical", Compartment::Log},
    {"access_list", Compartment::Log},
    {"keys", Compartment::System},
    {"transfer", Compartment::System},
}};

const PartWords& words_of(Part part) {
    const auto at = static_cast<std::size_t>(part);
    HALT_UNLESS(at < part_words.size());
    return part_words[at];
}
const CompartmentWords& words_of(Compartment compartment) {
    const auto at = static_cast<std::size_t>(compartment);
    HALT_UNLESS(at < compartment_words.size());
    return compartment_words[at];
}

}  // namespace

std::string_view word(Compartment compartment) {
    return words_of(compartment).word;
}
std::string_view name(Compartment compartment, Language language) {
    return language == Language::Dutch ? words_of(compartment).nl : words_of(compartment).en;
}
std::string_view word(Part part) {
    return words_of(part).word;
}
Compartment compartment_of(Part part) {
    return words_of(part).in;
}

std::string_view word(Action action) {
    switch (action) {
        case Action::Read:
            return "read";
        case Action::Add:
            return "add";
        case Action::Write:
            return "write";
        case Action::Manage:
            return "manage";
    }
    HALT_UNLESS(false);
    return {};
}

Part part_of(Area area) {
    switch (area) {
        case Area::Practice:
        case Area::Documents:
            return Part::Basics;
        case Area::Staff:
            return Part::Competence;
        case Area::Activities:
        case Area::Improvements:
            return Part::Happens;
        case Area::Memberships:
            return Part::Memberships;
        case Area::Partners:
            return Part::Partners;
        case Area::SecurityManagement:
            return Part::Security;
        case Area::Check:
            return Part::Answers;
        case Area::Audit:
            return Part::LogLines;
        case Area::Transfer:
            return Part::Transfer;
        case Area::Retention:
            return Part::Keeping;
        case Area::System:
            return Part::Keys;
    }
    HALT_UNLESS(false);
    return {};
}

Action action_of(Area area, Act act) {
    if (act == Act::Read) return Action::Read;
    const bool is_managing = area == Area::Transfer || area == Area::Retention || area == Area::System;
    return is_managing ? Action::Manage : Action::Write;
}

}  // namespace kader::access
