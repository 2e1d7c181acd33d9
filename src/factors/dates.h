#pragma once

// Digits that people choose because they are a day or a year.

#include <string_view>

namespace kader::factors {

// Of digits only, nine at most.
int number_of(std::string_view digits);
// Four digits: 1900 through 2099.
bool is_year(std::string_view digits);
// Four digits: a day and a month, in either order.
bool is_day_and_month(std::string_view digits);
// Eight digits: a day, a month and a year, or the year first.
bool is_day_of_a_year(std::string_view digits);

}  // namespace kader::factors
