// Folders as practices keep them, made of real bytes in a folder of their own.

#include "lists/folder.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <set>

#include "kernel/limits.h"
#include "lists/example_lists.h"

using namespace kader;
using namespace kader::lists;
namespace fs = std::filesystem;

namespace {

// A folder that is gone again after the test.
class TestFolder {
public:
    TestFolder()
        : m_path(fs::temp_directory_path() /
                 ("kader-lists-" + std::to_string(getpid()) + '-' + std::to_string(s_count++))) {
        fs::create_directories(m_path);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { fs::remove_all(m_path); }

    const fs::path& path() const { return m_path; }
    TestFolder& with(const std::string& name, std::string_view bytes) {
        std::ofstream{m_path / name, std::ios::binary}.write(
            bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return *this;
    }
    FolderFacts facts() const {
        auto read = read_folder(m_path, examples::types());
        REQUIRE(std::holds_alternative<FolderFacts>(read));
        return std::get<FolderFacts>(std::move(read));
    }
    std::string refused() const {
        auto read = read_folder(m_path, examples::types());
        const auto* reason = std::get_if<Reason>(&read);
        return reason ? reason->nl : "accepted";
    }

private:
    static inline std::atomic<int> s_count = 0;
    fs::path m_path;
};

const std::string people_header = "kenmerk;naam;geboortedatum;band;levert_zorg;vanaf;tot_en_met\n";

std::set<std::string> kenmerken(const FolderFacts& facts, std::string_view list) {
    std::set<std::string> found;
    for (const auto& row : facts.rows)
        if (row.list == list) found.insert(row.kenmerk);
    return found;
}

std::set<std::string> subjects(const FolderFacts& facts, std::string_view kind) {
    std::set<std::string> found;
    for (const auto& row : facts.rows)
        for (const auto& fact : row.facts)
            if (fact.kind == kind) found.insert(fact.subject);
    return found;
}

bool has_notice(const FolderFacts& facts, Notice::Kind kind, std::string_view part = {}) {
    return std::ranges::any_of(facts.notices, [&](const Notice& notice) {
        return notice.kind == kind &&
               (notice.list + ' ' + notice.file + ' ' + notice.reason.nl).find(part) !=
                   std::string::npos;
    });
}

using Names = std::set<std::string>;

}  // namespace

TEST_CASE("a list is read with its kenmerken, days of knowing, facts and row numbers") {
    TestFolder folder;
    folder.with("mensen.csv",
                "kenmerk;naam;band;levert_zorg;uren_per_week;vanaf;tot_en_met;bekend_op\r\n"
                "P1;Proef Eén;eigenaar;ja;32,5;01-01-2024;;\r\n"
                "P2;Proef Twee;Loondienst;nee;;1-2-2025;31-12-2025;15-02-2025\r\n");
    const auto facts = folder.facts();
    CHECK(facts.rejects.empty());
    REQUIRE(facts.rows.size() == 2);
    CHECK(facts.rows[1].kenmerk == "P2");
    CHECK(facts.rows[1].row == 3);
    CHECK(facts.files[facts.rows[1].file] == "mensen.csv");
    CHECK(facts.rows[1].known_on == day_of(2025, 2, 15));
    CHECK(facts.rows[1].facts[0].attributes[0].value == "loondienst");
    CHECK(facts.rows[1].facts[0].holds == Period{day_of(2025, 2, 1), day_of(2026, 1, 1)});
    CHECK(has_notice(facts, Notice::Kind::MissingList, "scholing"));
    CHECK_FALSE(has_notice(facts, Notice::Kind::MissingList, "mensen"));
}

TEST_CASE("one bad row never costs a good one, and each reason names its row and column") {
    TestFolder folder;
    folder.with("mensen.csv", people_header +
                                  "P1;Proef Eén;;eigenaar;ja;2024-01-01;\n"
                                  "P2;Proef Twee;;eigenaar;ja;30-02-2026;\n"
                                  "P3;=SOM(A1);;onbekend;ja;2024-01-01;\n"
                                  "P4;Proef Vier;;eigenaar;ja;2026-03-02;2026-03-01\n"
                                  ";Proef Vijf;;eigenaar;ja;2024-01-01;\n"
                                  "P6;Proef Zes;;eigenaar;ja;2024-01-01;;over\n"
                                  "P7;Proef Zeven;;eigenaar;ja;2024-01-01;;;\n"
                                  "P8;Proef Acht\n"
                                  "P9;Proef Negen;;eigenaar;ja;2024-01-01\n");
    const auto facts = folder.facts();
    CHECK(kenmerken(facts, "mensen") == Names{"P1", "P7", "P9"});
    CHECK(facts.rows_rejected == 6);
    const auto reason = [&](std::uint32_t row, std::string_view column) {
        for (const auto& reject : facts.rejects)
            if (reject.row == row && reject.column == column) return reject.reason.nl;
        return std::string{"none"};
    };
    CHECK(reason(3, "vanaf") == "\"30-02-2026\" is een dag die niet bestaat");
    CHECK(reason(4, "naam").find("formule") != std::string::npos);
    CHECK(reason(4, "band").find("eigenaar, loondienst") != std::string::npos);
    CHECK(reason(5, "tot_en_met").find("vóór het begin") != std::string::npos);
    CHECK(reason(6, "kenmerk") == "hier moet iets staan");
    CHECK(reason(7, "").find("meer cellen") != std::string::npos);
    CHECK(reason(9, "band") == "hier moet iets staan");
}

TEST_CASE("the same kenmerk twice: equal content is told, other content costs the later row") {
    TestFolder folder;
    SUBCASE("in order") {
        folder.with(
            "mensen.csv",
            people_header +
                "P1;Proef;;eigenaar;ja;2024-01-01;\nP1;Proef;;eigenaar;ja;2024-01-01;\n"
                "P2;Proef Twee;;eigenaar;ja;2024-01-01;\nP2;Proef Drie;;eigenaar;ja;2024-01-01;\n");
        const auto facts = folder.facts();
        CHECK(facts.rows.size() == 2);
        CHECK(has_notice(facts, Notice::Kind::SameRowTwice, "rij 3 is gelijk aan rij 2"));
        REQUIRE(facts.rejects.size() == 1);
        CHECK(facts.rejects[0].row == 5);
        CHECK(facts.rejects[0].reason.nl.find("rij 4") != std::string::npos);
    }
    SUBCASE("far apart, in a long list without order") {
        std::string text = "kenmerk;persoon;onderwerp;datum\n";
        for (int i = 0; i < 5000; ++i)
            text += "S" + std::to_string((i * 7919) % 5000) + ";P1;meldcode;2024-01-01\n";
        text += "S42;P1;reanimatie;2024-01-01\nS43;P1;meldcode;2024-01-01\n";
        folder.with("scholing.csv", text);
        const auto facts = folder.facts();
        CHECK(kenmerken(facts, "scholing").size() == 5000);
        CHECK(facts.rows.size() == 5000);
        REQUIRE(facts.rejects.size() == 1);
        CHECK(facts.rejects[0].row == 5002);
        CHECK(has_notice(facts, Notice::Kind::SameRowTwice));
    }
}

TEST_CASE("a refused row does not take its kenmerk from a good one below it") {
    TestFolder folder;
    folder.with(
        "mensen.csv",
        people_header + "P1;Proef;;fout;ja;2024-01-01;\nP1;Proef;;eigenaar;ja;2024-01-01;\n");
    CHECK(kenmerken(folder.facts(), "mensen") == Names{"P1"});
}

TEST_CASE("a reference to a row that is not there is told and the row stays") {
    TestFolder folder;
    folder
        .with("mensen.csv",
              people_header +
                  "P1;Proef;;eigenaar;ja;2024-01-01;\nP2;Proef;;eigenaar;ja;2024-01-01;\n")
        .with("scholing.csv",
              "kenmerk;persoon;onderwerp;datum\nS1;P1;meldcode;2024-01-01\nS2;P99;meldcode;2024-01-"
              "01\n"
              "S3;P99;meldcode;2024-01-01\n")
        .with("bijeenkomsten.csv", "kenmerk;datum;aanwezig\nB1;2024-01-01;P1, P77 | P2\n");
    const auto facts = folder.facts();
    CHECK(kenmerken(facts, "scholing") == Names{"S1", "S2", "S3"});
    CHECK(has_notice(facts, Notice::Kind::PointsAtNothing,
                     "persoon \"P99\" staat niet in mensen (rijen: 2)"));
    CHECK(has_notice(facts, Notice::Kind::PointsAtNothing, "P77"));
    CHECK(std::ranges::count(facts.notices, Notice::Kind::PointsAtNothing, &Notice::kind) == 2);
}

TEST_CASE("one human in two rows, by name and day of birth, is counted once") {
    TestFolder folder;
    folder
        .with("mensen.csv", people_header +
                                "P1;Zoë van der  Proef;01-02-1980;eigenaar;ja;2024-01-01;\n"
                                "P2;ZOE VAN DER PROEF;1980-02-01;loondienst;ja;2024-06-01;\n"
                                "P3;Zoë van der Proef;02-02-1980;loondienst;ja;2024-06-01;\n"
                                "P4;Zoë van der Proef;;loondienst;ja;2024-06-01;\n")
        .with("scholing.csv", "kenmerk;persoon;onderwerp;datum\nS1;P2;meldcode;2024-01-01\n")
        .with("bijeenkomsten.csv",
              "kenmerk;datum;aanwezig;verslag\nB1;2024-01-01;P3;\nB2;2024-01-01;\"P2;P3\";P2\n");
    const auto facts = folder.facts();
    CHECK(has_notice(facts, Notice::Kind::SamePersonTwice, "P2 is dezelfde persoon als P1"));
    CHECK(subjects(facts, "staff.works") == Names{"person:P1", "person:P3", "person:P4"});
    CHECK(subjects(facts, "staff.training") == Names{"person:P1"});
    CHECK(subjects(facts, "activities.attended") ==
          Names{"seat:P1/B2", "seat:P3/B1", "seat:P3/B2"});
    CHECK(subjects(facts, "activities.noted") == Names{"person:P1"});
    CHECK(kenmerken(facts, "mensen") == Names{"P1", "P2", "P3", "P4"});
}

TEST_CASE("the smallest kenmerk of a human counts, whatever the order of the rows") {
    const std::string rows[] = {"P10;Proef;01-02-1980;eigenaar;ja;2024-01-01;\n",
                                "P9;Proef;01-02-1980;eigenaar;ja;2024-01-01;\n",
                                "A1;Proef;01-02-1980;eigenaar;ja;2024-01-01;\n"};
    for (const auto& order : {std::array{0, 1, 2}, std::array{1, 2, 0}, std::array{2, 0, 1}}) {
        TestFolder folder;
        folder.with("mensen.csv", people_header + rows[order[0]] + rows[order[1]] + rows[order[2]])
            .with("scholing.csv",
                  "kenmerk;persoon;onderwerp;datum\nS1;P9;meldcode;2024-01-01\nS2;P10;meldcode;2024-01-01\n");
        const auto facts = folder.facts();
        CHECK(subjects(facts, "staff.works") == Names{"person:A1"});
        CHECK(subjects(facts, "staff.training") == Names{"person:A1"});
        CHECK(has_notice(facts, Notice::Kind::SamePersonTwice, "P9 is dezelfde persoon als A1"));
        CHECK(std::ranges::count(facts.notices, Notice::Kind::SamePersonTwice, &Notice::kind) == 2);
    }
}

TEST_CASE("names of files and columns are compared as people compare them") {
    TestFolder folder;
    folder.with(
        "Mensen.CSV",
        "\xEF\xBB\xBFKenmerk,NAAM,Band,Levert zorg,Uren-per-week,Vanaf,Tot en met,Opmerking\n"
        "P1,Proef,eigenaar,ja,\"32,5\",2024-01-01,,let op\n");
    const auto facts = folder.facts();
    CHECK(facts.rejects.empty());
    CHECK(facts.rows.size() == 1);
    CHECK(has_notice(facts, Notice::Kind::UnknownColumn, "Opmerking"));
}

TEST_CASE("a list in Windows-1252 with an unreadable byte loses only that row") {
    TestFolder folder;
    folder.with("mensen.csv", people_header +
                                  "P1;Zo\xEB Proef;;eigenaar;ja;2024-01-01;\nP2;Pro\x81"
                                  "ef;;eigenaar;ja;2024-01-01;\n"
                                  "P3;Ren\xE9 Proef;;eigenaar;ja;2024-01-01;\n");
    const auto facts = folder.facts();
    CHECK(kenmerken(facts, "mensen") == Names{"P1", "P3"});
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].row == 3);
    CHECK(facts.rejects[0].reason.nl.find("Windows-1252") != std::string::npos);
}

