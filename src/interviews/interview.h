#pragma once

// An interview: questions that a person answers without an account, and what follows from the answers. Norm data
// (norms/interviews/); this is what the words of that data mean, and nothing here knows any law.
//
// Any question may be left unanswered. An answer to a question that is not asked, because of what was answered
// before it, counts for nothing. Immutable after loading; any thread; nothing is stored.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catalogue/catalogue.h"
#include "kernel/calendar.h"

namespace kader::interviews {

using catalogue::Catalogue;
using catalogue::Treatment;
using norm_book::Certainty;
using norm_book::Source;

// One condition over answers.
struct Condition {
    enum class Kind {
        All,         // every part holds
        Any,         // at least one part holds
        Not,         // its one part does not hold
        Chosen,      // some chosen option of the question is among `values`
        NoneChosen,  // the question is answered, and no chosen option is among `values`
        AtLeast,     // the number given is at least `number`
        Below,       // the number given is less
        From,        // the day given is `day` or later
        Before,      // the day given is earlier
        Unanswered,  // the question is not asked, or not answered
        Treatment,   // some chosen treatment has one of `values` for the attribute `name`
    };
    Kind kind = Kind::All;
    std::vector<Condition> parts;
    std::string name;  // Of the question, or of the attribute.
    std::vector<std::string> values;
    int number = 0;
    CalendarDay day{};
    std::optional<int> days_after_asking;  // Instead: the day of asking ("today"), or the one after ("tomorrow").
};

enum class Choose { One, Many, Number, Day, Treatments };
std::string_view word(Choose);

struct Option {
    std::string id;
    Text label;
};
struct Question {
    std::string id;
    Text text, help;  // `help` may be empty.
    Choose choose = Choose::One;
    std::vector<Option> options;  // Of One and Many.
    int least = 0, most = 0;      // Of Number.
    std::optional<Condition> when;
};

struct Outcome {
    std::string id;
    std::string group;
    Text title, text;
    Condition when;
    int order = 0;
    std::vector<std::string> rows;  // Of the law, by their published ids.
    std::vector<Source> sources;
    Certainty certainty = Certainty::Assumed;
    CalendarDay last_checked{};
    std::optional<CalendarDay> from, until;  // When it holds; half-open.
    bool each_treatment = false;             // Said of each treatment that meets the condition.
    std::string desk;                        // A desk of norms/desks.toml; may be empty.
};

struct Group {
    std::string id;
    Text title;
};

struct Interview {
    std::string id;
    Text title, lead;
    CalendarDay last_checked{};
    std::vector<Group> groups;  // In the order in which they are read.
    std::vector<Question> questions;
    std::vector<Outcome> outcomes;  // By group, then order.
    const Question* question(std::string_view id) const;
};

// Where one can turn.
struct Desk {
    std::string id, name;
    Text takes, not_taken;  // What it does not do may be empty.
    std::string where;      // An address without https://, or a place of publication; may be empty.
    std::vector<Source> sources;
    Certainty certainty = Certainty::Assumed;
    CalendarDay last_checked{};
};

class Interviews {
public:
    // norms/interviews/*.toml and norms/desks.toml. Every fault is collected, among them: a condition over a
    // question that comes later or does not exist, an option or attribute that does not exist, a desk that does not.
    static std::variant<Interviews, std::vector<toml::Fault>> load(const std::vector<norm_book::NormFile>&,
                                                                   const norm_book::NormBook&);
    const Interview* find(std::string_view id) const;
    const Desk* desk(std::string_view id) const;
    const std::vector<Interview>& all() const { return m_interviews; }
    const std::vector<Desk>& desks() const { return m_desks; }

private:
    std::vector<Interview> m_interviews;
    std::vector<Desk> m_desks;
};

// Options or treatments, a number, or a day.
using Answer = std::variant<std::vector<std::string>, int, CalendarDay>;
using Answers = std::map<std::string, Answer, std::less<>>;

// What somebody typed or chose, for one question. Invalid: it is no answer to it (an option that does not exist, two
// where one is asked, a number beyond its bounds, no day), in the language. An empty text is no answer. A treatment
// that the catalogue does not have becomes the unknown one; at most 50 of them count.
Result<std::optional<Answer>> read_answer(const Question&, const Catalogue&, const std::vector<std::string>& texts, Language);

bool is_asked(const Interview&, const Question&, const Answers&, const Catalogue&, CalendarDay on);

// What follows.
struct Advice {
    const Outcome* outcome = nullptr;
    std::vector<const Treatment*> treatments;  // With each_treatment: of which it is said.
};
// On a day, in the order in which it is read.
std::vector<Advice> advice(const Interview&, const Answers&, const Catalogue&, CalendarDay on);

}  // namespace kader::interviews
