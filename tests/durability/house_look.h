#pragma once

// Opens a data folder after an accident, as a server that starts again would, and looks whether
// everything that was acknowledged is there, whole and once, and nothing is half.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "durability/load.h"
#include "installation/installation.h"

namespace kader::durability {

// What the writer acknowledged.
struct Receipts {
    bool created = false;
    bool practice = false;
    std::map<Write, std::uint32_t>
        versions;  // By record (as version 1): the newest acknowledged version.
    void add(std::uint64_t receipt);
};

struct Seen {
    std::int64_t lost = 0;      // Acknowledged and not there.
    std::int64_t versions = 0;  // That are there.
    std::vector<std::string>
        wrong;  // What is half, twice, broken or missing, in words; the first few.
    void complain(std::string);
};

struct Looking {
    installation::Options options = {};
    // Writes one more record after the look, and looks for it: a house that came back also works.
    bool write_after = true;
    // The lock of a database whose owner was killed a moment ago may take so long to come free.
    std::chrono::milliseconds patience{0};
};

// When nobody was told that the folder was made, it is first made again, as a person would.
Seen look(const std::filesystem::path& folder, const Receipts&, const Looking& = {});

}  // namespace kader::durability
