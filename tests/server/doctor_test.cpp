// doctor and openapi, as an administrator runs them.

#include <algorithm>

#include "server/document.h"

namespace kader::server_tests {

namespace {

cli_tests::Outcome doctor(const DataFolder& data, const std::string& language = "en") {
    return cli_tests::run({"doctor", "--data", data.path(), "--lang", language});
}

// The lines that ask for attention.
std::vector<std::string> complaints(const cli_tests::Outcome& outcome) {
    auto lines = cli_tests::lines_of(outcome.out);
    std::erase_if(lines, [](const std::string& line) { return !line.starts_with("!"); });
    return lines;
}

}  // namespace

TEST_CASE("a folder in order gets nothing but ok, at rest and while a server works in it, and is not changed by looking") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}};
    const auto rest = doctor(data);
    CHECK(rest.code == 0);
    CHECK(complaints(rest).empty());
    CHECK(rest.err.empty());
    for (const auto* part : {"Practices: Praktijk Voorbeeld", "Root key: ", "Who writes: nobody now", "Socket for tools: none"}) CHECK_MESSAGE(holds(rest.out, part), rest.out);
    const auto dutch = doctor(data, "nl");
    CHECK(dutch.code == 0);
    CHECK(cli_tests::lines_of(dutch.out).size() == cli_tests::lines_of(rest.out).size());

    Served served{data.serve()};
    const auto busy = doctor(data);
    CHECK(busy.code == 0);
    CHECK(complaints(busy).empty());
    CHECK(holds(busy.out, "Who writes: process " + std::to_string(served.process())));
    CHECK(holds(busy.out, "Socket for tools: the server listens"));
    CHECK(is_healthy(served));
    CHECK(served.stop() == 0);
}

TEST_CASE("what is broken is named, with what to do, and the exit code tells a script") {
    const DataFolder data{{{"Praktijk Voorbeeld", ""}}};
    const fs::path folder{data.path()}, key = folder / "root.key", ring = folder / "keyring", aside = folder.parent_path() / "aside";
    const auto owner_reads = fs::perms::owner_read;
    fs::permissions(key, owner_reads | fs::perms::group_read);
    auto found = doctor(data);
    CHECK(found.code == 2);
    CHECK(holds(found.err, "root.key"));
    CHECK(holds(found.err, "chmod 400"));
    fs::permissions(key, owner_reads);

    for (const auto& file : {key, ring, folder / "kader.db"}) {
        fs::rename(file, aside);
        found = doctor(data);
        CAPTURE(file.string());
        CHECK(found.code == 2);
        CHECK(holds(found.err, file.filename().string()));
        CHECK(cli_tests::lines_of(found.err).size() == 1);
        // A look makes nothing anew.
        CHECK_FALSE(fs::exists(file));
        fs::rename(aside, file);
    }

    fs::permissions(folder, fs::perms::owner_all | fs::perms::group_exec | fs::perms::group_read);
    found = doctor(data);
    CHECK(found.code == 1);
    CHECK(complaints(found) == std::vector<std::string>{"!   Data folder: others may enter it; close it with chmod 0700"});
    fs::permissions(folder, fs::perms::owner_all);

    {
        Served served{data.serve()};
        CHECK(served.stop(SIGKILL) == -SIGKILL);
    }
    found = doctor(data);
    CHECK(found.code == 1);
    REQUIRE(complaints(found).size() == 1);
    CHECK(holds(complaints(found).front(), "kader.sock was left behind"));
    {
        Served served{data.serve()};
        CHECK(served.stop() == 0);
    }
    CHECK(doctor(data).code == 0);
    CHECK(cli_tests::run({"doctor", "--data", (folder / "nowhere").string()}).code == 2);
    CHECK(cli_tests::run({"doctor"}).code == 2);
}

TEST_CASE("how many connections the machine lets in is told as it is, in both languages, and too few ask for attention") {
    const DataFolder data;
    const auto limited = [&](const std::string& hard, const std::string& soft, const std::string& language) {
        const auto outcome = cli_tests::run_shell("ulimit -S -n " + soft + " && ulimit -H -n " + hard + " && exec \"$KADER\" doctor --data '" + data.path() +
                                                  "' --lang " + language);
        for (const auto& line : cli_tests::lines_of(outcome.out))
            if (holds(line, "Open files at once") || holds(line, "Open bestanden tegelijk")) return std::pair{outcome.code, line};
        return std::pair{outcome.code, outcome.out + outcome.err};
    };
    using Found = std::pair<int, std::string>;
    // What the machine allows counts, not what one starts with: the server asks for it as well.
    CHECK(limited("4096", "300", "en") == Found{0, "ok  Open files at once: 4096; that is enough for 3840 connections, while Kader can take 20000. "
                                                   "More come with ulimit -Hn, or LimitNOFILE in the service"});
    CHECK(limited("4096", "4096", "nl") == Found{0, "ok  Open bestanden tegelijk: 4096; dat is genoeg voor 3840 verbindingen, terwijl Kader er 20000 aankan. "
                                                    "Meer krijgt u met ulimit -Hn, of LimitNOFILE in de dienst"});
    CHECK(limited("512", "512", "en") == Found{1, "!   Open files at once: 512; that is enough for 256 connections, while Kader can take 20000. "
                                                  "More come with ulimit -Hn, or LimitNOFILE in the service"});
    CHECK(limited("200", "200", "en").second.starts_with("!   Open files at once: 200; that is enough for 64 connections"));
}

TEST_CASE("the document that is printed is the one that is kept, byte for byte, and needs neither norms nor data") {
    const auto printed = cli_tests::run({"openapi"}, {.working_folder = {}, .environment = {{"KADER_NORMS", "/nowhere"}}, .reader_stops_after = {}});
    CHECK(printed.code == 0);
    CHECK(printed.err.empty());
    CHECK_MESSAGE(printed.out == cli_tests::bytes_of(fs::path{KADER_SOURCE_DIR} / "docs" / "openapi.json"), "kader openapi > docs/openapi.json");
    CHECK(operations().size() == 69);
}

}  // namespace kader::server_tests
