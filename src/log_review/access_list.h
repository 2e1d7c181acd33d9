#pragma once

// Who looked into a file, for the person it is about (Wabvpz art. 15e; GDPR art. 15). Plain words, no names: a role, and the
// practice. The client may ask for a name; who answers that looks it up by the actor.

#include <optional>
#include <string>
#include <vector>

#include "audit/log.h"
#include "kernel/calendar.h"
#include "kernel/text.h"

namespace kader::log_review {

// What one person did with one part of a file on one day.
struct AccessRow {
    CalendarDay day{};
    subjects::ActorId actor;
    std::string role, act, part;  // Stored words.
    std::string purpose, basis;
    bool by_relation = false, by_consent = false, emergency = false, refused = false;
    std::int64_t times = 0;

    Text who() const;       // "medewerker", "owner"
    Text what() const;      // "is ingezien"
    Text which() const;     // "mensen", "het hele dossier"
    Text ground() const;    // "noodtoegang", "een behandelrelatie"
    // One sentence that can be read aloud.
    Text sentence() const;
};

// In the order of days. Lines of the program itself are left out; refused tries are in, and say so.
std::vector<AccessRow> access_list(storage::Session&, const subjects::PracticeId&, const subjects::SubjectId&,
                                   std::optional<CalendarDay> from = {}, std::optional<CalendarDay> through = {});
// The line in the log, before the list is shown.
void note_access_list(storage::Unit&, audit::Log&, const access::Grant&, const subjects::SubjectId&, std::size_t rows);

}  // namespace kader::log_review
