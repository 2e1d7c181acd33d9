#pragma once

// What travels of destroying a file: requests, what stands in their way, and the certificate.

#include <array>

#include "answers/check_answer.h"
#include "destruction/certificate.h"
#include "destruction/chances.h"
#include "subjects/ids.h"
#include "wire/fields.h"

namespace kader::server {

inline constexpr std::size_t reference_characters_max = 100;
// Beside those that are open, which all come along.
inline constexpr std::size_t decided_count_max = 200;
inline constexpr std::size_t destroyable_count_max = 20;

inline constexpr std::array<std::string_view, 2> why_destroy_words = {"request", "kept"};
inline constexpr std::array<std::string_view, 4> destruction_state_words = {"asked", "refused", "withdrawn", "destroyed"};
inline constexpr std::array<std::string_view, 4> urgency_words = {"none", "warned", "pressed", "late"};
inline constexpr std::array<std::string_view, 4> hold_kind_words = {"complaint", "claim", "other_interest", "statutory_duty"};

// Whether the reader may do something now. Where a second factor of the moment is asked too, the server says so when it
// is done (step_up); that does not count here.
struct MayNow {
    bool now = false;
    std::optional<answers::BothLanguages> why_not;
    static constexpr std::string_view schema = "MayNow";
    template <class Fields>
    static void describe(Fields& field) {
        field(&MayNow::now, {.name = "now"});
        field(&MayNow::why_not, {.name = "why_not", .about = "One sentence with what helps; null when it may be done now."});
    }
};

struct MayWithDestruction {
    MayNow agree, withdraw, refuse, carry_out;
    static constexpr std::string_view schema = "MayWithDestruction";
    template <class Fields>
    static void describe(Fields& field) {
        using A = MayWithDestruction;
        field(&A::agree, {.name = "agree"});
        field(&A::withdraw, {.name = "withdraw"});
        field(&A::refuse, {.name = "refuse"});
        field(&A::carry_out, {.name = "carry_out"});
    }
};

struct HoldAnswer {
    destruction::HoldId id;
    subjects::SubjectId subject;
    std::optional<std::string> kenmerk, name;
    std::string kind;
    answers::BothLanguages what;
    std::string reference;
    CalendarDay placed_on{};
    MayNow may_release;
    static constexpr std::string_view schema = "Hold";
    template <class Fields>
    static void describe(Fields& field) {
        using A = HoldAnswer;
        field(&A::id, {.name = "id"});
        field(&A::subject, {.name = "subject", .about = "The file that it keeps."});
        field(&A::kenmerk, {.name = "kenmerk", .about = "Of the file; null when it was destroyed."});
        field(&A::name, {.name = "name", .about = "Of whom it is about; null when it cannot be opened, or beyond the first twenty."});
        field(&A::kind, {.name = "kind", .choices = hold_kind_words});
        field(&A::what, {.name = "what", .about = "The kind in words."});
        field(&A::reference, {.name = "reference"});
        field(&A::placed_on, {.name = "placed_on"});
        field(&A::may_release, {.name = "may_release"});
    }
};

struct DestructionAnswer {
    destruction::DestructionId id;
    subjects::SubjectId subject;
    std::optional<std::string> kenmerk, name;
    std::string why, reference, state;
    CalendarDay asked_on{};
    std::optional<CalendarDay> last_on;
    bool at_once = false, own = false;
    subjects::ActorId asked_by;
    std::optional<subjects::ActorId> agreed_by;
    std::optional<CalendarDay> decided_on;
    std::string urgency;
    std::optional<CalendarDay> thought_until;
    std::int64_t holds = 0;
    MayWithDestruction may;
    bool waits_for_turn = false, certificate_ready = false;
    std::optional<CalendarDay> turn_due;
    static constexpr std::string_view schema = "Destruction";
    template <class Fields>
    static void describe(Fields& field) {
        using A = DestructionAnswer;
        field(&A::id, {.name = "id"});
        field(&A::subject, {.name = "subject", .about = "The file that is to go."});
        field(&A::kenmerk, {.name = "kenmerk", .about = "Of the file; null when it was destroyed."});
        field(&A::name, {.name = "name", .about = "Of whom it is about; null when it was destroyed, or beyond the first twenty."});
        field(&A::why, {.name = "why", .about = "request: it was asked for in writing. kept: its time of keeping is over.", .choices = why_destroy_words});
        field(&A::reference, {.name = "reference", .about = "Where the request is kept; of one that was refused: the reasons."});
        field(&A::state, {.name = "state", .choices = destruction_state_words});
        field(&A::asked_on, {.name = "asked_on"});
        field(&A::last_on, {.name = "last_on", .about = "The statutory last day of a request."});
        field(&A::at_once, {.name = "at_once", .about = "Without time to think, and with a turn of the keys at once."});
        field(&A::own, {.name = "own", .about = "The reader asked for it."});
        field(&A::asked_by, {.name = "asked_by"});
        field(&A::agreed_by, {.name = "agreed_by"});
        field(&A::decided_on, {.name = "decided_on", .about = "The day it was refused, withdrawn or carried out."});
        field(&A::urgency, {.name = "urgency", .about = "warned from day 14, pressed from day 21, late after the statutory day.", .choices = urgency_words});
        field(&A::thought_until, {.name = "thought_until", .about = "The first day after the time to think; null once it is decided."});
        field(&A::holds, {.name = "holds", .about = "How many stand in the way."});
        field(&A::may, {.name = "may", .about = "What the reader may do with it now."});
        field(&A::waits_for_turn, {.name = "waits_for_turn", .about = "It was carried out, and older copies still open it until the keys have turned."});
        field(&A::certificate_ready, {.name = "certificate_ready"});
        field(&A::turn_due, {.name = "turn_due", .about = "The day on which the keys turn at the latest, while it waits for that."});
    }
};

struct DestructionList {
    std::vector<DestructionAnswer> destructions;
    bool works_alone = false, more = false;
    static constexpr std::string_view schema = "DestructionList";
    template <class Fields>
    static void describe(Fields& field) {
        using A = DestructionList;
        field(&A::destructions, {.name = "destructions", .about = "The newest first: all that are open, and the 200 that were decided last."});
        field(&A::works_alone, {.name = "works_alone", .about = "Nobody else in this practice may agree."});
        field(&A::more, {.name = "more", .about = "There are older ones that were decided."});
    }
};

struct NewDestruction {
    subjects::SubjectId subject;
    std::string why, reference;
    std::optional<CalendarDay> asked_on;
    bool at_once = false;
    static constexpr std::string_view schema = "NewDestruction";
    template <class Fields>
    static void describe(Fields& field) {
        using A = NewDestruction;
        field(&A::subject, {.name = "subject"});
        field(&A::why, {.name = "why", .choices = why_destroy_words});
        field(&A::reference, {.name = "reference", .about = "Where the written request is kept.", .length_min = 1, .length_max = reference_characters_max});
        field(&A::asked_on, {.name = "asked_on", .about = "The day the request was received; today when absent."});
        field(&A::at_once, {.name = "at_once", .about = "Asks the second factor once more."});
    }
};

struct DestructionMade {
    destruction::DestructionId id;
    std::optional<CalendarDay> last_on;
    static constexpr std::string_view schema = "DestructionMade";
    template <class Fields>
    static void describe(Fields& field) {
        field(&DestructionMade::id, {.name = "id"});
        field(&DestructionMade::last_on, {.name = "last_on", .about = "The statutory last day of a request."});
    }
};

struct RefusalReference {
    std::string reference;
    static constexpr std::string_view schema = "RefusalReference";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RefusalReference::reference,
              {.name = "reference", .about = "Where the reasons are kept that were given.", .length_min = 1, .length_max = reference_characters_max});
    }
};