TEST_CASE("a cell of 10 MB costs its row, not the list") {
    TestFolder folder;
    folder.with("mensen.csv",
                people_header + "P1;\"" + std::string(10'000'000, 'x') +
                    "\";;eigenaar;ja;2024-01-01;\nP2;Proef;;eigenaar;ja;2024-01-01;\n");
    const auto facts = folder.facts();
    CHECK(kenmerken(facts, "mensen") == Names{"P2"});
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].reason.nl.find("groter dan 64 KiB") != std::string::npos);
}

TEST_CASE("a file of 2 GB is refused before it is read") {
    TestFolder folder;
    folder.with("mensen.csv", people_header)
        .with("scholing.csv", "kenmerk;persoon;onderwerp;datum\nS1;P1;meldcode;2024-01-01\n");
    REQUIRE(truncate((folder.path() / "mensen.csv").c_str(), off_t{2} << 30) == 0);
    const auto facts = folder.facts();
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].reason.nl.find("te groot") != std::string::npos);
    CHECK(kenmerken(facts, "scholing") == Names{"S1"});
}

TEST_CASE("a missing folder, a file and an empty folder each get a clear answer") {
    TestFolder folder;
    const auto missing = read_folder(folder.path() / "weg", examples::types());
    REQUIRE(std::holds_alternative<Reason>(missing));
    CHECK(std::get<Reason>(missing).nl.find("is er niet") != std::string::npos);
    const auto empty = folder.facts();
    CHECK(empty.rows.empty());
    CHECK(empty.rejects.empty());
    CHECK(has_notice(empty, Notice::Kind::NoLists));
    folder.with("mensen.csv", people_header);
    const auto file = read_folder(folder.path() / "mensen.csv", examples::types());
    REQUIRE(std::holds_alternative<Reason>(file));
    CHECK(std::get<Reason>(file).nl.find("geen map") != std::string::npos);
    CHECK_FALSE(has_notice(folder.facts(), Notice::Kind::NoLists));
}

