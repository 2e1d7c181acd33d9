#pragma once

// A fact: what a record is worth, and on which days.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.h"

namespace kader::facts {

struct Attribute {
    std::string name;
    std::string value;
    friend bool operator==(const Attribute&, const Attribute&) = default;
};

// What one pure facts_of(record) says. Keys carry their kind before a colon, so that a person and a
// location that share a number stay apart: "person:P01", "location:1". The practice itself is
// "practice".
struct NewFact {
    std::string kind;     // Room first: "staff.works".
    std::string subject;  // What the fact is about.
    std::string relation = {};  // The one other thing it points at; empty if none.
    std::vector<Attribute> attributes = {};
    std::int32_t number = 0;  // A count, hundredths of hours, or a day; the kind says which.
    Period holds;
    friend bool operator==(const NewFact&, const NewFact&) = default;
};

// A kind of fact that a room offers. The norm book refuses a row that names another one.
struct FactKind {
    std::string_view name;
    std::string_view subject;                  // The key's kind: "person".
    std::string_view relation;                 // The other key's kind; empty if none.
    std::vector<std::string_view> attributes;  // The names a condition may ask for.
    std::string_view number;                   // What the number is; empty if unused.
    std::string_view about_nl;                 // "iemand werkt in de praktijk"
    std::string_view about_en;
};

}  // namespace kader::facts