struct CarriedOut {
    CalendarDay turn_due{};
    static constexpr std::string_view schema = "CarriedOut";
    template <class Fields>
    static void describe(Fields& field) {
        field(&CarriedOut::turn_due, {.name = "turn_due", .about = "The day on which the keys turn at the latest; then there is a certificate."});
    }
};

struct CertificateText {
    std::string title;
    std::vector<std::string> lines;
    static constexpr std::string_view schema = "CertificateText";
    template <class Fields>
    static void describe(Fields& field) {
        field(&CertificateText::title, {.name = "title"});
        field(&CertificateText::lines, {.name = "lines", .about = "Plain sentences, for one sheet."});
    }
};

struct CertificateAnswer {
    CertificateText nl, en;
    static constexpr std::string_view schema = "Certificate";
    template <class Fields>
    static void describe(Fields& field) {
        field(&CertificateAnswer::nl, {.name = "nl"});
        field(&CertificateAnswer::en, {.name = "en"});
    }
};

struct HoldList {
    std::vector<HoldAnswer> holds;
    static constexpr std::string_view schema = "HoldList";
    template <class Fields>
    static void describe(Fields& field) {
        field(&HoldList::holds, {.name = "holds", .about = "Those that are open, the oldest first."});
    }
};

struct NewHold {
    subjects::SubjectId subject;
    std::string kind, reference;
    static constexpr std::string_view schema = "NewHold";
    template <class Fields>
    static void describe(Fields& field) {
        field(&NewHold::subject, {.name = "subject"});
        field(&NewHold::kind, {.name = "kind", .choices = hold_kind_words});
        field(&NewHold::reference, {.name = "reference", .about = "How the practice names it; no content.", .length_min = 1, .length_max = reference_characters_max});
    }
};

struct HoldMade {
    destruction::HoldId id;
    static constexpr std::string_view schema = "HoldMade";
    template <class Fields>
    static void describe(Fields& field) {
        field(&HoldMade::id, {.name = "id"});
    }
};

struct Destroyable {
    subjects::SubjectId subject;
    std::string kenmerk, name;
    bool asked = false, held = false;
    static constexpr std::string_view schema = "Destroyable";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Destroyable::subject, {.name = "subject"});
        field(&Destroyable::kenmerk, {.name = "kenmerk"});
        field(&Destroyable::name, {.name = "name"});
        field(&Destroyable::asked, {.name = "asked", .about = "A request to destroy it is open."});
        field(&Destroyable::held, {.name = "held", .about = "Something stands in the way."});
    }
};

struct DestroyableList {
    std::vector<Destroyable> subjects;
    bool more = false;
    static constexpr std::string_view schema = "DestroyableList";
    template <class Fields>
    static void describe(Fields& field) {
        field(&DestroyableList::subjects, {.name = "subjects", .length_max = destroyable_count_max});
        field(&DestroyableList::more, {.name = "more", .about = "More than twenty fit: ask for more letters."});
    }
};

}  // namespace kader::server
