// What an interview says of a practice, and what the check says of the lists that begin with the same answers.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "check/check.h"
#include "check/record_types.h"
#include "interviews/first_lists.h"
#include "lists/folder.h"
#include "norm_book/norm_rows.h"

using namespace kader;
using interviews::Answer;
using interviews::Answers;
using interviews::FirstLists;
using Ground = check::ScopeAnswer::Ground;

namespace {

using Texts = std::vector<std::string>;

const CalendarDay today = day_of(2026, 11, 22);

template <class T>
T loaded(std::variant<T, std::vector<toml::Fault>> all) {
    std::string faults;
    if (const auto* found = std::get_if<std::vector<toml::Fault>>(&all))
        for (const auto& fault : *found) faults += text_of(fault) + "\n";
    INFO(faults);
    REQUIRE(std::holds_alternative<T>(all));
    return std::get<T>(std::move(all));
}

struct Norms {
    std::vector<norm_book::NormFile> files = norm_book::read_norm_files(KADER_SOURCE_DIR "/norms").value();
    norm_book::NormBook book = loaded(norm_book::NormBook::load(KADER_SOURCE_DIR "/norms", check::fact_kinds()));
    catalogue::Catalogue treatments = loaded(catalogue::Catalogue::load(files, book));
    interviews::Interviews all = loaded(interviews::Interviews::load(files, book));
    const interviews::Interview& interview() const { return *all.find(interviews::interview_of_first_lists); }
};
const Norms& norms() {
    static const Norms all;
    return all;
}

FirstLists started_with(const Answers& answers, CalendarDay on = today) { return first_lists(norms().interview(), answers, norms().treatments, on); }

// "praktijk PR1 rechtsvorm eenmanszaak 2027-01-01"
std::set<std::string> rows_of(const FirstLists& first) {
    std::set<std::string> all;
    for (const auto& list : first.lists)
        for (const auto& row : list.rows) {
            auto text = list.name;
            for (const auto& cell : row) text += " " + cell;
            all.insert(text);
        }
    return all;
}

// What the check says of the lists on their first day. Every row must be one that the list can hold.
check::ScopeAnswer scope_of(const FirstLists& first) {
    static std::map<std::set<std::string>, check::ScopeAnswer> known;
    const auto rows = rows_of(first);
    if (const auto found = known.find(rows); found != known.end()) return found->second;
    lists::ListFolder folder{check::record_types()};
    for (const auto& list : first.lists) {
        std::string csv;
        const auto add = [&](const Texts& cells) {
            for (std::size_t at = 0; at < cells.size(); ++at) csv += (at == 0 ? "" : ";") + cells[at];
            csv += "\n";
        };
        add(list.columns);
        for (const auto& row : list.rows) add(row);
        CHECK_FALSE(folder.add_text(list.name, csv, list.name + ".csv"));
        CHECK(folder.count_rows(list.name) == list.rows.size());
    }
    const auto facts = folder.facts();
    for (const auto& reject : facts.rejects) FAIL_CHECK(reject.file << " " << reject.column << ": " << reject.reason.en);
    for (const auto& notice : facts.notices) CHECK(notice.kind == lists::Notice::Kind::MissingList);
    std::vector<check::Record> records;
    for (const auto& row : facts.rows) records.push_back({std::string{row.list} + ":" + row.kenmerk, row.known_on, row.facts});
    const auto scope = check::Check{norms().book, records}.on(first.from).scope;
    known.emplace(rows, scope);
    return scope;
}

// How many questions the outcomes of the interview speak of; nothing when they say the check is not for this person.
std::optional<int> questions_said(const Answers& answers, CalendarDay on) {
    static const std::map<std::string, int> said{{"check-15", 15}, {"check-15-locum", 15}, {"check-22", 22}, {"check-22-until-known", 22}};
    std::optional<int> count;
    for (const auto& one : advice(norms().interview(), answers, norms().treatments, on)) {
        const auto found = said.find(one.outcome->id);
        if (found == said.end()) continue;
        CHECK_FALSE(count);  // Two of them would be a contradiction within the interview.
        count = found->second;
    }
    return count;
}

// Differences that must stay: the interview knows that others give care, or that this is not known, while the list
// mensen is still empty. A number of people is no name and no bond, so no row can be made of it; the note says so.
const std::set<std::string> known_differences{
    "others-not-listed",     // Others give care, but how many was not said, or fewer than two were counted.
    "others-in-your-name",   // Others give care in the name of this person, as an intermediary.
    "alone-not-known",       // Whether this person works alone was not said.
};

struct Compared {
    int same = 0, without_question_count = 0;
    std::map<std::string, int> different;  // By the note that says why.
};

void compare(const Answers& answers, CalendarDay on, Compared& compared) {
    const auto first = started_with(answers, on);
    const auto said = questions_said(answers, on);
    if (!said) {
        ++compared.without_question_count;
        scope_of(first);
        return;
    }
    CHECK_FALSE(first.has_note("employed"));
    const auto scope = scope_of(first);
    std::string why;
    for (const auto& id : known_differences)
        if (first.has_note(id)) why = id;
    CAPTURE(*said);
    CAPTURE(why);
    if (why.empty()) {
        CHECK(scope.questions_asked == *said);
        ++compared.same;
    } else {
        CHECK(*said == 22);
        CHECK(scope.questions_asked == 15);
        CHECK(scope.ground == Ground::Solo);
        ++compared.different[why];
    }
    // What is asked for want of a legal form is said to be.
    CHECK((scope.ground == Ground::LegalFormUnknown) == first.has_note("legal-form"));
}

// The answers of a written situation, as somebody would type them.
Answers answers_of(const toml::Value& table) {
    Answers answers;
    for (const auto& given : table.items) {
        const auto* question = norms().interview().question(given.key);
        REQUIRE(question != nullptr);
        Texts texts;
        const auto take = [&](const toml::Value& one) {
            if (one.kind == toml::Value::Kind::Whole) texts.push_back(std::to_string(one.whole));
            else if (one.kind == toml::Value::Kind::Day) texts.push_back(iso_text(one.day));
            else texts.push_back(one.text);
        };
        if (given.kind == toml::Value::Kind::List) for (const auto& one : given.items) take(one);
        else take(given);
        const auto answer = read_answer(*question, norms().treatments, texts, Language::English);
        REQUIRE(answer);
        REQUIRE(*answer);
        answers.emplace(given.key, **answer);
    }
    return answers;
}

Answer text(const char* one) { return Texts{one}; }

}  // namespace

