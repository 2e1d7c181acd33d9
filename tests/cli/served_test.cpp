// Commands that write, while `kader serve` has the data: they go through it, and say the same as without it.

#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>

#include <future>
#include <thread>

#include "cli/lists.h"
#include "server/served.h"

using namespace kader::cli_tests;
using kader::server_tests::ask_socket;
using kader::server_tests::DataFolder;
using kader::server_tests::is_healthy;
using kader::server_tests::Served;

namespace {

const std::string practice = "Praktijk Voorbeeld";

Outcome import(const std::string& data, const std::string& folder, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"import", "--data", data, folder};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

// Code and every byte of text.
void same(const Outcome& one, const Outcome& other) {
    CHECK(one.code == other.code);
    CHECK(one.out == other.out);
    CHECK(one.err == other.err);
}

std::string example(const std::string& name) { return (fs::path{KADER_SOURCE_DIR} / "examples" / name).string(); }

std::string answers(const std::string& data, const std::string& of = practice) {
    return answers_text(parsed(run({"check", "--data", data, "--practice", of, "--on", "2026-11-21", "--format", "json"})));
}

// Two data folders, one with a server and one without.
struct Pair {
    DataFolder plain, busy;
    Served server{busy.serve()};

    // In both; it must be the same. Gives the outcome.
    Outcome import_both(const std::string& folder, const std::vector<std::string>& more = {}) {
        const auto expected = import(plain.path(), folder, more);
        const auto outcome = import(busy.path(), folder, more);
        same(outcome, expected);
        return outcome;
    }
};

long metric(const DataFolder& data, const std::string& name) {
    const auto text = "\n" + ask_socket(fs::path{data.path()} / "kader.sock", "/metrics").body;
    const auto at = text.find("\n" + name + " ");
    REQUIRE_MESSAGE(at != std::string::npos, text);
    return std::stol(text.substr(at + name.size() + 2));
}

// So many that an import of them takes a while.
constexpr int rows = 12'000;
void many_meetings(ScratchFolder& lists) {
    std::string meetings = "kenmerk;soort;datum;onderwerpen;aanwezig;verslag\n";
    for (int at = 1; at <= rows; ++at) meetings += "B" + std::to_string(at) + ";intervisie;2026-03-01;gedrag;P1;map " + std::to_string(at) + "\n";
    lists.with("mensen.csv", people_header + owner).with("bijeenkomsten.csv", meetings);
}

// Some rows are in.
void wait_for_units(const DataFolder& data, long least) {
    for (int i = 0; i < 6000 && metric(data, "kader_writer_units_total") < least; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    REQUIRE(metric(data, "kader_writer_units_total") >= least);
}

// `kader import` that somebody ends with Ctrl-C as soon as some rows are in.
void import_broken_off(const DataFolder& data, const ScratchFolder& lists) {
    const auto before = metric(data, "kader_writer_units_total");
    std::vector<std::string> words{KADER_PROGRAM, "import", "--data", data.path(), lists.text()};
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const auto tool = ::fork();
    REQUIRE(tool >= 0);
    if (tool == 0) {
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::execv(pointers[0], pointers.data());
        ::_exit(126);
    }
    wait_for_units(data, before + 3);
    ::kill(tool, SIGINT);
    int status = 0;
    REQUIRE(::waitpid(tool, &status, 0) == tool);
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGINT);
}

}  // namespace

TEST_CASE("beside a server an import says and stores what it does without one, for every example") {
    for (const std::string name : {"kliniek", "solo", "salon"}) {
        CAPTURE(name);
        Pair pair;
        const auto dry = pair.import_both(example(name), {"--dry-run"});
        CHECK(holds(dry.out, "er is niets veranderd"));
        CHECK(pair.busy.verified().records == 0);
        const auto first = pair.import_both(example(name));
        CHECK(first.code == 0);
        const auto counts = pair.busy.verified();
        CHECK(counts.records > 10);
        CHECK(answers(pair.busy.path()) == answers(pair.plain.path()));
        pair.import_both(example(name), {"--lang", "en"});
        CHECK(pair.busy.verified().versions == counts.versions);
        CHECK(pair.busy.verified().records == pair.plain.verified().records);
        CHECK(pair.server.stop() == 0);
        CHECK(pair.server.err().empty());
    }
}

