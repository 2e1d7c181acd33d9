// Lists as real folders hold them: what is wrong costs its own row, and no more; how a file was
// saved changes no answer.

#include <doctest/doctest.h>

#include "cli/lists.h"
#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

const std::string day = "2026-11-21";
const std::string second = "P2;Tess Proef;arts;arts;;loondienst;ja;2021-01-01;\n";
const std::string third = "P3;Wim Voorbeeld;arts;arts;;loondienst;ja;2022-01-01;\n";
const std::string registrations_header =
    "kenmerk;persoon;register;beroep;nummer;vanaf;tot_en_met;gecontroleerd_op\n";

// The head count tells how many rows of mensen count.
int heads(const json::object& answers) {
    return static_cast<int>(answers.at("heads").at("listed").as_int64());
}

// Between two good rows of mensen stands a bad one; it is refused with its row, column and reason.
void costs_one_row(const std::string& bad_row, const std::string& column, const std::string& nl,
                   const std::string& en) {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header + owner + bad_row + third);
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
    CAPTURE(bad_row.substr(0, 100));
    CAPTURE(outcome.err.substr(0, 1000));
    const auto answers = parsed(outcome);
    CHECK(heads(answers) == 2);
    CHECK(answers.at("rows").at("read") == 2);
    CHECK(answers.at("rows").at("rejected") == 1);
    const auto& all = answers.at("rows").at("rejects").as_array();
    REQUIRE(all.size() == 1);
    const auto& reject = all[0].as_object();
    CHECK(text(reject, "file") == "mensen.csv");
    CHECK(reject.at("row") == 3);
    CHECK(text(reject, "column") == column);
    CAPTURE(text(reject, "nl"));
    CAPTURE(text(reject, "en"));
    CHECK(holds(text(reject, "nl"), nl));
    CHECK(holds(text(reject, "en"), en));
    CHECK(holds(outcome.err, "mensen.csv, rij 3"));
    CHECK(holds(outcome.err, nl));
    CHECK(holds(run({"check", folder.text(), "--on", day, "--lang", "en"}).err, en));
}

// The same rows, saved in another way, give the same answers.
const std::string plain =
    "kenmerk;naam;beroep;functie;uren_per_week;band;levert_zorg;vanaf;tot_en_met\n"
    "P1;Zoë Fictief;arts;arts;32,50;eigenaar;ja;2020-01-01;\n"
    "P2;\"Proef, Tess\";verpleegkundige;verpleegkundige;24;loondienst;ja;2021-02-28;2027-12-31\n"
    "P3;\"Wim\nVoorbeeld\";huidtherapeut;huidtherapeut;8,25;ingehuurd;ja;2022-03-01;\n";

json::object answers_for(const std::string& people) {
    ScratchFolder folder;
    folder.with("mensen.csv", people).with("praktijk.csv", legal_form("bv"));
    folder.with(
        "zorgaanbod.csv",
        "kenmerk;behandeling;functie;uren_per_week;voorbehouden;handeling;vanaf\n"
        "Z1;botox;arts;32,5;ja;injectie;2022-01-01\nZ2;huid;huidtherapeut;8,25;nee;;2022-03-01\n");
    return check(folder.path(), day);
}

void same_answers(const std::string& people) {
    const auto expected = answers_for(plain);
    const auto found = answers_for(people);
    CHECK(found.at("rows").at("rejected") == 0);
    CHECK(heads(found) == 3);
    // The whole of the JSON, not the states alone.
    CHECK(json::serialize(found) == json::serialize(expected));
}

std::string replaced(std::string text, const std::string& old, const std::string& now) {
    for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += now.size())
        text.replace(at, old.size(), now);
    return text;
}

}  // namespace

TEST_CASE("an end before the start costs that row, and says so at the end's column") {
    costs_one_row("P2;Tess Proef;arts;arts;;loondienst;ja;2021-01-01;2020-12-31\n", "tot_en_met",
                  "vóór", "before");
}

