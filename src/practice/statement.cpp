#include "practice/statement.h"

#include <algorithm>

#include "facts/keys.h"

namespace kader::practice {

namespace {

// "vraag 7" speaks of a whole question. No requirement has an id with a space in it.
constexpr std::string_view question_word = "vraag ";

bool names_question(std::string_view text) {
    const auto same_letter = [](char typed, char wanted) {
        return typed == wanted || (typed == 'V' && wanted == 'v');
    };
    return std::ranges::equal(text.substr(0, question_word.size()), question_word, same_letter);
}

// The digits after the word, without zeros in front; empty when it is not a number.
std::string_view question_number(std::string_view text) {
    text.remove_prefix(question_word.size());
    text.remove_prefix(std::min(text.find_first_not_of(" 0"), text.size()));
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return std::ranges::all_of(text, is_digit) ? text : std::string_view{};
}

}  // namespace

void Statement::check(std::vector<lists::CellProblem>& problems) const {
    if (names_question(about_what) && question_number(about_what).empty())
        problems.push_back({"eis", "na \"vraag\" hoort een nummer te staan, zoals vraag 7",
                            "a number must follow the word vraag, as in vraag 7"});
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Statement& statement) {
    const auto& what = statement.about_what;
    return {{.kind = "practice.statement",
             .subject = names_question(what) ? facts::key("question", question_number(what))
                                             : facts::requirement_key(what),
             .attributes = {{"answer", statement.answer}},
             .holds = lists::period_of(statement.from, statement.through)}};
}

}  // namespace kader::practice
