#include <doctest/doctest.h>

#include "interviews/interview.h"
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
Said said(const std::string& outcomes, const Answers& answers, CalendarDay on = day_of(2026, 11, 22)) {
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
    CHECK_FALSE(is_asked(interview, *interview.question("people"), answers, loaded.catalogue));
    CHECK(is_asked(interview, *interview.question("people"), {{"form", Texts{"together"}}}, loaded.catalogue));
    CHECK(is_asked(interview, *interview.question("start"), {}, loaded.catalogue));
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
