#include "vault/recovery_kit.h"

#include <doctest/doctest.h>

#include <random>

#include "vault/sealed.h"

namespace kader::vault {

namespace {

RecoveryKit some_kit() { return {Key::random(), Key::random()}; }

std::string paper(const RecoveryKit& kit) {
    std::string text;
    for (const auto& line : write_kit(kit)) text += std::string{line.text()} + "\n";
    return text;
}

bool reads_as(std::string_view typed, const RecoveryKit& kit) {
    const auto read = read_kit(typed);
    const auto* found = std::get_if<RecoveryKit>(&read);
    return found && same_bytes(found->root_key.bytes(), kit.root_key.bytes()) && same_bytes(found->backup_secret.bytes(), kit.backup_secret.bytes());
}

int line_of_fault(std::string_view typed) {
    const auto read = read_kit(typed);
    const auto* fault = std::get_if<KitFault>(&read);
    return fault ? fault->line : -1;
}

}  // namespace

TEST_CASE("a kit is five lines of six groups, and comes back from paper and from its code") {
    for (int n = 0; n < 50; ++n) {
        const auto kit = some_kit();
        const auto text = paper(kit);
        CHECK(text.size() == 5 * (24 + 5 + 1));
        CHECK(reads_as(text, kit));
        CHECK(reads_as(write_kit_in_one(kit).text(), kit));
        CHECK(reads_as("Noodblad van Praktijk Voorbeeld\n" + std::string{write_kit_in_one(kit).text()}, kit));
    }
}

TEST_CASE("a kit is understood as people type it: small letters, o for 0, l and i for 1, spaces anywhere") {
    const auto kit = some_kit();
    std::string typed;
    for (const char character : paper(kit)) {
        if (character == '-') typed += "  ";
        else if (character == '0') typed += 'o';
        else if (character == '1') typed += typed.size() % 2 ? 'l' : 'i';
        else typed += static_cast<char>(std::tolower(character));
        if (character == '\n') typed += '\r';
    }
    CHECK(reads_as(typed, kit));
}

TEST_CASE("a wrong character is found by its line, two that changed places as well") {
    const auto kit = some_kit();
    const auto text = paper(kit);
    int missed = 0, tried = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '-' || text[at] == '\n') continue;
        auto wrong = text;
        wrong[at] = wrong[at] == 'Z' ? 'Y' : 'Z';
        ++tried;
        // One in a thousand passes the check of its line; the check of the whole catches it.
        const auto line = line_of_fault(wrong);
        CHECK(line >= 0);
        if (line != static_cast<int>(at / 30) + 1) ++missed;
    }
    CHECK(tried == 120);
    CHECK(missed <= 3);
    auto foreign = text;
    foreign[35] = '?';
    CHECK(line_of_fault(foreign) == 2);
}

TEST_CASE("lines in another order, one too few, one too many and anything else are refused") {
    const auto kit = some_kit();
    const auto text = paper(kit);
    CHECK(line_of_fault(text.substr(30) + text.substr(0, 30)) >= 0);
    CHECK(line_of_fault(text.substr(30)) == 0);
    CHECK(line_of_fault(text + text.substr(0, 30)) == 0);
    CHECK(line_of_fault("") == 0);
    std::mt19937 chance{7};
    for (int n = 0; n < 2000; ++n) {
        std::string noise;
        for (int at = 0; at < 120; ++at) noise += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[chance() % 32];
        CHECK(line_of_fault(noise) >= 0);
    }
    for (const auto language : {Language::Dutch, Language::English}) {
        CHECK(text_of({3}, language).find('3') != std::string::npos);
        CHECK(!text_of({0}, language).empty());
    }
}

}  // namespace kader::vault
