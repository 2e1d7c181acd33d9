#include "backup/objects.h"

#include <sodium.h>

#include <algorithm>

#include "backup/disk.h"
#include "kernel/check.h"
#include "storage/session.h"
#include "system/files.h"

namespace kader::backup {

namespace {

vault::Digest named(const vault::Key& naming, const vault::Digest& content) {
    return vault::keyed_digest_of(naming, {vault::bytes_of("kader-backup-name-1"), content});
}

FileKey opening(const vault::Key& key, const vault::Digest& content) {
    auto digest = vault::keyed_digest_of(key, {vault::bytes_of("kader-backup-open-1"), content});
    FileKey made;
    std::copy_n(digest.begin(), made.bytes.size(), made.bytes.begin());
    vault::wipe(digest);
    return made;
}

class Hash {
public:
    Hash() { crypto_hash_sha256_init(&m_state); }
    void add(Bytes bytes) {
        crypto_hash_sha256_update(&m_state, bytes.data(), bytes.size());
        m_bytes += bytes.size();
    }
    bool is(const Object& object) {
        vault::Digest digest{};
        crypto_hash_sha256_final(&m_state, digest.data());
        return m_bytes == object.bytes && vault::same_bytes(digest, object.digest);
    }

private:
    crypto_hash_sha256_state m_state{};
    std::uint64_t m_bytes = 0;
};

Source source_of(OldFile& file) {
    return [&file](std::span<std::uint8_t> into) { return file.read(into); };
}

}  // namespace

vault::Digest object_id(const vault::Keyring& keyring, const vault::Digest& content) {
    return named(keyring.chain_key().for_purpose("backup-name"), content);
}

Objects::Objects(const Target& target, const vault::Keyring& keyring, const PublicKey& recipient, const Known& known, AtStep at_step)
    : m_target(target),
      m_recipient(recipient),
      m_known(known),
      m_at_step(std::move(at_step)),
      m_naming(keyring.chain_key().for_purpose("backup-name")),
      m_opening(keyring.chain_key().for_purpose("backup-open")) {}

Result<Object> Objects::put(const vault::Digest& digest, std::uint64_t bytes, const Feed& feed, Language language) {
    HALT_UNLESS(bytes <= object_bytes_max);
    Object object{named(m_naming, digest), 0, bytes, digest, opening(m_opening, digest)};
    if (const auto used = m_used.find(object.id); used != m_used.end()) {
        object.variant = used->second;
        return object;
    }
    const auto keep = [&] {
        ++m_counts.kept;
        m_used[object.id] = object.variant;
        return object;
    };
    if (const auto known = m_known.objects.find(object.id); known != m_known.objects.end()) {
        object.variant = known->second;
        const auto file = OldFile::open(m_target.object(object.id, object.variant));
        if (file && file->size() == age_file_bytes(bytes, 1)) return keep();
    }
    for (object.variant = 0; object.variant <= variants_max; ++object.variant) {
        const auto path = m_target.object(object.id, object.variant);
        m_target.make_room_for(path);
        auto made = NewFile::make(path);
        // Of a backup that did not come to its end. Never written over: data/ may refuse that.
        if (!made && is_whole(path, object)) return keep();
        if (!made) continue;
        m_at_step("object begun");
        write(*made, object, feed);
        system::sync_folder(path.parent_path());
        m_at_step("object done");
        ++m_counts.written;
        m_counts.bytes_written += age_file_bytes(bytes, 1);
        m_used[object.id] = object.variant;
        return object;
    }
    return refusal(Code::Unavailable, language,
                   "Op de plaats voor reservekopieën staan te veel afgebroken stukken van dezelfde gegevens; kies met kader backup set-up een andere plaats.",
                   "The place for backups holds too many broken pieces of the same data; choose another place with kader backup set-up.");
}

// Not trusted by its name and length: a power cut may have left a file of the right length without its content.
bool Objects::is_whole(const fs::path& path, const Object& object) const {
    auto file = OldFile::open(path);
    if (!file || file->size() != age_file_bytes(object.bytes, 1)) return false;
    Hash hash;
    if (read_age(source_of(*file), object.key, [&](Bytes bytes) { hash.add(bytes); }) || !hash.is(object)) return false;
    file->make_last();
    system::sync_folder(path.parent_path());
    return true;
}

void Objects::write(NewFile& file, const Object& object, const Feed& feed) {
    Hash hash;
    AgeWriter writer{object.key, std::span{&m_recipient, 1}, [&](Bytes bytes) { file.write(bytes); }};
    feed([&](Bytes bytes) {
        hash.add(bytes);
        writer.write(bytes);
    });
    m_at_step("object half");
    if (!hash.is(object)) throw storage::StorageError{storage::Fault::Damaged, "a file changed while it was copied"};
    writer.finish();
    file.finish();
}

std::optional<Text> read_object(const Target& target, const Object& object, const Sink& sink) {
    const auto path = target.object(object.id, object.variant);
    const auto wrong = [&](const char* nl, const char* en) { return Text{path.filename().string() + nl, path.filename().string() + en}; };
    auto file = OldFile::open(path);
    if (!file) return wrong(" ontbreekt", " is missing");
    if (file->size() < age_file_bytes(object.bytes, 1)) return wrong(" is afgebroken", " is cut off");
    Hash hash;
    const auto fault = read_age(source_of(*file), object.key, [&](Bytes bytes) {
        hash.add(bytes);
        sink(bytes);
    });
    if (fault == AgeFault::OtherKey) return wrong(" hoort niet bij deze reservekopie", " does not belong to this backup");
    if (fault) return wrong(" is beschadigd", " is damaged");
    if (!hash.is(object)) return wrong(" heeft een andere inhoud", " has another content");
    return {};
}

}  // namespace kader::backup
