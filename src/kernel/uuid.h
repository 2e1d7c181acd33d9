#pragma once

// Sixteen bytes that name a stored thing for ever, and that refuse to be confused: the id of a
// practice is never the id of a record. They are made by system/random.h.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kader {

using UuidBytes = std::array<std::uint8_t, 16>;

namespace detail {
std::string uuid_text(const UuidBytes&);
std::optional<UuidBytes> parse_uuid(std::string_view);
}  // namespace detail

template <class Tag>
class Uuid {
public:
    constexpr Uuid() = default;
    explicit constexpr Uuid(const UuidBytes& bytes) : m_bytes(bytes) {}

    // "0190a5b2-7c11-7def-8a3b-0123456789ab", in lower case.
    std::string text() const { return detail::uuid_text(m_bytes); }
    // Nothing: not that form. Capitals are accepted.
    static std::optional<Uuid> parse(std::string_view text) {
        if (const auto bytes = detail::parse_uuid(text)) return Uuid{*bytes};
        return {};
    }
    // Nothing: not sixteen bytes.
    static std::optional<Uuid> from(std::span<const std::uint8_t> bytes) {
        if (bytes.size() != 16) return {};
        Uuid made;
        for (std::size_t at = 0; at < 16; ++at) made.m_bytes[at] = bytes[at];
        return made;
    }

    constexpr const UuidBytes& bytes() const { return m_bytes; }
    constexpr bool is_nil() const { return m_bytes == UuidBytes{}; }

    friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;

private:
    UuidBytes m_bytes{};
};

}  // namespace kader
