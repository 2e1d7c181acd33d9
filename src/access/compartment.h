#pragma once

// What there is to know in a practice, in nine compartments that are kept apart, and the parts of each. A right is
// always to a part: who plans sees the flags of a dossier and not the dossier.

#include <array>
#include <cstdint>
#include <string_view>

#include "access/grant.h"
#include "kernel/text.h"

namespace kader::access {

// The words stand in the log; never reuse one.
enum class Compartment : std::uint8_t { Dossier, Photos, Administration, Complaints, Incidents, Staff, Quality, Log, System };
inline constexpr int compartment_count = 9;
std::string_view word(Compartment);  // "dossier", "client_administration", …
std::string_view name(Compartment, Language);

enum class Part : std::uint8_t {
    Dossier,
    DossierFlags,  // "Allergy, ask the practitioner": what planning must know, without why.
    Photos,
    Administration,
    Contact,  // Name and address of a client.
    Keeping,  // Until when a file is kept, what stands in the way of destroying it, and destroying.
    Complaint,
    ComplaintNotes,  // What the complaints officer writes down for themselves.
    ComplaintShared,  // What the officer shared with somebody, and the answer to it.
    ComplaintStatus,  // Where it stands and what was decided.
    ComplaintStatistics,
    ComplaintContact,  // That somebody called.
    Incident,
    IncidentTotals,  // Without who reported.
    StaffFile,
    Competence,  // Registrations, skills and checks of who works here.
    Accounts,
    Basics,  // The practice and its documents.
    Memberships,
    Happens,  // Activities and improvements.
    Partners,
    Security,
    Answers,
    LogLines,
    LogReview,
    LogTechnical,
    AccessList,  // Who looked into one file.
    Keys,
    Transfer,
};
inline constexpr int part_count = 29;
std::string_view word(Part);  // "dossier", "flags", …
Compartment compartment_of(Part);

// Read looks; Add makes something new; Write changes what is there; Manage decides over others: accounts, keys,
// destroying. None of them brings another one along.
enum class Action : std::uint8_t { Read, Add, Write, Manage };
inline constexpr std::array<Action, 4> actions = {Action::Read, Action::Add, Action::Write, Action::Manage};
std::string_view word(Action);  // "read", …

// Every area is one part, and so lies in one compartment.
Part part_of(Area);
// What an act in an area comes down to: writing is managing where the area is about keys, moving or destroying.
Action action_of(Area, Act);

}  // namespace kader::access
