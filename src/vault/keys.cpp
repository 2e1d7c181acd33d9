#include "vault/keys.h"

#include <mutex>

#include "vault/keyring_file.h"

namespace kader::vault {

struct Keyring::Now {
    mutable std::mutex mutex;
    std::shared_ptr<const KeyringContent> content;
    std::string fingerprint;
    // Never another: what was given by reference stays.
    KeyPtr match, chain, pepper, signing;
    UuidBytes installation{};
};

Keyring::Keyring(KeyringContent content, std::string fingerprint) : m_now(std::make_unique<Now>()) {
    become(std::make_shared<const KeyringContent>(std::move(content)), std::move(fingerprint));
}

Keyring::Keyring(Keyring&&) noexcept = default;
Keyring::~Keyring() = default;

void Keyring::become(std::shared_ptr<const KeyringContent> content, std::string fingerprint) {
    const std::lock_guard lock{m_now->mutex};
    HALT_UNLESS(!m_now->match || (m_now->match == content->match && m_now->chain == content->chain && m_now->pepper == content->pepper &&
                                  (!m_now->signing || m_now->signing == content->signing)));
    m_now->match = content->match;
    m_now->chain = content->chain;
    m_now->pepper = content->pepper;
    m_now->signing = content->signing;
    m_now->installation = content->installation;
    m_now->content = std::move(content);
    m_now->fingerprint = std::move(fingerprint);
}

const Key& Keyring::match_key() const { return *m_now->match; }
const Key& Keyring::chain_key() const { return *m_now->chain; }
const Key& Keyring::pepper() const { return *m_now->pepper; }

const Key& Keyring::signing_seed() const {
    HALT_UNLESS(m_now->signing != nullptr);
    return *m_now->signing;
}

const UuidBytes& Keyring::installation() const { return m_now->installation; }

std::string Keyring::fingerprint() const {
    const std::lock_guard lock{m_now->mutex};
    return m_now->fingerprint;
}

std::shared_ptr<const KeyringContent> Keyring::content() const {
    const std::lock_guard lock{m_now->mutex};
    return m_now->content;
}

int Keyring::epoch() const { return content()->epochs.rbegin()->first; }

KeyPtr Keyring::epoch_key(int number) const {
    const auto now = content();
    const auto found = now->epochs.find(number);
    return found == now->epochs.end() ? nullptr : found->second;
}

Keyring Keyring::random() {
    return {KeyringFile::fresh(), fingerprint_of(Key::random())};
}

}  // namespace kader::vault
