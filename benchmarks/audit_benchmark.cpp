// What verifying a log costs, beside bare SHA-256 over as many bytes.
//
//   kader_audit_bench [lines]          (1,000,000)
//
// Fills a SQLite log of one practice, walks over it as kader verify does, and hashes the stored entries once by
// libsodium alone. Nothing fails because the machine is busy; a log that is not sound does.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "audit/log_for_tests.h"

using namespace kader;
using Clock = std::chrono::steady_clock;

namespace {

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void add(audit::LogForTests& house, int lines) {
    HALT_UNLESS(!house.write([&](storage::Unit& unit, const access::Grant& grant) {
        for (int at = 0; at < lines; ++at) {
            audit::Line line{.act = "record.read", .subject = subjects::SubjectId{UuidBytes{static_cast<std::uint8_t>(at % 200)}},
                             .object = audit::Object{"record", "0390a5b2-7c11-7def-8a3b-010000000000", "mensen", 3}, .compartment = "staff"};
            line.object->content.emplace().fill(static_cast<std::uint8_t>(at));
            house.log.append(unit, grant, line);
        }
    }));
}

}  // namespace

int main(int argc, char** argv) {
    const int lines = argc > 1 ? std::max(1000, std::atoi(argv[1])) : 1'000'000;
    audit::LogForTests house;
    const auto filling = Clock::now();
    for (int done = 0; done < lines; done += 10'000) add(house, std::min(10'000, lines - done));
    const double filled = seconds_since(filling);

    std::size_t bytes = 0;
    const auto session = house.reader();
    const auto hashing = Clock::now();
    std::vector<std::string> entries;
    session->begin_snapshot();
    session->enter_practice(audit::LogForTests::practice().bytes());
    audit::each_stored(*session, audit::LogForTests::practice(), [&](const audit::StoredLine& line) {
        bytes += line.canonical.size();
        if (entries.size() < 10'000) entries.emplace_back(line.canonical);
    });
    session->end_snapshot();
    const double reading = seconds_since(hashing);

    const auto bare = Clock::now();
    std::uint8_t kept = 0;
    for (int at = 0; at < lines; ++at) kept ^= vault::digest_of({vault::bytes_of(entries[static_cast<std::size_t>(at) % entries.size()])})[0];
    const double hashed = seconds_since(bare);

    const auto verifying = Clock::now();
    const auto verified = house.verified();
    const double walked = seconds_since(verifying);
    if (verified.wrong || verified.entries != lines) return EXIT_FAILURE;
    std::printf("%d lines, %.0f MB (%d): filled in %.1f s, read in %.1f s\n", lines, static_cast<double>(bytes) / 1e6, kept & 1, filled, reading);
    std::printf("verified in %.1f s; bare SHA-256 of as many bytes in %.2f s: ratio %.1f; %.1f s for a million lines\n", walked, hashed,
                walked / hashed, walked * 1e6 / lines);
    return EXIT_SUCCESS;
}
