#include "vault/recovery_kit.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "kernel/check.h"
#include "vault/sealed.h"

namespace kader::vault {

namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view begin_of_one = "KADER-KIT-1";
constexpr std::uint8_t kit_version = 1;
constexpr std::size_t body_bytes = 1 + 2 * key_bytes + 3;
constexpr std::size_t line_characters = 22;
constexpr std::size_t check_characters = 2;
constexpr std::size_t all_characters = kit_lines_count * line_characters;
static_assert(body_bytes * 8 <= all_characters * 5 && (all_characters - 2) * 5 < body_bytes * 8);

struct Body {
    std::array<std::uint8_t, body_bytes> bytes{};
    Body() = default;
    Body(const Body&) = delete;
    Body& operator=(const Body&) = delete;
    ~Body() { wipe(bytes); }
    std::array<std::uint8_t, 3> sum() const {
        const auto digest = digest_of({bytes_of("kader-kit-1"), Bytes{bytes}.first(body_bytes - 3)});
        return {digest[0], digest[1], digest[2]};
    }
};

// The values of the characters of all lines, without the checks.
struct Values {
    std::array<std::uint8_t, all_characters> values{};
    Values() = default;
    Values(const Values&) = delete;
    Values& operator=(const Values&) = delete;
    ~Values() { wipe(values); }
    Bytes line(std::size_t number) const { return Bytes{values}.subspan(number * line_characters, line_characters); }
};

std::array<std::uint8_t, check_characters> check_of(std::size_t line, Bytes values) {
    const auto digest = digest_of({bytes_of("kader-kit-line"), big_endian(static_cast<std::int64_t>(line)), values});
    return {static_cast<std::uint8_t>(digest[0] & 31), static_cast<std::uint8_t>(digest[1] & 31)};
}

void spread(const Body& body, Values& into) {
    for (std::size_t bit = 0; bit < body_bytes * 8; ++bit)
        if (body.bytes[bit / 8] >> (7 - bit % 8) & 1) into.values[bit / 5] = static_cast<std::uint8_t>(into.values[bit / 5] | 1u << (4 - bit % 5));
}

// False: bits that must be zero are not.
bool gather(const Values& values, Body& into) {
    for (std::size_t bit = 0; bit < all_characters * 5; ++bit) {
        if ((values.values[bit / 5] >> (4 - bit % 5) & 1) == 0) continue;
        if (bit >= body_bytes * 8) return false;
        into.bytes[bit / 8] = static_cast<std::uint8_t>(into.bytes[bit / 8] | 1u << (7 - bit % 8));
    }
    return true;
}

void fill(const RecoveryKit& kit, Values& into) {
    Body body;
    body.bytes[0] = kit_version;
    std::ranges::copy(kit.root_key.bytes(), body.bytes.begin() + 1);
    std::ranges::copy(kit.backup_secret.bytes(), body.bytes.begin() + 1 + key_bytes);
    std::ranges::copy(body.sum(), body.bytes.end() - 3);
    spread(body, into);
}

std::optional<std::uint8_t> value_of(char character) {
    if ('a' <= character && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    if (character == 'O') character = '0';
    if (character == 'I' || character == 'L') character = '1';
    const auto at = digits.find(character);
    return at == digits.npos ? std::nullopt : std::optional{static_cast<std::uint8_t>(at)};
}

}  // namespace

PublicKey RecoveryKit::backup_recipient() const {
    PublicKey open;
    HALT_UNLESS(crypto_scalarmult_base(open.data(), backup_secret.bytes().data()) == 0);
    return open;
}

std::vector<SecretText> write_kit(const RecoveryKit& kit) {
    Values values;
    fill(kit, values);
    std::vector<SecretText> lines(kit_lines_count);
    for (std::size_t number = 0; number < kit_lines_count; ++number) {
        std::size_t written = 0;
        const auto add = [&](std::uint8_t value) {
            if (written > 0 && written % 4 == 0) lines[number].add('-');
            lines[number].add(digits[value]);
            ++written;
        };
        for (const auto value : values.line(number)) add(value);
        for (const auto value : check_of(number, values.line(number))) add(value);
    }
    return lines;
}

SecretText write_kit_in_one(const RecoveryKit& kit) {
    SecretText one{begin_of_one};
    for (const auto& line : write_kit(kit)) {
        one.add(' ');
        for (const char character : line.text()) one.add(character);
    }
    return one;
}

std::variant<RecoveryKit, KitFault> read_kit(std::string_view typed) {
    if (const auto begin = typed.find(begin_of_one); begin != typed.npos) typed.remove_prefix(begin + begin_of_one.size());
    constexpr auto in_line = line_characters + check_characters;
    Values values;
    std::array<std::uint8_t, kit_lines_count * check_characters> checks{};
    std::size_t count = 0;
    for (const char character : typed) {
        if (character == ' ' || character == '-' || character == '\n' || character == '\r' || character == '\t') continue;
        if (count == kit_lines_count * in_line) return KitFault{};
        const auto line = count / in_line, at = count % in_line;
        const auto value = value_of(character);
        if (!value) return KitFault{static_cast<int>(line) + 1};
        (at < line_characters ? values.values[line * line_characters + at] : checks[line * check_characters + at - line_characters]) = *value;
        ++count;
    }
    if (count != kit_lines_count * in_line) return KitFault{};
    for (std::size_t line = 0; line < kit_lines_count; ++line)
        if (!same_bytes(check_of(line, values.line(line)), Bytes{checks}.subspan(line * check_characters, check_characters)))
            return KitFault{static_cast<int>(line) + 1};
    Body body;
    if (!gather(values, body) || body.bytes[0] != kit_version || !same_bytes(body.sum(), Bytes{body.bytes}.last(3))) return KitFault{};
    return RecoveryKit{Key::from(Bytes{body.bytes}.subspan(1, key_bytes)), Key::from(Bytes{body.bytes}.subspan(1 + key_bytes, key_bytes))};
}

std::string text_of(const KitFault& fault, Language language) {
    const bool nl = language == Language::Dutch;
    if (fault.line == 0)
        return nl ? "Dit zijn niet de vijf regels van een noodblad: er is iets te veel of te weinig, of de regels staan niet op volgorde."
                  : "These are not the five lines of a recovery kit: there is too much or too little, or the lines are not in their order.";
    const auto number = std::to_string(fault.line);
    return nl ? "In regel " + number + " van het noodblad klopt een teken niet. Kijk die regel na; de andere regels waren goed tot daar."
              : "A character in line " + number + " of the recovery kit is wrong. Look at that line again; the lines before it were right.";
}

}  // namespace kader::vault
