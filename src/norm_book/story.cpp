#include "norm_book/story.h"

#include "norm_book/closed_lists.h"
#include "norm_book/loader.h"

namespace kader::norm_book {

namespace {

void read_change(TableReader& row, Expectation& expectation) {
    const auto* changes_on = row.find("changes_on");
    expectation.changes_to = row.optional_choice("changes_to", states);
    if (changes_on == nullptr) {
        if (expectation.changes_to)
            row.refuse_at("changes_to", "`changes_to` needs `changes_on` beside it");
        return;
    }
    if (changes_on->kind == toml::Value::Kind::Text) {
        expectation.never_changes = changes_on->text == "never";
        if (!expectation.never_changes)
            row.refuse_at(
                "changes_on",
                "`changes_on` must be a day such as 2026-03-31 without quotes, or \"never\"");
        else if (row.has("changes_to"))
            row.refuse_at("changes_to", "`changes_to` cannot stand beside changes_on = \"never\"");
        return;
    }
    expectation.changes_on = row.optional_day("changes_on");
    if (!row.has("changes_to"))
        row.refuse("`changes_on` needs `changes_to` beside it: the state from that day");
    if (expectation.changes_on && *expectation.changes_on <= expectation.on)
        row.refuse_at("changes_on",
                      "`changes_on` must lie after `on`: it is the first day with another state");
    if (expectation.changes_to == expectation.state)
        row.refuse_at("changes_to", "`changes_to` is the state it already has");
}

Expectation read_expectation(TableReader& row) {
    Expectation expectation;
    expectation.position = row.position();
    expectation.on = row.day("on");
    expectation.requirement = row.optional_text("requirement");
    const auto question = row.optional_whole("question");
    if (row.has("requirement") == row.has("question"))
        row.refuse("an expectation is about either `requirement` or `question`");
    if (question && (*question < 1 || *question > 22))
        row.refuse_at("question", "`question` must be 1 through 22");
    expectation.question = question.value_or(0);
    expectation.state = row.choice("state", states);
    read_change(row, expectation);
    expectation.unconfirmed = row.optional_yes_no("unconfirmed");
    expectation.gap = row.optional_yes_no("gap");
    expectation.because = row.text("because");
    row.refuse_other_keys();
    return expectation;
}

void read_lists(TableReader& table, Story& story) {
    const auto* lists = table.find("lists");
    if (lists == nullptr) {
        table.refuse(
            "the table [lists] is missing; it holds the practice's lists as CSV texts, or nothing");
        return;
    }
    TableReader inner{*lists, table.file(), table.faults()};
    for (const auto& item : inner.value().items) {
        auto csv = inner.text(item.key);
        // TOML drops the line break after the opening quotes; whoever writes one more means no row
        // by it.
        csv.erase(0, csv.find_first_not_of("\r\n"));
        if (!csv.empty() && !csv.starts_with("kenmerk"))
            inner.refuse_at(item.key,
                            "the first line of a list names its columns and begins with kenmerk");
        story.lists.emplace(item.key, std::move(csv));
    }
}

}  // namespace

Story read_story(TableReader& table) {
    Story story;
    story.position = table.position();
    story.title = table.text("title");
    story.tells = table.texts("tells");
    read_lists(table, story);
    for (auto& row : table.tables("expect")) {
        auto expectation = read_expectation(row);
        for (const auto& earlier : story.expectations)
            if (earlier.on == expectation.on && earlier.requirement == expectation.requirement &&
                earlier.question == expectation.question)
                row.refuse("this day of this story is already judged at line " +
                           std::to_string(earlier.position.line));
        story.expectations.push_back(std::move(expectation));
    }
    if (story.expectations.empty()) table.refuse("this story expects nothing; add [[expect]]");
    table.refuse_other_keys();
    return story;
}

std::variant<std::vector<Story>, std::vector<Fault>> load_stories(
    const std::filesystem::path& norms) {
    auto files = read_norm_files(norms);
    if (!files) return std::vector<Fault>{{{norms.string(), 0}, files.error().detail}};
    std::sort(files->begin(), files->end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    Faults faults;
    std::vector<Story> stories;
    for (const auto& file : *files) {
        if (!file.path.starts_with("cases/questions/") || !file.path.ends_with(".toml")) continue;
        const auto name = "norms/" + file.path;
        const auto content = toml::parse(file.bytes, name, faults);
        if (!content) continue;
        TableReader table{*content, name, faults};
        stories.push_back(read_story(table));
    }
    if (!faults.empty()) return faults.sorted();
    return stories;
}

}  // namespace kader::norm_book
