// What the server costs over HTTP, each number beside a raw probe of the same minute.
//
//   kader_http_bench [rounds [health|post|read]]        (3, all)
//
//   health   GET /health beside the least that answers with Beast: same client, same connections.
//   post     a record added, durably, at 64 connections, beside the same statements with the same values, prepared,
//            64 to a commit, with nothing around them: no HTTP, no sealing, no hashes of the log.
//   read     a record read, with its line in the log committed first; the same probe.
//   slow     both with 2 ms added to each sync of the disk, beside one commit for each request.
//
// The statements of the probe are those that the server was seen to ask. Ratios are medians of the rounds, with
// server and probe in turns. Nothing fails because the machine is busy; a wrong answer does.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>

#include "bare_server.h"
#include "http_house.h"
#include "http_load.h"
#include "pairs.h"
#include "recorded_statements.h"
#include "slow_sync.h"

using namespace kader::benchmarks;

namespace {

constexpr std::size_t records_before = 500;
constexpr std::chrono::milliseconds added{2};

int rounds = 3;

void health(const fs::path& base) {
    const Scratch data{base};
    const House house{data.path()};
    const BareServer bare{static_cast<int>(std::max(1u, std::thread::hardware_concurrency()))};
    constexpr std::size_t count = 40'000, connections = 64;
    std::vector<Pair> pairs;
    Load last;
    for (int round = 0; round <= rounds; ++round) {
        last = checked(ask_again(house.port(), connections, house.request("GET /health"), count, 200), count);
        const auto probe = checked(ask_again(bare.port(), connections, house.request("GET /health"), count, 200), count);
        if (round > 0) pairs.push_back({last.per_second(), probe.per_second()});
    }
    say("health, 64 connections", pairs, 0.5);
    std::printf("    processor for one: server %s, client %s\n", microseconds(last.others_seconds, count).c_str(),
                microseconds(last.client_seconds, count).c_str());
}

enum class What { Posts, Reads };

struct Asking {
    const Person& who;
    What what;
    std::size_t count;
    std::vector<std::string> of(const House& house) const {
        return what == What::Posts ? house.posts(who, count, "N") : house.reads(who, count, "B", records_before);
    }
    int status() const { return what == What::Posts ? 201 : 200; }
};

Load run(const fs::path& base, const Asking& asking, std::size_t connections, kader::storage::WriterCounts* counts = nullptr) {
    const Scratch data{base};
    House house{data.path()};
    // Somebody has the check open: it follows every commit.
    checked(ask_again(house.port(), 1, house.as(asking.who, "GET /api/check"), 1, 200), 1);
    const auto before = house.writer();
    const auto requests = asking.of(house);
    const auto load = checked(ask_all(house.port(), connections, requests, asking.status()), requests.size());
    if (counts) {
        *counts = house.writer();
        counts->commits -= before.commits;
    }
    return load;
}

Recording record(const fs::path& base, const Asking& asking) {
    const Scratch data{base};
    watch_new_connections(true);
    const House house{data.path()};
    watch_new_connections(false);
    const auto requests = asking.of(house);
    begin_recording();
    checked(ask_all(house.port(), 64, requests, asking.status()), requests.size());
    auto recording = end_recording(requests.size());
    if (recording.units.size() == requests.size()) return recording;
    std::printf("%zu requests are not %zu units of work\n", requests.size(), recording.units.size());
    std::exit(EXIT_FAILURE);
}

double probe(const fs::path& base, const Recording& recording, std::size_t units_per_commit, std::size_t units_max) {
    const Scratch data{base};
    return replay(data.path(), recording, units_per_commit, units_max).per_second;
}

void against_statements(const fs::path& base, const std::string& name, const Asking& asking, const Recording& recording) {
    std::vector<Pair> pairs;
    Load last;
    kader::storage::WriterCounts counts;
    for (int round = 0; round < rounds; ++round) {
        last = run(base, asking, 64, &counts);
        pairs.push_back({last.per_second(), probe(base, recording, 64, asking.count)});
    }
    say(name, pairs, 0.4);
    std::printf("    %.1f to a commit; processor for one: server %s, client %s\n",
                static_cast<double>(asking.count) / static_cast<double>(counts.commits), microseconds(last.others_seconds, asking.count).c_str(),
                microseconds(last.client_seconds, asking.count).c_str());
}

void on_a_slow_disk(const fs::path& base, const std::string& name, const Asking& asking, const Recording& recording, std::size_t connections, double asked) {
    std::vector<Pair> pairs;
    kader::storage::WriterCounts counts;
    add_to_each_sync(added);
    for (int round = 0; round < rounds; ++round) {
        const auto own = run(base, asking, connections, &counts).per_second();
        pairs.push_back({own, probe(base, recording, 1, 200)});
    }
    add_to_each_sync({});
    say(name, pairs, asked);
    std::printf("    %.1f to a commit\n", static_cast<double>(asking.count) / static_cast<double>(counts.commits));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1) rounds = std::max(1, std::atoi(argv[1]));
    const std::string only = argc > 2 ? argv[2] : "";
    const auto wanted = [&](const char* name) { return only.empty() || only == name; };
    const Scratch base;
    const auto data = base.path() / "data";
    const auto who = House::prepare(data);
    {
        const House house{data};
        checked(ask_all(house.port(), 16, house.posts(who, records_before, "B"), 201), records_before);
    }
    if (wanted("health")) health(data);
    for (const auto what : {What::Posts, What::Reads}) {
        const std::string name = what == What::Posts ? "post" : "read";
        if (!wanted(name.c_str())) continue;
        const Asking many{who, what, 6000}, fewer{who, what, 2000};
        const auto recording = record(data, many);
        std::printf("one %s asks\n%s", name.c_str(), recording.described().c_str());
        against_statements(data, name + ", 64 connections", many, recording);
        on_a_slow_disk(data, name + ", 2 ms, 16 connections", fewer, recording, 16, 5);
        on_a_slow_disk(data, name + ", 2 ms, 64 connections", many, recording, 64, 20);
    }
    return EXIT_SUCCESS;
}
