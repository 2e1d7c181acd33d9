#pragma once

// What the parts of the record suite share.

#include <memory>
#include <string>
#include <vector>

#include "records/record_suite.h"
#include "records/record_types_for_tests.h"
#include "records/records_for_tests.h"

namespace kader::records {

using Acts = std::vector<std::string>;

inline std::unique_ptr<RecordsForTests> house_of(const FreshHouse& fresh) {
    if (auto database = fresh()) return std::make_unique<RecordsForTests>(std::move(database));
    return std::make_unique<RecordsForTests>();
}

template <class T>
std::optional<Code> code_of(const Result<T>& result) {
    if (result) return {};
    return result.error().code;
}

inline for_tests::Person person(std::string kenmerk) {
    for_tests::Person person;
    person.row.kenmerk = std::move(kenmerk);
    person.name = "Proef Fictief";
    person.born_on = day_of(1980, 2, 1);
    person.bond = "eigenaar";
    person.gives_care = true;
    person.from = day_of(2024, 1, 1);
    return person;
}

inline for_tests::Course course(std::string kenmerk, std::string person) {
    for_tests::Course course;
    course.row.kenmerk = std::move(kenmerk);
    course.person = std::move(person);
    course.topics = {"meldcode"};
    course.held_on = day_of(2026, 1, 10);
    course.teacher = "Docent Fictief";
    return course;
}

inline for_tests::Plan plan(std::string kenmerk) {
    for_tests::Plan plan;
    plan.row.kenmerk = std::move(kenmerk);
    plan.goal = "Fictief doel";
    plan.planned_on = day_of(2026, 1, 1);
    return plan;
}

// Noon in winter of a day, as a clock says it.
inline std::int64_t noon_of(CalendarDay day) {
    return (day.time_since_epoch().count() * std::int64_t{86'400} + 11 * 3600) * 1'000'000;
}

}  // namespace kader::records
