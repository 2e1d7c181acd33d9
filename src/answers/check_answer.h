#pragma once

// The answers of a check as they travel: to a program that reads the command line's JSON, and to the
// browser. The shape carries a version and is documented in docs/command-line.md; fields are added, never
// renamed.

#include "check/check.h"
#include "lists/findings.h"
#include "norm_book/norm_book.h"
#include "wire/fields.h"

namespace kader::answers {

struct BothLanguages {
    std::string nl, en;
    static constexpr std::string_view schema = "BothLanguages";
    template <class Fields>
    static void describe(Fields& field) {
        field(&BothLanguages::nl, {.name = "nl"});
        field(&BothLanguages::en, {.name = "en"});
    }
};

struct RecordName {
    std::string list, kenmerk;
    static constexpr std::string_view schema = "RecordName";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RecordName::list, {.name = "list"});
        field(&RecordName::kenmerk, {.name = "kenmerk"});
    }
};

struct SourceAnswer {
    std::string code, article, title;
    static constexpr std::string_view schema = "Source";
    template <class Fields>
    static void describe(Fields& field) {
        field(&SourceAnswer::code, {.name = "code", .about = "Of norms/sources.toml."});
        field(&SourceAnswer::article, {.name = "article"});
        field(&SourceAnswer::title, {.name = "title"});
    }
};

struct WitnessAnswer {
    std::string list, kenmerk;
    CalendarDay from{};
    std::optional<CalendarDay> through;
    static constexpr std::string_view schema = "Witness";
    template <class Fields>
    static void describe(Fields& field) {
        field(&WitnessAnswer::list, {.name = "list"});
        field(&WitnessAnswer::kenmerk, {.name = "kenmerk"});
        field(&WitnessAnswer::from, {.name = "from", .about = "The first day of the run on which it counts."});
        field(&WitnessAnswer::through, {.name = "through", .about = "The last day; null when no end can be seen."});
    }
};

struct LackAnswer {
    std::string condition, subject;
    std::optional<RecordName> record, last;
    std::optional<CalendarDay> last_through;
    std::optional<RecordName> next;
    std::optional<CalendarDay> next_from;
    bool in_the_way = false;
    BothLanguages text;
    static constexpr std::string_view schema = "Lack";
    template <class Fields>
    static void describe(Fields& field) {
        field(&LackAnswer::condition, {.name = "condition", .about = "The name of the part that is not met."});
        field(&LackAnswer::subject, {.name = "subject", .about = "\"person:P1\"; empty: the practice."});
        field(&LackAnswer::record, {.name = "record", .about = "The subject's own record."});
        field(&LackAnswer::last, {.name = "last", .about = "The record that met it last."});
        field(&LackAnswer::last_through, {.name = "last_through"});
        field(&LackAnswer::next, {.name = "next", .about = "The first record that will meet it."});
        field(&LackAnswer::next_from, {.name = "next_from"});
        field(&LackAnswer::in_the_way, {.name = "in_the_way"});
        field(&LackAnswer::text, {.name = "text", .about = "The lack in a few words."});
    }
};

struct ReasonsAnswer {
    std::optional<BothLanguages> text, unblock;
    std::vector<LackAnswer> lacks;
    std::int64_t subjects_total = 0, lacking_total = 0;
    std::vector<WitnessAnswer> against;
    std::vector<LackAnswer> gaps;
    std::vector<WitnessAnswer> statements;
    static constexpr std::string_view schema = "Reasons";
    template <class Fields>
    static void describe(Fields& field) {
        field(&ReasonsAnswer::text, {.name = "text", .about = "Why it is missing, contradicted or not applicable."});
        field(&ReasonsAnswer::unblock, {.name = "unblock", .about = "What would show it."});
        field(&ReasonsAnswer::lacks, {.name = "lacks", .about = "At most 50."});
        field(&ReasonsAnswer::subjects_total, {.name = "subjects_total"});
        field(&ReasonsAnswer::lacking_total, {.name = "lacking_total"});
        field(&ReasonsAnswer::against, {.name = "against", .about = "Records that prove the opposite."});
        field(&ReasonsAnswer::gaps, {.name = "gaps", .about = "Gaps in the past that still count."});
        field(&ReasonsAnswer::statements, {.name = "statements"});
    }
};

