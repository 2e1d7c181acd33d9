#include "vault/subject_keys.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "kernel/check.h"
#include "vault/sealed.h"

namespace kader::vault {

namespace {

constexpr std::size_t keys_kept_count_max = 4096;
constexpr std::uint8_t suite_xchacha = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t wrapped_bytes = 1 + nonce_bytes + key_bytes + tag_bytes;

constexpr storage::Sql insert_key{
    "INSERT INTO subject_key (practice_id, subject_id, wrap_kind, wrapped_by, wrapped) VALUES ($1, $2, $3, "
    "$4, $5)"};
constexpr storage::Sql select_key{
    "SELECT wrapped FROM subject_key"
    " WHERE practice_id = $1 AND subject_id = $2 AND wrap_kind = $3 AND wrapped_by = $4"};

constexpr auto by_epoch = static_cast<std::int64_t>(WrapKind::Epoch);

struct Whose {
    UuidBytes practice, subject;
    friend bool operator==(const Whose&, const Whose&) = default;
};

struct HashOfWhose {
    std::size_t operator()(const Whose& whose) const {
        // Ids are mostly chance; nobody outside chooses them.
        std::array<std::size_t, 2> halves{};
        static_assert(sizeof halves == sizeof whose.subject);
        std::memcpy(halves.data(), whose.subject.data(), sizeof halves);
        return halves[0] ^ halves[1];
    }
};

ByteVector associated_data(const Whose& whose, WrapKind kind, std::string_view wrapped_by) {
    ByteVector data;
    const auto append = [&](Bytes bytes) { data.insert(data.end(), bytes.begin(), bytes.end()); };
    append(bytes_of("kader-wrap-1"));
    data.push_back(suite_xchacha);
    append(whose.practice);
    append(whose.subject);
    append(big_endian(static_cast<std::int64_t>(kind)));
    append(big_endian(static_cast<std::int64_t>(wrapped_by.size())));
    append(bytes_of(wrapped_by));
    return data;
}

ByteVector wrap(const Key& wrap_key, const Whose& whose, std::string_view epoch, const Key& key) {
    ByteVector wrapped(wrapped_bytes);
    wrapped[0] = suite_xchacha;
    auto* nonce = wrapped.data() + 1;
    randombytes_buf(nonce, nonce_bytes);
    const auto data = associated_data(whose, WrapKind::Epoch, epoch);
    HALT_UNLESS(crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, key.bytes().data(),
                                                           key_bytes, data.data(), data.size(), nullptr,
                                                           nonce, wrap_key.bytes().data()) == 0);
    return wrapped;
}

std::optional<Key> unwrap(const Key& wrap_key, const Whose& whose, std::string_view epoch, Bytes wrapped) {
    if (wrapped.size() != wrapped_bytes || wrapped[0] != suite_xchacha) return {};
    const auto data = associated_data(whose, WrapKind::Epoch, epoch);
    const auto body = wrapped.subspan(1 + nonce_bytes);
    std::array<std::uint8_t, key_bytes> bytes;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes.data(), nullptr, nullptr, body.data(), body.size(),
                                                   data.data(), data.size(), wrapped.data() + 1,
                                                   wrap_key.bytes().data()) != 0)
        return {};
    auto key = Key::from(bytes);
    wipe(bytes);
    return key;
}

}  // namespace

using Shared = std::shared_ptr<const Key>;

// Shared, because what runs after a commit may run when SubjectKeys is gone.
struct SubjectKeys::Cache {
    Key wrap_key;
    std::string epoch;
    std::mutex mutex;
    std::list<std::pair<Whose, Shared>> by_use;  // The one used last in front.
    std::unordered_map<Whose, std::list<std::pair<Whose, Shared>>::iterator, HashOfWhose> kept;
    // Made in a batch that is not committed yet. Its unit holds the key; when the batch comes to nothing
    // the unit lets go, and the entry here is empty.
    std::unordered_map<Whose, std::weak_ptr<const Key>, HashOfWhose> being_made;
    std::size_t being_made_before_sweep = 64;
    std::uint64_t forgotten = 0;  // How often: what was read before the last time is not kept.

