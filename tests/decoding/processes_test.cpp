// kader-decode as a process: what it leaves behind, what happens when it dies, and who links what.

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "decoding/made_files.h"
#include "decoding/the_decoder.h"

using namespace kader::decoding_tests;
using kader::decoding::Decoder;
using kader::decoding::Refusal;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

// The processes that one started and that were not waited for, zombies too.
std::vector<pid_t> children(const std::string& process = "self") {
    std::vector<pid_t> all;
    std::error_code error;
    for (const auto& thread : fs::directory_iterator{"/proc/" + process + "/task", error}) {
        std::istringstream words{bytes_of(thread.path() / "children")};
        for (pid_t one = 0; words >> one;) all.push_back(one);
    }
    return all;
}
std::set<pid_t> children_beside(const std::vector<pid_t>& known) {
    const auto now = children();
    std::set<pid_t> all{now.begin(), now.end()};
    for (const auto one : known) all.erase(one);
    return all;
}

// The first that a process starts, waited for.
pid_t child_of(pid_t process) {
    for (int round = 0; round < 3000; ++round) {
        if (const auto all = children(std::to_string(process)); !all.empty()) return all.front();
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return 0;
}

// One that is still there a while later: not the one in which kader-decode tries its walls.
pid_t lasting_child_of(pid_t process) {
    for (int round = 0; round < 30; ++round) {
        const auto child = child_of(process);
        if (child == 0) return 0;
        std::this_thread::sleep_for(std::chrono::milliseconds{800});
        if (child > 0 && child_of(process) == child) return child;
    }
    return 0;
}

// Gone, or dead and waiting for somebody to notice.
bool ends(pid_t process) {
    for (int round = 0; round < 3000; ++round) {
        const auto status = bytes_of(fs::path{"/proc"} / std::to_string(process) / "status");
        if (status.empty() || status.find("State:\tZ") != status.npos) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return false;
}

}  // namespace

TEST_CASE("kader-decode ends with whoever started it, and leaves no zombie") {
    const auto before = children();
    pid_t started = 0;
    {
        Decoder decoder{KADER_DECODE_PROGRAM};
        CHECK(decoder.standing().is_ready);
        const auto now = children_beside(before);
        REQUIRE(now.size() == 1);
        started = *now.begin();
        CHECK(decoder.text_of(docx(paragraph("Tekst."))).text == "Tekst.\n");
        CHECK(children_beside(before).size() == 1);
    }
    CHECK(children_beside(before).empty());
    CHECK(::kill(started, 0) != 0);
}

TEST_CASE("a kader-decode that was killed is started again, and its caller notices nothing") {
    const auto before = children();
    Decoder decoder{KADER_DECODE_PROGRAM};
    for (int round = 0; round < 3; ++round) {
        const auto now = children_beside(before);
        REQUIRE(now.size() == 1);
        ::kill(*now.begin(), SIGKILL);
        CHECK(decoder.text_of(pdf({{"Nog steeds."}})).text == "Nog steeds.\n");
    }
    CHECK(children_beside(before).size() == 1);
}

TEST_CASE("many callers at once each get their own text") {
    const auto before = children();
    Decoder decoder{KADER_DECODE_PROGRAM};
    std::vector<std::thread> threads;
    std::array<int, 8> right{};
    for (std::size_t i = 0; i < right.size(); ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 20; ++round) {
                const auto words = "Van " + std::to_string(i) + " keer " + std::to_string(round);
                const auto read = decoder.text_of(round % 2 ? pdf({{words}}) : docx(paragraph(words)));
                right[i] += read.text == words + "\n";
            }
        });
    for (auto& thread : threads) thread.join();
    for (const auto count : right) CHECK(count == 20);
    CHECK(children_beside(before).size() <= Decoder::at_once_max);
}

TEST_CASE("what is not there, or is not kader-decode, opens nothing; texts are read all the same") {
    for (const fs::path program : {"/nonexistent/kader-decode", "/bin/true", "/etc/passwd"}) {
        CAPTURE(program.string());
        Decoder decoder{program};
        CHECK_FALSE(decoder.standing().is_ready);
        CHECK(decoder.text_of(pdf({{"x"}})).refusal == Refusal::NoDecoder);
        CHECK(decoder.text_of("Gewone tekst.").text == "Gewone tekst.");
    }
}

TEST_CASE("kader-decode has no environment, no descriptor of its parent, and cannot be looked into") {
    ::setenv("KADER_CANARY", "kanarie", 1);
    int inherited[2];
    REQUIRE(::pipe(inherited) == 0);  // Without the mark that closes it.
    const auto before = children();
    Decoder decoder{KADER_DECODE_PROGRAM};
    const auto now = children_beside(before);
    REQUIRE(now.size() == 1);
    const auto process = fs::path{"/proc"} / std::to_string(*now.begin());
    CHECK(bytes_of(process / "environ").find("kanarie") == std::string::npos);
    const auto status = bytes_of(process / "status");
    CHECK(status.find("NoNewPrivs:\t1") != status.npos);
    CHECK(status.find("Threads:\t1\n") != status.npos);
    std::error_code error;
    int open = 0;
    for (fs::directory_iterator one{process / "fd", error}, end; !error && one != end; one.increment(error)) ++open;
    // Of another user than root it cannot even be listed.
    if (!error) CHECK(open == 4);
    CHECK(bytes_of(process / "limits").find("Max core file size        0") != std::string::npos);
    ::close(inherited[0]), ::close(inherited[1]);
    ::unsetenv("KADER_CANARY");
}

