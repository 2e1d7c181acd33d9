#pragma once

// The work list of the review: what the rules found, stored once, and what somebody else judged of it.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/grant.h"
#include "log_review/rules.h"
#include "vault/subject_keys.h"

namespace kader::log_review {

using FindingId = Uuid<struct FindingTag>;

// The words are stored; never reuse one.
struct OutcomeRow {
    std::string_view word, nl, en;
};
inline constexpr std::array<OutcomeRow, 4> outcomes = {{
    {"justified", "Terecht", "Justified"},
    {"unjustified", "Onterecht", "Unjustified"},
    {"training", "Uitleg of training gegeven", "Explained or trained"},
    {"follow_up", "Wordt verder onderzocht", "Is looked into further"},
}};

struct Judgement {
    std::string outcome;
    subjects::ActorId by;
    system::Instant at{};
    std::optional<subjects::NoteId> note;
};

struct Item {
    FindingId id;
    Finding finding;
    system::Instant found{};
    std::optional<Judgement> judged;  // The newest.
    // Of emergency access: the last day on which somebody else should have judged it.
    std::optional<CalendarDay> due;
    // Nobody judged it in time, by its due day or by the days that Terms leave.
    bool escalated = false;
};

struct WorkList {
    std::vector<Item> items;  // The newest first.
    std::size_t open = 0, escalated = 0;
};

// Any thread. What it is given must outlive it.
class Review {
public:
    Review(vault::SubjectKeys& keys, audit::Log& log, const Terms& terms = {}) : m_keys(keys), m_log(log), m_terms(terms) {}

    // Within a unit: stores the findings that are not there yet; gives how many. At most `stored_at_once` of them; asked
    // again it goes on.
    std::size_t store(storage::Unit&, const std::vector<Finding>&) const;
    // What happened in these days; also what is open from before when `with_open_before`.
    WorkList list(storage::Session&, const subjects::PracticeId&, const Month&, system::Instant now, bool with_open_before = true) const;
    // Writes the line of the log. Refused before the first write:
    //   Forbidden: no account, no right to see the log, or what they did themselves; Invalid: an unknown outcome, or words that
    //   cannot be kept; NotFound: no such finding.
    std::optional<Error> judge(storage::Unit&, const access::Grant&, const FindingId&, std::string_view outcome, std::string_view words,
                               Language = Language::Dutch) const;

    static constexpr std::size_t stored_at_once = 500;

private:
    vault::SubjectKeys& m_keys;
    audit::Log& m_log;
    Terms m_terms;
};

}  // namespace kader::log_review