TEST_CASE("30 February costs that row") {
    costs_one_row("P2;Tess Proef;arts;arts;;loondienst;ja;30-02-2026;\n", "vanaf", "niet bestaat",
                  "does not exist");
    costs_one_row("P2;Tess Proef;arts;arts;;loondienst;ja;2025-02-29;\n", "vanaf", "niet bestaat",
                  "does not exist");
}

TEST_CASE("a word that is no date, no choice and no number costs that row") {
    costs_one_row("P2;Tess Proef;arts;arts;;loondienst;ja;vorig jaar;\n", "vanaf", "datum", "date");
    costs_one_row("P2;Tess Proef;arts;arts;;zzp;ja;2021-01-01;\n", "band", "loondienst",
                  "loondienst");
    costs_one_row("P2;Tess Proef;arts;arts;;loondienst;misschien;2021-01-01;\n", "levert_zorg",
                  "ja", "ja");
    costs_one_row("P2;Tess Proef;arts;arts;veel;loondienst;ja;2021-01-01;\n", "uren_per_week",
                  "getal", "number");
    costs_one_row("P2;Tess Proef;arts;arts;3,333;loondienst;ja;2021-01-01;\n", "uren_per_week", "",
                  "");
    costs_one_row("P2;;arts;arts;;loondienst;ja;2021-01-01;\n", "naam", "", "");
    costs_one_row(";Tess Proef;arts;arts;;loondienst;ja;2021-01-01;\n", "kenmerk", "", "");
}

TEST_CASE("a formula in a cell costs that row, whatever sign it begins with") {
    costs_one_row("P2;=HYPERLINK(\"http://voorbeeld\");arts;arts;;loondienst;ja;2021-01-01;\n",
                  "naam", "formule", "formula");
    costs_one_row("P2;\"=1+1\";arts;arts;;loondienst;ja;2021-01-01;\n", "naam", "formule",
                  "formula");
    costs_one_row("P2;@SUM(A1:A9);arts;arts;;loondienst;ja;2021-01-01;\n", "naam", "formule",
                  "formula");
    costs_one_row("P2;+cmd|' /C calc'!A0;arts;arts;;loondienst;ja;2021-01-01;\n", "naam", "formule",
                  "formula");
}

TEST_CASE("a cell of 10 MB costs that row") {
    costs_one_row("P2;" + std::string(10u << 20, 'x') + ";arts;arts;;loondienst;ja;2021-01-01;\n",
                  "", "groter", "larger");
    costs_one_row(
        "P2;\"" + std::string(10u << 20, '\n') + "\";arts;arts;;loondienst;ja;2021-01-01;\n", "",
        "", "");
}

TEST_CASE("a quote that is never closed costs that row") {
    costs_one_row("P2;\"Tess Proef;arts;arts;;loondienst;ja;2021-01-01;\n", "", "aanhalingsteken",
                  "quot");
}

TEST_CASE("a BIG number of ten digits costs that row, and one of eleven digits does not") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header + owner + second)
        .with("registraties.csv", registrations_header +
                                      "G1;P1;big;arts;1234567890;2020-01-01;;2026-01-01\n"
                                      "G2;P2;big;arts;12345678901;2020-01-01;;2026-01-01\n"
                                      "G3;P2;big;arts;123456789012;2020-01-01;;2026-01-01\n"
                                      "G4;P2;big;arts;1234567890a;2020-01-01;;2026-01-01\n"
                                      "G5;P2;big;arts;;2020-01-01;;2026-01-01\n");
    const auto answers = check(folder.path(), day);
    const auto all = rejects(answers);
    REQUIRE(all.size() == 4);
    CHECK(answers.at("rows").at("read") == 3);
    CHECK(holds(all[0], "registraties.csv, rij 2, kolom nummer"));
    CHECK(holds(all[0], "tien cijfers"));
    for (const auto& one : all) CHECK(holds(one, "kolom nummer"));
}

