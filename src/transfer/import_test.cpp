#include "transfer/import.h"

#include <algorithm>

#include "transfer/house_for_tests.h"

using namespace kader;
using namespace kader::transfer;
using What = ImportChange::What;

namespace {

const std::string people_header = "kenmerk;naam;beroep;functie;uren_per_week;band;levert_zorg;vanaf;tot_en_met\n";
const std::string iris = "P1;Iris Voorbeeld;arts;arts;32,50;eigenaar;ja;01-01-2024;\n";
const std::string tess = "P2;Tess Proef;verpleegkundige;verpleegkundige;24;loondienst;ja;2024-02-01;\n";
const std::string wim = "P3;Wim Fictief;receptionist;receptionist;;loondienst;nee;2024-03-01;\n";
const std::string meetings =
    "kenmerk;soort;datum;onderwerpen;aanwezig;verslag\n"
    "B1;intervisie;01-03-2026;persoonsgerichtheid;P1,P2;map 7\n";

lists::ListFolder three_people() {
    return folder_of({{"mensen", people_header + iris + tess + wim}, {"bijeenkomsten", meetings}});
}

std::string told(const ImportChange& change) {
    static constexpr std::array words = {"add ", "correct ", "withdraw ", "missing "};
    auto text = words[static_cast<std::size_t>(change.what)] + change.record;
    for (const auto& column : change.columns) text += ' ' + column;
    return text;
}

std::vector<std::string> told(const ImportReport& report) {
    std::vector<std::string> all;
    for (const auto& change : report.changes) all.push_back(told(change));
    return all;
}

using Lines = std::vector<std::string>;

ImportReport run(House& house, const lists::ListFolder& folder, const ImportOptions& options = {}) {
    const auto grant = house.grant();
    // What was planned is what happens, in every test of this file.
    const auto planned = plan_import(house.installation(), grant, folder, options);
    REQUIRE(planned);
    const auto before = house.count_versions();
    auto report = run_import(house.installation(), grant, folder, options);
    REQUIRE(report);
    CHECK(planned->changes == report->changes);
    CHECK(planned->rows == report->rows);
    CHECK(planned->added == report->added);
    CHECK(planned->corrected == report->corrected);
    CHECK(planned->withdrawn == report->withdrawn);
    CHECK(planned->missing == report->missing);
    CHECK(planned->unchanged == report->unchanged);
    CHECK(planned->units == 0);
    CHECK(report->rows == report->done_before + report->added + report->corrected + report->unchanged);
    CHECK(house.count_versions() == before + report->added + report->corrected + report->withdrawn);
    return *std::move(report);
}

}  // namespace

TEST_CASE("the same folder twice changes nothing the second time, however it was saved") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    const auto first = run(house, three_people());
    CHECK(told(first) == Lines{"add mensen:P1", "add mensen:P2", "add mensen:P3", "add bijeenkomsten:B1"});
    const auto content = house.content();
    CHECK(content.at("mensen:P1") ==
          records::Cells{{"band", "eigenaar"}, {"beroep", "arts"}, {"functie", "arts"}, {"levert_zorg", "ja"},
                         {"naam", "Iris Voorbeeld"}, {"uren_per_week", "32,5"}, {"vanaf", "2024-01-01"}});

    CHECK(told(run(house, three_people())).empty());
    // Other line ends, other ways to write a day, a yes, a number and a word.
    const auto again = folder_of(
        {{"mensen", people_header + "P1;Iris Voorbeeld;arts;arts;32,5;Eigenaar;J;2024-01-01;\r\n" + tess + wim},
         {"bijeenkomsten", meetings}});
    const auto third = run(house, again);
    CHECK(told(third).empty());
    CHECK(third.unchanged == 4);
    CHECK(house.content() == content);
    CHECK(house.acts() == Lines{"practice.create", "import.begin", "record.add", "record.add", "record.add",
                                "record.add", "import.end", "import.begin", "import.end", "import.begin",
                                "import.end"});
}

