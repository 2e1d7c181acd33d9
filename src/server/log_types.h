#pragma once

// What travels of the log, its review, emergency access and the access list.

#include <array>

#include "answers/check_answer.h"
#include "audit/notes.h"
#include "break_glass/break_glass.h"
#include "log_review/log_pages.h"
#include "log_review/outcomes.h"
#include "subjects/ids.h"
#include "wire/fields.h"

namespace kader::server {

inline constexpr std::array<std::string_view, 2> outcome_words = {"done", "refused"};
inline constexpr std::array<std::string_view, 3> clock_words = {"unwatched", "steady", "jumped"};

struct LogObject {
    std::string type, id, list;
    std::int64_t version = 0;
    static constexpr std::string_view schema = "LogObject";
    template <class Fields>
    static void describe(Fields& field) {
        field(&LogObject::type, {.name = "type"});
        field(&LogObject::id, {.name = "id"});
        field(&LogObject::list, {.name = "list"});
        field(&LogObject::version, {.name = "version"});
    }
};

struct LogLine {
    std::int64_t seq = 0;
    std::string at, clock, act;
    answers::BothLanguages what;
    std::string outcome, actor_kind;
    std::optional<subjects::ActorId> actor;
    std::string role, workstation, purpose, basis;
    std::vector<subjects::SubjectId> subjects;
    std::string compartment;
    std::optional<LogObject> object;
    std::string query;
    std::optional<std::int64_t> count;
    std::optional<subjects::BreakGlassId> break_glass;
    bool has_note = false;
    static constexpr std::string_view schema = "LogLine";
    template <class Fields>
    static void describe(Fields& field) {
        using A = LogLine;
        field(&A::seq, {.name = "seq"});
        field(&A::at, {.name = "at", .about = "UTC, with six decimals."});
        field(&A::clock, {.name = "clock", .choices = clock_words});
        field(&A::act, {.name = "act", .about = "A word of src/audit/acts.h."});
        field(&A::what, {.name = "what", .about = "The act in words."});
        field(&A::outcome, {.name = "outcome", .choices = outcome_words});
        field(&A::actor_kind, {.name = "actor_kind"});
        field(&A::actor, {.name = "actor", .about = "Null: the program itself."});
        field(&A::role, {.name = "role"});
        field(&A::workstation, {.name = "workstation"});
        field(&A::purpose, {.name = "purpose"});
        field(&A::basis, {.name = "basis", .about = "The rule that allowed or refused."});
        field(&A::subjects, {.name = "subjects", .about = "Whom it is about.", .length_max = audit::subjects_count_max});
        field(&A::compartment, {.name = "compartment"});
        field(&A::object, {.name = "object"});
        field(&A::query, {.name = "query", .about = "What was asked for, never what was filled in."});
        field(&A::count, {.name = "count"});
        field(&A::break_glass, {.name = "break_glass", .about = "The emergency access it was done under."});
        field(&A::has_note, {.name = "has_note", .about = "A reason in words is kept, sealed."});
    }
};

struct LogPageAnswer {
    std::vector<LogLine> lines;
    std::int64_t before = 0;
    static constexpr std::string_view schema = "LogPage";
    template <class Fields>
    static void describe(Fields& field) {
        field(&LogPageAnswer::lines, {.name = "lines", .about = "The newest first.", .length_max = log_review::page_lines_max});
        field(&LogPageAnswer::before, {.name = "before", .about = "Ask the next page with it; 0: there is none."});
    }
};

inline constexpr std::array<std::string_view, 4> judgement_words = {"justified", "unjustified", "training", "follow_up"};
static_assert(judgement_words.size() == log_review::outcomes.size());

struct JudgementAnswer {
    std::string outcome;
    subjects::ActorId by;
    std::string at;
    static constexpr std::string_view schema = "Judgement";
    template <class Fields>
    static void describe(Fields& field) {
        field(&JudgementAnswer::outcome, {.name = "outcome", .choices = judgement_words});
        field(&JudgementAnswer::by, {.name = "by"});
        field(&JudgementAnswer::at, {.name = "at"});
    }
};

struct ReviewItem {
    log_review::FindingId id;
    std::string rule;
    answers::BothLanguages what;
    subjects::ActorId actor;
    std::optional<subjects::SubjectId> subject;
    std::int64_t first_seq = 0, last_seq = 0, count = 0;
    std::string at;
    std::optional<CalendarDay> due;
    bool escalated = false, own = false;
    std::optional<std::string> reason, words;
    std::optional<JudgementAnswer> judged;
    static constexpr std::string_view schema = "ReviewItem";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ReviewItem;
        field(&A::id, {.name = "id"});
        field(&A::rule, {.name = "rule"});
        field(&A::what, {.name = "what", .about = "The rule in words."});
        field(&A::actor, {.name = "actor"});
        field(&A::subject, {.name = "subject"});
        field(&A::first_seq, {.name = "first_seq", .about = "The first line of the log it is about."});
        field(&A::last_seq, {.name = "last_seq"});
        field(&A::count, {.name = "count"});
        field(&A::at, {.name = "at"});
        field(&A::due, {.name = "due", .about = "The last day to judge it."});
        field(&A::escalated, {.name = "escalated", .about = "Nobody judged it in time."});
        field(&A::own, {.name = "own", .about = "Who asks did it, so somebody else judges it."});
        field(&A::reason, {.name = "reason", .about = "Of emergency access: its code."});
        field(&A::words, {.name = "words", .about = "Of emergency access: the reason in words; null when its key was destroyed."});
        field(&A::judged, {.name = "judged"});
    }
};