TEST_CASE("bytes that are neither UTF-8 nor Windows-1252 cost that row") {
    // 0x81 stands for nothing in Windows-1252, and alone it is no UTF-8.
    costs_one_row("P2;Tess \x81Proef;arts;arts;;loondienst;ja;2021-01-01;\n", "naam", "", "");
}

TEST_CASE("one wrong byte in a file of UTF-8 does not turn the other letters into others") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header +
                                  "P1;Zoë Fictief;arts;arts;;eigenaar;ja;2020-01-01;\n"
                                  "P2;Zo\xEB Proef;arts;arts;;loondienst;ja;2021-01-01;\n"
                                  "P3;Renée Voorbeeld;arts;arts;;loondienst;ja;2021-01-01;\n");
    const auto answers = check(folder.path(), day);
    CHECK(heads(answers) == 2);
    REQUIRE(rejects(answers).size() == 1);
    CHECK(holds(rejects(answers)[0], "mensen.csv, rij 3"));
}

TEST_CASE("a row in which two cells are wrong gives both reasons and is counted once") {
    ScratchFolder folder;
    folder.with("mensen.csv",
                people_header + owner + "P2;Tess Proef;arts;arts;;zzp;ja;30-02-2026;\n");
    const auto answers = check(folder.path(), day);
    CHECK(answers.at("rows").at("rejected") == 1);
    CHECK(answers.at("rows").at("rejects").as_array().size() == 2);
    CHECK(heads(answers) == 1);
}

TEST_CASE("a thousand bad rows never cost a good one, and the program says how many there were") {
    std::string people = people_header;
    for (int at = 0; at < 1000; ++at) {
        people += "X" + std::to_string(at) + ";Proef;arts;arts;;loondienst;ja;30-02-2026;\n";
        people += "P" + std::to_string(at) + ";Proef " + std::to_string(at) +
                  ";arts;arts;;loondienst;ja;2021-01-01;\n";
    }
    ScratchFolder folder;
    folder.with("mensen.csv", people);
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
    const auto answers = parsed(outcome);
    CHECK(heads(answers) == 1000);
    CHECK(answers.at("rows").at("rejected") == 1000);
    CHECK(holds(outcome.err, "1000 rijen"));
    CHECK(lines_of(outcome.err).size() < 100);
}

TEST_CASE(
    "a list without a required column is refused by the column's name, and the others are read") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"))
        .with("mensen.csv",
              "kenmerk;naam;beroep;functie;band;vanaf\nP1;Noor "
              "Fictief;arts;arts;eigenaar;2020-01-01\n");
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
    const auto answers = parsed(outcome);
    CHECK(holds(outcome.err, "mensen.csv"));
    CHECK(holds(outcome.err, "levert_zorg"));
    CHECK(heads(answers) == 0);
    CHECK(answers.at("scope").at("ground") == "more_than_one");
}

TEST_CASE("a column that no list knows is told and costs nothing") {
    ScratchFolder folder;
    folder.with("mensen.csv",
                "kenmerk;naam;beroep;functie;band;levert_zorg;vanaf;lievelingskleur\n"
                "P1;Noor Fictief;arts;arts;eigenaar;ja;2020-01-01;groen\n");
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
    CHECK(heads(parsed(outcome)) == 1);
    CHECK(holds(outcome.err, "lievelingskleur"));
}

