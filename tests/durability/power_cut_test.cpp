// The power fails at any moment, and whatever was acknowledged is there when it comes back.
//
// The writer's own changes to its disk are recorded from the first (making the folder is one), and
// played back up to a moment; from there disk_model.h leaves what a disk may leave. A killed
// process is no power cut: everything it wrote is still there.

#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "durability/child.h"
#include "durability/disk_model.h"

using namespace kader::durability;

namespace {

using Clock = std::chrono::steady_clock;
using Words = std::vector<std::string>;

double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

// Where the house stands on the disk: the folder above it has to be made as well.
constexpr const char* below = "above/house";

// A folder with a recording of all that happened in it.
class Recorder {
public:
    Recorder() { std::filesystem::create_directory(disk()); }
    std::filesystem::path disk() const { return m_scratch.path() / "disk"; }
    std::filesystem::path house() const { return disk() / below; }
    std::filesystem::path file() const { return m_scratch.path() / "recording"; }

    // One run of the writer, after those before it. It ends as expected, or is killed after so many
    // changes.
    void run(Words more, int kill_after = 0) {
        auto environment = disk_under(disk());
        environment["KADER_DISK_RECORD"] = file().string();
        if (kill_after > 0) environment["KADER_DISK_KILL_AFTER"] = std::to_string(kill_after);
        Words words = {"--folder", house().string()};
        words.insert(words.end(), more.begin(), more.end());
        Child child{words, environment};
        std::string refused;
        while (const auto line = child.next_line(std::chrono::seconds{60}))
            if (!line->starts_with("ack ")) refused = *line;
        const int code = child.wait();
        REQUIRE_MESSAGE(refused.empty(), refused);
        REQUIRE_MESSAGE((code == 0 || (kill_after > 0 && code == -SIGKILL)),
                        "the writer ended with " << code);
    }

private:
    Scratch m_scratch;
};

struct Lost {
    int cuts = 0;
    int cuts_that_lost = 0;
    std::int64_t most = 0;
    int cuts_gone_wrong = 0;  // Lost or broken.
    std::string first;        // What was wrong, in words.
};

// The moments at which the power fails, in order: a third of them while the house is set up and
// takes its first records.
std::vector<std::size_t> moments(const Recording& recording, int count, std::size_t from,
                                 Chance& chance) {
    const auto& all = recording.operations();
    std::size_t first = from;
    for (int acks = 0; first < all.size() && acks < 8; ++first)
        acks += all[first].kind == Operation::Kind::Ack;
    std::vector<std::size_t> result;
    for (int number = 0; number < count; ++number)
        result.push_back(from + chance.below((number % 3 == 0 ? first : all.size()) - from + 1));
    std::sort(result.begin(), result.end());
    return result;
}

Lost cut_power(const Recording& recording, int count, std::uint64_t seed,
               DiskModel::Options options = {}, std::size_t from = 0) {
    const Scratch scratch;
    Chance chance{seed};
    DiskModel disk{options};
    Receipts receipts;
    std::size_t done = 0;
    Lost lost;
    for (const auto moment : moments(recording, count, from, chance)) {
        for (; done < moment; ++done) {
            const auto& operation = recording.operations()[done];
            disk.apply(operation);
            if (operation.kind == Operation::Kind::Ack) receipts.add(operation.offset);
        }
        disk.cut(chance).write_into(scratch.path());
        Looking looking;
        looking.write_after = lost.cuts++ % 8 == 0;
        const auto seen = look(scratch.path() / below, receipts, looking);
        lost.cuts_that_lost += seen.lost > 0;
        lost.most = std::max(lost.most, seen.lost);
        if (seen.wrong.empty()) continue;
        if (lost.cuts_gone_wrong++ == 0) {
            lost.first = "after " + std::to_string(moment) + " of " +
                         std::to_string(recording.operations().size()) + " changes: ";
            for (const auto& one : seen.wrong) lost.first += one + "; ";
        }
    }
    return lost;
}

void print(const char* what, const Lost& lost, std::uint64_t seed, Clock::time_point began) {
    std::printf(
        "%s: %d cuts, %d lost something acknowledged (at most %lld), %d went wrong in all; seed "
        "%llu, %.1f s\n",
        what, lost.cuts, lost.cuts_that_lost, static_cast<long long>(lost.most),
        lost.cuts_gone_wrong, static_cast<unsigned long long>(seed), seconds_since(began));
    if (!lost.first.empty()) std::printf("    first: %s\n", lost.first.c_str());
    std::fflush(stdout);
}

// Two starts, so that closing, moving the log into the database and opening again are in it.
void record_usual(Recorder& recorder, Words more = {}) {
    for (const std::string run : {"1", "2"}) {
        Words words = {
            "--run", run, "--count", "80", "--threads", "4", "--batch", "6", "--checkpoint-bytes",
            "150000"};
        words.insert(words.end(), more.begin(), more.end());
        recorder.run(words);
    }
}

}  // namespace

