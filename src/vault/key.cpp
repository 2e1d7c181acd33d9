#include <sodium.h>

#include <array>

#include "kernel/check.h"
#include "vault/key_memory.h"
#include "vault/keys.h"

namespace kader::vault {

Key Key::random() {
    HALT_UNLESS(sodium_init() >= 0);
    std::array<std::uint8_t, key_bytes> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    auto made = from(bytes);
    wipe(bytes);
    return made;
}

Key Key::from(std::span<const std::uint8_t> bytes) {
    return Key{key_memory::keep(bytes)};
}

std::span<const std::uint8_t> Key::bytes() const {
    HALT_UNLESS(m_bytes != nullptr);
    return {m_bytes, key_bytes};
}

Key Key::for_purpose(std::string_view purpose) const {
    std::array<std::uint8_t, key_bytes> derived;
    const auto own = bytes();
    HALT_UNLESS(crypto_generichash(derived.data(), derived.size(),
                                   reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                                   own.data(), own.size()) == 0);
    auto made = from(derived);
    wipe(derived);
    return made;
}

Key::Key(Key&& other) noexcept : m_bytes(std::exchange(other.m_bytes, nullptr)) {}

Key& Key::operator=(Key&& other) noexcept {
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

Key::~Key() {
    if (m_bytes != nullptr) key_memory::let_go(m_bytes);
}

void wipe(std::span<std::uint8_t> bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

}  // namespace kader::vault