TEST_CASE("a row that differs is corrected, and only the names of its columns are told") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    run(house, three_people());
    const auto changed = folder_of(
        {{"mensen", people_header + "P1;Iris Andersson;arts;arts;;eigenaar;ja;2024-01-01;\n" + tess +
                        "P3;Wim Fictief;receptionist;receptionist;;loondienst;nee;2024-03-01;2026-12-31\n"},
         {"bijeenkomsten", meetings}});
    CHECK(told(run(house, changed)) == Lines{"correct mensen:P1 naam uren_per_week", "correct mensen:P3 tot_en_met"});
    CHECK(house.content().at("mensen:P1").at("naam") == "Iris Andersson");
    CHECK_FALSE(house.content().at("mensen:P1").contains("uren_per_week"));
    CHECK(told(run(house, three_people())) ==
          Lines{"correct mensen:P1 naam uren_per_week", "correct mensen:P3 tot_en_met"});
}

TEST_CASE("what a folder no longer has stays, unless it is asked to withdraw it") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    run(house, three_people());
    const auto fewer = folder_of({{"mensen", people_header + iris}});
    CHECK(told(run(house, fewer)) == Lines{"missing mensen:P2", "missing mensen:P3", "missing bijeenkomsten:B1"});
    CHECK(house.content().at("mensen:P2").at("naam") == "Tess Proef");

    // The list of meetings is not in the folder at all: nobody said that there were none.
    const ImportOptions withdraw{.withdraw_missing = true};
    CHECK(told(run(house, fewer, withdraw)) ==
          Lines{"missing bijeenkomsten:B1", "withdraw mensen:P2", "withdraw mensen:P3"});
    CHECK(house.content().at("mensen:P2") == records::Cells{{"(ingetrokken)", "ja"}});
    CHECK(told(run(house, fewer, withdraw)) == Lines{"missing bijeenkomsten:B1"});
    // Who comes back is present again.
    CHECK(told(run(house, three_people())) == Lines{"add mensen:P2", "add mensen:P3"});
    CHECK(house.content().at("mensen:P2").at("naam") == "Tess Proef");
}

TEST_CASE("nothing is withdrawn from a list in which a row was refused") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    run(house, three_people());
    const ImportOptions withdraw{.withdraw_missing = true};
    for (const std::string wrong : {"P2;Tess Proef;arts;arts;24;loondienst;misschien;2024-02-01;\n",
                                    "P2;Tess Proef;arts;arts;24;loondienst;ja;2024-02-01;2023-01-01\n"}) {
        const auto folder = folder_of({{"mensen", people_header + iris + wrong}, {"bijeenkomsten", meetings}});
        // P2 is in the folder, if with a mistake: only P3 is missing.
        CHECK(told(run(house, folder, withdraw)) == Lines{"missing mensen:P3"});
    }
}

TEST_CASE("a row that is too large to be stored is refused by itself, with its place") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    const std::string long_kenmerk(300, 'P');
    const auto folder = folder_of(
        {{"mensen", people_header + iris + long_kenmerk + ";Tess Proef;arts;arts;;loondienst;ja;2024-02-01;\n" + wim}});
    const auto report = run(house, folder);
    CHECK(report.added == 2);
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused[0].row == 3);
    CHECK(report.refused[0].file == "mensen.csv");
    CHECK(report.refused[0].reason.nl != report.refused[0].reason.en);
}

