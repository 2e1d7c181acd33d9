#include "server/filing.h"

#include <doctest/doctest.h>

#include "system/clock.h"

using namespace kader;
using namespace kader::server;

namespace {

namespace topic = security_management::topic;
namespace seen = security_management::seen;

const auto first = day_of(2026, 11, 1);

// The rows as they are after each filing, as a database would have them.
struct Rows {
    std::vector<Filed> filed;
    std::size_t versions = 0;

    void take(const std::vector<Filing>& filings) {
        for (const auto& filing : filings) {
            ++versions;
            if (!filing.corrects) {
                UuidBytes id{};
                id[0] = static_cast<std::uint8_t>(filed.size() + 1);
                filed.push_back({subjects::RecordId{id}, 1, filing.what});
                continue;
            }
            for (auto& each : filed)
                if (each.id == filing.corrects->id) each = {each.id, each.version + 1, filing.what};
        }
    }
    void see(std::string_view outcome, CalendarDay today, std::optional<CalendarDay> until = {}, const std::string& detail = {}) {
        take(filings_of(filed, {Seen::Kind::State, topic::second_factor, outcome, today, until, detail}, today));
    }
    // "goed 2026-11-01 2026-11-09"
    std::string text() const {
        std::string all;
        for (const auto& each : filed)
            all += (all.empty() ? "" : "\n") + each.what.outcome + " " + iso_text(each.what.from) + " " + (each.what.until ? iso_text(*each.what.until) : "-");
        return all;
    }
};

}  // namespace

TEST_CASE("what stays the same is one row that is prolonged now and then, and looking again on a day writes nothing") {
    Rows rows;
    for (int day = 0; day < 30; ++day)
        for (int look = 0; look < 3; ++look) rows.see(seen::good, first + Days{day}, first + Days{day} + seen_counts_for);
    CHECK(rows.text() == "goed 2026-11-01 2026-12-03");
    CHECK(rows.versions == 5);
}

TEST_CASE("a change ends one row on its day and begins another; days on which nobody looked stay open") {
    Rows rows;
    rows.see(seen::good, first, first + seen_counts_for);
    rows.see(seen::wrong, first + Days{3}, first + Days{3} + seen_counts_for);
    rows.see(seen::good, first + Days{40}, first + Days{40} + seen_counts_for);
    CHECK(rows.text() == "goed 2026-11-01 2026-11-04\nfout 2026-11-04 2026-11-12\ngoed 2026-12-11 2026-12-19");
}

TEST_CASE("what came and went on one day is kept as two rows, and a clock that was set back changes nothing") {
    Rows rows;
    rows.see(seen::good, first, {});
    rows.see(seen::wrong, first, {});
    rows.see(seen::good, first, {});
    CHECK(rows.text() == "goed 2026-11-01 2026-11-01\nfout 2026-11-01 2026-11-01\ngoed 2026-11-01 -");
    CHECK(rows.filed[2].what.row.kenmerk == "tweede_factor-goed-2026-11-01-2");
    rows.see(seen::wrong, first - Days{100}, {});
    CHECK(rows.filed.size() == 3);
}

TEST_CASE("a certificate that will end earlier than the one before counts until then") {
    Rows rows;
    rows.see(seen::good, first, first + Days{90});
    rows.see(seen::good, first + Days{1}, first + Days{30});
    CHECK(rows.text() == "goed 2026-11-01 2026-12-01");
}

TEST_CASE("each drill that passed is a row for so many days; one that failed counts against until one passes") {
    Rows rows;
    const auto drills = [&](std::optional<int> passed, std::optional<int> failed) {
        const auto day = [](std::optional<int> at) { return at ? std::optional{first + Days{*at}} : std::nullopt; };
        rows.take(filings_of_drills(rows.filed, day(passed), day(failed), Days{8}));
    };
    drills({}, {});
    CHECK(rows.text().empty());
    for (int look = 0; look < 3; ++look) drills(0, {});
    for (int look = 0; look < 3; ++look) drills(0, 7);
    drills(0, 8);
    drills(9, {});
    CHECK(rows.text() == "goed 2026-11-01 2026-11-10\nfout 2026-11-08 2026-11-10\ngoed 2026-11-10 2026-11-19");
    // Passed, and failed again on the same day: it counts against from that day.
    drills(9, 9);
    CHECK(rows.text().ends_with("fout 2026-11-10 -"));
}