TEST_CASE("beside a server refused rows, corrections and withdrawals are told and written as without one") {
    Pair pair;
    ScratchFolder lists, out;
    const std::string second = "P2;Tess Proef;arts;arts;;loondienst;ja;2021-01-01;\n";
    const std::string broken = "P4;Ans Fictief;arts;arts;;loondienst;misschien;2022-01-01;\n";
    const std::string long_id = std::string(201, 'P') + ";Wim Fictief;arts;arts;;loondienst;ja;2022-01-01;\n";
    lists.with("mensen.csv", people_header + owner + second + broken + long_id);
    const auto rejects = (out.path() / "geweigerd.csv").string();
    import(pair.plain.path(), lists.text(), {"--rejects", rejects});
    const auto expected = bytes_of(rejects);
    fs::remove(rejects);
    import(pair.busy.path(), lists.text(), {"--rejects", rejects});
    CHECK(bytes_of(rejects) == expected);
    CHECK(lines_of(expected).size() == 3);

    lists.with("mensen.csv", people_header + "P1;Noor Fictief;arts;arts;32;eigenaar;ja;2020-01-01;\n");
    CHECK(holds(pair.import_both(lists.text()).out, "mensen P1: uren_per_week"));
    CHECK(holds(pair.import_both(lists.text(), {"--withdraw-missing"}).out, "mensen P2"));
    // Refusals as well.
    ScratchFolder empty;
    empty.with("foto.jpg", "x");
    CHECK(pair.import_both(empty.text()).code == 2);
    CHECK(pair.import_both(lists.text(), {"--practice", "Nergens"}).code == 2);
    CHECK(pair.busy.verified().versions == pair.plain.verified().versions);
}

TEST_CASE("a folder given by its name from where one stands is the same folder for the server") {
    Pair pair;
    Start there;
    there.working_folder = example("");
    const auto outcome = run({"import", "--data", pair.busy.path(), "solo"}, there);
    CHECK(outcome.code == 0);
    CHECK(pair.busy.verified().records > 0);
}

TEST_CASE("beside a server init adds a practice, and prints the way in that the server does not print") {
    DataFolder data;
    Served server{data.serve()};
    const auto said = server.out();
    const auto made = run({"init", "--data", data.path(), "--practice", "Salon Voorbeeld"});
    CHECK(made.code == 0);
    CHECK(made.err.empty());
    CHECK(holds(made.out, "De praktijk is gemaakt: Salon Voorbeeld\nSalon Voorbeeld heeft nog geen account."));
    const auto start = made.out.find("http://" + server.host() + "/app/beginnen?token=");
    REQUIRE(start != std::string::npos);
    const auto token = made.out.substr(made.out.find('=', start) + 1, 64);
    kader::server_tests::Browser browser{server};
    CHECK(browser.post("/api/setup", kader::server_tests::setup_body(token)).status == 200);
    CHECK_FALSE(holds(server.out(), token));
    CHECK(server.out().starts_with(said));

    same(run({"init", "--data", data.path(), "--practice", "salon voorbeeld"}),
         [&] {
             DataFolder two{{{practice, ""}, {"Salon Voorbeeld", ""}}};
             return run({"init", "--data", two.path(), "--practice", "salon voorbeeld"});
         }());
    CHECK(run({"init", "--data", data.path()}).code == 0);
    // Now there are two, and one must be named.
    const auto which = import(data.path(), example("solo"));
    CHECK(which.code == 2);
    CHECK(holds(which.err, "Praktijk Voorbeeld, Salon Voorbeeld"));
    CHECK(import(data.path(), example("salon"), {"--practice", "Salon Voorbeeld"}).code == 0);
    const auto postgres = run({"init", "--data", data.path(), "--practice", "X", "--postgres-owner", "a", "--postgres-server", "b"});
    CHECK(postgres.code == 2);
}

