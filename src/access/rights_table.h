#pragma once

// For the bodies of this module only: who may do what, as it is written in rights_table.cpp.

#include <span>

#include "access/compartment.h"
#include "access/role.h"

namespace kader::access {

// What must be so beside the role.
enum class Condition : std::uint8_t { None, Relation, Order, Own, Linked, Scope, Mandate, Sample };

// "These actions on these parts, if this is so."
struct Term {
    std::uint32_t actions = 0, parts = 0;  // One bit each.
    Condition condition = Condition::None;
    bool is_about(Part part, Action action) const {
        return (parts >> static_cast<unsigned>(part) & 1U) != 0 && (actions >> static_cast<unsigned>(action) & 1U) != 0;
    }
};

// What the table says of a role in a compartment.
std::span<const Term> terms_of(Role, Compartment);

}  // namespace kader::access
