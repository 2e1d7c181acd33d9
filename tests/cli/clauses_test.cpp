// `kader clauses`: a text is read for silence clauses.

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "cli/program.h"
#include "decoding/made_files.h"

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
    refused("a.pdf", "%PDF-1.7 …", "Dit bestand is beschadigd of niet compleet");
    refused("a.docx", "PK\x03\x04 word/document.xml", "Dit bestand is beschadigd of niet compleet");
    refused("a.zip", "PK\x03\x04…", "Dit is een ingepakt bestand (zoals .zip)");
    refused("a.jpg", "\xFF\xD8\xFF\xE0", "Dit is een foto");
    refused("a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Dit is een oud Office-bestand");
    refused("a.bin", std::string_view{"a\0b", 3}, "Dit is een bestand van een soort die Kader niet kent");
    refused("turks.txt", "Hasta, tedavi sonucu hakkında hiç kimseyle konuşamaz.", "In deze tekst staat geen Nederlands en geen Engels");
    refused("leeg.txt", "", "In dit bestand staat geen tekst");
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

TEST_CASE("a contract is read from a PDF and from a Word file as from a text") {
    using namespace kader::decoding_tests;
    ScratchFolder folder;
    folder.with("contract.pdf", pdf({{"Overeenkomst met de kliniek", "1. U ontvangt 500 euro."}, {"2. U spreekt met niemand over de behandeling en plaatst geen recensies."}}));
    folder.with("contract.docx", docx(paragraph("Overeenkomst met de kliniek") + list_item("U ontvangt 500 euro.") +
                                          list_item("U spreekt met niemand over de behandeling en plaatst geen recensies."),
                                      {{"word/vbaProject.bin", "x"}}));
    for (const std::string kind : {"pdf", "docx"}) {
        CAPTURE(kind);
        const auto outcome = run({"clauses", (folder.path() / ("contract." + kind)).string(), "--format", "json"});
        REQUIRE(outcome.code == 0);
        const auto answer = json::parse(outcome.out);
        REQUIRE(answer.at("marks").as_array().size() == 1);
        CHECK(holds(answer.at("marks").at(0).at("text").as_string(), "U spreekt met niemand over de behandeling"));
        CHECK(answer.at("document").at("kind").as_string() == kind);
        CHECK(answer.at("document").at("pages").as_int64() == (kind == "pdf" ? 2 : 0));
        CHECK(answer.at("document").at("macros").as_bool() == (kind == "docx"));
        CHECK(holds(outcome.err, "macro's") == (kind == "docx"));
    }
}

TEST_CASE("without kader-decode beside it the program opens no PDF, and still reads a text") {
    ScratchFolder folder;
    fs::copy_file(KADER_PROGRAM, folder.path() / "kader");
    folder.with("a.pdf", "%PDF-1.7 %%EOF").with("a.txt", contract);
    const auto at = [&](const std::string& name) { return "'" + (folder.path() / name).string() + "'"; };
    const auto norms = " --norms '" + norms_folder().string() + "'";
    const auto pdf = run_shell(at("kader") + " clauses " + at("a.pdf") + norms);
    CHECK(pdf.code == 3);
    CHECK(holds(pdf.err, "kunnen hier nu niet veilig worden geopend"));
    CHECK(run_shell(at("kader") + " clauses " + at("a.txt") + norms).code == 0);
}

TEST_CASE("the program is not linked with the libraries that open documents; kader-decode is") {
    const auto needs = [](const std::string& program) { return run_shell("readelf -d " + program).out; };
    const auto kader = needs("\"$KADER\""), decode = needs("\"$(dirname \"$KADER\")/kader-decode\"");
    REQUIRE(holds(kader, "(NEEDED)"));
    for (const std::string library : {"libpoppler", "libzip", "libexpat"}) {
        CAPTURE(library);
        CHECK_FALSE(holds(kader, library));
        CHECK(holds(decode, library));
    }
}
