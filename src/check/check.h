#pragma once

// The check: are we in order, on this day? Norms and evidence of one practice met, per requirement
// and per question, with the reason and the day on which the answer will change.
//
// Pure. Not thread-safe while change(), take() or settle() runs. The norm book must outlive the check.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "check/rules.h"
#include "check/state_line.h"
#include "evidence/evidence.h"
#include "norm_book/norm_book.h"

namespace kader::check {

using norm_book::State;

// A shown answer that changes within so many days is presented as expiring. Our choice of
// presentation, not a norm.
inline constexpr int expiring_days = 60;

// A row of a list, as far as the check is concerned.
struct Record {
    std::string key;                     // "bijeenkomsten:B7"
    std::optional<CalendarDay> known_on;  // Nothing: known from the first day it holds.
    std::vector<facts::NewFact> facts;
};

// What is said beside a state, without changing it.
enum class Remark {
    UnconfirmedInterval,  // Shown, but not if the assumed interval counted.
    GapInThePast,         // A subject had a gap that the look-back still sees.
    UnconfirmedDemand,    // The row itself is assumed and not adopted: it does not block.
    WouldApply,           // Would apply if an assumed threshold were confirmed.
    DateUnconfirmed,      // Since when the row is in force is not certain.
    OwnRule,              // Counts because the practice adopted it.
    ShownOtherwise,       // Other evidence was accepted for it.
    Statement,            // Somebody's statement exists beside the evidence.
    NotKeptYet,           // Kader does not keep these records yet.
};
std::string_view word(Remark);  // "unconfirmed_interval", …

struct RequirementAnswer {
    const norm_book::Requirement* requirement = nullptr;
    State state = State::Missing;
    norm_book::Effect effect = norm_book::Effect::Nothing;  // What it does to its question.
    std::vector<Remark> remarks;
    CalendarDay since{};
    std::optional<CalendarDay> changes_on;
    std::optional<State> changes_to;
    // Why: facts that speak for it; what lacks; and, when contradicted, what speaks against it.
    evidence::Reasons reasons;
    std::vector<evidence::Witness> against;
    evidence::Reasons gaps;  // With GapInThePast: which subjects.
    std::vector<evidence::Witness> statements;  // With Statement: which ones.
};

struct QuestionAnswer {
    const norm_book::Question* question = nullptr;
    State state = State::Missing;
    bool applicable = true;           // Asked of this practice on this day.
    std::optional<State> duty_state;  // Not asked, but a duty all the same (question 22 of a solo).
    CalendarDay since{};
    std::optional<CalendarDay> changes_on;
    std::optional<State> changes_to;
    bool expiring = false;
    std::vector<RequirementAnswer> requirements;
};

struct ScopeAnswer {
    enum class Ground { LegalFormUnknown, MoreThanOne, Solo, SoloPerhaps };
    Ground ground = Ground::LegalFormUnknown;
    int questions_asked = 22;
};

struct Answers {
    CalendarDay on{};
    ScopeAnswer scope;
    std::vector<QuestionAnswer> questions;  // 1..22
    std::int64_t heads_listed = 0;          // People who give care, by the list.
    std::optional<std::int32_t> heads_stated;
};

// One change that comes if nobody does anything.
struct ComingChange {
    CalendarDay on{};
    int question = 0;                                     // 0: which questions are asked.
    const norm_book::Requirement* requirement = nullptr;  // Null: the question as a whole.
    State from = State::Missing;
    State to = State::Missing;
    std::optional<ScopeAnswer::Ground> scope = {};  // With question 0: why, from that day.
    // Record keys whose worth begins or ends on that day. Empty when a norm itself changes.
    std::vector<std::string> causes = {};
};

class Check {
public:
    // With `known_on`, only what the practice knew on that day counts.
    Check(const norm_book::NormBook& book, const std::vector<Record>& records,
          std::optional<CalendarDay> known_on = {});

    Answers on(CalendarDay day) const;
    // Every change of a question or requirement on the days from `from` + 1 through `through`.
    std::vector<ComingChange> forecast(CalendarDay from, CalendarDay through) const;

    // A record came, was corrected, or (without facts) went.
    evidence::Work change(const Record&);
    // The same in two halves, for who follows many changes and is asked now and then. take() costs what the
    // record touches. settle() works out the answers, for one change as for a thousand; between the two
    // nothing else may be asked.
    evidence::Work take(const Record&);
    void settle();
    bool is_settled() const { return m_settled; }
    // How often the answers were worked out, the first time included.
    std::size_t settles() const { return m_settles; }

    const StateLine& question(int number) const { return m_questions[std::size_t(number - 1)].answer; }
    const StateLine& requirement(std::string_view id) const;
    bool remark_on(std::string_view requirement, Remark, CalendarDay) const;

    // Own rules, statements and other proof that cannot count, and why.
    const std::vector<Refused>& refused() const { return m_refused; }
    const std::string& key_of(evidence::RecordId id) const { return m_names->text(id); }
    const evidence::Evidence& evidence() const { return *m_evidence; }

private:
    struct RequirementNodes {
        const norm_book::Requirement* requirement = nullptr;
        evidence::NodeId condition, nominal, otherwise, attested, any_statement;
        std::optional<evidence::NodeId> applies, applies_nominal, contradicted;
        std::vector<evidence::NodeId> lapses;
        std::vector<std::string> norms;  // The requirement's id and the parameters it uses.
        StateLine line;
    };
    struct QuestionLine {
        StateLine line;    // Asked or not: what the question's requirements say.
        StateLine answer;  // The same, and not applicable where it is not asked.
        evidence::Timeline asked;
    };

    void build(const std::vector<Record>& records);
    void note_refused();
    void draw();
    void draw_requirement(RequirementNodes&);
    void draw_question(const norm_book::Question&, QuestionLine&);
    void draw_asked(const norm_book::Question&, QuestionLine&) const;
    RequirementAnswer answer(const RequirementNodes&, CalendarDay) const;
    norm_book::Backing backing(const RequirementNodes&, CalendarDay) const;
    std::vector<Remark> remarks(const RequirementNodes&, CalendarDay) const;
    ScopeAnswer::Ground ground_on(facts::DayNumber) const;
    std::vector<std::string> causes(const RequirementNodes&, CalendarDay) const;
    void add_causes(evidence::NodeId, facts::DayNumber, std::vector<std::string>&) const;

    const norm_book::NormBook& m_book;
    std::map<std::string, Record> m_records;  // Those that count, by key.
    std::optional<CalendarDay> m_known_on;
    std::unique_ptr<evidence::Names> m_names;
    std::unique_ptr<Rules> m_rules;
    std::vector<Refused> m_refused;
    std::unique_ptr<evidence::Model> m_model;
    std::unique_ptr<evidence::Evidence> m_evidence;
    std::vector<RequirementNodes> m_requirements;
    std::vector<QuestionLine> m_questions;
    bool m_settled = false;
    bool m_rules_changed = false;  // Since settle(): then everything is computed anew.
    std::size_t m_settles = 0;
    evidence::NodeId m_legal_form, m_asked_all, m_perhaps, m_heads;
};

}  // namespace kader::check
