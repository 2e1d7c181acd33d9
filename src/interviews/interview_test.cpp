#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "interviews/interview.h"
#include "norm_book/norm_rows.h"
#include "norm_book/small_norms.h"

using namespace kader;
using namespace kader::interviews;

namespace {

const std::string catalogue_file = R"(
[[treatment]]
id = "unknown-treatment"
code = "UNKNOWN"
title_nl = "onbekend"
title_en = "unknown"
scope = "care"
scope_reason_nl = "r"
scope_reason_en = "r"
scope_certainty = "assumed"
scope_sources = [{ code = "LAW", article = "" }]
reserved_certainty = "assumed"
performers_certainty = "assumed"
sources = [{ code = "LAW", article = "" }]
from = 2016-01-01
last_checked = 2026-11-21

[[treatment]]
id = "cream"
code = "CREAM"
title_nl = "crème"
title_en = "cream"
scope = "not-care"
scope_reason_nl = "r"
scope_reason_en = "r"
scope_certainty = "sourced"
scope_sources = [{ code = "LAW", article = "" }]
reserved_certainty = "assumed"
performers_certainty = "assumed"
sources = [{ code = "LAW", article = "" }]
from = 2016-01-01
last_checked = 2026-11-21
)";

const std::string head = R"(
[interview]
id = "small"
title_nl = "t"
title_en = "t"
lead_nl = "l"
lead_en = "l"
last_checked = 2026-11-21

[[group]]
id = "first"
title_nl = "g"
title_en = "g"
[[group]]
id = "second"
title_nl = "g"
title_en = "g"

[[question]]
id = "form"
text_nl = "q"
text_en = "q"
choose = "one"
[[question.option]]
id = "alone"
label_nl = "a"
label_en = "a"
[[question.option]]
id = "together"
label_nl = "a"
label_en = "a"

[[question]]
id = "people"
text_nl = "q"
text_en = "q"
choose = "number"
least = 1
most = 500
when = { answer = "form", is = ["together"] }

[[question]]
id = "treatments"
text_nl = "q"
text_en = "q"
choose = "treatments"

[[question]]
id = "start"
text_nl = "q"
text_en = "q"
choose = "day"

[[question]]
id = "things"
text_nl = "q"
text_en = "q"
choose = "many"
[[question.option]]
id = "a"
label_nl = "a"
label_en = "a"
[[question.option]]
id = "b"
label_nl = "a"
label_en = "a"
)";

std::string outcome(const std::string& id, const std::string& when, const std::string& more = "") {
    return "\n[[outcome]]\nid = \"" + id + "\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\ntext_nl = \"x\"\ntext_en = \"x\"\nwhen = " + when +
           "\nsources = [{ code = \"LAW\", article = \"\" }]\ncertainty = \"sourced\"\nlast_checked = 2026-11-21\n" +
           (more.find("group") == std::string::npos ? "group = \"first\"\n" : "") + (more.find("order") == std::string::npos ? "order = 1\n" : "") + more;
}

struct Loaded {
    Catalogue catalogue;
    std::variant<Interviews, std::vector<toml::Fault>> interviews;
};
Loaded load(const std::string& content) {
    const auto book = norm_book::small::book_of({norm_book::small::sources()});
    const std::vector<norm_book::NormFile> files{{"treatments.toml", catalogue_file}, {"interviews/small.toml", content}};
    auto catalogue = Catalogue::load(files, book);
    REQUIRE(std::holds_alternative<Catalogue>(catalogue));
    return {std::get<Catalogue>(std::move(catalogue)), Interviews::load(files, book)};
}

// The ids of the outcomes, with the treatments behind those that are said of each.
using Said = std::vector<std::string>;
const auto today = day_of(2026, 11, 22);

Said said(const std::string& outcomes, const Answers& answers, CalendarDay on = today) {
    const auto loaded = load(head + outcomes);
    std::string all;
    if (const auto* faults = std::get_if<std::vector<toml::Fault>>(&loaded.interviews))
        for (const auto& fault : *faults) all += text_of(fault) + "\n";
    INFO(all);
    REQUIRE(std::holds_alternative<Interviews>(loaded.interviews));
    const auto* interview = std::get<Interviews>(loaded.interviews).find("small");
    REQUIRE(interview);
    Said made;
    for (const auto& one : advice(*interview, answers, loaded.catalogue, on)) {
        auto text = one.outcome->id;
        for (const auto* treatment : one.treatments) text += " " + treatment->id;
        made.push_back(text);
    }
    return made;
}

