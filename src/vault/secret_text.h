#pragma once

// Text that nobody may read afterwards, such as a passphrase that somebody typed.

#include <string>
#include <utility>

#include "vault/keys.h"

namespace kader::vault {

// Wiped when it goes. The capacity is taken at once, so that no copy stays behind when it grows.
class SecretText {
public:
    SecretText() { m_text.reserve(capacity); }
    explicit SecretText(std::string_view text) : SecretText() { m_text.assign(text.substr(0, capacity)); }
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    SecretText(SecretText&& other) noexcept : m_text(std::move(other.m_text)) { other.m_text.clear(); }
    SecretText& operator=(SecretText&& other) noexcept {
        std::swap(m_text, other.m_text);
        return *this;
    }
    ~SecretText() { wipe({reinterpret_cast<std::uint8_t*>(m_text.data()), m_text.capacity()}); }

    // What does not fit is left out.
    void add(char character) {
        if (m_text.size() < capacity) m_text += character;
    }
    std::string_view text() const { return m_text; }

    static constexpr std::size_t capacity = 4096;

private:
    std::string m_text;
};

}  // namespace kader::vault
