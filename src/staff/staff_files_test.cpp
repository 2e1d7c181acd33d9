#include "staff/staff_files.h"

#include <doctest/doctest.h>

#include "records/door_for_tests.h"
#include "staff/record_types.h"

namespace kader::staff {

namespace {

Person person() {
    Person person;
    person.row = {"P1", day_of(2026, 2, 1)};
    person.name = "Proef Fictief";
    person.born_on = day_of(1980, 2, 1);
    person.profession = "arts";
    person.function = "arts";
    person.bond = "eigenaar";
    person.gives_care = true;
    person.from = day_of(2024, 1, 1);
    return person;
}

}  // namespace

TEST_CASE("the door of staff keeps the files of people, for those who may") {
    records::check_lists<StaffFiles>(record_types());
    auto corrected = person();
    corrected.hours_per_week = lists::Hundredths{3250};
    records::check_door<StaffFiles>(person(), corrected);
}

TEST_CASE("what is about one person goes through the door into that person's file") {
    records::RecordsForTests tests;
    const StaffFiles files{tests.keeping};
    Registration entry;
    entry.row.kenmerk = "R1";
    entry.person = "P1";
    entry.in_register = "big";
    entry.profession = "arts";
    entry.number = "00000000001";
    entry.from = day_of(2024, 1, 1);
    Responsibility task;
    task.row.kenmerk = "T1";
    task.task = "hygiene";
    task.person = "P1";
    task.authority = "alles";
    task.answers_to = "de eigenaar";
    task.from = day_of(2024, 1, 1);
    const auto added = tests.in_unit([&](auto& unit) -> Result<records::Written> {
        KADER_TRY(first, files.add(unit, tests.grant(), person()));
        CHECK(first.changed);
        KADER_TRY(second, files.add(unit, tests.grant(), entry));
        CHECK(second.changed);
        return files.add(unit, tests.grant(), task);
    });
    REQUIRE(added);
    const auto subject = [&](std::string_view list, std::string_view kenmerk) {
        return tests.newest_of(list, kenmerk)->subject;
    };
    CHECK(subject("registraties", "R1") == subject("mensen", "P1"));
    CHECK(subject("verantwoordelijkheden", "T1") != subject("mensen", "P1"));
    CHECK_FALSE(tests.newest_of("registraties", "R1")->plain.contains("nummer"));
}

}  // namespace kader::staff
