// The way of an owner: a backup, the loss of everything, and the way back with what is on paper.

#include <atomic>
#include <thread>

#include "server/served.h"

using namespace kader::cli_tests;
using kader::server_tests::Browser;
using kader::server_tests::DataFolder;
using kader::server_tests::Served;

namespace {

struct Paper {
    ScratchFolder folder;
    fs::path target = folder.path() / "elders", secret = folder.path() / "geheim", root_key = folder.path() / "hoofdsleutel";
    std::string recipient;

    explicit Paper(const std::string& data) {
        fs::create_directories(target);
        REQUIRE(run_shell("age-keygen -o '" + secret.string() + "' && age-keygen -y '" + secret.string() + "' > '" + (folder.path() / "publiek").string() + "'").code == 0);
        recipient = bytes_of(folder.path() / "publiek");
        recipient.pop_back();
        fs::copy_file(fs::path{data} / "root.key", root_key);
        const auto done = run({"backup", "set-up", "--data", data, "--to", target.string(), "--recipient", recipient});
        CAPTURE(done.err);
        REQUIRE(done.code == 0);
    }
    Outcome restore(const fs::path& into, const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"backup", "restore", "--from", target.string(), "--into", into.string(), "--root-key", root_key.string(), "--secret",
                                       secret.string(), "--lang", "en"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
};

Outcome ran(const std::vector<std::string>& words) {
    auto outcome = run(words);
    CAPTURE(outcome.err);
    CHECK_MESSAGE(outcome.code == 0, words.at(1));
    return outcome;
}

std::string answers(const std::string& data) {
    return answers_text(parsed(run({"check", "--data", data, "--on", "2026-11-21", "--format", "json"})));
}

}  // namespace

TEST_CASE("after the data folder is lost, the backup and the paper bring everything back") {
    std::string before;
    fs::path into;
    const ScratchFolder elsewhere;
    std::optional<Paper> paper;
    {
        const DataFolder data{{{"Praktijk Voorbeeld", "kliniek"}}};
        paper.emplace(data.path());
        before = answers(data.path());
        CHECK(holds(ran({"backup", "run", "--data", data.path(), "--lang", "en"}).out, "Backup 1 was made"));
        CHECK(holds(ran({"backup", "drill", "--data", data.path(), "--lang", "en"}).out, "passed"));
        const auto healthy = ran({"doctor", "--data", data.path(), "--lang", "en"}).out;
        CHECK(holds(healthy, "ok  Last backup: 20"));
        CHECK(holds(healthy, "ok  Last drill with a backup: 20"));
    }
    into = elsewhere.path() / "terug";
    const auto back = paper->restore(into);
    CAPTURE(back.err);
    CHECK(back.code == 0);
    CHECK(holds(back.out, "in order"));
    CHECK(answers(into.string()) == before);
    // Typed over from paper, without files.
    const auto typed = run_shell("(tail -1 '" + paper->root_key.string() + "'; tail -1 '" + paper->secret.string() + "') | \"$KADER\" backup restore --from '" +
                                 paper->target.string() + "' --into '" + (elsewhere.path() / "getypt").string() + "'");
    CAPTURE(typed.err);
    CHECK(typed.code == 0);
    CHECK(answers((elsewhere.path() / "getypt").string()) == before);
    // Never over something that is there.
    CHECK(holds(paper->restore(into).err, "holds something already"));
    CHECK(holds(paper->restore(elsewhere.path() / "x", {"--at", "2020-01-01"}).err, "no backup of that day"));
    CHECK_FALSE(fs::exists(elsewhere.path() / "x"));
    // The new folder goes on with the same backups.
    ran({"backup", "set-up", "--data", into.string(), "--to", paper->target.string(), "--recipient", paper->recipient});
    CHECK(holds(ran({"backup", "run", "--data", into.string(), "--lang", "en"}).out, "Backup 2 was made"));
    ran({"backup", "drill", "--data", into.string()});
}

TEST_CASE("backups are made and tried while the server works, and every change that was acknowledged before one is in it") {
    const DataFolder data;
    const Paper paper{data.path()};
    Served served{data.serve()};
    auto browser = kader::server_tests::owner(served);
    std::atomic<bool> ending = false;
    std::atomic<int> written = 0;
    std::thread writer{[&] {
        for (int at = 0; !ending && at < 2000; ++at) {
            auto answer = browser.post(kader::server_tests::list, kader::server_tests::meeting("B" + std::to_string(at)), {{"Idempotency-Key", "k" + std::to_string(at)}});
            if (answer.status == 201) ++written;
        }
    }};
    for (int round = 1; round <= 3; ++round) {
        const int least = written;
        CHECK(holds(ran({"backup", "run", "--data", data.path(), "--lang", "en"}).out, "Backup " + std::to_string(round) + " was made"));
        ran({"backup", "drill", "--data", data.path()});
        const ScratchFolder scratch;
        const auto back = paper.restore(scratch.path() / "terug");
        CAPTURE(back.err);
        REQUIRE(back.code == 0);
        const auto records = back.out.substr(back.out.find("in order (") + 10);
        CHECK(std::stoi(records) >= least);
    }
    ending = true;
    writer.join();
    CHECK(written > 0);
    CHECK(holds(ran({"doctor", "--data", data.path(), "--lang", "en"}).out, "ok  Last drill"));
    CHECK(served.stop() == 0);
    CHECK(holds(ran({"verify", "--data", data.path(), "--lang", "en"}).out, "in order"));
}

TEST_CASE("SR-19: after a restore no session of before works, and both factors are asked as before") {
    const DataFolder data;
    const Paper paper{data.path()};
    const ScratchFolder elsewhere;
    const auto into = elsewhere.path() / "terug";
    std::optional<Browser> before;
    {
        Served served{data.serve()};
        before = kader::server_tests::owner(served);
        ran({"backup", "run", "--data", data.path()});
        CHECK(before->get("/api/session").status == 200);
        CHECK(served.stop() == 0);
    }
    const auto back = paper.restore(into);
    CAPTURE(back.err);
    REQUIRE(back.code == 0);
    {
        // Where nothing was put back it goes on.
        Served served{data.serve()};
        CHECK(Browser(served, *before).get("/api/session").status == 200);
        CHECK(served.stop() == 0);
    }
    Served served{{"serve", "--data", into.string(), "--port", "0"}};
    CHECK(Browser(served, *before).get("/api/session").status == 401);
    Browser with_password{served};
    const auto first = with_password.post("/api/session", kader::server_tests::sign_in_body("ola", kader::server_tests::password));
    CHECK(first.status == 200);
    CHECK_FALSE(first.text("pending").empty());
    CHECK(with_password.get("/api/check").status == 401);
    Browser anew{served};
    CHECK(kader::server_tests::sign_in(anew).status == 200);
    CHECK(anew.get("/api/check").status == 200);
    CHECK(served.stop() == 0);
}

TEST_CASE("nothing of a practice can be read on the target, nor a key") {
    const ScratchFolder lists;
    lists.path();
    write(lists.path() / "mensen.csv", "kenmerk;naam;beroep;functie;band;levert_zorg;vanaf\nP1;Zoekmij Merkteken;arts;arts;loondienst;ja;2024-02-01\n");
    const DataFolder data;
    const Paper paper{data.path()};
    REQUIRE(run({"import", "--data", data.path(), lists.text()}).code == 0);
    ran({"backup", "run", "--data", data.path()});
    const auto root = bytes_of(fs::path{data.path()} / "root.key");
    const auto found = bytes_of_folder(paper.target);
    CHECK(found.size() >= 5);
    for (const auto& file : found) {
        const auto& bytes = file.second;
        CAPTURE(file.first);
        // Sealed, and plain in the database: both are closed here. The name of the practice and of a table as well.
        for (const auto* marker : {"Zoekmij", "Merkteken", "Praktijk Voorbeeld", "record_version", "loondienst"}) CHECK_FALSE(holds(bytes, marker));
        CHECK_FALSE(holds(bytes, root.substr(root.find('\n') + 1, 64)));
    }
}

TEST_CASE("a failed backup and a failed drill are noted, told by doctor, and give an exit code") {
    const DataFolder data;
    const Paper paper{data.path()};
    ran({"backup", "run", "--data", data.path()});
    for (const auto& entry : fs::recursive_directory_iterator{paper.target / "data" / "objects"})
        if (entry.is_regular_file()) fs::resize_file(entry.path(), 10);
    const auto drill = run({"backup", "drill", "--data", data.path(), "--lang", "en"});
    CHECK(drill.code == 1);
    CHECK(holds(drill.err, "FAILED"));
    CHECK(holds(drill.err, "cut off"));
    fs::rename(paper.target, paper.folder.path() / "weg");
    const auto run_without = run({"backup", "run", "--data", data.path(), "--lang", "en"});
    CHECK(run_without.code != 0);
    CHECK(holds(run_without.err, "plugged in"));
    const auto told = run({"doctor", "--data", data.path(), "--lang", "en"});
    CHECK(told.code == 1);
    CHECK(holds(told.out, "!   Last drill with a backup: never yet; the last time failed; try: kader backup drill"));
    CHECK(holds(told.out, "!   Last backup: 20"));
    CHECK(holds(told.out, "the last time failed; try: kader backup run"));
    fs::rename(paper.folder.path() / "weg", paper.target);
    ran({"backup", "run", "--data", data.path()});
    ran({"backup", "drill", "--data", data.path()});
    CHECK(run({"doctor", "--data", data.path()}).code == 0);
}

TEST_CASE("words that are wrong are refused with one sentence") {
    const DataFolder data;
    CHECK(holds(run({"backup", "run", "--data", data.path(), "--lang", "en"}).err, "No backups were set up"));
    CHECK(holds(run({"backup", "drill", "--data", data.path(), "--lang", "en"}).err, "No backups were set up"));
    CHECK(holds(run({"backup", "set-up", "--data", data.path(), "--to", data.path(), "--recipient", "age1xyz", "--lang", "en"}).err, "public key of age"));
    const std::string recipient = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";
    CHECK(holds(run({"backup", "set-up", "--data", data.path(), "--to", data.path(), "--recipient", recipient, "--lang", "en"}).err, "within the data folder"));
    const ScratchFolder scratch;
    CHECK(holds(run({"backup", "restore", "--from", scratch.text(), "--into", scratch.text() + "/x", "--lang", "en"}).err, "no root key"));
    CHECK(run({"backup"}).code == 2);
}

TEST_CASE("a server makes the first backup and tries it by itself, and stops when asked in the middle of that") {
    const DataFolder data;
    const Paper paper{data.path()};
    auto words = data.serve();
    words.insert(words.end(), {"--look-every", "1"});
    Served served{words};
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{120};
    std::string told;
    while (!holds(told, "ok  Last drill with a backup") && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{300});
        told = run({"doctor", "--data", data.path(), "--lang", "en"}).out;
    }
    CHECK(holds(told, "ok  Last backup: 20"));
    CHECK(holds(told, "ok  Last drill with a backup: 20"));
    CHECK(served.stop() == 0);
    const ScratchFolder scratch;
    CHECK(paper.restore(scratch.path() / "terug").code == 0);
}
