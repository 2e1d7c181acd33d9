// The data folders of earlier builds, opened by this one.

#include <doctest/doctest.h>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

std::vector<fs::path> golden_folders() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator{fs::path{KADER_SOURCE_DIR} / "tests/golden"})
        if (entry.is_directory()) folders.push_back(entry.path());
    return folders;
}

// The modes do not travel with a checkout, and a key that others may read is refused.
void copy_data(const fs::path& from, const fs::path& into) {
    fs::create_directories(into);
    fs::permissions(into, fs::perms::owner_all);
    for (const auto& entry : fs::directory_iterator{from}) {
        const auto file = into / entry.path().filename();
        fs::copy_file(entry.path(), file);
        fs::permissions(file, file.filename() == "root.key" ? fs::perms::owner_read : fs::perms::owner_read | fs::perms::owner_write);
    }
}

}  // namespace

TEST_CASE("the data of every earlier build is opened, brought up to date, and complete") {
    const auto folders = golden_folders();
    REQUIRE(!folders.empty());
    for (const auto& golden : folders) {
        CAPTURE(golden.filename());
        ScratchFolder scratch;
        const auto data = (scratch.path() / "data").string();
        copy_data(golden / "data", data);

        // To open for writing is what brings the schema up to date.
        const auto opened = run({"init", "--data", data, "--practice", "Tweede praktijk"});
        CAPTURE(opened.err);
        REQUIRE(opened.code == 0);
        const auto verified = run({"verify", "--data", data});
        CAPTURE(verified.out);
        CHECK(verified.code == 0);
        CHECK(run({"check", "--data", data, "--practice", "Praktijk Voorbeeld", "--on", "2026-11-21"}).code == 0);

        const auto exported = (scratch.path() / "export").string();
        CHECK(run({"export", "--data", data, "--practice", "Praktijk Voorbeeld", exported}).code == 0);
        const bool same = bytes_of(fs::path{exported} / "versions.jsonl") == bytes_of(golden / "versions.jsonl");
        CHECK(same);
    }
}
