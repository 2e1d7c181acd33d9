#pragma once

// Numbers and texts of a known length, one after another, and back. Private to this module.

#include <cstring>

#include "backup/age_header.h"

namespace kader::backup {

class ByteWriter {
public:
    void number(std::uint64_t value, std::size_t width) {
        for (auto at = width; at > 0; --at) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (at - 1))));
    }
    void raw(Bytes part) { bytes.insert(bytes.end(), part.begin(), part.end()); }
    // Led by its length in four bytes.
    void sized(Bytes part) {
        number(part.size(), 4);
        raw(part);
    }
    ByteVector bytes;
};

// Whatever lacks is zero or empty, and makes all_right() false from then on.
class ByteReader {
public:
    explicit ByteReader(Bytes bytes) : m_rest(bytes) {}
    Bytes raw(std::size_t size) {
        if (size > m_rest.size()) {
            m_right = false;
            return {};
        }
        const auto part = m_rest.first(size);
        m_rest = m_rest.subspan(size);
        return part;
    }
    std::uint64_t number(std::size_t width) {
        std::uint64_t value = 0;
        for (const auto byte : raw(width)) value = value << 8 | byte;
        return value;
    }
    Bytes sized(std::size_t bytes_max) {
        const auto size = static_cast<std::size_t>(number(4));
        if (size > bytes_max) m_right = false;
        return m_right ? raw(size) : Bytes{};
    }
    template <std::size_t size>
    std::array<std::uint8_t, size> array() {
        std::array<std::uint8_t, size> made{};
        if (const auto part = raw(size); part.size() == size) std::memcpy(made.data(), part.data(), size);
        return made;
    }
    std::size_t left() const { return m_rest.size(); }
    bool all_right() const { return m_right; }
    bool is_at_end() const { return m_right && m_rest.empty(); }

private:
    Bytes m_rest;
    bool m_right = true;
};

}  // namespace kader::backup
