// Reads norms/interviews/ and norms/desks.toml.

#include <algorithm>
#include <array>
#include <set>

#include "interviews/interview.h"
#include "norm_book/norm_rows.h"

namespace kader::interviews {

namespace {

using toml::TableReader;
using toml::Value;

constexpr std::array choices = {Choose::One, Choose::Many, Choose::Number, Choose::Day, Choose::Treatments};

// What a condition may speak of: the questions before it.
class ConditionReader {
public:
    ConditionReader(const Interview& interview, toml::Faults& faults) : m_interview(interview), m_faults(faults) {}

    Condition read(const Value& value, const std::string& file) {
        TableReader table{value, file, m_faults};
        Condition made;
        const auto parts_of = [&](std::string_view key, Condition::Kind kind) {
            made.kind = kind;
            const auto* list = table.find(key);
            if (list->kind != Value::Kind::List || list->items.empty())
                table.refuse_at(key, "`" + std::string{key} + "` is a list of one condition or more");
            for (const auto& part : list->items) made.parts.push_back(read(part, file));
        };
        if (table.has("all")) {
            parts_of("all", Condition::Kind::All);
        } else if (table.has("any")) {
            parts_of("any", Condition::Kind::Any);
        } else if (table.has("not")) {
            made.kind = Condition::Kind::Not;
            made.parts.push_back(read(*table.find("not"), file));
        } else if (table.has("unanswered")) {
            made.kind = Condition::Kind::Unanswered;
            made.name = question_of(table, "unanswered") ? table.text("unanswered") : "";
        } else if (table.has("treatment")) {
            made.kind = Condition::Kind::Treatment;
            made.name = table.text("treatment");
            made.values = values_of(table);
            const auto& names = catalogue::attributes();
            if (std::ranges::find(names, made.name) == names.end())
                table.refuse_at("treatment", "a treatment has no \"" + made.name + "\"; it has " + toml::listed(names));
        } else {
            read_answer_condition(table, made);
        }
        table.refuse_other_keys();
        return made;
    }

private:
    // Words, or whole numbers as words.
    std::vector<std::string> values_of(TableReader& table) {
        const auto* list = table.find("is");
        if (list == nullptr || list->kind != Value::Kind::List || list->items.empty() || list->items.front().kind != Value::Kind::Whole)
            return table.texts("is");
        std::vector<std::string> words;
        for (const auto& item : list->items) {
            if (item.kind != Value::Kind::Whole) table.refuse_at("is", "these are either all words or all whole numbers");
            words.push_back(std::to_string(item.whole));
        }
        return words;
    }
    const Question* question_of(TableReader& table, std::string_view key) {
        const auto id = table.text(key);
        const auto* question = m_interview.question(id);
        if (question == nullptr)
            table.refuse_at(key, "there is no question \"" + id + "\" before this; an answer is known only after it was asked");
        return question;
    }
    void read_answer_condition(TableReader& table, Condition& made) {
        const auto* question = question_of(table, "answer");
        if (question == nullptr) {
            for (const auto* key : {"is", "none", "at_least", "below", "from", "before"}) (void)table.has(key);
            return;
        }
        made.name = question->id;
        const auto demand = [&](std::string_view key, bool is_right) {
            if (!is_right) table.refuse_at(key, "`" + std::string{key} + "` does not go with a question of this kind");
        };
        if (table.has("is") || table.has("none")) {
            const auto* key = table.has("is") ? "is" : "none";
            made.kind = table.has("is") ? Condition::Kind::Chosen : Condition::Kind::NoneChosen;
            made.values = table.texts(key);
            demand(key, question->choose == Choose::One || question->choose == Choose::Many);
            for (const auto& value : made.values)
                if (std::ranges::find(question->options, value, &Option::id) == question->options.end())
                    table.refuse_at(key, "the question \"" + question->id + "\" has no option \"" + value + "\"");
        } else if (table.has("at_least") || table.has("below")) {
            const auto* key = table.has("at_least") ? "at_least" : "below";
            made.kind = table.has("at_least") ? Condition::Kind::AtLeast : Condition::Kind::Below;
            made.number = table.whole(key);
            demand(key, question->choose == Choose::Number);
        } else if (table.has("from") || table.has("before")) {
            const auto* key = table.has("from") ? "from" : "before";
            made.kind = table.has("from") ? Condition::Kind::From : Condition::Kind::Before;
            const auto* value = table.find(key);
            if (value->kind == Value::Kind::Text && value->text == "today") made.days_after_asking = 0;
            if (value->kind == Value::Kind::Text && value->text == "tomorrow") made.days_after_asking = 1;
            if (!made.days_after_asking) made.day = table.day(key);
            demand(key, question->choose == Choose::Day);
        } else {
            table.refuse("say what the answer must be: is, none, at_least, below, from or before");
        }
    }
    const Interview& m_interview;
    toml::Faults& m_faults;
};

Question read_question(TableReader& row, const Interview& interview, toml::Faults& faults) {
    Question made;
    made.id = row.text("id");
    made.text = row.both("text");
    made.help = row.optional_both("help");
    made.choose = row.choice("choose", choices);
    std::set<std::string> ids;
    for (auto& option : row.tables("option")) {
        made.options.push_back({option.text("id"), option.both("label")});
        if (!ids.insert(made.options.back().id).second)
            option.refuse_at("id", "this option is in the question twice");
        option.refuse_other_keys();
    }
    const bool has_options = made.choose == Choose::One || made.choose == Choose::Many;
    if (has_options != !made.options.empty())
        row.refuse(has_options ? "a question of this kind needs options" : "a question of this kind has no options");
    if (made.choose == Choose::Number) {
        made.least = row.whole("least");
        made.most = row.whole("most");
        if (made.least > made.most) row.refuse("`least` is more than `most`");
    }
    if (const auto* when = row.find("when")) made.when = ConditionReader{interview, faults}.read(*when, row.file());
    if (interview.question(made.id) != nullptr) row.refuse_at("id", "the question \"" + made.id + "\" is here twice");
    row.refuse_other_keys();
    return made;
}

Outcome read_outcome(TableReader& row, const Interview& interview, const norm_book::NormBook& book, toml::Faults& faults) {
    Outcome made;
    made.id = row.text("id");
    made.group = row.text("group");
    if (std::ranges::find(interview.groups, made.group, &Group::id) == interview.groups.end())
        row.refuse_at("group", "there is no group \"" + made.group + "\" above");
    made.title = row.both("title");
    made.text = row.both("text");
    if (const auto* when = row.find("when"))
        made.when = ConditionReader{interview, faults}.read(*when, row.file());
    else
        row.refuse("`when` is missing: when is this said?");
    made.order = row.whole("order");
    made.rows = row.optional_texts("rows");
    made.sources = norm_book::read_sources(row, book);
    made.certainty = norm_book::read_certainty(row);
    made.last_checked = row.day("last_checked");
    made.from = row.optional_day("from");
    if (const auto through = row.optional_day("through")) made.until = *through + Days{1};
    made.each_treatment = row.optional_yes_no("each_treatment").value_or(false);
    made.desk = row.optional_text("desk");
    row.refuse_other_keys();
    return made;
}

Interview read_interview(const norm_book::ParsedFile& file, const norm_book::NormBook& book, toml::Faults& faults) {
    TableReader whole{file.content, file.name, faults};
    Interview made;
    if (auto head = whole.optional_table("interview")) {
        made.id = head->text("id");
        made.title = head->both("title");
        made.lead = head->both("lead");
        made.last_checked = head->day("last_checked");
        head->refuse_other_keys();
    } else {
        whole.refuse("the table [interview] is missing");
    }
    for (auto& row : whole.tables("group")) {
        made.groups.push_back({row.text("id"), row.both("title")});
        row.refuse_other_keys();
    }
    for (auto& row : whole.tables("question")) {
        auto question = read_question(row, made, faults);
        made.questions.push_back(std::move(question));
    }
    std::set<std::string> ids;
    for (auto& row : whole.tables("outcome")) {
        made.outcomes.push_back(read_outcome(row, made, book, faults));
        if (!ids.insert(made.outcomes.back().id).second) row.refuse_at("id", "this outcome is here twice");
    }
    whole.refuse_other_keys();
    const auto place = [&](const Outcome& outcome) {
        return std::ranges::find(made.groups, outcome.group, &Group::id) - made.groups.begin();
    };
    std::ranges::stable_sort(made.outcomes, [&](const auto& a, const auto& b) {
        return std::pair{place(a), a.order} < std::pair{place(b), b.order};
    });
    return made;
}

}  // namespace

std::string_view word(Choose choose) {
    constexpr std::array<std::string_view, 5> words = {"one", "many", "number", "day", "treatments"};
    return words[static_cast<std::size_t>(choose)];
}

std::variant<Interviews, std::vector<toml::Fault>> Interviews::load(const std::vector<norm_book::NormFile>& files,
                                                                    const norm_book::NormBook& book) {
    toml::Faults faults;
    Interviews made;
    for (const auto& file : norm_book::parse_below(files, "desks", faults)) {
        TableReader whole{file.content, file.name, faults};
        for (auto& row : whole.tables("desk")) {
            Desk desk{row.text("id"),          row.text("name"),
                      row.both("takes"),       row.optional_both("not"),
                      row.optional_text("where"), norm_book::read_sources(row, book),
                      norm_book::read_certainty(row), row.day("last_checked")};
            if (made.desk(desk.id) != nullptr) row.refuse_at("id", "the desk \"" + desk.id + "\" is here twice");
            row.refuse_other_keys();
            made.m_desks.push_back(std::move(desk));
        }
        whole.refuse_other_keys();
    }
    for (const auto& file : norm_book::parse_below(files, "interviews", faults)) {
        auto interview = read_interview(file, book, faults);
        for (const auto& outcome : interview.outcomes)
            if (!outcome.desk.empty() && made.desk(outcome.desk) == nullptr)
                faults.add({file.name, 0}, "the outcome \"" + outcome.id + "\" names a desk that is not in norms/desks.toml");
        made.m_interviews.push_back(std::move(interview));
    }
    if (!faults.empty()) return faults.sorted();
    return made;
}

}  // namespace kader::interviews
