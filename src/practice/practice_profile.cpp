#include "practice/practice_profile.h"

#include "facts/keys.h"

namespace kader::practice {

namespace {

struct Value {
    std::string word;         // As it is compared: a choice in its own spelling.
    std::int32_t number = 0;  // The head count; zero for other topics.
};

// The column `waarde` is read by what its topic asks for.
Value value_of(const PracticeProfile& profile, std::vector<lists::CellProblem>& problems) {
    using enum lists::CellKind;
    lists::ColumnInfo column{.name = "waarde"};
    Value value{.word = profile.value};
    if (profile.topic == "aantal_zorgverleners") {
        column.kind = Whole;
        lists::cell::parse(column, profile.value, value.number, problems);
    } else if (profile.topic == "jaarrekening_plicht") {
        column.kind = YesNo;
        bool owed = false;
        lists::cell::parse(column, profile.value, owed, problems);
        value.word = facts::yes_no(owed);
    } else {
        if (profile.topic == "rechtsvorm") {
            column.kind = Choice;
            column.choices = legal_forms;
        } else if (profile.topic == "kvk_nummer") {
            column.kind = KvkNumber;
        }
        lists::cell::parse(column, profile.value, value.word, problems);
    }
    return value;
}

}  // namespace

void PracticeProfile::check(std::vector<lists::CellProblem>& problems) const {
    value_of(*this, problems);
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const PracticeProfile& profile) {
    std::vector<lists::CellProblem> none;  // check() told them before.
    const auto [word, number] = value_of(profile, none);
    const auto holds = lists::period_of(profile.from, profile.through);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "practice.profile",
                     .subject = facts::practice_key,
                     .attributes = {{"topic", profile.topic}, {"value", word}},
                     .holds = holds});
    if (profile.topic == "aantal_zorgverleners")
        facts.push_back({.kind = "practice.heads_stated",
                         .subject = facts::practice_key,
                         .number = number,
                         .holds = holds});
    if (profile.topic == "rechtsvorm")
        facts.push_back({.kind = "practice.legal_form",
                         .subject = facts::key("legal_form", word),
                         .attributes = {{"form", word}},
                         .holds = holds});
    return facts;
}

}  // namespace kader::practice