inline constexpr std::array<std::string_view, 5> states = {"shown", "missing", "contradicted", "attested", "not_applicable"};

struct RequirementJson {
    std::string id;
    BothLanguages title;
    std::string state, effect, weight, certainty;
    CalendarDay since{};
    std::optional<CalendarDay> changes_on;
    std::optional<std::string> changes_to;
    std::vector<SourceAnswer> source;
    std::vector<std::string> remarks;
    ReasonsAnswer reasons;
    std::vector<WitnessAnswer> evidence;
    BothLanguages explain;
    static constexpr std::string_view schema = "Requirement";
    template <class Fields>
    static void describe(Fields& field) {
        using R = RequirementJson;
        field(&R::id, {.name = "id"});
        field(&R::title, {.name = "title"});
        field(&R::state, {.name = "state", .choices = states});
        field(&R::effect, {.name = "effect", .about = "What it does to the question: nothing, remark, or a state."});
        field(&R::weight, {.name = "weight"});
        field(&R::certainty, {.name = "certainty"});
        field(&R::since, {.name = "since"});
        field(&R::changes_on, {.name = "changes_on"});
        field(&R::changes_to, {.name = "changes_to", .choices = states});
        field(&R::source, {.name = "source"});
        field(&R::remarks, {.name = "remarks"});
        field(&R::reasons, {.name = "reasons"});
        field(&R::evidence, {.name = "evidence"});
        field(&R::explain, {.name = "explain", .about = "What is asked and why, in our own words."});
    }
};

struct QuestionJson {
    int number = 0;
    BothLanguages title;
    std::string state;
    bool applicable = true;
    std::optional<std::string> duty_state;
    CalendarDay since{};
    std::optional<CalendarDay> changes_on;
    std::optional<std::string> changes_to;
    bool expiring = false;
    std::vector<RequirementJson> requirements;
    BothLanguages explain;
    static constexpr std::string_view schema = "Question";
    template <class Fields>
    static void describe(Fields& field) {
        using Q = QuestionJson;
        field(&Q::number, {.name = "number", .least = 1, .most = 22});
        field(&Q::title, {.name = "title"});
        field(&Q::state, {.name = "state", .choices = states});
        field(&Q::applicable, {.name = "applicable", .about = "Asked of this practice on this day."});
        field(&Q::duty_state, {.name = "duty_state", .choices = states});
        field(&Q::since, {.name = "since"});
        field(&Q::changes_on, {.name = "changes_on"});
        field(&Q::changes_to, {.name = "changes_to", .choices = states});
        field(&Q::expiring, {.name = "expiring", .about = "Shown, and changing within 60 days."});
        field(&Q::requirements, {.name = "requirements"});
        field(&Q::explain, {.name = "explain"});
    }
};

struct ScopeJson {
    std::string ground;
    int questions_asked = 22;
    BothLanguages text;
    static constexpr std::string_view schema = "Scope";
    template <class Fields>
    static void describe(Fields& field) {
        field(&ScopeJson::ground, {.name = "ground"});
        field(&ScopeJson::questions_asked, {.name = "questions_asked"});
        field(&ScopeJson::text, {.name = "text", .about = "Why these questions are asked."});
    }
};

struct HeadsJson {
    std::int64_t listed = 0;
    std::optional<std::int64_t> stated;
    static constexpr std::string_view schema = "Heads";
    template <class Fields>
    static void describe(Fields& field) {
        field(&HeadsJson::listed, {.name = "listed"});
        field(&HeadsJson::stated, {.name = "stated"});
    }
};