TEST_CASE("a folder of photographs has no lists, whatever the photographs are called") {
    using namespace std::string_literals;
    TestFolder folder;
    folder.with("IMG_1.png", "\x89PNG\r\n\x1A\n\0\0"s)
        .with("mensen.csv", "\xFF\xD8\xFF\xE0\0\x10JFIF"s)
        .with("mensen.xlsx", "PK\x03\x04");
    const auto facts = folder.facts();
    CHECK(facts.rows.empty());
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].reason.nl.find("foto") != std::string::npos);
    CHECK(has_notice(facts, Notice::Kind::UnknownFile, "IMG_1.png"));
    CHECK(has_notice(facts, Notice::Kind::UnknownFile, "mensen.xlsx dit is geen CSV"));
    CHECK(has_notice(facts, Notice::Kind::NoLists));
    CHECK_FALSE(has_notice(facts, Notice::Kind::MissingList, "mensen"));
    for (std::size_t i = 0; i <= limits::folder_files_count_max; ++i)
        folder.with("F" + std::to_string(i) + ".png", "");
    CHECK(folder.refused().find("meer dan 1000 bestanden") != std::string::npos);
}

TEST_CASE("a list without a required column is refused once, with the name of the column") {
    TestFolder folder;
    folder.with("mensen.csv", "kenmerk;naam;vanaf\nP1;Proef;2024-01-01\nP2;Proef;2024-01-01\n");
    const auto facts = folder.facts();
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].reason.nl.find("band ontbreekt") != std::string::npos);
    folder.with("mensen.csv", "kenmerk;naam;Naam;band;levert_zorg;vanaf\n");
    CHECK(folder.facts().rejects.at(0).reason.nl.find("twee keer") != std::string::npos);
    folder.with("mensen.csv", "");
    CHECK(folder.facts().rejects.at(0).reason.nl.find("kolomnamen") != std::string::npos);
}

