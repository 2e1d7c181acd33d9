#include "installation/house_facts.h"

namespace kader::installation {

namespace {

constexpr storage::Sql upsert_fact{
    "INSERT INTO house_fact (name, value, at) VALUES ($1, $2, $3)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at"};
constexpr storage::Sql select_fact{"SELECT value, at FROM house_fact WHERE name = $1"};

std::string_view word(HouseFact fact) { return fact == HouseFact::KitMade ? "kit_made" : "kit_tried"; }

}  // namespace

void note_fact(storage::Unit& unit, HouseFact fact, const std::string& value) {
    unit.run(upsert_fact, {word(fact), value, static_cast<std::int64_t>(unit.now().time_since_epoch().count())});
}

std::optional<KnownFact> find_fact(storage::Session& session, HouseFact fact) {
    std::optional<KnownFact> found;
    session.each(select_fact, {word(fact)}, [&](const storage::Row& row) {
        found = KnownFact{std::string{row.text(0)}, system::Instant{std::chrono::microseconds{row.integer(1)}}};
    });
    return found;
}

}  // namespace kader::installation
