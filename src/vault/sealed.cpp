#include "vault/sealed.h"

#include <sodium.h>

#include <algorithm>

#include "kernel/check.h"

namespace kader::vault {

namespace {

constexpr std::uint8_t suite_xchacha = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(sealed_header_bytes == 3 + nonce_bytes);
static_assert(sealed_extra_bytes == sealed_header_bytes + tag_bytes);
static_assert(key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

// Unlike Key::for_purpose this one lives on the stack, for the microseconds of one sealing, as the subkeys
// that libsodium makes for itself do. It is wiped at once.
class SealKey {
public:
    explicit SealKey(const Key& data_key) {
        constexpr std::string_view purpose = "seal";
        const auto key = data_key.bytes();
        HALT_UNLESS(crypto_generichash(m_bytes.data(), m_bytes.size(), bytes_of(purpose).data(),
                                       purpose.size(), key.data(), key.size()) == 0);
    }
    SealKey(const SealKey&) = delete;
    SealKey& operator=(const SealKey&) = delete;
    ~SealKey() { wipe(m_bytes); }
    const std::uint8_t* data() const { return m_bytes.data(); }

private:
    std::array<std::uint8_t, key_bytes> m_bytes;
};

void append(ByteVector& into, Bytes bytes) {
    into.insert(into.end(), bytes.begin(), bytes.end());
}

void append_with_length(ByteVector& into, Bytes bytes) {
    append(into, big_endian(static_cast<std::int64_t>(bytes.size())));
    append(into, bytes);
}

ByteVector associated_data(Bytes first_three, const Place& place) {
    ByteVector data;
    data.reserve(80 + place.table.size() + place.beside.size());
    append(data, bytes_of("kader-seal-1"));
    append(data, first_three);
    append(data, place.practice);
    append_with_length(data, bytes_of(place.table));
    append(data, place.row);
    append(data, big_endian(place.version));
    append_with_length(data, place.beside);
    return data;
}

}  // namespace

Result<SealedHeader> read_header(Bytes sealed) {
    if (sealed.size() < sealed_extra_bytes) return Error{Code::Invalid, "sealed content is cut off"};
    if (sealed[0] != suite_xchacha)
        return Error{Code::Invalid, "sealed content of an unknown kind: damaged, or of a newer Kader"};
    return SealedHeader{sealed[0], static_cast<std::uint16_t>(sealed[1] << 8 | sealed[2])};
}

ByteVector seal(const Key& data_key, const Place& place, std::uint16_t body_version, Bytes plain) {
    ByteVector sealed(sealed_extra_bytes + plain.size());
    sealed[0] = suite_xchacha;
    sealed[1] = static_cast<std::uint8_t>(body_version >> 8);
    sealed[2] = static_cast<std::uint8_t>(body_version & 0xFF);
    auto* nonce = sealed.data() + 3;
    randombytes_buf(nonce, nonce_bytes);
    const auto data = associated_data(Bytes{sealed}.first(3), place);
    const SealKey key{data_key};
    HALT_UNLESS(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + sealed_header_bytes, nullptr,
                                                           plain.data(), plain.size(), data.data(),
                                                           data.size(), nullptr, nonce, key.data()) == 0);
    return sealed;
}

Result<Opened> open(const Key& data_key, const Place& place, Bytes sealed) {
    KADER_TRY(header, read_header(sealed));
    const auto data = associated_data(sealed.first(3), place);
    const SealKey key{data_key};
    Opened opened{header.body_version, ByteVector(sealed.size() - sealed_extra_bytes)};
    const auto body = sealed.subspan(sealed_header_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(opened.plain.data(), nullptr, nullptr, body.data(),
                                                   body.size(), data.data(), data.size(), sealed.data() + 3,
                                                   key.data()) != 0)
        return Error{Code::Invalid,
                     "sealed content does not open: damaged, moved, put back from an older version, or under "
                     "another key"};
    return opened;
}

}  // namespace kader::vault
