#pragma once

// What a room asks of its door, for the test of each room.

#include <algorithm>
#include <string>
#include <vector>

#include "records/door.h"
#include "records/records_for_tests.h"

namespace kader::records {

// Every list of the room goes through its door, and nothing else does.
template <class Files>
void check_lists(const std::vector<lists::ListType>& types) {
    std::vector<std::string_view> through(Files::lists.begin(), Files::lists.end()), known;
    for (const auto& type : types) known.push_back(type.name);
    std::ranges::sort(through);
    std::ranges::sort(known);
    CHECK(through == known);
}

// Adds, reads back, corrects and withdraws one record; `corrected` is the same record with other content.
// Looks at the log, and whether someone without the right comes in.
template <class Files, class Record>
void check_door(const Record& record, const Record& corrected) {
    RecordsForTests tests;
    const Files files{tests.keeping};
    const auto cells_of = [](const Record& each) { return draft_of(each).cells; };
    const auto read = [&](const access::Grant& grant) {
        return tests.in_unit(
            [&](auto& unit) { return files.template read<Record>(unit, grant, record.row.kenmerk); });
    };
    const auto refused = [&](Code code, const auto& result) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == code);
        CHECK_FALSE(tests.wrote);
    };

    const auto added = tests.in_unit([&](auto& unit) { return files.add(unit, tests.grant(), record); });
    REQUIRE(added);
    auto kept = read(tests.grant());
    REQUIRE(kept);
    CHECK(kept->id == added->record);
    CHECK(kept->record.row.kenmerk == record.row.kenmerk);
    CHECK(cells_of(kept->record) == cells_of(record));
    CHECK(facts_of(kept->record) == facts_of(record));

    const auto write_without =
        tests.in_unit([&](auto& unit) { return files.add(unit, tests.bare_grant(), record); });
    refused(Code::Forbidden, write_without);
    refused(Code::Forbidden, read(tests.bare_grant()));
    refused(Code::Forbidden, tests.in_unit([&](auto& unit) {
        return files.correct(unit, tests.bare_grant(), added->record, 1, corrected);
    }));
    refused(Code::Forbidden, tests.in_unit([&](auto& unit) {
        return files.template withdraw<Record>(unit, tests.bare_grant(), added->record, 1);
    }));

    const auto after = tests.in_unit([&](auto& unit) {
        return files.correct(unit, tests.grant(), added->record, added->version, corrected);
    });
    REQUIRE(after);
    CHECK(after->version == 2);
    kept = read(tests.grant());
    REQUIRE(kept);
    CHECK(kept->version == 2);
    CHECK(cells_of(kept->record) == cells_of(corrected));
    REQUIRE(tests.in_unit([&](auto& unit) {
        return files.template withdraw<Record>(unit, tests.grant(), added->record, after->version);
    }));
    refused(Code::NotFound, read(tests.grant()));

    const auto line = [](std::string_view act, int version) {
        return std::string{act}.append(" ").append(Record::list).append(" ").append(std::to_string(version));
    };
    CHECK(tests.acts() == std::vector<std::string>{line("record.add", 1), line("record.read", 1),
                                                   line("record.correct", 2), line("record.read", 2),
                                                   line("record.withdraw", 3)});
}

}  // namespace kader::records
