#pragma once

// The table of tests/matrix/who-may-do-what.txt, read: lines of words, and a cell for each role.

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "access/role.h"

namespace kader::access {

struct MatrixLine {
    std::vector<std::string> words;             // "part", "dossier", "read"; or "route", "GET", "/api/check".
    std::array<std::string, roles.size()> cells;  // Empty for a line without columns.
    bool has_cells = false;
};

// Lines that begin with `kind`.
inline std::vector<MatrixLine> matrix_lines(const std::string& kind) {
    std::ifstream file{KADER_SOURCE_DIR "/tests/matrix/who-may-do-what.txt"};
    REQUIRE(file);
    std::vector<MatrixLine> all;
    for (std::string text; std::getline(file, text);) {
        std::istringstream in{text};
        std::vector<std::string> words;
        for (std::string one; in >> one;) words.push_back(one);
        if (words.empty() || words.front() != kind) continue;
        MatrixLine line;
        line.has_cells = words.size() > roles.size();
        const auto count = line.has_cells ? words.size() - roles.size() : words.size();
        for (std::size_t at = 0; line.has_cells && at < roles.size(); ++at) line.cells[at] = words[count + at];
        words.resize(count);
        line.words = std::move(words);
        all.push_back(std::move(line));
    }
    return all;
}

}  // namespace kader::access