TEST_CASE("of every written situation the check asks the questions that the interview said, or the lists say why not") {
    Compared compared;
    toml::Faults faults;
    for (const auto& file : norm_book::parse_below(norms().files, "cases/interviews", faults)) {
        if (file.path.find("/applies-") == std::string::npos) continue;
        toml::TableReader whole{file.content, file.name, faults};
        for (auto& situation : whole.tables("situation")) {
            const auto id = situation.text("id");
            CAPTURE(id);
            compare(answers_of(*situation.find("answers")), situation.optional_day("on").value_or(day_of(2026, 11, 21)), compared);
        }
    }
    CHECK(compared.same > 50);
    MESSAGE(compared.same << " the same, " << compared.without_question_count << " not asked anything");
    for (const auto& [why, count] : compared.different) MESSAGE(count << " different: " << why);
}

TEST_CASE("the same holds for all answers together that decide who is asked what") {
    const auto& interview = norms().interview();
    const auto options = [&](const char* id) {
        std::vector<std::optional<Answer>> all{std::nullopt};
        for (const auto& option : interview.question(id)->options) all.emplace_back(Texts{option.id});
        return all;
    };
    std::vector<std::optional<Answer>> heads{std::nullopt};
    for (const int count : {0, 1, 2, 3, 11}) heads.emplace_back(count);
    // One of each scope, of each kind of care, and together; then care that no treatment gives.
    std::vector<Answers> work{{}, {{"insured", text("yes")}}, {{"specialist", text("yes")}}};
    for (const Texts& chosen : {Texts{"INJ-BTX"}, Texts{"PMU"}, Texts{"BC-CREAM"}, Texts{"TATTOO"}, Texts{"INJ-PERM"}, Texts{"BC-CREAM", "unknown-treatment"}})
        work.push_back({{"treatments", chosen}});
    const std::vector<std::optional<Answer>> arranging{std::nullopt, text("none"), text("travel"), text("own-name"), text("aftercare")};
    Compared compared;
    const auto set = [](Answers& answers, const char* id, const std::optional<Answer>& answer) {
        if (answer) answers[id] = *answer;
    };
    for (const auto& form : options("legal-form"))
        for (const auto& alone : options("alone"))
            for (const auto& count : heads)
                for (const auto& doing : work)
                    for (const auto& arranged : arranging) {
                        auto answers = doing;
                        set(answers, "legal-form", form);
                        set(answers, "alone", alone);
                        set(answers, "heads", count);
                        set(answers, "intermediary", arranged);
                        compare(answers, today, compared);
                    }
    CHECK(compared.same > 1000);
    for (const auto& id : known_differences) {
        CAPTURE(id);
        CHECK(compared.different[id] > 0);
    }
}

