#pragma once

// The register of quality instruments: the quality framework itself, the guidelines beside it, and the frameworks
// of the inspectorate on which Kader's norms rest. Norm data (norms/instruments/).
//
// Three dates are kept apart: when a version was registered, from when it is to be followed, and when Kader wrote it
// down. A status is never overwritten: every one that was ever seen stays. What is not known is left out, and said.
//
// Immutable after loading; any thread.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "norm_book/norm_book.h"

namespace kader::instruments {

using norm_book::Certainty;
using norm_book::Source;

enum class Kind { QualityFramework, Guideline, InspectionFramework, CodeOfConduct, Standard, SelfCheck, LawCompanion };
std::string_view word(Kind);  // "quality-framework" …

enum class Status {
    Proposed, OnAgenda, InDevelopment, Escalated, Submitted, Assessed, Registered, InForce, UnderRevision, Superseded,
    Withdrawn,
    Note,  // Something happened that changed no status.
};
std::string_view word(Status);  // "proposed", "on-agenda" …

enum class Role { HolderOfThePen, Party, Observer, Secretary, Supervisor };
std::string_view word(Role);

// How exactly a day is known.
enum class Precision { Day, Month, Year };
std::string_view word(Precision);
// When something was. Of a month or a year the day is the first, and the words say what is known.
struct When {
    std::optional<CalendarDay> on;  // Nothing: not known.
    Precision precision = Precision::Day;
    Text words;  // "juni 2018"; empty when the day is known.
};

// Where a row of the register comes from.
struct Backed {
    std::vector<Source> sources;
    Certainty certainty = Certainty::Assumed;
};

struct Version {
    std::string id;  // "2019-11-12"
    Text title;
    std::optional<CalendarDay> registered_on, implemented_on, recorded_on;  // Nothing: not known.
    Backed backed;
};
struct StatusChange {
    When when;  // Always known.
    Status status = Status::Note;
    Text text;
    Backed backed;
};
// Something that was promised; a day that is not known is nothing.
struct Delivery {
    Text what;
    std::optional<CalendarDay> promised, delivered;
    Backed backed;
};
struct Party {
    std::string name;
    Role role = Role::Party;
    std::optional<CalendarDay> from, until;  // Half-open; nothing: not known.
    Backed backed;
};
struct Decision {
    When when;  // Always known.
    std::string body;
    Text text;
    Backed backed;
};
// What a party says where they disagree.
struct Position {
    std::string party;
    When when;
    Text text;
    Backed backed;
};
struct OpenPoint {
    Text text;
    Backed backed;
};
// What was said then, and what holds now.
struct ThenAndNow {
    Text said, now;
    When said_on;
    std::optional<CalendarDay> since;  // Nothing: not known.
    Backed backed;
};

struct Instrument {
    std::string id;
    Text title, about;
    Kind kind = Kind::Guideline;
    std::string where;                      // An address without https://, or a publication.
    std::vector<std::string> source_codes;  // Of norms/sources.toml, that are this instrument.
    CalendarDay last_checked{};
    std::vector<Version> versions;  // In order of the file.
    std::vector<StatusChange> history;  // In order of day.
    std::vector<Delivery> deliveries;
    std::vector<Party> parties;
    std::vector<Decision> decisions;
    std::vector<Position> positions;
    std::vector<OpenPoint> open;
    std::vector<ThenAndNow> then_and_now;

    // The newest status on a day, notes left out; nothing before the first.
    const StatusChange* status_on(CalendarDay) const;
    // The version to be followed on a day: the last one implemented by then; nothing when none was.
    const Version* version_on(CalendarDay) const;
};

class Register {
public:
    // norms/instruments/*.toml, each file one. Every fault is collected.
    static std::variant<Register, std::vector<toml::Fault>> load(const std::vector<norm_book::NormFile>&,
                                                                 const norm_book::NormBook&);
    const std::vector<Instrument>& all() const { return m_all; }  // The quality framework first, then by id.
    const Instrument* find(std::string_view id) const;

private:
    std::vector<Instrument> m_all;
};

}  // namespace kader::instruments
