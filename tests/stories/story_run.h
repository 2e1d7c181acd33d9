#pragma once

// Tells a story to the program and compares what it answers with what was written by hand.

#include <string>
#include <vector>

#include "check/check.h"
#include "norm_book/norm_book.h"
#include "norm_book/story.h"

namespace kader::stories {

// One expectation that was not met.
struct Difference {
    const norm_book::Story* story = nullptr;
    const norm_book::Expectation* expectation = nullptr;  // Null: the lists themselves were refused.
    std::string what;
};
std::string text_of(const Difference&);

// The records of a story. Refused rows are added to `differences`.
std::vector<check::Record> records_of(const norm_book::Story&, std::vector<Difference>& differences);

// With `requirement`, only the expectations about it.
void compare(const check::Check&, const norm_book::Story&, std::string_view requirement,
             std::vector<Difference>& differences);

}  // namespace kader::stories
