// `kader clauses`: a text is read for silence clauses.

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace json = boost::json;

namespace {

const std::string contract =
    "Overeenkomst met de kliniek\n\n1. Cliënt ontvangt € 500.\n2. Cliënt spreekt met niemand over de behandeling en plaatst geen recensies.\n"
    "3. De arts heeft beroepsgeheim.\n";

}  // namespace

TEST_CASE("a contract with a silence clause is told line by line, with what the law says by the day of signing") {
    ScratchFolder folder;
    folder.with("contract.txt", contract);
    const auto file = (folder.path() / "contract.txt").string();
    const auto since = run({"clauses", file, "--signed", "2023-07-01"}), before = run({"clauses", file, "--signed", "2023-06-30"}), unknown = run({"clauses", file, "--lang", "en"});
    for (const auto* one : {&since, &before, &unknown}) REQUIRE(one->code == 0);
    CHECK(holds(since.out, "Regel 4: "));
    CHECK(holds(since.out, "Nietig voor zover het over een incident gaat"));
    CHECK_FALSE(holds(before.out, "Nietig voor zover het over een incident gaat"));
    CHECK(holds(since.out, "Wat wel mag: Beroepsgeheim"));
    CHECK(holds(unknown.out, "Line 4: "));
    CHECK(holds(unknown.out, "The other party: a care provider"));
    const auto answer = json::parse(run({"clauses", file, "--format", "json"}).out);
    REQUIRE(answer.at("marks").as_array().size() == 1);
    const auto& mark = answer.at("marks").at(0);
    const auto begin = static_cast<std::size_t>(mark.at("begin").as_int64()), end = static_cast<std::size_t>(mark.at("end").as_int64());
    CHECK(contract.substr(begin, end - begin) == "Cliënt spreekt met niemand over de behandeling en plaatst geen recensies.");
    CHECK(answer.at("counterparty") == "care-provider");
    const auto abroad = json::parse(run({"clauses", file, "--party", "foreign", "--format", "json"}).out);
    CHECK(abroad.at("holding") != answer.at("holding"));
}

TEST_CASE("a text without such a clause is not called harmless") {
    ScratchFolder folder;
    folder.with("brief.txt", "Wij bevestigen uw afspraak van dinsdag. Neem een geldig bewijs mee.\n");
    const auto outcome = run({"clauses", (folder.path() / "brief.txt").string()});
    CHECK(outcome.code == 0);
    CHECK(holds(outcome.out, "Dat is geen bewijs"));
}

TEST_CASE("what cannot be read is named, never guessed at") {
    ScratchFolder folder;
    const auto refused = [&](const std::string& name, std::string_view bytes, const std::string& reason, std::vector<std::string> more = {}) {
        CAPTURE(name);
        folder.with(name, bytes);
        std::vector<std::string> words{"clauses", (folder.path() / name).string()};
        words.insert(words.end(), more.begin(), more.end());
        const auto outcome = run(words);
        CHECK(outcome.code == 2);
        CHECK(outcome.out.empty());
        CHECK(holds(outcome.err, reason));
    };
    refused("a.pdf", "%PDF-1.7 …", "dit is een PDF; nu worden alleen gewone teksten gelezen");
    refused("a.docx", "PK\x03\x04…", "dit is een Word-bestand");
    refused("a.jpg", "\xFF\xD8\xFF\xE0", "dit is een foto");
    refused("a.bin", std::string_view{"a\0b", 3}, "dit is geen gewone tekst");
    refused("turks.txt", "Hasta, tedavi sonucu hakkında hiç kimseyle konuşamaz.", "In deze tekst staat geen Nederlands en geen Engels");
    refused("leeg.txt", "", "er kan niets over worden gezegd");
    refused("later.txt", contract, "--signed ligt in de toekomst", {"--signed", "2068-12-31"});
    const auto missing = run({"clauses", (folder.path() / "nothing.txt").string()});
    CHECK(missing.code == 2);
    CHECK(holds(missing.err, "dit bestand kan niet worden gelezen"));
    CHECK(run({"clauses", folder.path().string()}).code == 2);
}

TEST_CASE("a contract of 400 pages is read whole") {
    std::string text;
    for (int page = 0; page < 400; ++page)
        text += "Artikel " + std::to_string(page) + "\nDe behandeling wordt uitgevoerd volgens de afspraken die partijen daarover hebben gemaakt. "
                "De kosten staan in de offerte. Betaling gebeurt binnen veertien dagen na de dag van de rekening.\n\n";
    text += "U mag met niemand praten over wat er bij de behandeling is gebeurd.\n";
    ScratchFolder folder;
    folder.with("lang.txt", text);
    const auto outcome = run({"clauses", (folder.path() / "lang.txt").string(), "--format", "json"});
    REQUIRE(outcome.code == 0);
    const auto answer = json::parse(outcome.out);
    CHECK(answer.at("marks").as_array().size() == 1);
    CHECK(answer.at("sentences").as_int64() == 1201);
}
