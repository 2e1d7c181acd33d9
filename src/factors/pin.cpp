#include "factors/pin.h"

#include <algorithm>
#include <array>

#include "vault/password.h"
#include "vault/sealed.h"

namespace kader::factors {

namespace {

// The digits; nothing when anything but digits and spaces was typed.
std::optional<std::string> digits_of_pin(std::string_view typed) {
    std::string digits;
    digits.reserve(pin_digits_max + 1);
    for (const char c : typed) {
        if (c == ' ') continue;
        if (c < '0' || c > '9' || digits.size() > pin_digits_max) return {};
        digits += c;
    }
    return digits;
}

// 0000, 1212, 123123.
bool is_one_group_repeated(std::string_view digits) {
    for (std::size_t group = 1; group <= digits.size() / 2; ++group) {
        if (digits.size() % group != 0) continue;
        if (digits.substr(group) == digits.substr(0, digits.size() - group)) return true;
    }
    return false;
}

// 1234, 9876, 2468, 7890: after the nine comes the nought, as on the keys.
bool is_steps_of_one_size(std::string_view digits) {
    const auto step = [&](std::size_t i) { return (digits[i] - digits[i - 1] + 10) % 10; };
    for (std::size_t i = 2; i < digits.size(); ++i)
        if (step(i) != step(1)) return false;
    return true;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool is_day_and_month(std::string_view digits) {
    constexpr std::array days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const auto fits = [&](int day, int month) { return month >= 1 && month <= 12 && day >= 1 && day <= days[static_cast<std::size_t>(month) - 1]; };
    const int first = number(digits.substr(0, 2)), second = number(digits.substr(2));
    return fits(first, second) || fits(second, first);
}

bool is_year(std::string_view digits) { return number(digits) >= 1900 && number(digits) <= 2099; }

bool is_date(std::string_view digits) {
    switch (digits.size()) {
        case 4: return is_year(digits) || is_day_and_month(digits);
        case 6: return is_day_and_month(digits.substr(0, 4)) || is_day_and_month(digits.substr(2));
        case 8: return (is_day_and_month(digits.substr(0, 4)) && is_year(digits.substr(4))) || (is_year(digits.substr(0, 4)) && is_day_and_month(digits.substr(4)));
        default: return false;
    }
}

// What no password can be: it holds a byte that no text has.
std::string apart_from_passwords(std::string_view digits) { return "kader-pin-1\xFF" + std::string{digits}; }

}  // namespace

std::optional<Text> pin_refusal(std::string_view typed) {
    const auto digits = digits_of_pin(typed);
    if (!digits || digits->size() < pin_digits_min || digits->size() > pin_digits_max) {
        const auto least = std::to_string(pin_digits_min), most = std::to_string(pin_digits_max);
        return Text{"Een pincode heeft " + least + " tot en met " + most + " cijfers, en niets anders.", "A PIN has " + least + " to " + most + " digits, and nothing else."};
    }
    if (is_one_group_repeated(*digits) || is_steps_of_one_size(*digits) || *digits == "2580" || *digits == "0852")
        return Text{"Deze pincode wordt als eerste geprobeerd. Kies cijfers zonder rij of herhaling.", "This PIN is among the first to be tried. Choose digits without a row or a repetition."};
    if (is_date(*digits))
        return Text{"Deze pincode lijkt op een datum of een jaar, en verjaardagen kennen uw collega’s. Kies andere cijfers.",
                    "This PIN looks like a date or a year, and your colleagues know birthdays. Choose other digits."};
    return {};
}

std::string pin_hash(const vault::Keyring& keyring, std::string_view typed) {
    auto text = apart_from_passwords(digits_of_pin(typed).value_or(std::string{typed}));
    auto hash = vault::password_hash(keyring, text);
    std::ranges::fill(text, '\0');
    return hash;
}

bool is_pin(const vault::Keyring& keyring, std::string_view hash, std::string_view typed) {
    const auto digits = digits_of_pin(typed);
    if (!digits || digits->size() < pin_digits_min || digits->size() > pin_digits_max) return false;
    auto text = apart_from_passwords(*digits);
    const bool same = vault::is_password(keyring, hash, text);
    std::ranges::fill(text, '\0');
    return same;
}

}  // namespace kader::factors
