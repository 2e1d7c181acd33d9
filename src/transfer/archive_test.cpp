#include "transfer/archive.h"

#include <sys/stat.h>

#include "transfer/house_for_tests.h"
#include "transfer/import.h"
#include "transfer/manifest.h"

using namespace kader;
using namespace kader::transfer;

namespace {

const std::string people_header = "kenmerk;naam;beroep;functie;uren_per_week;band;levert_zorg;vanaf;tot_en_met\n";
const std::string meetings_header = "kenmerk;soort;datum;onderwerpen;aanwezig;verslag\n";

void take_in(House& house, const std::map<std::string, std::string>& lists, bool withdraw_missing = false) {
    ImportOptions options;
    options.withdraw_missing = withdraw_missing;
    const auto folder = folder_of(lists);
    REQUIRE(folder.findings().rows_rejected == 0);
    REQUIRE(run_import(house.installation(), house.grant(), folder, options));
}

// Three people of whom one was corrected and one withdrawn, and a meeting with a text that asks a lot of
// every way of writing it down.
void fill(House& house) {
    const std::map<std::string, std::string> lists{
        {"mensen", people_header + "P1;Iris Voorbeeld;arts;arts;32,5;eigenaar;ja;2024-01-01;\n"
                                   "P2;Zoë Fictief;arts;arts;;loondienst;ja;2024-02-01;\n"
                                   "P3;Wim Proef;arts;arts;;loondienst;ja;2024-02-01;\n"},
        {"bijeenkomsten", meetings_header + "B1;intervisie;2026-03-01;persoonsgerichtheid;P1,P2;"
                                            "\"zie: +31;\n\"\"map\"\" 7 \\ é 😀\"\n"
                                            "B2;intervisie;2026-09-01;persoonsgerichtheid;P1,P2;'+31 6 1234\n"}};
    take_in(house, lists);
    auto fewer = lists;
    fewer["mensen"] = people_header + "P1;Iris Andersson;arts;arts;24;eigenaar;ja;2024-01-01;2026-12-31\n"
                                      "P2;Zoë Fictief;arts;arts;;loondienst;ja;2024-02-01;\n";
    take_in(house, fewer, true);
}

fs::path exported(House& house, const fs::path& into) {
    const auto report = export_practice(house.installation(), house.grant(), into);
    if (!report) FAIL(report.error().detail);
    return into;
}

// An export as a file of its own wants it: the manifest says the sums that the files have now.
void sign_again(const fs::path& folder) {
    auto manifest = *parse_manifest(bytes_of(folder / manifest_file), Language::English);
    for (auto& [name, sum] : manifest.files)
        if (const auto found = sum_of_file(folder / name, Language::English)) sum = *found;
    write_bytes(folder / manifest_file, text_of(manifest));
}

void replace_in(const fs::path& file, std::string_view old, std::string_view now) {
    auto bytes = bytes_of(file);
    const auto at = bytes.find(old);
    REQUIRE(at != std::string::npos);
    write_bytes(file, bytes.replace(at, old.size(), now));
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::vector<std::string> lines;
    std::ifstream in{file, std::ios::binary};
    for (std::string line; std::getline(in, line);) lines.push_back(line + '\n');
    return lines;
}

void write_lines(const fs::path& file, const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += line;
    write_bytes(file, all);
}

bool holds_nothing(House& house) {
    const auto session = house.installation().reader();
    return subjects::practices(*session).empty() && subjects::practices_being_moved_in(*session).empty();
}

}  // namespace