TEST_CASE("an import that broke off goes on where it was, and only with the same folder") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    std::string many = people_header;
    for (int i = 1000; i < 2200; ++i)
        many += "P" + std::to_string(i) + ";Persoon " + std::to_string(i) + ";arts;arts;;loondienst;ja;2024-02-01;\n";
    const auto folder = folder_of({{"mensen", many}});
    struct BrokeOff {};
    const auto break_off = [&](std::size_t done_at_least) {
        const auto stop = [&](std::size_t done, std::size_t) {
            if (done >= done_at_least) throw BrokeOff{};
        };
        const auto grant = house.grant();
        CHECK_THROWS_AS((void)run_import(house.installation(), grant, folder, {}, stop), BrokeOff);
    };
    break_off(1);
    const auto stored = house.count_versions();
    CHECK(stored > 0);
    CHECK(stored < 1200);
    const auto resumed = run(house, folder);
    CHECK(resumed.resumed);
    CHECK(resumed.done_before == stored);
    CHECK(resumed.added == 1200 - stored);
    CHECK(house.count_versions() == 1200);
    CHECK(told(run(house, folder)).empty());

    // Another folder came in between: what was done before may be undone, so all is looked at again.
    const auto other = folder_of({{"mensen", people_header + "P1000;Iemand Anders;arts;arts;;loondienst;ja;2024-02-01;\n"}});
    run(house, other);
    break_off(1);
    run(house, other);
    const auto anew = run(house, folder);
    CHECK_FALSE(anew.resumed);
    CHECK(anew.corrected == 1);
}

TEST_CASE("who may not move a practice can neither import nor see what would change") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    const auto folder = three_people();
    const auto server = access::server_grant(house.practice());
    const auto planned = plan_import(house.installation(), server, folder, {});
    REQUIRE_FALSE(planned);
    CHECK(planned.error().code == Code::Forbidden);
    CHECK_FALSE(run_import(house.installation(), server, folder, {}));
    CHECK(house.count_versions() == 0);
}

TEST_CASE("rows of every list come in, with exactly the cells that the file had") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    for (const auto* example : {"kliniek", "solo", "salon"}) {
        auto read = lists::ListFolder::read(fs::path{KADER_SOURCE_DIR} / "examples" / example, check::record_types());
        REQUIRE(std::holds_alternative<lists::ListFolder>(read));
        const auto& folder = std::get<lists::ListFolder>(read);
        ImportOptions options;
        options.withdraw_missing = true;
        const auto report = run(house, folder, options);
        CHECK(report.rows > 0);
        const auto content = house.content();
        for (const auto& type : folder.types())
            folder.for_each_row(type.name, [&](const lists::RawRow& row) {
                if (!type.read(row.cells).problems.empty()) return;
                CHECK(content.at(std::string{row.list} + ':' + std::string{row.kenmerk}) ==
                      records::canonical_cells(type, row.cells));
            });
        CHECK(told(run(house, folder)).empty() == (report.missing == 0));
    }
}

TEST_CASE("what the program saw of itself does not come in from a file, and the rest of the folder does") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    const auto lists = scratch.path() / "lists";
    fs::create_directories(lists);
    const std::string seen = "kenmerk;onderwerp;uitkomst;vanaf;telt_tot\nO1;herstelproef;goed;2026-01-01;2027-01-01\n";
    write_bytes(lists / "waarnemingen.csv", seen);
    write_bytes(lists / "mensen.csv", people_header + iris);
    const auto read = lists::ListFolder::read(lists, check::record_types());
    const auto& folder = std::get<lists::ListFolder>(read);
    const auto facts = folder.facts();
    REQUIRE(facts.rejects.size() == 1);
    CHECK(facts.rejects[0].list == "waarnemingen");
    CHECK(facts.rejects[0].reason.nl != facts.rejects[0].reason.en);
    CHECK(told(run(house, folder)) == Lines{"add mensen:P1"});
    // Nor by a mapping that calls another file so.
    fs::remove(lists / "waarnemingen.csv");
    write_bytes(lists / "drills.csv", seen);
    write_bytes(lists / "kader-mapping.toml", "[[source]]\nfile = \"drills.csv\"\nlist = \"waarnemingen\"\n");
    const auto mapped = lists::ListFolder::read(lists, check::record_types());
    REQUIRE(std::holds_alternative<lists::ListFolder>(mapped));
    CHECK(std::get<lists::ListFolder>(mapped).count_rows("waarnemingen") == 0);
    CHECK(std::get<lists::ListFolder>(mapped).findings().rejects.size() == 1);
    // And when it is handed over in another way, the import itself refuses it.
    const auto refused = run_import(house.installation(), house.grant(), folder_of({{"waarnemingen", seen}}), {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::Forbidden);
    CHECK(house.count_versions() == 1);
}
