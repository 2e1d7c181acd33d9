// kader-mapping.toml: one messy sheet read as lists.

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "lists/example_lists.h"
#include "lists/folder.h"

using namespace kader;
using namespace kader::lists;

namespace {

std::string refused(std::string_view toml) {
    const auto parsed = parse_mapping(toml, examples::types());
    const auto* reason = std::get_if<Reason>(&parsed);
    return reason ? reason->nl : "accepted";
}

class SalonFolder {
public:
    SalonFolder()
        : m_path(std::filesystem::temp_directory_path() /
                 ("kader-mapping-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(m_path);
    }
    SalonFolder(const SalonFolder&) = delete;
    SalonFolder& operator=(const SalonFolder&) = delete;
    ~SalonFolder() { std::filesystem::remove_all(m_path); }
    void write(std::string_view name, std::string_view text) const {
        std::ofstream{m_path / name, std::ios::binary} << text;
    }
    ListFolder read() const {
        auto result = ListFolder::read(m_path, examples::types());
        if (const auto* reason = std::get_if<Reason>(&result)) FAIL(reason->nl);
        return std::get<ListFolder>(std::move(result));
    }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

constexpr std::string_view salon =
    "Soort;Naam medewerker;In dienst;Uit dienst;Rol;Wat;Wanneer;Opmerkingen\n"
    "medewerker;Proef Een;01-02-2024;;behandelt;;;\n"
    "Medewerker;Proef Twee;01-03-2024;31-12-2025;balie;;;leuk mens\n"
    "cursus;Proef Een;;;;Meldcode;05-06-2025;\n"
    "afspraak;;;;;;;\n";

constexpr std::string_view mapping = R"(
[[source]]
file = "Salon.csv"
list = "mensen"
where = { Soort = ["medewerker", "stagiair"] }
columns = { naam = "naam medewerker", vanaf = "In dienst", tot_en_met = "Uit dienst", levert_zorg = "Rol" }
fixed = { band = "loondienst" }
values = { levert_zorg = { "behandelt" = "ja", Balie = "nee" } }
kenmerk = "{Naam medewerker}"

[[source]]
file = "salon.csv"
list = "scholing"
where = { Soort = "cursus" }
columns = { persoon = "Naam medewerker", onderwerp = "Wat", datum = "Wanneer" }
kenmerk = "{Naam medewerker}-{Wat}"
)";

}  // namespace

TEST_CASE("one messy sheet gives two lists through its mapping") {
    const SalonFolder folder;
    folder.write("salon.csv", salon);
    folder.write("kader-mapping.toml", mapping);
    const auto facts = folder.read().facts();
    CHECK(facts.rejects.empty());
    REQUIRE(facts.rows.size() == 3);
    CHECK(facts.rows[0].kenmerk == "Proef Een");
    CHECK(facts.rows[1].facts[0].attributes[0].value == "loondienst");
    CHECK(facts.rows[1].facts[0].holds.until == day_of(2026, 1, 1));
    CHECK(facts.rows[2].list == "scholing");
    CHECK(facts.rows[2].kenmerk == "Proef Een-Meldcode");
    CHECK(facts.rows[2].facts[0].subject == "person:Proef Een");
    CHECK(facts.rows[2].row == 4);
    const auto told = [&](Notice::Kind kind) {
        return std::ranges::count(facts.notices, kind, &Notice::kind);
    };
    CHECK(told(Notice::Kind::UnknownColumn) == 1);
    CHECK(told(Notice::Kind::RowsOfNoList) == 1);
    CHECK(told(Notice::Kind::PointsAtNothing) == 0);
}

TEST_CASE("a kenmerk that is made twice, or of nothing, is refused as any other") {
    const SalonFolder folder;
    folder.write("salon.csv",
                 "Naam;Begin\nProef;2024-01-01\nProef;2024-02-01\n;\nTwee;2024-01-01\n");
    folder.write("kader-mapping.toml", R"(
[[source]]
file = "salon.csv"
list = "mensen"
columns = { vanaf = "Begin" }
fixed = { band = "eigenaar", levert_zorg = "ja" }
kenmerk = "{Naam}"
)");
    auto read = folder.read();
    const auto facts = read.facts();
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].row == 3);
    CHECK(facts.rows.size() == 2);
    CHECK_FALSE(read.set("mensen", "Twee", "vanaf", "2025-01-01"));
    CHECK_FALSE(read.remove("mensen", "Proef"));
    CHECK(read.facts().rows.size() == 1);
}

