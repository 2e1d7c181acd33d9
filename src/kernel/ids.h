#pragma once

// Numbers that name something, and that refuse to be confused: the number of a fact is never the
// number of a condition.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace kader {

template <class Tag>
class Id {
public:
    constexpr Id() = default;
    explicit constexpr Id(std::size_t number) : m_number(static_cast<std::uint32_t>(number)) {}

    constexpr std::uint32_t number() const { return m_number; }
    // For looking it up in a vector.
    constexpr std::size_t index() const { return m_number; }

    friend constexpr auto operator<=>(const Id&, const Id&) = default;
    friend constexpr std::size_t hash_value(const Id& id) { return id.m_number; }

private:
    std::uint32_t m_number = 0;
};

}  // namespace kader

template <class Tag>
struct std::hash<kader::Id<Tag>> {
    std::size_t operator()(const kader::Id<Tag>& id) const { return id.index(); }
};
