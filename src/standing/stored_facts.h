#pragma once

// From a stored version to what the check takes.

#include <map>
#include <memory>
#include <optional>

#include "standing/standing.h"

namespace kader::standing {

// One thread at a time.
class StoredFacts {
public:
    explicit StoredFacts(lists::Aliases aliases);
    ~StoredFacts();

    // Without facts when it is damaged; then `damaged` grows.
    check::Record of(const records::Version&, std::vector<Loaded::Damaged>& damaged);

private:
    struct List;
    List* list_named(const std::string& name);
    lists::Aliases m_aliases;
    std::map<std::string, std::unique_ptr<List>, std::less<>> m_lists;
};

std::string key_of(const records::Version&);  // "mensen:P01"
// Whether a version as an import first took it over was known by then, which its facts decide; of others
// records::each_newest knows.
bool known_by(CalendarDay, const records::Version&, const check::Record&);

}  // namespace kader::standing