    explicit Cache(const Keyring& keyring)
        : wrap_key(keyring.epoch_key().for_purpose("wrap")), epoch(std::to_string(keyring.epoch())) {}

    // Under the mutex.
    void keep(const Whose& whose, const Shared& key) {
        if (const auto found = kept.find(whose); found != kept.end()) {
            by_use.splice(by_use.begin(), by_use, found->second);
            found->second->second = key;
            return;
        }
        by_use.emplace_front(whose, key);
        kept.emplace(whose, by_use.begin());
        if (kept.size() <= keys_kept_count_max) return;
        kept.erase(by_use.back().first);
        by_use.pop_back();
    }
    Shared find(const Whose& whose) {
        if (const auto found = kept.find(whose); found != kept.end()) {
            by_use.splice(by_use.begin(), by_use, found->second);
            return found->second->second;
        }
        const auto made = being_made.find(whose);
        return made == being_made.end() ? nullptr : made->second.lock();
    }
    void add_being_made(const Whose& whose, const Shared& key) {
        if (being_made.size() >= being_made_before_sweep) {
            std::erase_if(being_made, [](const auto& entry) { return entry.second.expired(); });
            being_made_before_sweep = std::max<std::size_t>(64, 2 * being_made.size());
        }
        being_made[whose] = key;
    }
};

SubjectKeys::SubjectKeys(const Keyring& keyring) : m_cache(std::make_shared<Cache>(keyring)) {}
SubjectKeys::~SubjectKeys() = default;

Shared SubjectKeys::make(storage::Unit& unit, const UuidBytes& subject) {
    const Whose whose{unit.practice(), subject};
    auto key = std::make_shared<const Key>(Key::random());
    const auto wrapped = wrap(m_cache->wrap_key, whose, m_cache->epoch, *key);
    unit.run(insert_key,
             {Bytes{whose.practice}, Bytes{whose.subject}, by_epoch, m_cache->epoch, Bytes{wrapped}});
    {
        const std::lock_guard lock{m_cache->mutex};
        m_cache->add_being_made(whose, key);
    }
    unit.after_commit([cache = m_cache, whose, key] {
        const std::lock_guard lock{cache->mutex};
        cache->being_made.erase(whose);
        cache->keep(whose, key);
    });
    return key;
}

Result<Shared> SubjectKeys::open(storage::Session& session, const UuidBytes& practice,
                                 const UuidBytes& subject) {
    const Whose whose{practice, subject};
    std::uint64_t forgotten = 0;
    {
        const std::lock_guard lock{m_cache->mutex};
        if (auto key = m_cache->find(whose)) return key;
        forgotten = m_cache->forgotten;
    }
    bool found = false;
    std::optional<Key> key;
    session.each(select_key, {Bytes{practice}, Bytes{subject}, by_epoch, m_cache->epoch},
                 [&](const storage::Row& row) {
                     found = true;
                     key = unwrap(m_cache->wrap_key, whose, m_cache->epoch, row.blob(0));
                 });
    if (!found) return Error{Code::NotFound, "the key of this subject was destroyed, or never existed"};
    if (!key)
        return Error{Code::Invalid,
                     "the key of this subject does not open: damaged, moved, or of another keyring"};
    auto shared = std::make_shared<const Key>(std::move(*key));
    const std::lock_guard lock{m_cache->mutex};
    if (forgotten == m_cache->forgotten) m_cache->keep(whose, shared);
    return Shared{shared};
}

void SubjectKeys::forget(const UuidBytes& practice, const UuidBytes& subject) {
    const Whose whose{practice, subject};
    const std::lock_guard lock{m_cache->mutex};
    ++m_cache->forgotten;
    m_cache->being_made.erase(whose);
    const auto found = m_cache->kept.find(whose);
    if (found == m_cache->kept.end()) return;
    m_cache->by_use.erase(found->second);
    m_cache->kept.erase(found);
}

}  // namespace kader::vault
