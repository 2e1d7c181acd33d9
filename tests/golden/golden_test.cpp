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