TEST_CASE("a mapping that names what is not there is refused with its line") {
    CHECK(refused("") == "accepted");
    CHECK(refused(mapping) == "accepted");
    CHECK(
        refused("[[source]]\nfile = 'a.csv'\nlist = 'mensen'\nkleur = 'rood'\n").find("regel 4") !=
        std::string::npos);
    CHECK(refused("[[source]]\nfile = 'a.csv'\nlist = 'onzin'\n")
              .find("regel 3: er is geen lijst \"onzin\"") != std::string::npos);
    CHECK(refused("[[source]]\nfile = 'a.csv'\nlist = 'mensen'\ncolumns = { onzin = 'x' }\n")
              .find("geen kolom \"onzin\"") != std::string::npos);
    CHECK(refused("[[source]]\nfile = 'a.csv'\nlist = 'mensen'\nkenmerk = '{Naam'\n")
              .find("{Kolom}") != std::string::npos);
    CHECK(refused("[[source]]\nfile = 'a.csv'\nlist = 'mensen'\nkenmerk = 'P'\n")
              .find("noemt geen kolom") != std::string::npos);
    CHECK(refused("[[source]]\nfile = '../a.csv'\nlist = 'mensen'\n").find("in deze map") !=
          std::string::npos);
    CHECK(refused("[[source]]\nlist = 'mensen'\n").find("file ontbreekt") != std::string::npos);
    CHECK(refused("[[source]]\nfile = 'a.csv'\n").find("list ontbreekt") != std::string::npos);
    CHECK(refused("[[source]]\nfile = 1\nlist = 'mensen'\n").find("tekst") != std::string::npos);
    CHECK(refused("[[source]]\nfile = 'a.csv'\nlist = 'mensen'\nfixed = { band = 3 }\n")
              .find("tekst") != std::string::npos);
    CHECK(refused("bron = 1\n").find("hoort hier niet") != std::string::npos);
    CHECK(refused("[[source]\n").find("geen goede TOML") != std::string::npos);
    CHECK(refused(
              "[[source]]\nfile='a.csv'\nlist='mensen'\n[[source]]\nfile='A.csv'\nlist='mensen'\n")
              .find("regel 4") != std::string::npos);
}

TEST_CASE(
    "a broken mapping stops the reading, and a mapped column that is missing refuses the file") {
    const SalonFolder folder;
    folder.write("salon.csv", salon);
    folder.write(
        "kader-mapping.toml",
        "[[source]]\nfile = 'salon.csv'\nlist = 'mensen'\ncolumns = { naam = 'Nergens' }\n");
    const auto facts = folder.read().facts();
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].reason.nl.find("ontbreekt") != std::string::npos);
    folder.write("kader-mapping.toml", "[[source]]\nfile = 'elders.csv'\nlist = 'mensen'\n");
    CHECK(std::ranges::count(folder.read().facts().notices, Notice::Kind::MappedFileMissing,
                             &Notice::kind) == 1);
    folder.write("kader-mapping.toml", "onzin");
    CHECK(std::holds_alternative<Reason>(ListFolder::read(folder.path(), examples::types())));
}

TEST_CASE("without a mapping nothing is guessed, and the proposal can be read as a mapping") {
    const SalonFolder folder;
    folder.write("personeel.csv",
                 "Nr;Naam;Dienstverband;Levert zorg;In dienst;Uit dienst;Rare "
                 "\"kolom\"\n1;Proef;eigenaar;ja;2024-01-01;;x\n");
    const auto read = folder.read();
    CHECK(read.count_rows("mensen") == 0);
    REQUIRE(read.puzzling_files().size() == 1);
    const auto proposal = propose_mapping(read.puzzling_files(), read.types());
    CAPTURE(proposal);
    CHECK(proposal.find("list = \"mensen\"") != std::string::npos);
    CHECK(proposal.find("vanaf = \"In dienst\"") != std::string::npos);
    CHECK(proposal.find("band = \"Dienstverband\"") != std::string::npos);
    CHECK(proposal.find("# niet gebruikt / not used: Rare \"kolom\"") != std::string::npos);
    folder.write("kader-mapping.toml", proposal);
    const auto facts = folder.read().facts();
    REQUIRE(facts.rows.size() == 1);
    CHECK(facts.rows[0].kenmerk == "1");
}
