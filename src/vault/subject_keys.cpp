#include "vault/subject_keys.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <list>
#include <map>
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
constexpr storage::Sql select_by_epoch{
    "SELECT wrapped_by, wrapped FROM subject_key WHERE practice_id = $1 AND subject_id = $2 AND wrap_kind = 1"};
constexpr storage::Sql select_by_person{
    "SELECT wrapped FROM subject_key WHERE practice_id = $1 AND subject_id = $2 AND wrap_kind = 2 AND wrapped_by = $3"};
constexpr storage::Sql select_persons{
    "SELECT 1 FROM subject_key WHERE practice_id = $1 AND subject_id = $2 AND wrap_kind = 2"};
constexpr storage::Sql delete_by_epoch{
    "DELETE FROM subject_key WHERE practice_id = $1 AND subject_id = $2 AND wrap_kind = 1"};
constexpr storage::Sql delete_all{"DELETE FROM subject_key WHERE practice_id = $1 AND subject_id = $2"};
constexpr storage::Sql select_under{
    "SELECT subject_id, wrapped FROM subject_key WHERE practice_id = $1 AND wrap_kind = 1 AND wrapped_by = $2"
    " ORDER BY subject_id LIMIT 256"};
constexpr storage::Sql update_key{
    "UPDATE subject_key SET wrapped_by = $4, wrapped = $5"
    " WHERE practice_id = $1 AND subject_id = $2 AND wrap_kind = 1 AND wrapped_by = $3"};
constexpr storage::Sql count_rows{
    "SELECT COUNT(*) FROM subject_key WHERE practice_id = $1 AND wrap_kind = 1 AND wrapped_by = $2"};

constexpr auto by_epoch = static_cast<std::int64_t>(WrapKind::Epoch);
constexpr auto by_person = static_cast<std::int64_t>(WrapKind::Person);
constexpr std::size_t boxed_bytes = 1 + crypto_box_SEALBYTES + 32 + key_bytes;

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

// 0, which no epoch has: not the number of one.
int number_of(std::string_view text) {
    int number = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end && number > 0 ? number : 0;
}

// What a box to a person holds: the digest of whose key it is, and the key. Wiped.
struct Boxed {
    std::array<std::uint8_t, 32 + key_bytes> bytes{};
    Boxed() = default;
    Boxed(const Boxed&) = delete;
    Boxed& operator=(const Boxed&) = delete;
    ~Boxed() { wipe(bytes); }
};

}  // namespace

using Shared = KeyPtr;

// Shared, because what runs after a commit may run when SubjectKeys is gone.
struct SubjectKeys::Cache {
    const Keyring& keyring;
    std::mutex mutex;
    std::map<int, Shared> wrap_keys;  // Of the epochs that there are.
    std::list<std::pair<Whose, Shared>> by_use;  // The one used last in front.
    std::unordered_map<Whose, std::list<std::pair<Whose, Shared>>::iterator, HashOfWhose> kept;
    // Made in a batch that is not committed yet. Its unit holds the key; when the batch comes to nothing
    // the unit lets go, and the entry here is empty.
    std::unordered_map<Whose, std::weak_ptr<const Key>, HashOfWhose> being_made;
    std::size_t being_made_before_sweep = 64;
    std::uint64_t forgotten = 0;  // How often: what was read before the last time is not kept.

    explicit Cache(const Keyring& of) : keyring(of) {}

