#include <doctest/doctest.h>

#include "catalogue/catalogue.h"
#include "norm_book/small_norms.h"
#include "norm_book/norm_rows.h"

using namespace kader;
using namespace kader::catalogue;

namespace {

const std::string row = R"(
[[treatment]]
id = "unknown-treatment"
code = "UNKNOWN"
title_nl = "onbekende behandeling"
title_en = "unknown treatment"
scope = "care"
scope_reason_nl = "Dit moeten wij vragen."
scope_reason_en = "This must be asked."
scope_certainty = "assumed"
scope_sources = [{ code = "LAW", article = "art. 1" }]
reserved_certainty = "assumed"
performers_certainty = "assumed"
sources = [{ code = "LAW", article = "" }]
from = 2016-01-01
last_checked = 2026-11-21
)";

std::string treatment(const std::string& id, const std::string& title, const std::string& words) {
    auto text = row;
    const auto put = [&](const std::string& was, const std::string& now) { text.replace(text.find(was), was.size(), now); };
    put("unknown-treatment", id);
    put("UNKNOWN", "X-" + id);
    put("onbekende behandeling", title);
    put("unknown treatment", title + "-en\"\nwords = [" + words + "]\ndispute_nl = \"x\"\ndispute_en = \"x");
    return text;
}

std::variant<Catalogue, std::vector<toml::Fault>> load(const std::string& content) {
    const std::vector<norm_book::NormFile> files{norm_book::small::sources(), {"treatments.toml", content}};
    return Catalogue::load(files, norm_book::small::book_of({norm_book::small::sources()}));
}

Catalogue catalogue_of(const std::string& content) {
    auto loaded = load(content);
    std::string all;
    if (const auto* faults = std::get_if<std::vector<toml::Fault>>(&loaded))
        for (const auto& fault : *faults) all += text_of(fault) + "\n";
    INFO(all);
    REQUIRE(std::holds_alternative<Catalogue>(loaded));
    return std::get<Catalogue>(std::move(loaded));
}

void check_fault(const std::string& content, const std::string& words) {
    const auto loaded = load(content);
    REQUIRE(std::holds_alternative<std::vector<toml::Fault>>(loaded));
    std::string all;
    for (const auto& fault : std::get<std::vector<toml::Fault>>(loaded)) all += text_of(fault) + "\n";
    INFO(all);
    CHECK(all.find(words) != std::string::npos);
}

std::vector<std::string> found(const Catalogue& catalogue, std::string_view text) {
    std::vector<std::string> ids;
    for (const auto* one : catalogue.search(text, 10)) ids.push_back(one->id);
    return ids;
}
using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a catalogue with a wrong row is refused, with the row and the reason") {
    check_fault("", "there is no treatment \"unknown-treatment\"");
    check_fault(row + row, "twice");
    auto wrong = row;
    wrong.replace(wrong.find("LAW"), 3, "LOW");
    check_fault(wrong, "the source \"LOW\" is not in norms/sources.toml");
    check_fault(row + "reserved = [\"prick\"]\n", "\"prick\" is not one of injection");
    check_fault(row + "category = 4\ncategory_certainty = \"assumed\"\n", "category");
    check_fault(row + "colour = 4\n", "colour");
}

TEST_CASE("attributes are words, and what is not known has none") {
    const auto catalogue = catalogue_of(row + "least_age = 18\nleast_age_certainty = \"assumed\"\nregimes = [\"laser\"]\n");
    const auto& unknown = catalogue.unknown();
    CHECK(unknown.values_of("scope") == Ids{"care"});
    CHECK(unknown.values_of("least_age") == Ids{"18"});
    CHECK(unknown.values_of("regimes") == Ids{"laser"});
    CHECK(unknown.values_of("category").empty());
    CHECK(unknown.values_of("reflection_days").empty());
    for (const auto& name : attributes()) CHECK_NOTHROW(unknown.values_of(name));
    CHECK(unknown.values_of("colour").empty());
}

TEST_CASE("a search finds what was meant, the surest first, and nothing where nothing fits") {
    const auto catalogue = catalogue_of(row + treatment("lips", "lippen vullen", "\"lipfiller\", \"vollere lippen\"") +
                                        treatment("filler", "filler", "\"hyaluronzuur\"") +
                                        treatment("eyelid", "bovenooglidcorrectie", "\"hangende oogleden\""));
    CHECK(found(catalogue, "filler") == Ids{"filler", "lips"});
    CHECK(found(catalogue, "LIPFILLER") == Ids{"lips"});
    CHECK(found(catalogue, "fillre") == Ids{"filler"});
    CHECK(found(catalogue, "lippen vullen") == Ids{"lips"});
    CHECK(found(catalogue, "ooglid") == Ids{"eyelid"});
    CHECK(found(catalogue, "hángende  oogleden") == Ids{"eyelid"});
    CHECK(found(catalogue, "vliegtuig").empty());
    CHECK(found(catalogue, "lippen vliegtuig").empty());
    CHECK(found(catalogue, "").empty());
    CHECK(found(catalogue, "  ,/( ").empty());
    CHECK(found(catalogue, std::string(100'000, 'a')).empty());
    CHECK(catalogue.search("en", 2).size() <= 2);
}

TEST_CASE("one letter wrong is forgiven in a longer word only") {
    const auto catalogue = catalogue_of(row + treatment("peel", "peeling", "\"huid\""));
    CHECK(found(catalogue, "peelng") == Ids{"peel"});
    CHECK(found(catalogue, "peelling") == Ids{"peel"});
    CHECK(found(catalogue, "peeding") == Ids{"peel"});
    CHECK(found(catalogue, "pedding").empty());
    CHECK(found(catalogue, "hiud").empty());
}

TEST_CASE("the catalogue of the norms is read whole, and the words people use find it") {
    const auto files = norm_book::read_norm_files(std::string{KADER_SOURCE_DIR} + "/norms");
    REQUIRE(files);
    const auto book = norm_book::small::book_of({norm_book::small::real("sources.toml")});
    const auto loaded = Catalogue::load(*files, book);
    REQUIRE(std::holds_alternative<Catalogue>(loaded));
    const auto& catalogue = std::get<Catalogue>(loaded);
    CHECK(catalogue.treatments().size() >= 75);
    toml::Faults faults;
    int searches = 0;
    for (const auto& file : norm_book::parse_below(*files, "cases/treatments", faults)) {
        toml::TableReader whole{file.content, file.name, faults};
        for (auto& one : whole.tables("search")) {
            const auto typed = one.text("typed");
            CAPTURE(typed);
            const auto results = found(catalogue, typed);
            REQUIRE(!results.empty());
            CHECK(results.front() == one.texts("finds").front());
            ++searches;
        }
    }
    CHECK(faults.empty());
    CHECK(searches >= 30);
}