TEST_CASE("started by hand it says what it is for, and ends") {
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close_range(0, ~0u, 0);
        ::execl(KADER_DECODE_PROGRAM, "kader-decode", static_cast<char*>(nullptr));
        ::_exit(99);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 2);
}

TEST_CASE("nothing of a document stays with kader-decode, for the next child would see it") {
    const auto before = children();
    Decoder decoder{KADER_DECODE_PROGRAM};
    const auto now = children_beside(before);
    REQUIRE(now.size() == 1);
    const auto canary = std::string{"kanarie-"} + std::to_string(::getpid()) + "-blijft-niet";
    REQUIRE(decoder.text_of(pdf({Page(30, canary)})).text.find(canary) != std::string::npos);
    REQUIRE(decoder.text_of(zip_of({{"word/document.xml", document_xml(paragraph(canary) + paragraph(canary) + paragraph(canary))}})).text.find(canary) != std::string::npos);
    // Behind it, so that it is done with the one before.
    REQUIRE(decoder.text_of(docx(paragraph("Een ander."))).text == "Een ander.\n");
    const auto process = fs::path{"/proc"} / std::to_string(*now.begin());
    std::ifstream memory{process / "mem", std::ios::binary};
    std::istringstream maps{bytes_of(process / "maps")};
    std::size_t seen = 0, found = 0;
    for (std::string line; memory && std::getline(maps, line);) {
        std::size_t begin = 0, end = 0;
        char rights[5] = {};
        if (std::sscanf(line.c_str(), "%zx-%zx %4s", &begin, &end, rights) != 3 || rights[1] != 'w') continue;
        std::string piece(end - begin, '\0');
        memory.seekg(static_cast<std::streamoff>(begin));
        if (!memory.read(piece.data(), static_cast<std::streamsize>(piece.size()))) memory.clear();
        seen += piece.size();
        found += piece.find(canary) != piece.npos;
    }
    MESSAGE("bytes of memory looked through (none unless this is root): ", seen);
    CHECK(found == 0);
}

TEST_CASE("no word of a document reaches a file, also when the child crashes") {
    // In two halves, or this program itself would hold it.
    const auto canary = std::string{"kanarie-"} + std::to_string(::getpid()) + "-zwijgt";
    auto broken = pdf({{canary}});
    (void)text_of(broken);
    (void)text_of(docx(paragraph(canary)));
    broken.replace(broken.find("/Type/Pages"), 11, "/Type/Pagxs");
    (void)text_of(broken);
    (void)text_of(docx("<w:p><w:r><w:t>" + canary));
    for (const auto& folder : {fs::temp_directory_path(), fs::current_path()})
        for (const auto& entry : fs::directory_iterator{folder, fs::directory_options::skip_permission_denied}) {
            std::error_code error;
            const auto name = entry.path().filename().string();
            CHECK_FALSE(name.starts_with("core"));
            if (!entry.is_regular_file(error) || error || entry.file_size(error) > 4u * 1024 * 1024) continue;
            CHECK(bytes_of(entry.path()).find(canary) == std::string::npos);
        }
}

TEST_CASE("a child ends with its kader-decode, and one that stands still ends by the clock" * doctest::test_suite("slow")) {
    const auto before = children();
    Decoder decoder{KADER_DECODE_PROGRAM};
    auto now = children_beside(before);
    REQUIRE(now.size() == 1);
    kader::decoding::Outcome outcome;
    std::thread caller{[&] { outcome = decoder.text_of(endless_pdf()); }};
    const auto first = *now.begin(), child = lasting_child_of(first);
    CHECK(child > 0);
    if (child > 0) {
        ::kill(child, SIGSTOP);  // Or its own time would end it.
        ::kill(first, SIGKILL);
        CHECK(ends(child));
    }
    // The caller tries once more, with another kader-decode.
    for (int round = 0; round < 3000 && (now.empty() || *now.begin() == first); ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
        now = children_beside(before);
    }
    pid_t second = 0;
    if (!now.empty()) second = lasting_child_of(*now.begin());
    CHECK(second > 0);
    if (second > 0) ::kill(second, SIGSTOP);
    caller.join();
    CHECK(outcome.refusal == Refusal::TookTooLong);
    CHECK(ends(second));
    CHECK(decoder.text_of(docx(paragraph("Daarna."))).text == "Daarna.\n");
}

TEST_CASE("when the server dies, kader-decode and its child end too" * doctest::test_suite("slow")) {
    const auto server = ::fork();
    REQUIRE(server >= 0);
    if (server == 0) {
        Decoder decoder{KADER_DECODE_PROGRAM};
        (void)decoder.text_of(endless_pdf());
        ::_exit(0);
    }
    const auto decode = child_of(server);
    const auto child = lasting_child_of(decode);
    if (child > 0) ::kill(child, SIGSTOP);  // Or its own time would end it.
    ::kill(server, SIGKILL);
    REQUIRE(::waitpid(server, nullptr, 0) == server);
    CHECK(decode > 0);
    CHECK(child > 0);
    if (decode > 0) CHECK(ends(decode));
    if (child > 0) CHECK(ends(child));
}