struct ReviewAnswer {
    CalendarDay from{};
    std::vector<ReviewItem> items;
    std::int64_t open = 0, escalated = 0;
    std::vector<std::string> not_applied;
    static constexpr std::string_view schema = "Review";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ReviewAnswer;
        field(&A::from, {.name = "from", .about = "The first day of the month."});
        field(&A::items, {.name = "items", .about = "The newest first; open ones of earlier months as well."});
        field(&A::open, {.name = "open"});
        field(&A::escalated, {.name = "escalated"});
        field(&A::not_applied, {.name = "not_applied", .about = "Rules for which facts are not known."});
    }
};

struct NewJudgement {
    std::string outcome, words;
    static constexpr std::string_view schema = "NewJudgement";
    template <class Fields>
    static void describe(Fields& field) {
        field(&NewJudgement::outcome, {.name = "outcome", .choices = judgement_words});
        field(&NewJudgement::words, {.name = "words", .about = "Sealed; may be empty.", .length_max = audit::note_characters_max});
    }
};

struct NewBreakGlass {
    subjects::SubjectId subject;
    std::string reason, words;
    static constexpr std::string_view schema = "NewBreakGlass";
    template <class Fields>
    static void describe(Fields& field) {
        field(&NewBreakGlass::subject, {.name = "subject"});
        field(&NewBreakGlass::reason, {.name = "reason", .about = "acute_care, complication, stand_in or safety.", .length_max = 50});
        field(&NewBreakGlass::words, {.name = "words", .about = "At least 15 characters; sealed.", .length_max = audit::note_characters_max});
    }
};

struct BreakGlassAnswer {
    subjects::BreakGlassId id;
    subjects::SubjectId subject;
    std::string reason, started, ends;
    static constexpr std::string_view schema = "BreakGlass";
    template <class Fields>
    static void describe(Fields& field) {
        using A = BreakGlassAnswer;
        field(&A::id, {.name = "id"});
        field(&A::subject, {.name = "subject"});
        field(&A::reason, {.name = "reason"});
        field(&A::started, {.name = "started"});
        field(&A::ends, {.name = "ends"});
    }
};

struct BreakGlassReason {
    std::string word;
    answers::BothLanguages text;
    static constexpr std::string_view schema = "BreakGlassReason";
    template <class Fields>
    static void describe(Fields& field) {
        field(&BreakGlassReason::word, {.name = "word"});
        field(&BreakGlassReason::text, {.name = "text"});
    }
};

struct OpenBreakGlass {
    subjects::BreakGlassId id;
    subjects::SubjectId subject;
    subjects::ActorId actor;
    bool own = false;
    answers::BothLanguages reason;
    std::string started, ends;
    std::int64_t seconds_left = 0;
    static constexpr std::string_view schema = "OpenBreakGlass";
    template <class Fields>
    static void describe(Fields& field) {
        using A = OpenBreakGlass;
        field(&A::id, {.name = "id"});
        field(&A::subject, {.name = "subject"});
        field(&A::actor, {.name = "actor"});
        field(&A::own, {.name = "own"});
        field(&A::reason, {.name = "reason"});
        field(&A::started, {.name = "started"});
        field(&A::ends, {.name = "ends"});
        field(&A::seconds_left, {.name = "seconds_left", .about = "When this was asked."});
    }
};

struct BreakGlassesAnswer {
    bool may_ask = false;
    std::int64_t minutes = 0;
    std::vector<BreakGlassReason> reasons;
    std::vector<OpenBreakGlass> open;
    static constexpr std::string_view schema = "BreakGlasses";
    template <class Fields>
    static void describe(Fields& field) {
        using A = BreakGlassesAnswer;
        field(&A::may_ask, {.name = "may_ask", .about = "Only who gives care may ask for it."});
        field(&A::minutes, {.name = "minutes", .about = "How long it lasts."});
        field(&A::reasons, {.name = "reasons", .about = "To choose one from."});
        field(&A::open, {.name = "open", .about = "One's own; for who may end those of others, all of them.", .length_max = break_glass::open_count_max});
    }
};

struct AccessListRow {
    CalendarDay day{};
    answers::BothLanguages who, what, which, ground, sentence;
    std::int64_t times = 0;
    bool emergency = false, refused = false;
    static constexpr std::string_view schema = "AccessListRow";
    template <class Fields>
    static void describe(Fields& field) {
        using A = AccessListRow;
        field(&A::day, {.name = "day"});
        field(&A::who, {.name = "who"});
        field(&A::what, {.name = "what"});
        field(&A::which, {.name = "which", .about = "The part of the file."});
        field(&A::ground, {.name = "ground"});
        field(&A::sentence, {.name = "sentence", .about = "All of it, ready for whom it is about."});
        field(&A::times, {.name = "times", .about = "On that day."});
        field(&A::emergency, {.name = "emergency"});
        field(&A::refused, {.name = "refused"});
    }
};

struct AccessListAnswer {
    std::vector<AccessListRow> rows;
    static constexpr std::string_view schema = "AccessList";
    template <class Fields>
    static void describe(Fields& field) {
        field(&AccessListAnswer::rows, {.name = "rows", .about = "In the order of days.", .length_max = 100'000});
    }
};

}  // namespace kader::server
