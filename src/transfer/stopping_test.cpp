// Told to stop at every place where it asks: what is stored is in order, and trying again ends as if nothing happened.

#include <set>

#include "transfer/archive.h"
#include "transfer/house_for_tests.h"
#include "transfer/import.h"

using namespace kader;
using namespace kader::transfer;

namespace {

const std::string people_header = "kenmerk;naam;beroep;functie;uren_per_week;band;levert_zorg;vanaf;tot_en_met\n";
const std::string iris = "P1;Iris Voorbeeld;arts;arts;32;eigenaar;ja;2024-01-01;\n";
const std::string tess = "P2;Tess Proef;arts;arts;24;loondienst;ja;2024-02-01;\n";

// Says so from question number `times` on.
Stopping after(int times) {
    return [times]() mutable { return times-- <= 0; };
}

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder}) names.insert(entry.path().filename().string());
    return names;
}

}  // namespace

TEST_CASE("an import told to stop at any place is refused, and the same folder then ends it") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    const ImportOptions whole{.withdraw_missing = true};
    REQUIRE(run_import(house.installation(), house.grant(), folder_of({{"mensen", people_header + iris + tess}}), whole));
    const auto fewer = folder_of({{"mensen", people_header + "P1;Iris Andersson;arts;arts;32;eigenaar;ja;2024-01-01;\n"}});
    int stopped = 0;
    for (; stopped < 20; ++stopped) {
        auto options = whole;
        options.stopping = after(stopped);
        const auto report = run_import(house.installation(), house.grant(), fewer, options);
        if (report) break;
        CHECK(report.error().code == Code::Unavailable);
        CHECK(report.error().detail.starts_with("Kader stopt"));
    }
    // Before the begin, before the rows, and before what is withdrawn: what was done is not done again.
    CHECK(stopped == 3);
    CHECK(house.content().at("mensen:P1").at("naam") == "Iris Andersson");
    CHECK(house.content().at("mensen:P2") == records::Cells{{"(ingetrokken)", "ja"}});
    CHECK(house.count_versions() == 4);
    CHECK(house.acts().back() == "import.end");
}

TEST_CASE("an export told to stop leaves nothing, and a practice that was being put back is seen by nobody") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    REQUIRE(run_import(house.installation(), house.grant(), folder_of({{"mensen", people_header + iris + tess}}), {}));
    const auto before = names_in(scratch.path());
    const auto into = scratch.path() / "uit";
    int stopped = 0;
    for (; stopped < 20; ++stopped) {
        const auto made = export_practice(house.installation(), house.grant(), into, Language::Dutch, after(stopped));
        if (made) break;
        CHECK(made.error().code == Code::Unavailable);
        CHECK(names_in(scratch.path()) == before);
    }
    CHECK(stopped == 2);  // Once for each version.

    House elsewhere{scratch.path() / "elsewhere", false};
    const auto actor = access::operator_actor(7);
    for (stopped = 0; stopped < 20; ++stopped) {
        const auto back = import_practice(elsewhere.installation(), actor, into, {}, Language::Dutch, after(stopped));
        if (back) break;
        CHECK(back.error().code == Code::Unavailable);
        CHECK(subjects::practices(*elsewhere.installation().reader()).empty());
    }
    CHECK(stopped >= 3);
    CHECK(stopped < 20);
    CHECK(elsewhere.content(house.practice()) == house.content());
    CHECK(elsewhere.acts(house.practice()).back() == "practice.restored");
}

TEST_CASE("the digest of a folder changes with what would be taken over, and not with how it was saved") {
    const auto digest = [](const std::map<std::string, std::string>& lists) { return look_at(folder_of(lists)).digest; };
    const std::map<std::string, std::string> lists{{"mensen", people_header + iris + tess}};
    const auto first = digest(lists);
    CHECK(digest(lists) == first);
    CHECK(look_at(folder_of(lists)).rows == 2);
    // Saved in another way.
    CHECK(digest({{"mensen", people_header + "P1;Iris Voorbeeld;arts;arts;32,0;Eigenaar;J;01-01-2024;\r\n" + tess}}) == first);
    for (const auto& changed : std::vector<std::map<std::string, std::string>>{
             {{"mensen", people_header + iris}},
             {{"mensen", people_header + tess + iris}},
             {{"mensen", people_header + iris + tess + "P3;Wim Fictief;arts;arts;;loondienst;misschien;2024-02-01;\n"}},
             {{"mensen", people_header + iris + tess}, {"bijeenkomsten", "kenmerk;soort;datum;onderwerpen;aanwezig;verslag\n"}}})
        CHECK(digest(changed) != first);
}
