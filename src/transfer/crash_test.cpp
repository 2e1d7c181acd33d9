// What is left when the process dies in the middle.

#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <random>
#include <thread>

#include "transfer/archive.h"
#include "transfer/house_for_tests.h"
#include "transfer/import.h"

using namespace kader;
using namespace kader::transfer;

namespace {

constexpr int people = 1000;

std::string list_of_people(int round) {
    std::string csv = "kenmerk;naam;beroep;functie;band;levert_zorg;vanaf\n";
    for (int i = 0; i < people; ++i)
        csv += "P" + std::to_string(10'000 + i) + ";Persoon " + std::to_string(i) + " van ronde " +
               std::to_string(round) + ";arts;arts;loondienst;ja;2024-02-01\n";
    return csv;
}

// Lets a child do the work and kills it some time after it said that it began. True: it was ready first.
template <class Work>
bool killed_after(std::chrono::microseconds time, const Work& work) {
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(pipe[0]);
        try {
            work([&] { (void)!::write(pipe[1], "x", 1); });
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    ::close(pipe[1]);
    char began = 0;
    REQUIRE(::read(pipe[0], &began, 1) == 1);
    std::this_thread::sleep_for(time);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(pipe[0]);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("an import that is killed at any moment, and comes again, ends as if it had never been") {
    const ScratchFolder scratch;
    const auto data = scratch.path() / "data";
    { House house{data}; }
    std::mt19937 chance{20261122};
    int killed = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const std::chrono::microseconds time{std::uniform_int_distribution<int>{0, 120'000}(chance)};
        killed += killed_after(time, [&](const auto& begin) {
            House house{data};
            const auto folder = folder_of({{"mensen", list_of_people(attempt / 5)}});
            begin();
            (void)run_import(house.installation(), house.grant(), folder, {});
        }) ? 0 : 1;
    }
    CHECK(killed > 5);
    const auto last = folder_of({{"mensen", list_of_people(3)}});
    House house{data};
    const auto report = run_import(house.installation(), house.grant(), last, {});
    REQUIRE(report);

    House clean{scratch.path() / "clean"};
    REQUIRE(run_import(clean.installation(), clean.grant(), last, {}));
    CHECK(house.content() == clean.content());
    // Every version has its line in the log, and the log holds.
    const auto acts = house.acts();
    const auto written = std::ranges::count_if(
        acts, [](const std::string& act) { return act == "record.add" || act == "record.correct"; });
    CHECK(static_cast<std::size_t>(written) == house.count_versions());
    CHECK(run_import(house.installation(), house.grant(), last, {})->unchanged == people);
}

TEST_CASE("a practice that was being moved in when the process died is not there, and comes in at the next try") {
    const ScratchFolder scratch;
    const auto data = scratch.path() / "data", folder = scratch.path() / "export";
    subjects::PracticeId practice;
    std::map<std::string, records::Cells> content;
    {
        House old{scratch.path() / "old"};
        REQUIRE(run_import(old.installation(), old.grant(), folder_of({{"mensen", list_of_people(0)}}), {}));
        REQUIRE(export_practice(old.installation(), old.grant(), folder));
        practice = old.practice();
        content = old.content();
    }
    { House empty{data, false}; }
    std::mt19937 chance{7};
    bool done = false;
    for (int attempt = 0; attempt < 6 && !done; ++attempt) {
        const std::chrono::microseconds time{std::uniform_int_distribution<int>{20'000, 250'000}(chance)};
        done = killed_after(time, [&](const auto& begin) {
            House house{data, false};
            begin();
            (void)import_practice(house.installation(), access::operator_actor(9), folder);
        });
        House house{data, false};
        const auto there = subjects::practices(*house.installation().reader());
        // All or nothing: it may have been killed after its last commit.
        done = !there.empty();
        if (done) CHECK(house.content(practice) == content);
    }
    House house{data, false};
    if (!done) REQUIRE(import_practice(house.installation(), access::operator_actor(9), folder));
    CHECK(house.content(practice) == content);
    CHECK(house.acts(practice).back() == "practice.restored");
}
