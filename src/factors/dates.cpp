#include "factors/dates.h"

#include <array>
#include <cstddef>

namespace kader::factors {

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool is_year(std::string_view digits) { return number_of(digits) >= 1900 && number_of(digits) <= 2099; }

bool is_day_and_month(std::string_view digits) {
    constexpr std::array days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const auto fits = [&](int day, int month) { return month >= 1 && month <= 12 && day >= 1 && day <= days[static_cast<std::size_t>(month) - 1]; };
    const int first = number_of(digits.substr(0, 2)), second = number_of(digits.substr(2));
    return fits(first, second) || fits(second, first);
}

bool is_day_of_a_year(std::string_view digits) {
    return (is_day_and_month(digits.substr(0, 4)) && is_year(digits.substr(4))) || (is_year(digits.substr(0, 4)) && is_day_and_month(digits.substr(4)));
}

}  // namespace kader::factors