TEST_CASE("a practice comes out of an installation and into another without loss") {
    const ScratchFolder scratch;
    House old{scratch.path() / "old"};
    fill(old);
    const auto first = exported(old, scratch.path() / "first");

    House now{scratch.path() / "new", false};
    const auto actor = access::operator_actor(9);
    const auto report = import_practice(now.installation(), actor, first, "Elders");
    if (!report) FAIL(report.error().detail);
    CHECK(report->practice == "Elders");
    CHECK(report->records == 5);
    CHECK(report->versions == 7);
    const auto practice = old.practice();
    CHECK(now.content(practice) == old.content());
    auto acts = old.acts();
    CHECK(acts.back() == "practice.export");
    acts.push_back("practice.restored");
    CHECK(now.acts(practice) == acts);
    const auto practices = subjects::practices(*now.installation().reader());
    REQUIRE(practices.size() == 1);
    CHECK(practices[0].name == "Elders");
    CHECK(practices[0].created_at == subjects::practices(*old.installation().reader())[0].created_at);

    // And out again: what was there is there, to the byte.
    const auto grant = access::operator_grant(practice, 9);
    const auto second = scratch.path() / "second";
    REQUIRE(export_practice(now.installation(), grant, second));
    CHECK(bytes_of(second / versions_file) == bytes_of(first / versions_file));
    CHECK(bytes_of(second / subjects_file) == bytes_of(first / subjects_file));
    CHECK(bytes_of(second / "lists/mensen.csv") == bytes_of(first / "lists/mensen.csv"));
    CHECK(bytes_of(second / audit_file).starts_with(bytes_of(first / audit_file)));
    CHECK(lines_of(second / audit_file).size() == lines_of(first / audit_file).size() + 2);

    // Life goes on: the same folder changes nothing, and a later change has a later number.
    const auto again = lists::ListFolder::read(first / "lists", check::record_types());
    const auto unchanged = run_import(now.installation(), grant, std::get<lists::ListFolder>(again), {});
    REQUIRE(unchanged);
    CHECK(unchanged->unchanged == 4);
    const auto add = folder_of({{"mensen", people_header + "P9;Nieuw Iemand;arts;arts;;loondienst;ja;2026-02-01;\n"}});
    REQUIRE(run_import(now.installation(), grant, add, {}));
    const Snapshot snapshot{now.installation().reader(), practice};
    std::vector<std::string> order;
    records::each_newest(snapshot.session(), practice,
                         [&](const records::Version& version) { order.push_back(version.kenmerk); });
    CHECK(order == std::vector<std::string>{"P1", "P2", "P3", "B1", "B2", "P9"});
}

TEST_CASE("the lists of an export are lists: read again they say the same") {
    const ScratchFolder scratch;
    House old{scratch.path() / "old"};
    fill(old);
    const auto folder = exported(old, scratch.path() / "export");
    const auto people = bytes_of(folder / "lists/mensen.csv");
    CHECK(people.starts_with("\xEF\xBB\xBFkenmerk;bekend_op;naam;"));
    CHECK(people.find("P3") == std::string::npos);  // Withdrawn.
    CHECK(bytes_of(folder / "lists/bijeenkomsten.csv").find(";'+31 6 1234\r\n") != std::string::npos);
    CHECK(old.content().at("bijeenkomsten:B2").at("verslag") == "+31 6 1234");

    House now{scratch.path() / "new"};
    auto read = lists::ListFolder::read(folder / "lists", check::record_types());
    REQUIRE(run_import(now.installation(), now.grant(), std::get<lists::ListFolder>(read), {}));
    auto expected = old.content();
    expected.erase("mensen:P3");
    CHECK(now.content() == expected);
}

TEST_CASE("an export is for its owner alone, and appears whole or not at all") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    fill(house);
    const auto into = scratch.path() / "export";
    fs::create_directory(into);  // An empty folder is a good place.
    exported(house, into);
    for (const auto& entry : fs::recursive_directory_iterator{into}) {
        struct stat about {};
        REQUIRE(::stat(entry.path().c_str(), &about) == 0);
        CHECK((about.st_mode & 0077) == 0);
    }
    CHECK(is_export(into));
    CHECK_FALSE(is_export(scratch.path() / "data"));

    const auto versions = house.acts().size();
    const auto grant = house.grant();
    const auto twice = export_practice(house.installation(), grant, into);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == Code::Conflict);
    CHECK_FALSE(export_practice(house.installation(), grant, scratch.path() / "no" / "where"));
    CHECK_FALSE(export_practice(house.installation(), access::server_grant(house.practice()), scratch.path() / "x"));
    CHECK(house.acts().size() == versions);  // Refused before anything was opened or logged.
    std::size_t there = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator{scratch.path()}) ++there;
    CHECK(there == 2);
}

