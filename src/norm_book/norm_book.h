#pragma once

// The norms of norms/, read, checked and ready to be asked: what holds on this day?
//
// Every value has dates, a source and a certainty. There is no way to get a number without a day.
// A book is immutable after loading and may be read from any thread.

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "facts/fact.h"
#include "kernel/calendar.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "norm_book/condition.h"
#include "toml/fault.h"

namespace kader::norm_book {

using kader::Language;
using kader::Text;
using toml::Fault;
using toml::text_of;

// How sure we are of a value or a date. The order counts: the lowest of a row is what it shows.
enum class Certainty { Sourced, SourcedSecond, Assumed };
std::string_view word(Certainty);  // "sourced", "sourced-2nd", "assumed"

enum class Weight { Must, Should, Advice };
std::string_view word(Weight);

// Where a norm comes from: a code of norms/sources.toml and the place in it.
struct Source {
    std::string code;     // "WKKGZ"
    std::string article;  // "art. 17 lid 1"; may be empty for a page
};

// When a row holds. Half-open here, inclusive in the file. An unknown date holds on every day and
// shows as unconfirmed.
struct Validity {
    std::optional<CalendarDay> from;   // Nothing: unknown.
    std::optional<CalendarDay> until;  // Nothing: still in force.
    Certainty date_certainty = Certainty::Sourced;
    bool holds_on(CalendarDay day) const {
        return (!from || *from <= day) && (!until || day < *until);
    }
};

// One value of a parameter, with its own dates, source and certainty.
struct ParameterValue {
    Validity validity;
    std::variant<Length, int> value;
    Certainty certainty = Certainty::Assumed;
    std::vector<Source> sources;
    Position position;

    Certainty lowest() const { return std::max(certainty, validity.date_certainty); }
};

// An interval or a threshold that conditions use.
struct Parameter {
    enum class Stricter {
        Shorter,
        Longer,
        Lower,
        Higher
    };  // The way in which a practice may differ.
    std::string id;
    Text title;
    Text explain;
    Stricter stricter = Stricter::Shorter;
    std::vector<ParameterValue> values;  // In order of date, not overlapping.
    std::optional<CalendarDay> last_checked;
    Position position;

    // Nothing: no value on that day.
    const ParameterValue* on(CalendarDay) const;
};

std::string_view word(Parameter::Stricter);  // "shorter", "longer", "lower", "higher"

struct Question {
    // Not every "no" is a gap: a scoping question asks what applies, a conditional one what is
    // required.
    enum class Polarity { Obligation, Scoping, PartlyApplicable, Conditional };
    int number = 0;
    Text title;
    Text explain;
    Polarity polarity = Polarity::Obligation;
    bool asked_of_solo = true;  // 1-15. Question 22 is a duty outside a solo's check.
    bool duty_of_solo = true;
    std::vector<Source> sources;
    std::string theme;
    Position position;
};

std::string_view word(Question::Polarity);  // "obligation", "scoping", "partly", "conditional"

struct Requirement {
    std::string id;
    int question = 0;
    Text title;
    Text explain;  // What is asked and why, in our own words.
    Text missing;  // What to say when it is not shown.
    Text unblock;  // What would show it.
    std::vector<Source> sources;
    Certainty certainty = Certainty::Sourced;
    Validity validity;
    std::optional<CalendarDay> last_checked;
    Weight weight = Weight::Must;
    std::optional<Condition> applies;  // Without: always.
    Text not_applicable;               // The ground, required with `applies`.
    Condition condition;
    std::optional<Condition> contradicted_by;
    Text contradicted;
    std::string not_yet_kept;  // "dossiers": Kader does not keep these yet; the condition is Never.
    // For conditions with an `every`: how long a past gap of a subject counts (a parameter id,
    // whose value is a length), and what repairs it ("explained": a signed explanation of the gap).
    std::string look_back;
    std::string repair;
    Position position;
};

// A controlled document and what its minimum content is.
struct DocumentElement {
    std::string id;
    Text title;
};
struct DocumentType {
    std::string id;
    Text title;
    std::vector<DocumentElement> elements;
    std::vector<Source> sources;
    Certainty certainty = Certainty::Sourced;
    Position position;
};

// Who is asked 15 questions and who 22.
struct ScopeReason {
    Text text;
    Certainty certainty = Certainty::Sourced;
    std::vector<Source> sources;
};
struct Scope {
    Condition asked_all;  // Sourced: the practice is more than one person working alone.
    Condition asked_all_unconfirmed;    // Assumed: probably so too; shown, counts once adopted.
    std::string unconfirmed_parameter;  // The id to adopt.
    Condition legal_form_known;
    // What to tell beside the answer.
    ScopeReason all_because;                 // asked_all holds.
    ScopeReason all_unconfirmed_because;     // Only asked_all_unconfirmed holds.
    ScopeReason legal_form_unknown_because;  // legal_form_known does not hold: all 22 are asked.
    ScopeReason fewer_because;               // None of these: 15 are asked.
    ScopeReason duty_outside_because;  // A question that is not asked of a solo but is a duty.
    Position position;
};

// The states of a requirement and of a question.
enum class State { Shown, Missing, Contradicted, Attested, NotApplicable };
std::string_view word(State);  // "shown", "missing", "contradicted", "attested", "not_applicable"

// What a requirement's state does to its question: nothing, a remark, or that state.
enum class Effect { Nothing, Remark, Shown, Attested, Missing, Contradicted };
std::string_view word(Effect);

// norms/states.toml. `Backing` is the certainty of the row, or Adopted when the practice made it
// its own rule.
enum class Backing { Sourced, SourcedSecond, Assumed, Adopted };
std::string_view word(Backing);
Backing backing_of(Certainty);
class TruthTable {
public:
    Effect effect(Weight, Backing, State) const;
    void set(Weight, Backing, State, Effect);
    // Strongest first: the question takes the first effect that any requirement has.
    std::vector<Effect> order;

private:
    Effect m_cells[3][4][5] = {};
};

struct SourceText {
    std::string code;
    std::string title;
    std::string where;
    Position position;
};

// One word of the glossary: what the law and the practice call a thing, and what the code calls it.
struct Term {
    std::string nl;    // "oordeel"
    std::string en;    // "ruling", as on an English screen
    std::string code;  // "ruling"
    std::string note;  // In English; may be empty.
    Position position;
};

// A file of norms/, by its path below that folder ("requirements/q07.toml").
struct NormFile {
    std::string path;
    std::string bytes;
};

// How much must be there. A fragment need not have all 22 questions, the truth table, the scope and
// the worked cases; everything that is there is judged just as strictly. Fragments are for tests.
enum class Extent { Whole, Fragment };

class NormBook {
public:
    // Reads every *.toml below `folder`. Every fault is collected; a book with a fault is not
    // given. `facts` are the kinds that the rooms offer.
    static std::variant<NormBook, std::vector<Fault>> load(
        const std::filesystem::path& folder, const std::vector<facts::FactKind>& facts);
    // The same from memory, for tests, fuzzers and stored editions. Files in any order.
    static std::variant<NormBook, std::vector<Fault>> load(
        std::vector<NormFile> files, const std::vector<facts::FactKind>& facts,
        Extent extent = Extent::Whole);