    // Null: an epoch that is not in the keyring. Takes the mutex.
    Shared wrap_key(int epoch) {
        const auto epoch_key = keyring.epoch_key(epoch);
        const std::lock_guard lock{mutex};
        if (!epoch_key) {
            wrap_keys.erase(epoch);
            return nullptr;
        }
        auto& made = wrap_keys[epoch];
        if (!made) made = std::make_shared<const Key>(epoch_key->for_purpose("wrap"));
        return made;
    }

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
    // Takes the mutex.
    void forget(const Whose& whose) {
        const std::lock_guard lock{mutex};
        ++forgotten;
        being_made.erase(whose);
        const auto found = kept.find(whose);
        if (found == kept.end()) return;
        by_use.erase(found->second);
        kept.erase(found);
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
    const auto epoch = m_cache->keyring.epoch();
    const auto by = std::to_string(epoch);
    const auto wrapped = wrap(*m_cache->wrap_key(epoch), whose, by, *key);
    unit.run(insert_key, {Bytes{whose.practice}, Bytes{whose.subject}, by_epoch, by, Bytes{wrapped}});
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
    struct Stored {
        std::string by;
        ByteVector wrapped;
    };
    std::vector<Stored> stored;
    session.each(select_by_epoch, {Bytes{practice}, Bytes{subject}}, [&](const storage::Row& row) {
        const auto wrapped = row.blob(1);
        stored.push_back({std::string{row.text(0)}, {wrapped.begin(), wrapped.end()}});
    });
    const bool found = !stored.empty();
    std::optional<Key> key;
    for (const auto& one : stored) {
        const auto wrap_key = m_cache->wrap_key(number_of(one.by));
        if (!key && wrap_key) key = unwrap(*wrap_key, whose, one.by, one.wrapped);
    }
    if (!found) return Error{Code::NotFound, "the key of this subject was destroyed, or never existed"};
    if (!key)
        return Error{Code::Invalid,
                     "the key of this subject does not open: damaged, moved, or of another keyring"};
    auto shared = std::make_shared<const Key>(std::move(*key));
    const std::lock_guard lock{m_cache->mutex};
    if (forgotten == m_cache->forgotten) m_cache->keep(whose, shared);
    return Shared{shared};
}

void SubjectKeys::forget(const UuidBytes& practice, const UuidBytes& subject) { m_cache->forget({practice, subject}); }

PersonKeys PersonKeys::random() {
    auto secret = Key::random();
    PublicKey open;
    HALT_UNLESS(crypto_scalarmult_base(open.data(), secret.bytes().data()) == 0);
    return {open, std::move(secret)};
}

void SubjectKeys::wrap_for_person(storage::Unit& unit, const UuidBytes& subject, const UuidBytes& person, const PublicKey& open,
                                  const Key& key) {
    const auto by = hex(person);
    const auto data = digest_of({associated_data({unit.practice(), subject}, WrapKind::Person, by)});
    Boxed boxed;
    std::copy(data.begin(), data.end(), boxed.bytes.begin());
    std::copy(key.bytes().begin(), key.bytes().end(), boxed.bytes.begin() + data.size());
    ByteVector wrapped(boxed_bytes);
    wrapped[0] = suite_xchacha;
    HALT_UNLESS(crypto_box_seal(wrapped.data() + 1, boxed.bytes.data(), boxed.bytes.size(), open.data()) == 0);
    unit.run(insert_key, {Bytes{unit.practice()}, Bytes{subject}, by_person, by, Bytes{wrapped}});
}

bool SubjectKeys::leave_to_persons(storage::Unit& unit, const UuidBytes& subject) {
    bool found = false;
    unit.each(select_persons, {Bytes{unit.practice()}, Bytes{subject}}, [&](const storage::Row&) { found = true; });
    if (!found) return false;
    unit.run(delete_by_epoch, {Bytes{unit.practice()}, Bytes{subject}});
    unit.after_commit([cache = m_cache, whose = Whose{unit.practice(), subject}] { cache->forget(whose); });
    return true;
}

Result<Shared> SubjectKeys::open_as_person(storage::Session& session, const UuidBytes& practice, const UuidBytes& subject,
                                           const UuidBytes& person, const PersonKeys& keys) {
    const auto by = hex(person);
    bool found = false;
    Shared key;
    session.each(select_by_person, {Bytes{practice}, Bytes{subject}, by}, [&](const storage::Row& row) {
        found = true;
        const auto wrapped = row.blob(0);
        if (wrapped.size() != boxed_bytes || wrapped[0] != suite_xchacha) return;
        Boxed boxed;
        if (crypto_box_seal_open(boxed.bytes.data(), wrapped.data() + 1, wrapped.size() - 1, keys.open.data(), keys.secret.bytes().data()) != 0)
            return;
        const auto data = digest_of({associated_data({practice, subject}, WrapKind::Person, by)});
        if (!same_bytes(Bytes{boxed.bytes}.first(data.size()), data)) return;
        key = std::make_shared<const Key>(Key::from(Bytes{boxed.bytes}.subspan(data.size())));
    });
    if (!found) return Error{Code::NotFound, "the key of this subject is not wrapped to this person"};
    if (!key) return Error{Code::Invalid, "the key of this subject does not open: damaged, moved, or of another person"};
    return key;
}

int SubjectKeys::destroy(storage::Unit& unit, const UuidBytes& subject) {
    unit.run(delete_all, {Bytes{unit.practice()}, Bytes{subject}});
    unit.after_commit([cache = m_cache, whose = Whose{unit.practice(), subject}] { cache->forget(whose); });
    return m_cache->keyring.epoch();
}

Result<SubjectKeys::Moved> SubjectKeys::move_from(storage::Unit& unit, int from, std::int64_t keys_max) {
    const auto to = m_cache->keyring.epoch();
    const auto from_key = m_cache->wrap_key(from), to_key = m_cache->wrap_key(to);
    HALT_UNLESS(from_key && to_key && from < to);
    const auto by = std::to_string(from), by_new = std::to_string(to);
    Moved moved;
    while (true) {
        std::vector<std::pair<UuidBytes, ByteVector>> found;
        unit.each(select_under, {Bytes{unit.practice()}, by}, [&](const storage::Row& row) {
            const auto wrapped = row.blob(1);
            UuidBytes subject{};
            const auto id = row.blob(0);
            if (id.size() == subject.size()) std::copy(id.begin(), id.end(), subject.begin());
            found.emplace_back(subject, ByteVector{wrapped.begin(), wrapped.end()});
        });
        if (found.empty()) {
            moved.is_all = true;
            return moved;
        }
        for (const auto& [subject, wrapped] : found) {
            const Whose whose{unit.practice(), subject};
            const auto key = unwrap(*from_key, whose, by, wrapped);
            if (!key) return Error{Code::Invalid, "the key of subject " + Uuid<struct SubjectTag>{subject}.text() + " does not open"};
            const auto anew = wrap(*to_key, whose, by_new, *key);
            unit.run(update_key, {Bytes{whose.practice}, Bytes{whose.subject}, by, by_new, Bytes{anew}});
            ++moved.keys;
            if (moved.keys >= keys_max || unit.is_time_up()) return moved;
        }
    }
}

std::int64_t SubjectKeys::count_under(storage::Session& session, const UuidBytes& practice, int epoch) {
    std::int64_t count = 0;
    session.each(count_rows, {Bytes{practice}, std::to_string(epoch)}, [&](const storage::Row& row) { count = row.integer(0); });
    return count;
}

}  // namespace kader::vault