TEST_CASE("the way a file was saved changes no answer") {
    SUBCASE("as it is") {
        same_answers(plain);
    }
    SUBCASE("with a byte order mark") {
        same_answers("\xEF\xBB\xBF" + plain);
    }
    SUBCASE("in Windows-1252") {
        same_answers(replaced(plain, "ë", "\xEB"));
    }
    SUBCASE("with the line ends of Windows") {
        same_answers(replaced(replaced(plain, "\n", "\r\n"), "Wim\r\nVoorbeeld", "Wim\nVoorbeeld"));
    }
    SUBCASE("with dates as Dutch Excel writes them") {
        auto text = replaced(plain, "2020-01-01", "01-01-2020");
        text = replaced(replaced(text, "2021-02-28", "28-02-2021"), "2027-12-31", "31-12-2027");
        same_answers(replaced(text, "2022-03-01", "1-3-2022"));
    }
    SUBCASE("with a decimal point") {
        same_answers(replaced(replaced(plain, "32,50", "32.5"), "8,25", "8.25"));
    }
    SUBCASE("with commas between the cells") {
        same_answers(
            "kenmerk,naam,beroep,functie,uren_per_week,band,levert_zorg,vanaf,tot_en_met\n"
            "P1,Zoë Fictief,arts,arts,\"32,50\",eigenaar,ja,2020-01-01,\n"
            "P2,\"Proef, "
            "Tess\",verpleegkundige,verpleegkundige,24,loondienst,ja,2021-02-28,2027-12-31\n"
            "P3,\"Wim\nVoorbeeld\",huidtherapeut,huidtherapeut,\"8,25\",ingehuurd,ja,2022-03-01,"
            "\n");
    }
    SUBCASE("with every cell in quotes, and none at the end of the file") {
        same_answers(
            "\"kenmerk\";\"naam\";\"beroep\";\"functie\";\"uren_per_week\";\"band\";\"levert_"
            "zorg\";\"vanaf\";\"tot_en_met\"\n"
            "\"P1\";\"Zoë "
            "Fictief\";\"arts\";\"arts\";\"32,50\";\"eigenaar\";\"ja\";\"2020-01-01\";\"\"\n"
            "\"P2\";\"Proef, "
            "Tess\";\"verpleegkundige\";\"verpleegkundige\";\"24\";\"loondienst\";\"ja\";\"2021-02-"
            "28\";\"2027-12-31\"\n"
            "\"P3\";\"Wim\nVoorbeeld\";\"huidtherapeut\";\"huidtherapeut\";\"8,25\";\"ingehuurd\";"
            "\"ja\";\"2022-03-01\";\"\"");
    }
    SUBCASE("with the columns in another order and names in capitals") {
        same_answers(
            "Naam;KENMERK;Vanaf;Beroep;Functie;Band;Levert zorg;Uren per week;Tot en met\n"
            "Zoë Fictief;P1;2020-01-01;arts;arts;eigenaar;JA;32,5;\n"
            "\"Proef, "
            "Tess\";P2;2021-02-28;verpleegkundige;verpleegkundige;Loondienst;Ja;24;2027-12-31\n"
            "\"Wim\nVoorbeeld\";P3;2022-03-01;huidtherapeut;huidtherapeut;ingehuurd;ja;8,25;\n");
    }
}

TEST_CASE("renamed columns are read through kader-mapping.toml and give the same answers") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"))
        .with("personeel 2026.csv",
              "Personeelsnummer;Naam medewerker;Rol;Contract;Behandelt;In dienst;Uit "
              "dienst;Contracturen\n"
              "P1;Zoë Fictief;arts;baas;x;01-01-2020;;32,5\n"
              "P2;\"Proef, Tess\";verpleegkundige;vast;x;28-02-2021;31-12-2027;24\n"
              "P3;\"Wim\nVoorbeeld\";huidtherapeut;zzp;x;01-03-2022;;8,25\n")
        .with("zorgaanbod.csv",
              "kenmerk;behandeling;functie;uren_per_week;voorbehouden;handeling;vanaf\n"
              "Z1;botox;arts;32,5;ja;injectie;2022-01-01\nZ2;huid;huidtherapeut;8,25;nee;;2022-03-"
              "01\n")
        .with("kader-mapping.toml",
              "[[source]]\nfile = \"personeel 2026.csv\"\nlist = \"mensen\"\nkenmerk = "
              "\"{Personeelsnummer}\"\n"
              "columns = { naam = \"Naam medewerker\", beroep = \"Rol\", functie = \"Rol\", band = "
              "\"Contract\", "
              "levert_zorg = \"Behandelt\", vanaf = \"In dienst\", tot_en_met = \"Uit dienst\", "
              "uren_per_week = \"Contracturen\" }\n"
              "values = { levert_zorg = { x = \"ja\" }, band = { baas = \"eigenaar\", vast = "
              "\"loondienst\", zzp = \"ingehuurd\" } }\n");
    const auto mapped = check(folder.path(), day);
    CHECK(rejects(mapped).empty());
    CHECK(answers_text(mapped) == answers_text(answers_for(plain)));
}

