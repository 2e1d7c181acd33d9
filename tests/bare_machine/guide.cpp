#include "bare_machine/guide.h"

#include <doctest/doctest.h>

namespace kader::bare_machine {

namespace {

// As a shell takes a line apart, as far as the guides need it.
std::vector<std::string> taken_apart(const std::string& line) {
    std::vector<std::string> words;
    std::string word;
    bool is_quoted = false, is_word = false;
    for (const char c : line) {
        if (c == '#' && !is_quoted && !is_word) break;
        if (c == '"') {
            is_quoted = !is_quoted;
            is_word = true;
        } else if (c == ' ' && !is_quoted) {
            if (is_word) words.push_back(word);
            word.clear();
            is_word = false;
        } else {
            word += c;
            is_word = true;
        }
    }
    if (is_word) words.push_back(word);
    return words;
}

}  // namespace

std::vector<std::string> Guides::words(const std::string& guide, const std::string& begins) const {
    for (auto line : cli_tests::lines_of(cli_tests::bytes_of(m_folder / guide))) {
        line.erase(0, line.find_first_not_of(' ') == std::string::npos ? 0 : line.find_first_not_of(' '));
        constexpr std::string_view as_kader = "sudo -u kader ";
        if (line.starts_with(as_kader)) line.erase(0, as_kader.size());
        if (!line.starts_with("kader " + begins)) continue;
        auto all = taken_apart(line);
        all.erase(all.begin());
        for (auto& word : all) {
            if (word == "/var/lib/kader/data" || word == "~/kader") word = m_places.data;
            if (word == "/mnt/backup" || word == "/media/usb/kader-backup" || word == "TARGET") word = m_places.backup;
            if (word == "/var/lib/kader/kit.html" || word == "kit.html") word = m_places.page;
        }
        return all;
    }
    FAIL("the guide \"" << guide << "\" has no line \"kader " << begins << "\"");
    return {};
}

cli_tests::Outcome Guides::follow(const std::string& guide, const std::string& begins, const std::vector<std::string>& more) const {
    auto all = words(guide, begins);
    all.insert(all.end(), more.begin(), more.end());
    auto outcome = cli_tests::run(all);
    REQUIRE_MESSAGE(outcome.code == 0, begins << ": " << outcome.out << outcome.err);
    return outcome;
}

}  // namespace kader::bare_machine
