// What group commit gives: units per second with 1, 16, 64 and 256 callers who each wait for their answer,
// on SQLite with 2 ms added to each commit (a slower disk than a fast one), against one commit for each unit.
//
//   kader_writer_bench [units per caller]
//
// The times are printed beside a raw probe of the same minute. Only a count can fail the run: how many
// units shared a commit, which is the same on a busy machine.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "storage/databases.h"
#include "storage/writer.h"
#include "system/random.h"

using namespace kader;
using namespace kader::storage;
using Watch = std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds added{2};

constexpr std::array migrations = {Migration{1, "bench", R"(
CREATE TABLE practice_change (practice_id {blob} NOT NULL PRIMARY KEY, change_seq {int} NOT NULL) {strict};
CREATE TABLE note (
    practice_id {blob} NOT NULL, number {int} NOT NULL, text {text} NOT NULL,
    PRIMARY KEY (practice_id, number)
) {strict};
)"}};
constexpr Sql add_note{"INSERT INTO note (practice_id, number, text) VALUES ($1, $2, $3)"};

double seconds_since(Watch::time_point start) {
    return std::chrono::duration<double>(Watch::now() - start).count();
}

class SlowSession final : public Session {
public:
    explicit SlowSession(std::unique_ptr<Session> inner) : m_inner(std::move(inner)) {}
    void each(const Sql& sql, Values values, const RowVisitor& visit) override {
        m_inner->each(sql, values, visit);
    }
    void run(const Sql& sql, Values values) override { m_inner->run(sql, values); }
    void script(std::string_view sql) override { m_inner->script(sql); }
    void begin() override { m_inner->begin(); }
    void commit() override {
        m_inner->commit();
        std::this_thread::sleep_for(added);
    }
    void rollback() noexcept override { m_inner->rollback(); }
    void begin_snapshot() override { m_inner->begin_snapshot(); }
    void end_snapshot() noexcept override { m_inner->end_snapshot(); }
    void enter_practice(const UuidBytes& practice) override { m_inner->enter_practice(practice); }
    Engine engine() const override { return m_inner->engine(); }
    Session& inner() { return *m_inner; }

private:
    std::unique_ptr<Session> m_inner;
};

class SlowDatabase final : public Database {
public:
    explicit SlowDatabase(std::unique_ptr<Database> inner) : m_inner(std::move(inner)) {}
    std::unique_ptr<Session> open_writer() override {
        return std::make_unique<SlowSession>(m_inner->open_writer());
    }
    std::unique_ptr<Session> open_reader() override { return m_inner->open_reader(); }
    bool checkpoint(Session& writer, LogEnd end) override {
        return m_inner->checkpoint(dynamic_cast<SlowSession&>(writer).inner(), end);
    }
    std::size_t log_bytes(Session& writer) const override {
        return m_inner->log_bytes(dynamic_cast<SlowSession&>(writer).inner());
    }
    Engine engine() const override { return m_inner->engine(); }
    std::string description() const override { return m_inner->description(); }

private:
    std::unique_ptr<Database> m_inner;
};

struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("kader-bench-" + Uuid<Folder>{system::make_uuid_bytes({})}.text());
    Folder() { std::filesystem::create_directory(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

// 4 KiB appended and fsynced, again and again.
double fsyncs_per_second() {
    const Folder folder;
    const int file = ::open((folder.path / "probe").c_str(), O_CREAT | O_WRONLY, 0600);
    if (file < 0) std::abort();
    const std::array<char, 4096> page{};
    constexpr int rounds = 200;
    const auto start = Watch::now();
    for (int round = 0; round < rounds; ++round)
        if (::write(file, page.data(), page.size()) != 4096 || ::fdatasync(file) != 0) std::abort();
    const auto rate = rounds / seconds_since(start);
    ::close(file);
    return rate;
}

struct Measured {
    double per_second = 0, units_per_commit = 0;
};

Measured measure(int callers, int units, std::size_t batch_units_max) {
    const Folder folder;
    migrate_sqlite(folder.path / "kader.db", migrations, 1);
    SlowDatabase database{open_sqlite(folder.path / "kader.db")};
    const system::SystemClock clock;
    Writer writer{database, clock, {}, {.batch_units_max = batch_units_max}};
    std::vector<std::thread> threads;
    const auto start = Watch::now();
    for (int caller = 0; caller < callers; ++caller)
        threads.emplace_back([&writer, caller, units] {
            for (std::int64_t at = 0; at < units; ++at) {
                const auto number = caller * 1'000'000 + at;
                const auto error = writer.write(UuidBytes{1}, [number](Unit& unit) -> std::optional<Error> {
                    unit.run(add_note, {Bytes{unit.practice()}, number,
                                        std::string_view{"Een notitie van een regel."}});
                    return {};
                });
                if (error) std::abort();
            }
        });
    for (auto& thread : threads) thread.join();
    const auto time = seconds_since(start);
    const auto counts = writer.counts();
    const auto total = static_cast<double>(callers) * units;
    if (counts.units != static_cast<std::uint64_t>(callers) * static_cast<std::uint64_t>(units)) std::abort();
    return {total / time, total / static_cast<double>(counts.commits)};
}

}  // namespace

int main(int argc, char** argv) {
    const auto units = argc > 1 ? std::max(10, std::atoi(argv[1])) : 200;
    std::printf("raw probe: %.0f fsyncs/s of 4 KiB, one after another\n", fsyncs_per_second());
    struct Case {
        int callers;
        double units_per_commit_min, ratio_asked;
    };
    int failed = 0;
    for (const auto& one : {Case{1, 1, 0}, Case{16, 5, 5}, Case{64, 20, 20}, Case{256, 60, 0}}) {
        // One commit for each is slow, and as fast with many units as with some.
        const auto single = measure(one.callers, std::max(1, 400 / one.callers), 1);
        const auto grouped = measure(one.callers, units, 256);
        std::printf(
            "%3d callers: %8.0f units/s in groups (%.1f to a commit), %6.0f units/s one by one: %5.1f times",
            one.callers, grouped.per_second, grouped.units_per_commit, single.per_second,
            grouped.per_second / single.per_second);
        if (one.ratio_asked > 0) std::printf(" (asked: %.0f)", one.ratio_asked);
        std::printf("\n");
        if (single.units_per_commit != 1 || grouped.units_per_commit < one.units_per_commit_min) {
            std::printf("             too few units share a commit: at least %.0f\n",
                        one.units_per_commit_min);
            ++failed;
        }
    }
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
