// The log on the command line: checkpoints, the access list and the monthly review.

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

// A data folder with a practice, and beside it a folder for checkpoints that kader.toml names.
class LogFolder {
public:
    LogFolder() {
        REQUIRE(run({"init", "--data", data(), "--practice", "Praktijk Voorbeeld"}).code == 0);
        REQUIRE(run({"import", "--data", data(), KADER_SOURCE_DIR "/examples/solo"}).code == 0);
    }
    std::string data() const { return (m_scratch.path() / "data").string(); }
    std::string checkpoints() const { return (m_scratch.path() / "elders").string(); }
    void name_checkpoints(const std::string& folder) const {
        const auto file = fs::path{data()} / "kader.toml";
        std::ofstream{file} << "[log]\ncheckpoints = \"" << folder << "\"\n";
        ::chmod(file.c_str(), 0600);
    }

private:
    ScratchFolder m_scratch;
};

}  // namespace

TEST_CASE("the access list tells who looked, and the next one tells that it was made") {
    const LogFolder folder;
    const auto people = run({"access-list", "--data", folder.data(), "--subject", "P1", "--lang", "en"});
    CAPTURE(people.err);
    REQUIRE(people.code == 0);
    CHECK(holds(people.out, "whoever runs the computer of the practice"));
    CHECK(!holds(people.out, "the list of who looked was made"));
    const auto again = run({"access-list", "--data", folder.data(), "--subject", "P1", "--lang", "en"});
    CHECK(holds(again.out, "the list of who looked was made"));
    CHECK(run({"access-list", "--data", folder.data(), "--subject", "niemand"}).code == 2);
    CHECK(run({"verify", "--data", folder.data()}).code == 0);
}

TEST_CASE("the monthly review prints what was found, what was not applied, and a checkpoint that others can check") {
    const LogFolder folder;
    const auto printed = run({"review", "--data", folder.data(), "--lang", "en"});
    CAPTURE(printed.err);
    REQUIRE(printed.code == 0);
    CHECK(holds(printed.out, "Not applied"));
    CHECK(holds(printed.out, "kader-chain-1/"));
    CHECK(holds(printed.out, "Key to check it with: kader-log/"));
    // What was printed, kept as a file elsewhere, is checked with the key alone, and the log beside it.
    const auto begin = printed.out.find("kader-chain-1/"), end = printed.out.find("\nKey to check it with: ");
    const auto note = printed.out.substr(begin, end - begin);
    const auto key = printed.out.substr(printed.out.find("kader-log/", end), std::string::npos);
    fs::create_directory(folder.checkpoints());
    const auto practice = note.substr(14, 36);
    std::ofstream{fs::path{folder.checkpoints()} / ("kader-log-" + practice + "-2026-11.checkpoints")} << note;
    const auto trimmed_key = key.substr(0, key.find('\n'));
    const auto checked = run({"verify-checkpoints", folder.checkpoints(), "--key", trimmed_key, "--lang", "en"});
    CAPTURE(checked.err);
    CHECK(checked.code == 0);
    CHECK(holds(checked.out, "1 checkpoints"));
    const auto verified = run({"verify", "--data", folder.data(), "--checkpoints", folder.checkpoints(), "--lang", "en"});
    CAPTURE(verified.out);
    CHECK(verified.code == 0);
    CHECK(holds(verified.out, "1 checkpoints"));
    CHECK(run({"verify-checkpoints", folder.checkpoints()}).code == 2);
    CHECK(run({"verify-checkpoints", folder.checkpoints(), "--key", "geen"}).code == 2);
}

TEST_CASE("a data folder that was put back from an older copy is found beside a checkpoint") {
    const LogFolder folder;
    const auto old = folder.data() + "-oud";
    copy_data(folder.data(), old);
    const auto printed = run({"review", "--data", folder.data(), "--lang", "en"});
    REQUIRE(printed.code == 0);
    const auto begin = printed.out.find("kader-chain-1/"), end = printed.out.find("\nKey to check it with: ");
    fs::create_directory(folder.checkpoints());
    const auto note = printed.out.substr(begin, end - begin);
    std::ofstream{fs::path{folder.checkpoints()} / ("kader-log-" + note.substr(14, 36) + "-2026-11.checkpoints")} << note;
    fs::remove_all(folder.data());
    copy_data(old, folder.data());
    CHECK(run({"verify", "--data", folder.data()}).code == 0);
    const auto verified = run({"verify", "--data", folder.data(), "--checkpoints", folder.checkpoints(), "--lang", "en"});
    CHECK(verified.code == 1);
    CHECK(holds(verified.out, "put back from an older copy"));
}

TEST_CASE("the doctor says whether the log is signed somewhere, and a server does not start with checkpoints among the data") {
    const LogFolder folder;
    CHECK(holds(run({"doctor", "--data", folder.data(), "--lang", "en"}).out, "Checkpoints of the log: nowhere"));
    fs::create_directory(folder.checkpoints());
    folder.name_checkpoints(folder.checkpoints());
    CHECK(holds(run({"doctor", "--data", folder.data(), "--lang", "en"}).out, "ok  Checkpoints of the log"));
    folder.name_checkpoints(folder.data() + "/kader.toml.d");
    const auto refused = run({"serve", "--data", folder.data(), "--port", "0", "--lang", "en"});
    CHECK(refused.code == 2);
    CHECK(holds(refused.err, "inside the data folder"));
}