TEST_CASE("the recording holds every change: played back it gives the files that are there") {
    Recorder recorder;
    record_usual(recorder);
    const Recording recording{recorder.file()};
    DiskModel disk;
    for (const auto& operation : recording.operations()) disk.apply(operation);
    const auto played = disk.now();
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{recorder.disk()}) {
        if (!entry.is_regular_file() || entry.path().extension() == ".db-shm") continue;
        const auto name = entry.path().lexically_relative(recorder.disk()).generic_string();
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        const auto found = played.files.find(name);
        REQUIRE_MESSAGE(found != played.files.end(), name);
        CHECK_MESSAGE((found->second == bytes), name);
        ++files;
    }
    CHECK(files == played.files.size());
}

TEST_CASE("no acknowledged write is lost in 3,000 power cuts, also right after setting up") {
    const auto seed = test_seed();
    const auto began = Clock::now();
    Recorder recorder;
    record_usual(recorder);
    const Recording recording{recorder.file()};
    const auto lost = cut_power(recording, long_tests() ? 60'000 : 3'000, seed);
    print("power cuts", lost, seed, began);
    CHECK_MESSAGE(lost.cuts_gone_wrong == 0, lost.first << " (KADER_TEST_SEED=" << seed << ")");
    CHECK(lost.cuts_that_lost == 0);
}

namespace {

// The changes after which a first run is killed: each that makes, names, syncs or acknowledges
// something, and some of the many writes between them.
std::vector<int> kill_moments() {
    Recorder recorder;
    recorder.run({"--run", "1", "--count", "1", "--threads", "1"});
    const Recording recording{recorder.file()};
    std::vector<int> result;
    int change = 0, writes = 0;
    for (const auto& operation : recording.operations()) {
        ++change;
        const bool is_write = operation.kind == Operation::Kind::Write;
        if (!is_write || writes++ % 12 == 0 || long_tests()) result.push_back(change);
    }
    return result;
}

}  // namespace

TEST_CASE("a house whose making was killed and made again survives a power cut as well") {
    const auto seed = test_seed();
    const auto began = Clock::now();
    Lost all;
    int kills = 0;
    for (const int after : kill_moments()) {
        Recorder recorder;
        recorder.run({"--run", "1", "--count", "1", "--threads", "1"}, after);
        const Recording killed{recorder.file()};
        recorder.run({"--run", "2", "--count", "1", "--threads", "1"});
        const Recording recording{recorder.file()};
        const auto lost = cut_power(recording, long_tests() ? 200 : 6, seed + std::uint64_t(after),
                                    {}, killed.operations().size());
        ++kills;
        all.cuts += lost.cuts;
        all.cuts_that_lost += lost.cuts_that_lost;
        all.most = std::max(all.most, lost.most);
        all.cuts_gone_wrong += lost.cuts_gone_wrong;
        if (all.first.empty() && !lost.first.empty())
            all.first = "killed after " + std::to_string(after) + " changes, " + lost.first;
    }
    print("power cuts after a kill", all, seed, began);
    CHECK(kills > 40);
    CHECK_MESSAGE(all.cuts_gone_wrong == 0, all.first << " (KADER_TEST_SEED=" << seed << ")");
}

TEST_CASE("the replay finds what is lost when folders are not synced") {
    const auto seed = test_seed();
    Recorder recorder;
    record_usual(recorder);
    const Recording recording{recorder.file()};
    const auto began = Clock::now();
    const auto strict = cut_power(recording, 150, seed, {.ignore_folder_syncs = true});
    print("without syncs of folders", strict, seed, began);
    CHECK(strict.cuts_that_lost > 0);
}

TEST_CASE("the replay finds what synchronous=NORMAL loses") {
    const auto seed = test_seed();
    const auto began = Clock::now();
    Recorder recorder;
    record_usual(recorder, {"--normal"});
    const auto lost = cut_power(Recording{recorder.file()}, 150, seed);
    print("with synchronous=NORMAL", lost, seed, began);
    CHECK(lost.cuts_that_lost > 0);
}

TEST_CASE("the replay finds a writer that acknowledges before it has written") {
    const auto seed = test_seed();
    const auto began = Clock::now();
    Recorder recorder;
    record_usual(recorder, {"--lies"});
    const auto lost = cut_power(Recording{recorder.file()}, 150, seed);
    print("with a writer that lies", lost, seed, began);
    CHECK(lost.cuts_that_lost > 0);
}