TEST_CASE("a practice that is here already is not put beside itself") {
    const ScratchFolder scratch;
    House house{scratch.path() / "data"};
    fill(house);
    const auto folder = exported(house, scratch.path() / "export");
    const auto content = house.content();
    const auto actor = access::operator_actor(9);
    const auto again = import_practice(house.installation(), actor, folder, "Andere naam");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Code::Conflict);

    House other{scratch.path() / "other"};  // Has a practice of the same name.
    CHECK_FALSE(import_practice(other.installation(), actor, folder));
    CHECK(import_practice(other.installation(), actor, folder, "Andere naam"));
    CHECK(other.content(house.practice()) == content);
    CHECK(other.content().empty());
}

TEST_CASE("an export that was changed in any way is refused, and nothing of it is stored") {
    const ScratchFolder scratch;
    fs::path whole;
    {
        House house{scratch.path() / "old"};
        fill(house);
        whole = exported(house, scratch.path() / "export");
    }
    House now{scratch.path() / "new", false};
    const auto folder = scratch.path() / "changed";
    const auto versions = folder / versions_file, audit = folder / audit_file, manifest = folder / manifest_file;

    struct Change {
        const char* name;
        std::function<void()> make;
        bool signs_again = true;  // Whoever changed it made the sums fit as well.
    };
    const auto with_lines = [](const fs::path& file, const std::function<void(std::vector<std::string>&)>& change) {
        auto lines = lines_of(file);
        change(lines);
        write_lines(file, lines);
    };
    // With sums that fit: the file is there.
    const auto rename_list = [&](const std::string& name) {
        fs::copy_file(folder / "lists/mensen.csv", scratch.path() / "outside.csv", fs::copy_options::overwrite_existing);
        auto now_says = *parse_manifest(bytes_of(manifest), Language::English);
        auto file = now_says.files.extract("lists/mensen.csv");
        file.key() = name;
        now_says.files.insert(std::move(file));
        write_bytes(manifest, text_of(now_says));
    };
    const std::vector<Change> changes{
        {"an edited version", [&] { replace_in(versions, "Andersson", "Anderssen"); }, false},
        {"an edited version with a fitting sum", [&] { replace_in(versions, "Andersson", "Anderssen"); }},
        {"another author", [&] { replace_in(versions, R"("author":"6b61)", R"("author":"6b62)"); }},
        {"another day of knowing", [&] { replace_in(versions, R"("learned_at":"2)", R"("learned_at":"1)"); }},
        {"another salt", [&] { with_lines(versions, [](auto& lines) {
             const auto at = lines[0].find("\"salt\":\"") + 8;
             lines[0][at] = lines[0][at] == '0' ? '1' : '0';
         }); }},
        {"a version that is missing", [&] { with_lines(versions, [](auto& lines) { lines.pop_back(); }); }},
        {"a version that comes twice", [&] { with_lines(versions, [](auto& lines) { lines.push_back(lines.back()); }); }},
        {"records in another order", [&] { with_lines(versions, [](auto& lines) { std::swap(lines.front(), lines.back()); }); }},
        {"a number of a change beyond the last", [&] { replace_in(versions, R"("change_seq":)", R"("change_seq":9)"); }},
        {"a version that the log does not speak of", [&] {
             with_lines(versions, [](auto& lines) {
                 auto more = lines.back();
                 const std::string_view one = R"("version":1)";
                 lines.push_back(more.replace(more.find(one), one.size(), R"("version":2)"));
             });
             replace_in(manifest, "\"versions\":7", "\"versions\":8"); }},
        {"a line that is too deep", [&] { with_lines(versions, [](auto& lines) {
             lines[0] = std::string(5000, '[') + std::string(5000, ']') + "\n"; }); }},
        {"a line that is too long", [&] { with_lines(versions, [](auto& lines) {
             lines[0] = "{\"record\":\"" + std::string(17 * 1024 * 1024, 'x') + "\"}\n"; }); }},
        {"a last line that is cut off", [&] { with_lines(versions, [](auto& lines) { lines.back().pop_back(); }); }},
        {"an empty file", [&] { write_bytes(versions, ""); }},
        {"a line of the log that was edited", [&] { replace_in(audit, "record.add", "record.aad"); }},
        {"a line of the log that is missing", [&] { with_lines(audit, [](auto& lines) { lines.erase(lines.begin() + 3); }); }},
        {"a log that was cut off", [&] { with_lines(audit, [](auto& lines) { lines.resize(4); }); }},
        {"a log in another order", [&] { with_lines(audit, [](auto& lines) { std::swap(lines[2], lines[3]); }); }},
        {"a chain that was edited", [&] { with_lines(audit, [](auto& lines) {
             auto& digit = lines[1][lines[1].size() - 4];
             digit = digit == '0' ? '1' : '0'; }); }},
        {"a subject with another name", [&] {
             replace_in(folder / subjects_file, "\"name\":\"P1\"", "\"name\":\"P7\""); }, false},
        {"a subject that is missing", [&] {
             with_lines(folder / subjects_file, [](auto& lines) { lines.pop_back(); });
             replace_in(manifest, "\"subjects\":4", "\"subjects\":3"); }},
        {"a subject that comes twice", [&] { with_lines(folder / subjects_file, [](auto& lines) { lines.push_back(lines[0]); }); }},
        {"an edited list", [&] { replace_in(folder / "lists/mensen.csv", "Andersson", "Anderssen"); }, false},
        {"a list that is missing", [&] { fs::remove(folder / "lists/mensen.csv"); }, false},
        {"versions that are missing", [&] { fs::remove(versions); }, false},
        {"a link in the place of a file", [&] {
             fs::rename(audit, folder / "real.jsonl");
             fs::create_symlink("real.jsonl", audit); }, false},
        {"a pipe in the place of a file", [&] {
             fs::remove(audit);
             REQUIRE(::mkfifo(audit.c_str(), 0600) == 0); }, false},
        {"a manifest that is missing", [&] { fs::remove(manifest); }, false},
        {"an unknown format", [&] { replace_in(manifest, "kader-export-1", "kader-export-2"); }, false},
        {"a count that is wrong", [&] { replace_in(manifest, "\"versions\":7", "\"versions\":8"); }, false},
        {"another practice", [&] { replace_in(manifest, "\"id\":\"", "\"id\":\"0"); }, false},
        {"a name of a file that leads out", [&] { rename_list("lists/../../outside.csv"); }, false},
        {"an absolute name of a file", [&] { rename_list((scratch.path() / "outside.csv").string()); }, false},
        {"a member that stands there twice", [&] { replace_in(manifest, "{\n", "{\n  \"format\": \"kader-export-1\",\n"); }, false},
        {"a manifest that is nested too deeply", [&] { write_bytes(manifest, std::string(100'000, '[')); }, false},
    };
    const auto actor = access::operator_actor(9);
    for (const auto& change : changes) {
        const std::string name = change.name;
        CAPTURE(name);
        fs::remove_all(folder);
        fs::copy(whole, folder, fs::copy_options::recursive);
        change.make();
        if (change.signs_again) sign_again(folder);
        const auto commits = now.installation().writer().counts().commits;
        const auto refused = import_practice(now.installation(), actor, folder);
        CHECK_FALSE(refused);
        CHECK(now.installation().writer().counts().commits == commits);
        if (!refused) CHECK_FALSE(refused.error().detail.empty());
        CHECK(holds_nothing(now));
    }
    const auto right = import_practice(now.installation(), actor, whole);
    CHECK(right);
}