    // "kader-norms-1:" and the SHA-256 in lower-case hex of the files in order of path: of each the
    // length of the path and of the content (8 bytes each, the lowest first), the path, the
    // content. It counts every *.toml and every README.md whose name does not start with a dot.
    const std::string& edition() const { return m_edition; }

    const std::vector<Question>& questions() const { return m_questions; }  // 1..22 in order
    const std::vector<Requirement>& requirements() const {
        return m_requirements;
    }  // by question, then file
    const std::vector<Parameter>& parameters() const { return m_parameters; }
    const std::vector<DocumentType>& documents() const { return m_documents; }
    const std::vector<SourceText>& sources() const { return m_sources; }
    const Scope& scope() const { return m_scope; }
    const TruthTable& truth_table() const { return m_truth_table; }
    const std::vector<Term>& glossary() const { return m_glossary; }

    const Requirement* requirement(std::string_view id) const;
    const Parameter* parameter(std::string_view id) const;
    const DocumentType* document(std::string_view id) const;
    const SourceText* source(std::string_view code) const;

    // A copy that holds only this requirement, as given: for the run that breaks conditions on
    // purpose.
    NormBook only(Requirement) const;

private:
    friend class Loader;
    std::string m_edition;
    std::vector<Question> m_questions;
    std::vector<Requirement> m_requirements;
    std::vector<Parameter> m_parameters;
    std::vector<DocumentType> m_documents;
    std::vector<SourceText> m_sources;
    Scope m_scope;
    TruthTable m_truth_table;
    std::vector<Term> m_glossary;
};

// The files of a norms folder as load() sees them. Invalid: it cannot be read; TooLarge: a limit.
Result<std::vector<NormFile>> read_norm_files(const std::filesystem::path& folder);

// May a practice set this value instead, from that day? The text is "2 maanden", "2 months", "60
// dagen" or a number; an empty text adopts the value in force as it stands. Lengths are compared by
// the day they lead to from the asked day. RefusedByNorm: it is looser than the norm on that day.
// Invalid: it is no value, or of a unit that cannot be compared. NotFound: the norm has no value on
// that day.
Result<std::variant<Length, int>> stricter_value(const Parameter&, std::string_view text,
                                                 CalendarDay on);

}  // namespace kader::norm_book