void check_fault(const std::string& content, const std::string& words) {
    const auto loaded = load(content);
    REQUIRE(std::holds_alternative<std::vector<toml::Fault>>(loaded.interviews));
    std::string all;
    for (const auto& fault : std::get<std::vector<toml::Fault>>(loaded.interviews)) all += text_of(fault) + "\n";
    INFO(all);
    CHECK(all.find(words) != std::string::npos);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("every kind of condition means what it says") {
    const auto holds = [](const std::string& when, const Answers& answers) { return said(outcome("o", when), answers) == Said{"o"}; };
    const Answers alone{{"form", Texts{"alone"}}}, together{{"form", Texts{"together"}}, {"people", 11}}, none;
    CHECK(holds(R"({ answer = "form", is = ["alone"] })", alone));
    CHECK_FALSE(holds(R"({ answer = "form", is = ["alone"] })", together));
    CHECK_FALSE(holds(R"({ answer = "form", is = ["alone"] })", none));
    CHECK(holds(R"({ answer = "form", none = ["alone"] })", together));
    CHECK_FALSE(holds(R"({ answer = "form", none = ["alone"] })", alone));
    CHECK_FALSE(holds(R"({ answer = "form", none = ["alone"] })", none));
    CHECK(holds(R"({ answer = "people", at_least = 11 })", together));
    CHECK_FALSE(holds(R"({ answer = "people", at_least = 12 })", together));
    CHECK(holds(R"({ answer = "people", below = 12 })", together));
    CHECK_FALSE(holds(R"({ answer = "people", below = 11 })", together));
    CHECK_FALSE(holds(R"({ answer = "people", below = 12 })", none));
    const Answers day{{"start", day_of(2023, 7, 1)}};
    CHECK(holds(R"({ answer = "start", from = 2023-07-01 })", day));
    CHECK_FALSE(holds(R"({ answer = "start", before = 2023-07-01 })", day));
    CHECK(holds(R"({ answer = "start", before = 2023-07-02 })", day));
    CHECK_FALSE(holds(R"({ answer = "start", before = 2023-07-02 })", none));
    const std::string passed = R"({ answer = "start", before = "today" })", to_come = R"({ answer = "start", from = "today" })";
    CHECK(said(outcome("o", passed), day, day_of(2023, 7, 2)) == Said{"o"});
    CHECK(said(outcome("o", passed), day, day_of(2023, 7, 1)).empty());
    CHECK(said(outcome("o", to_come), day, day_of(2023, 7, 1)) == Said{"o"});
    CHECK(said(outcome("o", to_come), day, day_of(2023, 7, 2)).empty());
    const std::string later = R"({ answer = "start", from = "tomorrow" })";
    CHECK(said(outcome("o", later), day, day_of(2023, 6, 30)) == Said{"o"});
    CHECK(said(outcome("o", later), day, day_of(2023, 7, 1)).empty());
    CHECK(holds(R"({ unanswered = "form" })", none));
    CHECK_FALSE(holds(R"({ unanswered = "form" })", alone));
    CHECK(holds(R"({ not = { answer = "form", is = ["alone"] } })", none));
    CHECK(holds(R"({ any = [{ answer = "form", is = ["alone"] }, { answer = "people", at_least = 11 }] })", together));
    CHECK_FALSE(holds(R"({ all = [{ answer = "form", is = ["alone"] }, { answer = "people", at_least = 11 }] })", together));
    const Answers things{{"things", Texts{"a", "b"}}};
    CHECK(holds(R"({ answer = "things", is = ["b"] })", things));
    CHECK_FALSE(holds(R"({ answer = "things", none = ["b"] })", things));
}

TEST_CASE("an answer to a question that is not asked counts for nothing") {
    const Answers answers{{"form", Texts{"alone"}}, {"people", 300}};
    CHECK(said(outcome("o", R"({ answer = "people", at_least = 1 })"), answers).empty());
    CHECK(said(outcome("o", R"({ unanswered = "people" })"), answers) == Said{"o"});
    const auto loaded = load(head);
    const auto& interview = *std::get<Interviews>(loaded.interviews).find("small");
    CHECK_FALSE(is_asked(interview, *interview.question("people"), answers, loaded.catalogue, today));
    CHECK(is_asked(interview, *interview.question("people"), {{"form", Texts{"together"}}}, loaded.catalogue, today));
    CHECK(is_asked(interview, *interview.question("start"), {}, loaded.catalogue, today));
}

TEST_CASE("an attribute of a treatment is compared as words or as whole numbers") {
    CHECK(said(outcome("o", R"({ treatment = "scope_certainty", is = ["sourced"] })"), {{"treatments", Texts{"cream"}}}) == Said{"o"});
    CHECK(said(outcome("o", R"({ treatment = "category", is = [1, 2] })"), {{"treatments", Texts{"cream"}}}).empty());
    check_fault(head + outcome("o", R"({ treatment = "category", is = [1, "2"] })"), "either all words or all whole numbers");
}

TEST_CASE("what is said of each treatment is said of those that meet the condition") {
    const auto each = outcome("care", R"({ treatment = "scope", is = ["care"] })", "each_treatment = true\n") +
                      outcome("some", R"({ treatment = "scope", is = ["not-care"] })");
    CHECK(said(each, {{"treatments", Texts{"cream", "unknown-treatment"}}}) == Said{"care unknown-treatment", "some"});
    CHECK(said(each, {{"treatments", Texts{"cream"}}}) == Said{"some"});
    CHECK(said(each, {}).empty());
}

TEST_CASE("outcomes come by group and order, and only on the days on which they hold") {
    const auto all = outcome("c", R"({ unanswered = "form" })", "group = \"second\"\norder = 1\n") +
                     outcome("b", R"({ unanswered = "form" })", "order = 2\n") + outcome("a", R"({ unanswered = "form" })", "order = 1\n") +
                     outcome("old", R"({ unanswered = "form" })", "through = 2023-06-30\n") +
                     outcome("new", R"({ unanswered = "form" })", "order = 3\nfrom = 2023-07-01\n");
    CHECK(said(all, {}, day_of(2023, 6, 30)) == Said{"a", "old", "b", "c"});
    CHECK(said(all, {}, day_of(2023, 7, 1)) == Said{"a", "b", "new", "c"});
}

TEST_CASE("an interview that speaks of what is not there is refused") {
    check_fault(head + outcome("o", R"({ answer = "colour", is = ["red"] })"), "there is no question \"colour\" before this");
    check_fault(head + outcome("o", R"({ answer = "form", is = ["red"] })"), "has no option \"red\"");
    check_fault(head + outcome("o", R"({ answer = "form", at_least = 3 })"), "does not go with a question of this kind");
    check_fault(head + outcome("o", R"({ answer = "form" })"), "say what the answer must be");
    check_fault(head + outcome("o", R"({ treatment = "colour", is = ["red"] })"), "a treatment has no \"colour\"");
    check_fault(head + outcome("o", R"({ answer = "form", is = ["alone"] })", "desk = \"nobody\"\n"), "names a desk");
    check_fault(head + outcome("o", R"({ answer = "form", is = ["alone"] })", "group = \"third\"\n"), "there is no group \"third\"");
    check_fault(head + outcome("o", R"({ unanswered = "form" })") + outcome("o", R"({ unanswered = "form" })"), "here twice");
    auto later = head;
    later.replace(later.find("answer = \"form\""), 15, "answer = \"start\"");
    check_fault(later, "there is no question \"start\" before this");
}

TEST_CASE("what is typed is an answer, no answer, or refused with what would be one") {
    const auto loaded = load(head);
    const auto& interview = *std::get<Interviews>(loaded.interviews).find("small");
    const auto read = [&](const char* question, const Texts& texts) {
        return read_answer(*interview.question(question), loaded.catalogue, texts, Language::English);
    };
    const auto refusal = [&](const char* question, const Texts& texts) {
        const auto answer = read(question, texts);
        REQUIRE_FALSE(answer);
        CHECK(answer.error().code == Code::Invalid);
        return answer.error().detail;
    };
    CHECK_FALSE(read("form", {"", "  "}).value());
    CHECK(*read("form", {" alone "}).value() == Answer{Texts{"alone"}});
    CHECK(*read("form", {"alone", "alone"}).value() == Answer{Texts{"alone"}});
    CHECK(refusal("form", {"alone", "together"}) == "Choose one answer.");
    CHECK(refusal("form", {"other"}) == "This answer is not one of them.");
    CHECK(*read("things", {"b", "a"}).value() == Answer{Texts{"b", "a"}});
    CHECK(*read("people", {"12"}).value() == Answer{12});
    for (const auto* wrong : {"0", "501", "twelve", "12 people", "99999999999999999999", "-1"})
        CHECK(refusal("people", {wrong}) == "Enter a number from 1 to 500.");
    CHECK(*read("start", {"31-03-2026"}).value() == Answer{day_of(2026, 3, 31)});
    CHECK(refusal("start", {"31-02-2026"}) == "Enter a day, such as 31-03-2026.");
    CHECK(*read("treatments", {"CREAM", "cream", "something nobody knows", "another"}).value() == Answer{Texts{"cream", "unknown-treatment"}});
    Texts many;
    for (int one = 0; one < 51; ++one) many.push_back(std::to_string(one));
    CHECK(refusal("treatments", many) == "Choose at most 50 treatments.");
}

namespace {

struct Real {
    norm_book::NormBook book;
    std::vector<norm_book::NormFile> files;
    Catalogue catalogue;
    Interviews interviews;
};
const Real& real() {
    static const Real all = [] {
        auto files = norm_book::read_norm_files(std::string{KADER_SOURCE_DIR} + "/norms").value();
        auto book = norm_book::small::book_of({norm_book::small::real("sources.toml")});
        auto catalogue = Catalogue::load(files, book);
        auto interviews = Interviews::load(files, book);
        std::string faults;
        if (const auto* found = std::get_if<std::vector<toml::Fault>>(&interviews))
            for (const auto& fault : *found) faults += text_of(fault) + "\n";
        INFO(faults);
        REQUIRE(std::holds_alternative<Catalogue>(catalogue));
        REQUIRE(std::holds_alternative<Interviews>(interviews));
        return Real{std::move(book), std::move(files), std::get<Catalogue>(std::move(catalogue)), std::get<Interviews>(std::move(interviews))};
    }();
    return all;
}

// The answers of a written situation, as somebody would type them.
Answers answers_of(const Interview& interview, const toml::Value& table) {
    Answers answers;
    for (const auto& given : table.items) {
        CAPTURE(given.key);
        const auto* question = interview.question(given.key);
        REQUIRE(question != nullptr);
        Texts texts;
        const auto take = [&](const toml::Value& one) {
            if (one.kind == toml::Value::Kind::Whole) texts.push_back(std::to_string(one.whole));
            else if (one.kind == toml::Value::Kind::Day) texts.push_back(iso_text(one.day));
            else texts.push_back(one.text);
        };
        if (given.kind == toml::Value::Kind::List) for (const auto& one : given.items) take(one);
        else take(given);
        const auto answer = read_answer(*question, real().catalogue, texts, Language::English);
        REQUIRE(answer);
        REQUIRE(*answer);
        answers.emplace(given.key, **answer);
    }
    return answers;
}

}  // namespace

TEST_CASE("every written situation comes to what was expected of it, and not to what must not be said") {
    std::map<std::string, int> situations;
    toml::Faults faults;
    for (const auto& file : norm_book::parse_below(real().files, "cases/interviews", faults)) {
        const auto* interview = real().interviews.find(file.path.find("/applies-") != std::string::npos ? "what-applies" : "where-to-turn");
        REQUIRE(interview);
        toml::TableReader whole{file.content, file.name, faults};
        for (auto& situation : whole.tables("situation")) {
            const auto id = situation.text("id");
            CAPTURE(id);
            CHECK(!situation.text("story_nl").empty());
            CHECK(!situation.text("why_nl").empty());
            CHECK(!situation.texts("rests_on").empty());
            const auto on = situation.optional_day("on").value_or(today);
            const auto answers = answers_of(*interview, *situation.find("answers"));
            for (const auto& [question, answer] : answers)
                CHECK(is_asked(*interview, *interview->question(question), answers, real().catalogue, on));
            std::set<std::string> ids;
            for (const auto& one : advice(*interview, answers, real().catalogue, on)) ids.insert(one.outcome->id);
            const auto is_outcome = [&](const std::string& wanted) {
                return std::ranges::find(interview->outcomes, wanted, &Outcome::id) != interview->outcomes.end();
            };
            for (const auto& expected : situation.texts("expect")) {
                CAPTURE(expected);
                CHECK(ids.contains(expected));
            }
            for (const auto& never : situation.optional_texts("never")) {
                CAPTURE(never);
                CHECK(is_outcome(never));
                CHECK_FALSE(ids.contains(never));
            }
            situation.refuse_other_keys();
            ++situations[interview->id];
        }
        whole.refuse_other_keys();
    }
    CHECK(faults.empty());
    CHECK(situations["what-applies"] >= 80);
    CHECK(situations["where-to-turn"] >= 80);
}

namespace {

// Every combination of answers to the questions with options, one option each, is far too many; so every pair of
// questions with every pair of answers, the others drawn by a fixed generator.
template <class Visit>
void walk(const Interview& interview, const Visit& visit) {
    std::uint32_t state = 12345;
    const auto draw = [&](std::size_t below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    const auto& treatments = real().catalogue.treatments();
    // The choices of one question; the last is no answer.
    const auto choices = [&](const Question& question) -> std::size_t {
        switch (question.choose) {
            case Choose::One:
            case Choose::Many: return question.options.size() + 1;
            case Choose::Number: return 5;
            case Choose::Day: return 4;
            case Choose::Treatments: return treatments.size() + 1;
        }
        return 1;
    };
    const auto choose = [&](const Question& question, std::size_t at, Answers& answers) {
        answers.erase(question.id);
        if (at + 1 >= choices(question)) return;
        switch (question.choose) {
            case Choose::One:
            case Choose::Many: answers[question.id] = Texts{question.options[at].id}; return;
            case Choose::Number: answers[question.id] = std::vector{question.least, 10, 11, question.most}[at]; return;
            case Choose::Day: answers[question.id] = std::vector{day_of(2021, 12, 31), day_of(2023, 7, 1), day_of(2027, 3, 1)}[at]; return;
            case Choose::Treatments: answers[question.id] = Texts{treatments[at].id}; return;
        }
    };
    const auto& questions = interview.questions;
    for (std::size_t one = 0; one < questions.size(); ++one)
        for (std::size_t other = one; other < questions.size(); ++other)
            for (std::size_t a = 0; a < choices(questions[one]); ++a)
                for (std::size_t b = 0; b < (one == other ? 1 : choices(questions[other])); ++b) {
                    Answers answers;
                    for (const auto& question : questions) choose(question, draw(choices(question)), answers);
                    choose(questions[one], a, answers);
                    if (one != other) choose(questions[other], b, answers);
                    visit(answers);
                }
}

}  // namespace

TEST_CASE("no path through an interview ends without advice, and the one that leaves everything open does not either") {
    const std::map<std::string, std::set<std::string>> advising{{"where-to-turn", {"desk", "advice"}},
                                                                {"what-applies", {"check", "first", "notify", "unsure"}}};
    for (const auto& one_of : advising) {
        const auto& groups = one_of.second;
        CAPTURE(one_of.first);
        const auto& interview = *real().interviews.find(one_of.first);
        int paths = 0, empty = 0;
        const auto look = [&](const Answers& answers) {
            ++paths;
            bool found = false;
            for (const auto& one : advice(interview, answers, real().catalogue, today)) found = found || groups.contains(one.outcome->group);
            if (!found) ++empty;
        };
        look({});
        walk(interview, look);
        CHECK(empty == 0);
        CHECK(paths > 1000);
    }
}

TEST_CASE("whether a treatment is care is said once, as the catalogue says it") {
    const auto& interview = *real().interviews.find("what-applies");
    for (const auto& treatment : real().catalogue.treatments()) {
        CAPTURE(treatment.id);
        bool is_said = false;
        for (const auto& one : advice(interview, {{"treatments", Texts{treatment.id}}}, real().catalogue, today))
            if (one.outcome->group == "care" && !one.treatments.empty()) is_said = true;
        CHECK(is_said);
    }
}
