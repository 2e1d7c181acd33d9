#include "standing/stored_facts.h"

#include <algorithm>

#include "check/record_types.h"
#include "records/cells.h"

namespace kader::standing {

struct StoredFacts::List {
    List(const lists::ListType& list, const lists::Aliases& aliases) : type(list), aliased(list, aliases) {}
    const lists::ListType& type;
    lists::AliasedCells aliased;
};

StoredFacts::StoredFacts(lists::Aliases aliases) : m_aliases(std::move(aliases)) {}
StoredFacts::~StoredFacts() = default;

StoredFacts::List* StoredFacts::list_named(const std::string& name) {
    const auto found = m_lists.find(name);
    if (found != m_lists.end()) return found->second.get();
    const auto& types = check::record_types();
    const auto type = std::ranges::find(types, name, &lists::ListType::name);
    if (type == types.end()) return nullptr;
    return m_lists.emplace(name, std::make_unique<List>(*type, m_aliases)).first->second.get();
}

check::Record StoredFacts::of(const records::Version& version, std::vector<Loaded::Damaged>& damaged) {
    check::Record record;
    record.key = key_of(version);
    auto* list = list_named(version.list);
    if (!list || version.damaged) {
        damaged.push_back({record.key, {}});
        return record;
    }
    const auto cells = records::row_of(list->type, version.kenmerk, version.plain);
    auto read = list->type.facts_of_stored(list->aliased.of(cells));
    for (auto& column : read.damaged) damaged.push_back({record.key, std::move(column)});
    if (!read.damaged.empty()) return record;
    record.known_on = read.identity.known_on;
    record.facts = std::move(read.facts);
    lists::rewrite_keys(record.facts, m_aliases);
    return record;
}

std::string key_of(const records::Version& version) {
    return version.list + ":" + version.kenmerk;
}

bool known_by(CalendarDay day, const records::Version& version, const check::Record& record) {
    if (version.origin != records::Origin::TakenOver || version.number != 1) return true;
    if (record.known_on) return *record.known_on <= day;
    return record.facts.empty() || std::ranges::any_of(record.facts, [&](const facts::NewFact& fact) {
               return fact.holds.from <= day;
           });
}

}  // namespace kader::standing