TEST_CASE("progress runs from nothing to everything") {
    TestFolder folder;
    std::string text = "kenmerk;persoon;onderwerp;datum\n";
    for (int i = 0; i < 60'000; ++i)
        text += "S" + std::to_string(100'000 + i) + ";P1;meldcode;2024-01-01\n";
    folder.with("scholing.csv", text);
    std::vector<std::size_t> done;
    std::size_t rows = 0;
    const auto read =
        ListFolder::read(folder.path(), examples::types(), [&](const Progress& progress) {
            done.push_back(progress.bytes_done);
            rows = progress.rows;
            CHECK(progress.bytes_total == text.size());
        });
    CHECK(std::holds_alternative<ListFolder>(read));
    CHECK(done.size() >= 3);
    CHECK(std::ranges::is_sorted(done));
    CHECK(done.back() == text.size());
    CHECK(rows == 60'000);
}

TEST_CASE(
    "what if: a cell replaced, a row removed, rows added, without touching the folder it came "
    "from") {
    ListFolder folder{examples::types()};
    CHECK_FALSE(folder.add_text(
        "mensen",
        people_header +
            "P1;Proef;;eigenaar;ja;2024-01-01;\n  P2;Proef Twee;;loondienst;ja;2024-01-01;\n",
        "mensen.csv"));
    auto changed = folder;
    CHECK_FALSE(changed.set("mensen", "P1", "tot en met", "31-12-2025"));
    CHECK_FALSE(changed.remove("mensen", "P2"));
    CHECK_FALSE(changed.add_text(
        "Mensen", people_header + "P0;Proef Nul;;ingehuurd;ja;2025-01-01;\n", "meer.csv"));
    const auto facts = changed.facts();
    CHECK(kenmerken(facts, "mensen") == Names{"P0", "P1"});
    CHECK(facts.rows[0].facts[0].holds.until == day_of(2026, 1, 1));
    CHECK(kenmerken(folder.facts(), "mensen") == Names{"P1", "P2"});
    CHECK(folder.facts().rows[0].facts[0].holds.until == std::nullopt);
    CHECK(changed.count_rows("mensen") == 2);
    // A row that was taken out can be put back, and only once.
    CHECK_FALSE(changed.add_text(
        "mensen", people_header + "P2;Proef Twee;;eigenaar;ja;2024-01-01;\n", "meer.csv"));
    CHECK(changed.findings().rejects.empty());
    CHECK_FALSE(changed.add_text(
        "mensen", people_header + "P2;Iemand anders;;eigenaar;ja;2024-01-01;\n", "meer.csv"));
    CHECK(changed.findings().rejects.size() == 1);
    CHECK(changed.count_rows("mensen") == 3);
    CHECK_FALSE(changed.set("mensen", "P2", "naam", "Nieuwe Proef"));
    std::string name;
    changed.for_each_row("mensen", [&](const RawRow& row) {
        if (row.kenmerk == "P2") name = row.cells[2];
    });
    CHECK(name == "Nieuwe Proef");
}

TEST_CASE("what if: a change that cannot be is refused and changes nothing") {
    ListFolder folder{examples::types()};
    folder.add_text("mensen", people_header + "P1;Proef;;eigenaar;ja;2024-01-01;\n", "mensen.csv");
    CHECK(folder.set("mensen", "P1", "tot_en_met", "2023-12-31")->nl.find("vóór het begin") !=
          std::string::npos);
    CHECK(folder.set("mensen", "P1", "tot_en_met", "30-02-2026")->nl.find("niet bestaat") !=
          std::string::npos);
    CHECK(folder.set("mensen", "P9", "naam", "x")->nl.find("geen rij") != std::string::npos);
    CHECK(folder.set("onzin", "P1", "naam", "x")->nl.find("geen lijst") != std::string::npos);
    CHECK(folder.set("mensen", "P1", "onzin", "x")->nl.find("geen kolom") != std::string::npos);
    CHECK(folder.set("mensen", "P1", "kenmerk", "P2").has_value());
    CHECK(folder.remove("mensen", "P9").has_value());
    CHECK(folder.add_text("onzin", "kenmerk\n", "x.csv").has_value());
    CHECK(folder.add_text("mensen", "%PDF-1.4", "x.csv").has_value());
    CHECK(folder.add_file("mensen", "/onzin/weg.csv").has_value());
    CHECK(folder.facts().rows.at(0).facts.at(0).holds.until == std::nullopt);
}

TEST_CASE("rows of a list in any order, over several files, are found, changed and kept apart") {
    const std::string header = "kenmerk;persoon;onderwerp;datum\n";
    for (const bool rising : {true, false}) {
        ListFolder folder{examples::types()};
        folder.add_text(
            "scholing",
            header + (rising ? "S1;P1;meldcode;2024-01-01\nS2;P1;meldcode;2024-01-01\n"
                             : "S2;P1;meldcode;2024-01-01\nS1;P1;meldcode;2024-01-01\n"),
            "een.csv");
        CHECK_FALSE(folder.set("scholing", "S1", "datum", "2025-01-01"));
        CHECK_FALSE(folder.remove("scholing", "S2"));
        CHECK(folder.remove("scholing", "S2").has_value());
        folder.add_text("scholing",
                        header +
                            "S9;P1;meldcode;2024-01-01\nS1;P1;reanimatie;2024-01-01\n"
                            "S2;P2;reanimatie;2024-01-01\nS9;P1;meldcode;2024-01-01\n",
                        "twee.csv");
        const auto facts = folder.facts();
        CHECK(kenmerken(facts, "scholing") == Names{"S1", "S2", "S9"});
        CHECK(facts.rows.size() == 3);
        REQUIRE(facts.rejects.size() == 1);
        CHECK(facts.rejects[0].row == 3);
        CHECK(facts.rejects[0].reason.nl.find("een.csv") != std::string::npos);
        CHECK(has_notice(facts, Notice::Kind::SameRowTwice, "rij 5 is gelijk aan rij 2"));
        CHECK_FALSE(folder.remove("scholing", "S9"));
        CHECK(folder.count_rows("scholing") == 2);
    }
}