TEST_CASE("a rejected row of a mapped file is named by the file's own name and column") {
    ScratchFolder folder;
    folder
        .with("personeel.csv",
              "Nummer;Wie;Rol;In dienst\n1;Noor Fictief;arts;30-02-2026\n2;Tess "
              "Proef;arts;01-02-2026\n")
        .with("kader-mapping.toml",
              "[[source]]\nfile = \"personeel.csv\"\nlist = \"mensen\"\nkenmerk = \"{Nummer}\"\n"
              "columns = { naam = \"Wie\", beroep = \"Rol\", functie = \"Rol\", vanaf = \"In "
              "dienst\" }\n"
              "fixed = { band = \"loondienst\", levert_zorg = \"ja\" }\n");
    const auto answers = check(folder.path(), day);
    REQUIRE(rejects(answers).size() == 1);
    CHECK(holds(rejects(answers)[0], "personeel.csv, rij 2, kolom In dienst"));
    CHECK(heads(answers) == 1);
}

TEST_CASE("a mapping that is not right is refused with its line, and nothing is answered") {
    struct Fault {
        std::string toml;
        std::string line;
        std::string word;
    };
    const std::string start = "[[source]]\nfile = \"a.csv\"\nlist = \"mensen\"\n";
    for (const auto& fault :
         {Fault{start + "kolommen = { naam = \"Wie\" }\n", "regel 4", "kolommen"},
          Fault{start + "columns = { nam = \"Wie\" }\n", "regel 4", "nam"},
          Fault{"[[source]]\nfile = \"a.csv\"\nlist = \"mens\"\n", "regel 3", "mens"},
          Fault{"[[bron]]\nfile = \"a.csv\"\n", "regel 1", "bron"},
          Fault{start + "fixed = \"ja\"\n", "regel 4", ""},
          Fault{start + "[[source]]\nfile = \"b.csv\"\n", "regel 4", "list"},
          Fault{start + "fixed = {\n", "regel 4", ""}}) {
        ScratchFolder folder;
        folder.with("a.csv", "Wie\nNoor Fictief\n").with("kader-mapping.toml", fault.toml);
        const auto outcome = run({"check", folder.text(), "--on", day});
        CAPTURE(fault.toml);
        CAPTURE(outcome.err);
        CHECK(outcome.code == 2);
        CHECK(outcome.out.empty());
        CHECK(holds(outcome.err, "kader-mapping.toml"));
        CHECK(holds(outcome.err, fault.line));
        CHECK(holds(outcome.err, fault.word));
        CHECK(holds(run({"check", folder.text(), "--on", day, "--lang", "en"}).err, "line"));
    }
}

TEST_CASE("kader map proposes a mapping for a folder with other names, and writes nothing itself") {
    ScratchFolder folder;
    folder.with("personeel.csv",
                "Nummer;Naam medewerker;Beroep;In dienst\n1;Noor Fictief;arts;01-01-2020\n");
    const auto before = bytes_of_folder(folder.path());
    const auto outcome = run({"map", folder.text()});
    CHECK(outcome.code == 0);
    CHECK(holds(outcome.out, "[[source]]"));
    CHECK(holds(outcome.out, "personeel.csv"));
    CHECK(bytes_of_folder(folder.path()) == before);
    folder.with("kader-mapping.toml", outcome.out);
    CHECK(run({"check", folder.text(), "--on", day}).code == 0);
}

TEST_CASE(
    "the same kenmerk twice is told, and neither a row is counted double nor a good one lost") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header + owner +
                                  "P1;Tess Proef;arts;arts;;loondienst;ja;2021-01-01;\n" + third);
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
    const auto answers = parsed(outcome);
    CHECK(holds(outcome.err, "P1"));
    CHECK(holds(outcome.err, "mensen.csv"));
    CHECK(heads(answers) == 2);
}

