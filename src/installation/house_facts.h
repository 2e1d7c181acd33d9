#pragma once

// What is known of the installation as a whole, beside its practices. No content, no keys.

#include <optional>
#include <string>

#include "storage/writer.h"

namespace kader::installation {

// The words are stored; never reuse one.
enum class HouseFact {
    KitMade,   // "kit_made": a recovery kit was made; the value is the fingerprint of its root key.
    KitTried,  // "kit_tried": a backup was restored with a recovery kit; the value as above.
};

struct KnownFact {
    std::string value;
    system::Instant at{};
};

// Within a unit of any practice.
void note_fact(storage::Unit&, HouseFact, const std::string& value);
std::optional<KnownFact> find_fact(storage::Session&, HouseFact);

}  // namespace kader::installation
