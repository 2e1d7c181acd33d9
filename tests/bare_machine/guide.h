#pragma once

// The commands of the guides, as somebody types them over.

#include <string>
#include <vector>

#include "cli/program.h"

namespace kader::bare_machine {

namespace fs = std::filesystem;

// What stands in the guides for places, and what it is here.
struct Places {
    std::string data, backup, page;
};

class Guides {
public:
    // `folder`: docs/how-to, or where the package put it.
    Guides(fs::path folder, Places places) : m_folder(std::move(folder)), m_places(std::move(places)) {}
    // The one line of the guide that begins with these words, after `sudo -u kader` where that stands there. It must be there.
    std::vector<std::string> words(const std::string& guide, const std::string& begins) const;
    // Runs it, with words added behind it; it must succeed.
    cli_tests::Outcome follow(const std::string& guide, const std::string& begins, const std::vector<std::string>& more = {}) const;

private:
    fs::path m_folder;
    Places m_places;
};

}  // namespace kader::bare_machine
