// What taking in many rows costs, beside the same number of bare inserts.
//
//   kader_import_bench [rows]        (100,000)
//
// A folder of that many rows into an empty practice on SQLite, again with nothing changed, out as an export,
// and into another installation. The bare inserts of the same minute write three rows of the same size for each
// row (record, version, line of the log) in transactions of 500, without sealing, log or comparison.

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "check/record_types.h"
#include "migrations/migrations.h"
#include "system/random.h"
#include "transfer/archive.h"
#include "transfer/import.h"

using namespace kader;
namespace fs = std::filesystem;
using Watch = std::chrono::steady_clock;

namespace {

constexpr storage::Sql insert_practice{
    "INSERT INTO practice (practice_id, name, name_folded, created_at, complete) VALUES ($1, 'x', 'x', 1, 1)"};
constexpr storage::Sql insert_subject{
    "INSERT INTO subject (practice_id, subject_id, kind, name, created_at) VALUES ($1, $2, 1, '', 1)"};
constexpr storage::Sql insert_record{
    "INSERT INTO record (practice_id, record_id, list, kenmerk, position) VALUES ($1, $2, 'scholing', $3, $4)"};
constexpr storage::Sql insert_version{
    "INSERT INTO record_version (practice_id, record_id, version, state, origin, learned_at, change_seq, author, "
    "subject_id, same_human, plain, sealed) VALUES ($1, $2, 1, 1, 2, 1, 1, $3, $4, NULL, $5, $6)"};
constexpr storage::Sql insert_entry{
    "INSERT INTO audit_entry (practice_id, lane, seq, entry, salt, chain) VALUES ($1, 0, $2, $3, $4, $5)"};

rusage used() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage;
}

double processor_seconds(const rusage& usage) {
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// On a machine that is busy with other things the processor time says more than the clock.
template <class Work>
double told(const char* name, std::size_t rows, const Work& work) {
    const auto start = Watch::now();
    const auto before = processor_seconds(used());
    work();
    const auto seconds = std::chrono::duration<double>(Watch::now() - start).count();
    const auto after = used();
    std::printf("%-26s %7.2f s %8.0f rows/s %7.2f s of processor   peak %ld MB\n", name, seconds,
                static_cast<double>(rows) / seconds, processor_seconds(after) - before, after.ru_maxrss / 1024);
    return seconds;
}

lists::ListFolder folder_with(std::size_t rows) {
    constexpr std::size_t people = 200;
    std::string staff = "kenmerk;naam;beroep;functie;band;levert_zorg;vanaf\n";
    for (std::size_t i = 0; i < people; ++i)
        staff += "P" + std::to_string(1000 + i) + ";Persoon Voorbeeld " + std::to_string(i) +
                 ";arts;arts;loondienst;ja;2020-01-01\n";
    // Half of the rows in the files of the people, half of them of the practice, with a sealed text.
    std::string training = "kenmerk;persoon;onderwerp;datum;geldig_tot_en_met\n";
    std::string meetings = "kenmerk;soort;datum;onderwerpen;aanwezig;verslag\n";
    for (std::size_t i = people; i < rows; ++i) {
        const auto number = std::to_string(1'000'000 + i), person = "P" + std::to_string(1000 + i % people),
                   day = "2024-03-" + std::to_string(10 + i % 20);
        if (i % 2 == 0)
            training += "S" + number + ";" + person + ";meldcode;" + day + ";2027-12-31\n";
        else
            meetings += "B" + number + ";intervisie;" + day + ";persoonsgerichtheid;" + person +
                        ";Map 7, met een verslag van gewone lengte over wat er is besproken\n";
    }
    lists::ListFolder folder{check::record_types()};
    for (const auto& [list, csv] :
         {std::pair{"mensen", staff}, std::pair{"scholing", training}, std::pair{"bijeenkomsten", meetings}})
        if (folder.add_text(list, csv, std::string{list} + ".csv")) std::abort();
    if (folder.findings().rows_rejected > 0) {
        std::printf("%s\n", folder.findings().rejects.front().reason.en.c_str());
        std::abort();
    }
    return folder;
}

void bare_inserts(const fs::path& file, std::size_t rows) {
    storage::open_sqlite(file);
    storage::migrate_sqlite(file, migrations::all(), 1);
    const auto database = storage::open_sqlite(file);
    const auto session = database->open_writer();
    const auto id = system::make_uuid_bytes({});
    const std::vector<std::uint8_t> sealed(140, 1), digest(32, 2), salt(16, 3);
    const std::string plain(75, 'x'), entry(430, 'y');
    const auto bytes = [](const auto& from) { return storage::Bytes{from}; };
    session->begin();
    session->run(insert_practice, {bytes(id)});
    session->run(insert_subject, {bytes(id), bytes(id)});
    for (std::size_t i = 0; i < rows; ++i) {
        const auto record = system::make_uuid_bytes({});
        const auto number = static_cast<std::int64_t>(i + 1);
        const auto kenmerk = "S" + std::to_string(1'000'000 + i);
        session->run(insert_record, {bytes(id), bytes(record), std::string_view{kenmerk}, number});
        session->run(insert_version, {bytes(id), bytes(record), bytes(id), bytes(id), std::string_view{plain}, bytes(sealed)});
        session->run(insert_entry, {bytes(id), number, std::string_view{entry}, bytes(salt), bytes(digest)});
        if (i % 500 != 499) continue;
        session->commit();
        session->begin();
    }
    session->commit();
}

template <class T>
T right(Result<T> result) {
    if (result) return *std::move(result);
    std::printf("refused: %s\n", result.error().detail.c_str());
    std::abort();
}

}  // namespace

int main(int argc, char** argv) {
    const auto rows = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100'000;
    const auto scratch = fs::temp_directory_path() / ("kader-import-bench-" + std::to_string(::getpid()));
    fs::create_directories(scratch);
    {
        const system::SystemClock clock;
        const auto open = [&](const fs::path& folder) {
            right(installation::create(folder, clock));
            return right(installation::Installation::open(folder, clock));
        };
        const auto here = open(scratch / "here");
        const auto practice = right(here->add_practice("Praktijk Voorbeeld", access::operator_actor(1)));
        const auto grant = access::operator_grant(practice, 1);
        const auto folder = folder_with(rows);
        const auto bare = told("bare inserts", rows, [&] { bare_inserts(scratch / "bare.db", rows); });
        told("plan", rows, [&] { right(transfer::plan_import(*here, grant, folder, {})); });
        std::size_t units = 0;
        const auto import = told("import", rows, [&] { units = right(transfer::run_import(*here, grant, folder, {})).units; });
        told("import, nothing changed", rows, [&] { right(transfer::run_import(*here, grant, folder, {})); });
        told("export", rows, [&] { right(transfer::export_practice(*here, grant, scratch / "export")); });
        const auto there = open(scratch / "there");
        told("the export, put back", rows,
             [&] { right(transfer::import_practice(*there, access::operator_actor(1), scratch / "export")); });
        std::printf("import: %zu units, %.2f of the speed of bare inserts\n", units, bare / import);
    }
    fs::remove_all(scratch);
    return 0;
}
