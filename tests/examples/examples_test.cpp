// The example folders: they answer as docs/ says, line by line, and every record of the clinic bears
// on exactly what rests on it.

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>

#include "check/check.h"
#include "check/record_types.h"
#include "cli/answer_json.h"
#include "cli/loading.h"
#include "cli/words.h"
#include "lists/folder.h"

using namespace kader;

namespace {

const std::string root = KADER_SOURCE_DIR;
const auto reference_day = day_of(2026, 11, 21);

const norm_book::NormBook& the_norms() {
    static const auto loaded = norm_book::NormBook::load(root + "/norms", check::fact_kinds());
    REQUIRE(loaded.index() == 0);
    return std::get<norm_book::NormBook>(loaded);
}

lists::FolderFacts example(const std::string& name) {
    auto read = lists::read_folder(root + "/examples/" + name, check::record_types());
    REQUIRE(read.index() == 0);
    return std::get<lists::FolderFacts>(std::move(read));
}

// The rows "| 7 | aangetoond | 2027-01-04 | ontbreekt | … |" of a page.
struct Row {
    std::string answer, changes_on, changes_to;
};
std::map<int, Row> table_of(const std::string& page) {
    std::ifstream file{root + "/docs/" + page};
    REQUIRE(file);
    std::map<int, Row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("| ", 0) != 0) continue;
        std::vector<std::string> cells;
        for (std::size_t from = 1; from < line.size();) {
            const auto until = std::min(line.find('|', from), line.size());
            auto cell = line.substr(from, until - from);
            cell.erase(0, cell.find_first_not_of(' '));
            cell.erase(cell.find_last_not_of(' ') + 1);
            cells.push_back(cell);
            from = until + 1;
        }
        if (cells.size() < 5 || cells[0].empty() || !std::isdigit(static_cast<unsigned char>(cells[0][0]))) continue;
        rows[std::stoi(cells[0])] = {cells[1], cells[2], cells[3]};
    }
    return rows;
}

void compare_with_page(const std::string& folder, const std::string& page) {
    const check::Check check{the_norms(), cli::records_of(example(folder))};
    const auto answers = check.on(reference_day);
    const auto rows = table_of(page);
    CHECK(rows.size() == 22);
    for (const auto& answer : answers.questions) {
        const int number = answer.question->number;
        INFO(page << ", question " << number);
        REQUIRE(rows.count(number) == 1);
        const auto& row = rows.at(number);
        CHECK(row.answer == cli::state_word(cli::Language::Dutch, answer.state));
        CHECK(row.changes_on == (answer.changes_on ? iso_text(*answer.changes_on) : "-"));
        CHECK(row.changes_to == (answer.changes_to ? std::string{cli::state_word(cli::Language::Dutch, *answer.changes_to)} : "-"));
    }
}

// Which questions name a kind of fact that a record gives, read from the norms alone.
bool names(const norm_book::Condition& condition, const facts::NewFact& fact) {
    if (condition.covers == fact.kind) return true;
    if (condition.fact == fact.kind) {
        bool matches = true;
        for (const auto& wanted : condition.where) {
            bool found = false;
            for (const auto& attribute : fact.attributes)
                for (const auto& value : wanted.values)
                    found = found || (attribute.name == wanted.name && attribute.value == value);
            matches = matches && found;
        }
        if (matches) return true;
    }
    if (condition.during && names(*condition.during, fact)) return true;
    for (const auto& part : condition.parts)
        if (names(part, fact)) return true;
    return false;
}

bool uses(const norm_book::Condition& condition, const std::string& parameter) {
    if (condition.within == parameter || condition.after == parameter || condition.more_than == parameter) return true;
    if (condition.during && uses(*condition.during, parameter)) return true;
    for (const auto& part : condition.parts)
        if (uses(part, parameter)) return true;
    return false;
}

bool may_rest(const norm_book::Question& question, const check::Record& record) {
    const auto& book = the_norms();
    for (const auto& fact : record.facts) {
        const auto id = fact.subject.substr(fact.subject.find(':') + 1);
        if (fact.subject == "question:" + std::to_string(question.number)) return true;
        if (!question.asked_of_solo &&
            (names(book.scope().asked_all, fact) || names(book.scope().legal_form_known, fact) ||
             names(book.scope().asked_all_unconfirmed, fact) || id == book.scope().unconfirmed_parameter))
            return true;
        for (const auto& one : book.requirements()) {
            if (one.question != question.number) continue;
            if (id == one.id || fact.relation == "requirement:" + one.id) return true;
            if (fact.kind == "practice.own_rule") {
                if (one.look_back == id || uses(one.condition, id) || (one.applies && uses(*one.applies, id)) ||
                    (one.contradicted_by && uses(*one.contradicted_by, id)))
                    return true;
                continue;
            }
            if (names(one.condition, fact) || (one.applies && names(*one.applies, fact)) ||
                (one.contradicted_by && names(*one.contradicted_by, fact)))
                return true;
        }
    }
    return false;
}

// Every question's answer as text, and which records it cites.
std::vector<std::string> answer_texts(const check::Check& check) {
    const auto answers = check.on(reference_day);
    std::vector<std::string> texts;
    for (const auto& answer : answers.questions) {
        auto one = answers;
        one.questions = {answer};
        texts.push_back(cli::json_of(check, one, the_norms(), {}, {}));
        // The heads are said beside the answers, not in them.
        const auto heads = texts.back().find("\"rows\"");
        texts.back() = texts.back().substr(heads);
    }
    return texts;
}

}  // namespace

TEST_CASE("the clinic answers as its page says") { compare_with_page("kliniek", "examples-clinic.md"); }
TEST_CASE("the solo practice answers as its page says") { compare_with_page("solo", "examples-solo.md"); }
TEST_CASE("the salon answers as its page says") { compare_with_page("salon", "examples-salon.md"); }

TEST_CASE("taking away any one record of the clinic changes the questions that rest on it, and no others") {
    const auto records = cli::records_of(example("kliniek"));
    check::Check check{the_norms(), records};
    const auto before = answer_texts(check);
    std::size_t compared = 0;
    for (const auto& record : records) {
        INFO(record.key);
        check.change({record.key, {}, {}});
        const auto after = answer_texts(check);
        const auto colon = record.key.find(':');
        const auto cited_as = "{\"list\":\"" + record.key.substr(0, colon) + "\",\"kenmerk\":\"" + record.key.substr(colon + 1) + "\"";
        std::set<int> changed;
        for (std::size_t at = 0; at < before.size(); ++at) {
            const int number = int(at) + 1;
            INFO("question " << number);
            if (before[at] != after[at]) changed.insert(number);
            // What is cited changes; what changes rests on it.
            if (before[at].find(cited_as) != std::string::npos) CHECK(changed.count(number) == 1);
            if (changed.count(number) == 1) CHECK(may_rest(the_norms().questions()[at], record));
            CHECK(after[at].find(cited_as) == std::string::npos);
        }
        CHECK_FALSE(changed.empty());
        check.change(record);
        ++compared;
    }
    CHECK(answer_texts(check) == before);
    CHECK(compared > 200);
}