TEST_CASE("one human in two rows counts as one head, and it is told") {
    ScratchFolder folder;
    const std::string header =
        "kenmerk;naam;geboortedatum;beroep;functie;band;levert_zorg;vanaf;tot_en_met\n";
    folder.with("mensen.csv",
                header +
                    "P1;Noor Fictief;1980-05-01;arts;arts;eigenaar;ja;2020-01-01;\n"
                    "P2;noor  fictief;01-05-1980;arts;medisch directeur;eigenaar;ja;2021-01-01;\n"
                    "P3;Noor Fictief;1991-05-01;arts;arts;loondienst;ja;2020-01-01;\n");
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
    CHECK(heads(parsed(outcome)) == 2);
    CHECK(holds(outcome.err, "P2"));
}

TEST_CASE("two rows of one owner do not make a practice of two owners") {
    ScratchFolder folder;
    const std::string header = "kenmerk;naam;geboortedatum;beroep;functie;band;levert_zorg;vanaf\n";
    folder.with("praktijk.csv", legal_form("eenmanszaak"))
        .with("mensen.csv",
              header +
                  "P1;Noor Fictief;1980-05-01;arts;arts;eigenaar;ja;2020-01-01\n"
                  "P2;Noor Fictief;1980-05-01;arts;directeur;eigenaar;ja;2020-01-01\n");
    CHECK(check(folder.path(), day).at("scope").at("questions_asked") == 15);
}

TEST_CASE("a reference to a row that is not there is told with its row") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header + owner)
        .with("registraties.csv",
              registrations_header + "G1;P9;big;arts;12345678901;2020-01-01;;2026-01-01\n");
    const auto outcome = run({"check", folder.text(), "--on", day});
    CHECK(outcome.code == 0);
    CHECK(holds(outcome.err, "registraties.csv"));
    CHECK(holds(outcome.err, "P9"));
}

TEST_CASE("control characters from the name of a file never reach the terminal") {
    ScratchFolder folder;
    folder.with("x\x1B[31mrood.csv", people_header)
        .with("mensen\n1 rij is geweigerd.csv", people_header);
    const auto outcome = run({"check", folder.text(), "--on", day});
    CHECK(outcome.code == 0);
    CHECK_FALSE(holds(outcome.err, "\x1B"));
    for (const auto& line : lines_of(outcome.err))
        CHECK_FALSE(line.starts_with("1 rij is geweigerd"));
    const auto asked = run({"norms", "show", "x\x1B[31m"});
    CHECK_FALSE(holds(asked.err, "\x1B"));
}

TEST_CASE("the JSON stays JSON when the name of a file is not UTF-8") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header + owner);
    const ScratchFolder elsewhere;
    write(elsewhere.path() / "a\xFF.csv",
          people_header + "P9;Tess Proef;arts;arts;;zzp;ja;2021-01-01;\n");
    const auto outcome = run({"what-if", folder.text(), "--on", day, "--format", "json", "--change",
                              "+mensen:" + elsewhere.text() + "/a\xFF.csv"});
    CHECK(outcome.code == 0);
    CHECK_FALSE(holds(outcome.out, "\xFF"));
}

TEST_CASE("control characters from a list never reach the terminal") {
    ScratchFolder folder;
    folder.with("mensen.csv",
                people_header +
                    "P1;Noor \x1B[31mFictief;arts;arts;;eigenaar;ja;2020-01-01;\n"
                    "P2\x1B]0;titel\x07;Tess Proef;arts;arts;;eigenaar;ja;2020-01-01;\n"
                    "P3;Tess Proef;arts;arts;;\x1B[2Jzzp;ja;2020-01-01;\n");
    const auto outcome = run({"check", folder.text(), "--on", day});
    CHECK_FALSE(holds(outcome.err, "\x1B"));
    CHECK_FALSE(holds(outcome.out, "\x1B"));
}
