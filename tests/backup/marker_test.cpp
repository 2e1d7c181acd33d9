// SR-42: what somebody writes about people is on no disk in words. The real program, with a marker wherever a person can
// write one: read, backed up, tried, killed, started again; and then every byte that is left anywhere is searched.

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

#include "check/record_types.h"
#include "server/served.h"
#include "vault/blob_store.h"
#include "vault/signature.h"

using namespace kader;
using namespace kader::cli_tests;
using kader::server_tests::Browser;
using kader::server_tests::DataFolder;
using kader::server_tests::Served;

namespace {

const std::string marker = "Zq7Merkteken";

std::string in_small(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string wide(std::string_view text, bool big_first) {
    std::string made;
    for (const char c : text) made += big_first ? std::string{'\0', c} : std::string{c, '\0'};
    return made;
}

// The middle of base64 that is the same whatever stands around it, for each of the three ways it can begin.
std::vector<std::string> in_base64(std::string_view text) {
    std::vector<std::string> made;
    for (std::size_t before = 0; before < 3; ++before) {
        const std::string padded = std::string(before, 'x') + std::string{text};
        const auto whole = vault::base64(vault::bytes_of(std::string_view{padded}.substr(0, padded.size() / 3 * 3)));
        made.push_back(whole.substr(before == 0 ? 0 : 4));
    }
    return made;
}

// In which writing the text stands in the bytes; empty: in none.
std::string found_as(const std::string& bytes, const std::string& text) {
    const auto small = in_small(bytes), wanted = in_small(text);
    if (holds(small, wanted)) return "UTF-8";
    if (holds(small, wide(wanted, false)) || holds(small, wide(wanted, true))) return "UTF-16";
    if (holds(small, vault::hex(vault::bytes_of(text))) || holds(small, vault::hex(vault::bytes_of(wanted)))) return "hexadecimal";
    for (const auto& one : {text, wanted})
        for (const auto& part : in_base64(one))
            if (holds(bytes, part)) return "base64";
    return {};
}

void nowhere(const fs::path& folder, const std::vector<std::string>& markers) {
    for (const auto& file : bytes_of_folder(folder))
        for (const auto& one : markers) {
            CAPTURE(file.first);
            CAPTURE(one);
            CHECK(found_as(file.second, one) == "");
        }
    for (const auto& entry : fs::recursive_directory_iterator{folder}) CHECK(found_as(entry.path().filename().string(), marker) == "");
}

std::vector<std::string> cells_of(const std::string& line, char between) {
    std::vector<std::string> cells{""};
    for (std::size_t at = 0, in_quotes = 0; at < line.size(); ++at) {
        if (line[at] == '"') in_quotes ^= 1;
        if (line[at] == between && in_quotes == 0)
            cells.emplace_back();
        else
            cells.back() += line[at];
    }
    return cells;
}

// The lists of an example, with the marker in each column that is kept sealed: in the first row of each list, also where
// the example has nothing. Gives the columns, as "mensen.naam", and of each list the kenmerk of that row.
std::set<std::string> mark_lists(const fs::path& folder, std::map<std::string, std::string>& first_rows) {
    std::set<std::string> marked;
    for (const auto& list : check::record_types()) {
        const auto file = folder / (std::string{list.name} + ".csv");
        if (!fs::exists(file)) continue;
        const auto bytes = bytes_of(file);
        auto lines = lines_of(bytes);
        for (auto& line : lines)
            if (line.ends_with('\r')) line.pop_back();
        REQUIRE(lines.size() > 1);
        const char between = holds(lines[0], ";") ? ';' : holds(lines[0], "\t") ? '\t' : ',';
        auto head = cells_of(lines[0], between), first = cells_of(lines[1], between);
        const bool has_mark = head[0].starts_with("\xEF\xBB\xBF");
        if (has_mark) head[0].erase(0, 3);
        first.resize(head.size());
        std::string more;
        for (const auto& column : list.columns) {
            if (column.kind != lists::CellKind::Text || !lists::is_sealed(column)) continue;
            auto at = static_cast<std::size_t>(std::ranges::find(head, column.name) - head.begin());
            if (at == head.size()) {
                head.emplace_back(column.name);
                first.emplace_back();
                more += between;
            }
            first[at] = marker;
            first_rows[std::string{list.name}] = first[static_cast<std::size_t>(std::ranges::find(head, "kenmerk") - head.begin())];
            marked.insert(std::string{list.name} + "." + std::string{column.name});
        }
        std::string text = has_mark ? "\xEF\xBB\xBF" : "";
        const auto line_of = [between](const std::vector<std::string>& cells) {
            std::string line;
            for (const auto& cell : cells) line += (&cell == cells.data() ? "" : std::string{between}) + cell;
            return line + "\n";
        };
        text += line_of(head) + line_of(first);
        for (std::size_t at = 2; at < lines.size(); ++at) text += lines[at] + more + "\n";
        write(file, text);
    }
    return marked;
}

std::string core_limit_of(pid_t process) {
    std::istringstream limits{bytes_of("/proc/" + std::to_string(process) + "/limits")};
    for (std::string line; std::getline(limits, line);)
        if (line.starts_with("Max core file size")) return line.substr(18);
    return {};
}

// The id of somebody's file, out of the log.
std::string a_subject(Browser& browser) {
    const auto log = browser.get("/api/log").body;
    const std::string_view before = "\"subjects\":[\"";
    const auto at = log.find(before);
    REQUIRE_MESSAGE(at != std::string::npos, log.substr(0, 500));
    return log.substr(at + before.size(), 36);
}

}  // namespace

TEST_CASE("the search finds a marker in every writing it looks for") {
    const auto base64 = [](std::string_view text) { return vault::base64(vault::bytes_of(text)); };
    for (const auto& bytes : {"a " + marker + " b", in_small(marker), "x" + wide(marker, false), wide(marker, true) + "y", vault::hex(vault::bytes_of("q" + marker)),
                              base64(marker + "!"), base64("a" + marker + "!"), base64("ab" + marker + "!"), base64("abc" + in_small(marker))}) {
        CAPTURE(bytes);
        CHECK(found_as(bytes, marker) != "");
    }
    CHECK(found_as("Zq7 Merkteken, " + base64("Zq8Merkteken"), marker) == "");
}

TEST_CASE("SR-42: a marker in every field, name, reason and blob is in no file, log, backup or core, also after a crash") {
    const ScratchFolder lists, elsewhere, outside;
    for (const auto& entry : fs::directory_iterator{fs::path{KADER_SOURCE_DIR} / "examples" / "kliniek"}) fs::copy(entry.path(), lists.path() / entry.path().filename());
    std::map<std::string, std::string> first;
    const auto marked = mark_lists(lists.path(), first);
    std::size_t sealed = 0;
    for (const auto& list : check::record_types())
        for (const auto& column : list.columns)
            if (column.kind == lists::CellKind::Text && lists::is_sealed(column)) {
                ++sealed;
                CHECK_MESSAGE(marked.contains(std::string{list.name} + "." + std::string{column.name}), list.name, ".", column.name);
            }
    CHECK(marked.size() == sealed);

    const DataFolder data;
    const auto target = outside.path() / "elders", temporary = outside.path() / "tijdelijk";
    fs::create_directories(target);
    fs::create_directories(temporary);
    const std::map<std::string, std::string> environment{{"TMPDIR", temporary.string()}};
    const auto ran = [&](std::vector<std::string> words) {
        Start start;
        start.environment = environment;
        auto outcome = run(words, start);
        CAPTURE(outcome.err);
        CHECK_MESSAGE(outcome.code == 0, words.at(0));
        return outcome;
    };
    REQUIRE(run_shell("age-keygen -o '" + (elsewhere.path() / "geheim").string() + "' && age-keygen -y '" + (elsewhere.path() / "geheim").string() + "' > '" +
                      (elsewhere.path() / "publiek").string() + "'")
                .code == 0);
    auto recipient = bytes_of(elsewhere.path() / "publiek");
    recipient.pop_back();
    ran({"backup", "set-up", "--data", data.path(), "--to", target.string(), "--recipient", recipient});
    ran({"import", "--data", data.path(), lists.text()});
    {
        const vault::BlobStore blobs{fs::path{data.path()} / "blobs"};
        const auto key = vault::Key::random();
        vault::BlobStore::Incoming incoming{blobs, key, {UuidBytes{1}, "marker", UuidBytes{2}, 1, {}}, 1};
        std::string photograph;
        for (int at = 0; at < 10000; ++at) photograph += marker;
        incoming.add(vault::bytes_of(photograph));
        incoming.finish();
    }

    std::string said;
    const std::vector<std::string> markers{marker};
    {
        Served served{data.serve(), {.environment = environment}};
        CHECK(in_small(core_limit_of(served.process())).find_first_not_of(" 0bytes") == std::string::npos);
        auto browser = kader::server_tests::owner(served, "Praktijk Voorbeeld", marker);
        CHECK(browser.post("/api/people", R"({"name":"Ada )" + marker + R"(","login":"ada)" + marker + R"(","role":"employee"})").status == 201);
        int refused = 0;
        for (const auto& one : first) {
            const auto& list = one.first;
            const auto& kenmerk = one.second;
            const auto record = browser.get("/api/records/" + list + "/" + kenmerk);
            // Where a text has a form of its own, such as a number of a register, the row was refused.
            if (record.status == 404)
                ++refused;
            else
                CHECK_MESSAGE(holds(record.body, marker), list, ": ", record.body);
        }
        CHECK(refused <= 2);
        CHECK(holds(browser.get("/api/people").body, marker));
        // Emergency access is for who gives care: the owner treats as well.
        const auto subject = a_subject(browser);
        std::string own_id;
        const auto people = browser.get("/api/people").object();
        for (const auto& one : people.at("people").as_array())
            if (one.at("role") == "owner") own_id = one.at("account").as_string().c_str();
        const auto treats = browser.post("/api/people/" + own_id + "/roles", R"({"role":"practitioner"})");
        REQUIRE_MESSAGE(treats.status / 100 == 2, treats.body);
        REQUIRE(browser.post("/api/session/role", R"({"role":"practitioner"})").status == 200);
        const auto emergency = browser.post("/api/break-glass", R"({"subject":")" + subject + R"(","reason":"acute_care","words":"Cliënt )" + marker +
                                                                    R"( zakte in elkaar"})");
        CHECK_MESSAGE(emergency.status == 201, emergency.body);
        REQUIRE(browser.post("/api/session/role", R"({"role":"owner"})").status == 200);
        CHECK(holds(browser.get("/api/review").body, "break_glass"));
        // What is refused is kept no better, and what comes along with a question not at all.
        browser.post("/api/session", kader::server_tests::sign_in_body("nobody" + marker, "een ander " + marker));
        browser.post("/api/records/bijeenkomsten", R"({"kenmerk":"X","onderwerpen":")" + marker + "\"}", {{"Idempotency-Key", "a"}});
        browser.post("/api/records/bijeenkomsten", "{\"" + marker + "\":", {{"Idempotency-Key", marker}});
        browser.get("/api/records/" + marker + "?" + marker + "=" + marker, {{"User-Agent", marker}, {"Accept-Language", marker}});
        ran({"backup", "run", "--data", data.path()});
        ran({"backup", "drill", "--data", data.path()});
        ran({"export", "--data", data.path(), (elsewhere.path() / "export").string()});
        nowhere(data.path(), markers);
        said = served.out() + served.err();
        CHECK(served.stop(SIGKILL) == -SIGKILL);
    }
    // The search looks where the marker would be: what is exported holds it, and other words are there to be found.
    bool is_exported = false;
    for (const auto& file : bytes_of_folder(elsewhere.path() / "export")) is_exported |= found_as(file.second, marker) == "UTF-8";
    CHECK(is_exported);
    CHECK(found_as(bytes_of(fs::path{data.path()} / "kader.db") + bytes_of(fs::path{data.path()} / "kader.db-wal"), "loondienst") == "UTF-8");

    nowhere(data.path(), markers);
    nowhere(outside.path(), markers);
    {
        Served again{data.serve(), {.environment = environment}};
        Browser browser{again};
        CHECK(kader::server_tests::sign_in(browser, marker).status == 200);
        CHECK(holds(browser.get("/api/records/mensen/" + first.at("mensen")).body, marker));
        ran({"backup", "run", "--data", data.path()});
        CHECK(again.stop() == 0);
        said += again.out() + again.err();
    }
    ran({"verify", "--data", data.path()});
    CHECK(found_as(said, marker) == "");
    nowhere(data.path(), markers);
    nowhere(outside.path(), markers);
}