TEST_CASE("a sole trader who starts with laser and permanent make-up begins with that, from the first day") {
    const auto first = started_with({{"start-day", day_of(2027, 1, 4)}, {"legal-form", text("sole-trader")}, {"alone", text("only-me")}, {"heads", 1},
                              {"treatments", Texts{"EBD-HAIR-L", "PMU", "BC-CREAM"}}, {"insured", text("no")}, {"specialist", text("no")},
                              {"stay", text("none")}, {"locations", 2}});
    CHECK(rows_of(first) == std::set<std::string>{"praktijk PR1 rechtsvorm eenmanszaak 2027-01-04", "praktijk PR2 aantal_zorgverleners 1 2027-01-04",
                                                  "zorgsoorten ZS1 cosmetisch 2027-01-04", "zorgsoorten ZS2 permanente_makeup 2027-01-04",
                                                  "zorgsoorten ZS3 schoonheid 2027-01-04"});
    CHECK_FALSE(first.has_note("day"));
    for (const auto* left_out : {"legal-form", "heads", "treatments", "kinds-open", "not-care", "kind-assumed"}) CHECK_FALSE(first.has_note(left_out));
    for (const auto* to_do : {"practice", "people", "treatments-offered", "locations", "notifications"}) CHECK(first.has_note(to_do));
    CHECK(scope_of(first).ground == Ground::Solo);
}

TEST_CASE("nothing is guessed: what an answer leaves open is no row, and is said") {
    for (const auto* form : {"bv", "other-legal-person", "partnership", "unknown"}) {
        CAPTURE(form);
        const auto first = started_with({{"legal-form", text(form)}, {"treatments", Texts{"INJ-BTX"}}, {"insured", text("unknown")}});
        CHECK(rows_of(first) == std::set<std::string>{"zorgsoorten ZS1 cosmetisch 2026-11-22"});
        for (const auto* said : {"day", "legal-form", "heads", "kinds-open"}) CHECK(first.has_note(said));
    }
    CHECK(rows_of(started_with({{"legal-form", text("employed")}, {"heads", 4}, {"treatments", Texts{"INJ-BTX"}}})).empty());
    CHECK(started_with({{"legal-form", text("employed")}}).has_note("employed"));
    CHECK(rows_of(started_with({})).empty());
    const auto locum = started_with({{"legal-form", text("sole-trader")}, {"alone", text("me-with-locum")}, {"heads", 2}});
    CHECK(rows_of(locum) == std::set<std::string>{"praktijk PR1 rechtsvorm eenmanszaak 2026-11-22"});
    CHECK(locum.has_note("heads-with-replacement"));
    CHECK(locum.has_note("replacement"));
}

TEST_CASE("kinds of care follow from what the treatments are to the law, and from the other answers") {
    const auto kinds = [](Answers answers) {
        std::set<std::string> all;
        const auto first = started_with(answers);
        for (const auto& list : first.lists)
            if (list.name == "zorgsoorten")
                for (const auto& row : list.rows) all.insert(row[1]);
        return all;
    };
    const auto of = [&](const char* code) { return kinds({{"treatments", Texts{code}}}); };
    CHECK(of("PMU") == std::set<std::string>{"permanente_makeup"});
    CHECK(of("BC-NAILS") == std::set<std::string>{"schoonheid"});
    CHECK(of("TATTOO").empty());
    CHECK(started_with({{"treatments", Texts{"TATTOO"}}}).has_note("no-word"));
    CHECK(of("INJ-PERM").empty());
    CHECK(started_with({{"treatments", Texts{"INJ-PERM"}}}).has_note("prohibited"));
    CHECK(of("PED-MED") == std::set<std::string>{"cosmetisch"});
    CHECK(started_with({{"treatments", Texts{"PED-MED"}}}).has_note("kind-assumed"));
    CHECK_FALSE(started_with({{"treatments", Texts{"INJ-BTX"}}}).has_note("kind-assumed"));
    CHECK(kinds({{"specialist", text("yes")}, {"insured", text("yes")}, {"stay", Texts{"stay", "personal-care"}}}) ==
          std::set<std::string>{"medisch_specialistisch", "verzekerd", "verblijf", "persoonlijke_verzorging"});
    CHECK(kinds({{"specialist", text("doctor-no-specialist")}, {"insured", text("no")}, {"stay", text("none")}}).empty());
    CHECK(started_with({{"treatments", Texts{"BC-CREAM"}}}).has_note("not-care"));
    // Of every treatment: a kind that counts as care exactly where the catalogue says care.
    for (const auto& treatment : norms().treatments.treatments()) {
        CAPTURE(treatment.id);
        const auto made = kinds({{"treatments", Texts{treatment.id}}});
        const bool is_care = made.contains("cosmetisch") || made.contains("permanente_makeup");
        CHECK(is_care == (treatment.scope.value == catalogue::Scope::Care));
    }
}