struct RejectJson {
    std::string file;
    std::int64_t row = 0;
    std::string column, kenmerk, nl, en;
    static constexpr std::string_view schema = "Reject";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RejectJson::file, {.name = "file"});
        field(&RejectJson::row, {.name = "row"});
        field(&RejectJson::column, {.name = "column"});
        field(&RejectJson::kenmerk, {.name = "kenmerk"});
        field(&RejectJson::nl, {.name = "nl"});
        field(&RejectJson::en, {.name = "en"});
    }
};

struct RowsJson {
    std::int64_t read = 0, rejected = 0;
    std::vector<RejectJson> rejects;
    static constexpr std::string_view schema = "Rows";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RowsJson::read, {.name = "read"});
        field(&RowsJson::rejected, {.name = "rejected"});
        field(&RowsJson::rejects, {.name = "rejects"});
    }
};

struct RefusedJson {
    std::string list, kenmerk;
    BothLanguages reason;
    static constexpr std::string_view schema = "RefusedRecord";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RefusedJson::list, {.name = "list"});
        field(&RefusedJson::kenmerk, {.name = "kenmerk"});
        field(&RefusedJson::reason, {.name = "reason"});
    }
};

struct CheckAnswer {
    std::string format = "kader-check-1";
    std::string edition;
    CalendarDay on{};
    std::optional<CalendarDay> known_on;
    ScopeJson scope;
    HeadsJson heads;
    RowsJson rows;
    std::vector<RefusedJson> refused;
    std::vector<QuestionJson> questions;
    static constexpr std::string_view schema = "CheckAnswer";
    template <class Fields>
    static void describe(Fields& field) {
        using A = CheckAnswer;
        field(&A::format, {.name = "format"});
        field(&A::edition, {.name = "edition", .about = "Of the norms."});
        field(&A::on, {.name = "on"});
        field(&A::known_on, {.name = "known_on"});
        field(&A::scope, {.name = "scope"});
        field(&A::heads, {.name = "heads"});
        field(&A::rows, {.name = "rows"});
        field(&A::refused, {.name = "refused"});
        field(&A::questions, {.name = "questions"});
    }
};

struct ChangeJson {
    CalendarDay on{};
    int question = 0;
    std::optional<std::string> scope, requirement;
    std::string from, to;
    std::vector<RecordName> causes;
    static constexpr std::string_view schema = "ComingChange";
    template <class Fields>
    static void describe(Fields& field) {
        using C = ChangeJson;
        field(&C::on, {.name = "on"});
        field(&C::question, {.name = "question", .about = "0: which questions are asked."});
        field(&C::scope, {.name = "scope"});
        field(&C::requirement, {.name = "requirement", .about = "Null: the question as a whole."});
        field(&C::from, {.name = "from", .choices = states});
        field(&C::to, {.name = "to", .choices = states});
        field(&C::causes, {.name = "causes"});
    }
};

struct ForecastAnswer {
    std::string format = "kader-forecast-1";
    std::string edition;
    CalendarDay from{}, through{};
    std::vector<ChangeJson> changes;
    static constexpr std::string_view schema = "ForecastAnswer";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ForecastAnswer;
        field(&A::format, {.name = "format"});
        field(&A::edition, {.name = "edition"});
        field(&A::from, {.name = "from"});
        field(&A::through, {.name = "through"});
        field(&A::changes, {.name = "changes"});
    }
};

// Of how many rows, and which were refused.
struct RowsRead {
    std::size_t read = 0;
    std::size_t rejected = 0;
    std::vector<lists::Reject> rejects = {};
};

CheckAnswer answer_of(const check::Check&, const check::Answers&, const norm_book::NormBook&, const RowsRead&,
                      std::optional<CalendarDay> known_on);
ForecastAnswer answer_of(const std::vector<check::ComingChange>&, CalendarDay from, CalendarDay through,
                         const norm_book::NormBook&);

}  // namespace kader::answers
