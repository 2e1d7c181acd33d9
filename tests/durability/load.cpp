#include "durability/load.h"

#include <charconv>

#include "staff/person.h"

namespace kader::durability {

std::uint64_t Write::receipt() const {
    return std::uint64_t{run} << 32 | std::uint64_t{number} << 8 | version;
}

Write Write::of_receipt(std::uint64_t receipt) {
    return {std::uint32_t(receipt >> 32), std::uint32_t(receipt >> 8 & 0xFFFFFF),
            std::uint32_t(receipt & 0xFF)};
}

records::Draft draft_of(const Write& write) {
    static const auto list = lists::list_type<staff::Person>();
    records::Draft draft;
    draft.type = &list;
    draft.kenmerk = "R" + std::to_string(write.run) + "-" + std::to_string(write.number);
    const auto mark = draft.kenmerk + " versie " + std::to_string(write.version);
    // From a few bytes to several: rows that fill a page exactly are where the accidents are.
    std::string name = "Verzonnen " + mark;
    for (auto left = (write.number * 7 + write.version * 3) % 40; left > 0; --left)
        name += " van " + mark;
    draft.cells = {{"naam", name},         {"beroep", "arts"},    {"functie", mark},
                   {"band", "loondienst"}, {"levert_zorg", "ja"}, {"vanaf", "2024-01-01"}};
    return draft;
}

std::optional<Write> parse_kenmerk(std::string_view text) {
    const auto dash = text.find('-');
    if (!text.starts_with('R') || dash == std::string_view::npos) return {};
    const auto number = [](std::string_view digits) -> std::optional<std::uint32_t> {
        std::uint32_t value = 0;
        const auto* const end = digits.data() + digits.size();
        const auto [stopped, error] = std::from_chars(digits.data(), end, value);
        if (error != std::errc{} || stopped != end) return {};
        return value;
    };
    const auto run = number(text.substr(1, dash - 1)), of_run = number(text.substr(dash + 1));
    if (!run || !of_run) return {};
    return Write{*run, *of_run, 1};
}

}  // namespace kader::durability