TEST_CASE("beside a server an export is made and put back, and a changed one is refused") {
    DataFolder data{{{practice, "solo"}}};
    Served server{data.serve()};
    ScratchFolder scratch;
    const auto folder = (scratch.path() / "uit").string();
    const auto made = run({"export", "--data", data.path(), folder});
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    CHECK(holds(made.out, "Praktijk Voorbeeld staat nu in " + folder));
    CHECK(run({"export", "--data", data.path(), folder}).code == 2);

    DataFolder other{std::vector<std::pair<std::string, std::string>>{{"Salon Voorbeeld", ""}}};
    Served elsewhere{other.serve()};
    const auto back = import(other.path(), folder);
    CAPTURE(back.err);
    CHECK(back.code == 0);
    CHECK(holds(back.out, "De praktijk is teruggezet: Praktijk Voorbeeld\n"));
    CHECK(holds(back.out, "/app/beginnen?token="));
    CHECK(answers(other.path()) == answers(data.path()));
    CHECK(import(other.path(), folder).code == 2);
    replace_in(fs::path{folder} / "lists/mensen.csv", ";", ",");
    const auto changed = import(other.path(), folder, {"--practice", "Nog een"});
    CHECK(changed.code == 2);
    CHECK(holds(changed.err, "lists/mensen.csv is veranderd"));
    CHECK(elsewhere.stop() == 0);
    CHECK(other.verified(practice).records == data.verified().records);
}

TEST_CASE("a socket that a server left behind is nobody, and the sentence is the one about the lock") {
    DataFolder data;
    {
        Served server{data.serve()};
        server.stop(SIGKILL);
    }
    CHECK(fs::exists(fs::path{data.path()} / "kader.sock"));
    const auto outcome = run_shell("exec 9>>\"" + data.path() + "/kader.lock\"; flock -x 9; \"$KADER\" import --data \"" + data.path() + "\" \"" +
                                   example("solo") + "\"");
    CHECK(outcome.code == 2);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(import(data.path(), example("solo")).code == 0);
}

TEST_CASE("a server told to stop in the middle of an import ends it in order, and the same folder goes on from there") {
    DataFolder data;
    ScratchFolder lists;
    many_meetings(lists);
    {
        Served server{data.serve()};
        const auto before = metric(data, "kader_writer_units_total");
        auto running = std::async(std::launch::async, [&] { return import(data.path(), lists.text()); });
        wait_for_units(data, before + 3);
        CHECK(server.stop() == 0);
        const auto outcome = running.get();
        CAPTURE(outcome.out);
        CHECK(outcome.code == 3);
        CHECK(holds(outcome.err, "Kader stopt, en de import dus ook."));
    }
    const auto half = data.verified();
    CHECK(half.records > 0);
    CHECK(half.records < rows);
    Served server{data.serve()};
    const auto rest = import(data.path(), lists.text());
    CHECK(rest.code == 0);
    CHECK(holds(rest.out, "Een eerdere import van deze map brak af na " + std::to_string(half.records) + " rijen"));
    CHECK(data.verified().records == rows + 1);
    CHECK(data.verified().versions == rows + 1);
    const auto again = import(data.path(), lists.text());
    CHECK(holds(again.out, "ongewijzigd"));
    CHECK(data.verified().versions == rows + 1);
}

TEST_CASE("an import whose tool was ended with Ctrl-C is finished by the server, and a second one waits its turn") {
    DataFolder data;
    ScratchFolder lists;
    many_meetings(lists);
    Served server{data.serve()};
    import_broken_off(data, lists);
    CHECK(is_healthy(server));
    auto again = import(data.path(), lists.text());
    for (int i = 0; i < 600 && again.code != 0; ++i) {
        CHECK(holds(again.err, "Er loopt al een import in deze praktijk."));
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        again = import(data.path(), lists.text());
    }
    CHECK(again.code == 0);
    // All of it was in already.
    CHECK(holds(again.out, "ongewijzigd"));
    CHECK(data.verified().records == rows + 1);
    CHECK(data.verified().versions == rows + 1);
    CHECK(server.stop() == 0);
    CHECK(server.err().empty());
}

TEST_CASE("after a tool that was ended and a server that was killed the same folder goes on from where it was, and nothing is in twice") {
    DataFolder data;
    ScratchFolder lists;
    many_meetings(lists);
    {
        Served server{data.serve()};
        import_broken_off(data, lists);
        CHECK(server.stop(SIGKILL) == -SIGKILL);
    }
    const auto half = data.verified();
    CHECK(half.records > 0);
    CHECK(half.records < rows);
    Served server{data.serve()};
    const auto rest = import(data.path(), lists.text());
    CHECK(rest.code == 0);
    CHECK(holds(rest.out, "Een eerdere import van deze map brak af na " + std::to_string(half.records) + " rijen"));
    CHECK(data.verified().records == rows + 1);
    CHECK(data.verified().versions == rows + 1);
}
