#include "backup/age_file.h"

#include <sodium.h>

#include <algorithm>

#include "kernel/check.h"
#include "system/random.h"

namespace kader::backup {

namespace {

constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t tag_bytes = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::size_t closed_piece_bytes = age_piece_bytes + tag_bytes;
constexpr std::size_t head_start_bytes = 70, share_bytes = 98;

// Eleven bytes of number, and one that says whether this is the last piece.
std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> piece_nonce(std::uint64_t number, bool is_last) {
    std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> nonce{};
    for (std::size_t at = 0; at < 8; ++at) nonce[10 - at] = static_cast<std::uint8_t>(number >> 8 * at);
    nonce[11] = is_last ? 1 : 0;
    return nonce;
}

bool open_piece(std::span<std::uint8_t> into, Bytes closed, const PayloadKey& key, std::uint64_t number, bool is_last) {
    const auto nonce = piece_nonce(number, is_last);
    return crypto_aead_chacha20poly1305_ietf_decrypt(into.data(), nullptr, nullptr, closed.data(), closed.size(), nullptr, 0, nonce.data(),
                                                     key.data()) == 0;
}

// The pieces, of which the first bytes stand in `held` already.
std::optional<AgeFault> read_pieces(const Source& source, ByteVector held, const PayloadKey& key, const Sink& sink) {
    // One byte more than a piece, to know whether it is the last.
    const auto fill = [&] {
        const auto have = held.size();
        if (have > closed_piece_bytes) return;
        held.resize(closed_piece_bytes + 1);
        held.resize(have + source(std::span{held}.subspan(have)));
    };
    ByteVector plain(age_piece_bytes);
    for (std::uint64_t number = 0;; ++number) {
        fill();
        const bool is_last = held.size() <= closed_piece_bytes;
        const auto closed = Bytes{held}.first(std::min(held.size(), closed_piece_bytes));
        if (closed.size() < tag_bytes) return AgeFault::Cut;
        const auto open = std::span{plain}.first(closed.size() - tag_bytes);
        if (!open_piece(open, closed, key, number, is_last))
            return is_last && open_piece(open, closed, key, number, false) ? AgeFault::Cut : AgeFault::Damaged;
        // An empty piece stands only in an empty file.
        if (open.empty() && number > 0) return AgeFault::Damaged;
        sink(open);
        if (is_last) return {};
        held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(closed_piece_bytes));
    }
}

template <class KeyOf>
std::optional<AgeFault> read_with(const Source& source, const KeyOf& key_of, const Sink& sink) {
    ByteVector start(age_header_bytes_max + nonce_bytes);
    start.resize(source(start));
    const auto header = parse_age_header(start);
    if (!header) return AgeFault::NotAge;
    const std::optional<FileKey> key = key_of(*header, Bytes{start});
    if (!key) return AgeFault::OtherKey;
    const auto after = Bytes{start}.subspan(header->bytes);
    if (after.size() < nonce_bytes) return AgeFault::Cut;
    auto payload = payload_key(*key, after.first(nonce_bytes));
    const auto rest = after.subspan(nonce_bytes);
    const auto fault = read_pieces(source, {rest.begin(), rest.end()}, payload, sink);
    vault::wipe(payload);
    return fault;
}

}  // namespace

std::uint64_t age_file_bytes(std::uint64_t content_bytes, std::size_t recipients_count) {
    const auto pieces = content_bytes == 0 ? 1 : (content_bytes + age_piece_bytes - 1) / age_piece_bytes;
    return head_start_bytes + share_bytes * recipients_count + nonce_bytes + content_bytes + pieces * tag_bytes;
}

AgeWriter::AgeWriter(const FileKey& key, std::span<const PublicKey> recipients, Sink sink) : m_sink(std::move(sink)) {
    const auto head = write_age_header(key, recipients);
    std::array<std::uint8_t, nonce_bytes> nonce{};
    system::fill_random(nonce);
    m_key = payload_key(key, nonce);
    m_piece.reserve(age_piece_bytes);
    m_sink(vault::bytes_of(head));
    m_sink(nonce);
}

AgeWriter::~AgeWriter() {
    vault::wipe(m_key);
}

void AgeWriter::write(Bytes bytes) {
    while (!bytes.empty()) {
        // A full piece waits until it is known that it is not the last.
        if (m_piece.size() == age_piece_bytes) put(false);
        const auto part = bytes.first(std::min(bytes.size(), age_piece_bytes - m_piece.size()));
        m_piece.insert(m_piece.end(), part.begin(), part.end());
        bytes = bytes.subspan(part.size());
    }
}

void AgeWriter::finish() {
    put(true);
}

void AgeWriter::put(bool is_last) {
    const auto nonce = piece_nonce(m_number++, is_last);
    ByteVector closed(m_piece.size() + tag_bytes);
    crypto_aead_chacha20poly1305_ietf_encrypt(closed.data(), nullptr, m_piece.data(), m_piece.size(), nullptr, 0, nullptr, nonce.data(), m_key.data());
    m_sink(closed);
    m_piece.clear();
}

std::optional<AgeFault> read_age(const Source& source, const FileKey& key, const Sink& sink) {
    return read_with(
        source, [&](const AgeHeader& header, Bytes start) { return is_head_of(header, start, key) ? std::optional{key} : std::nullopt; }, sink);
}

std::optional<AgeFault> read_age(const Source& source, const vault::Key& secret, const Sink& sink) {
    return read_with(source, [&](const AgeHeader& header, Bytes start) { return unwrap(header, start, secret); }, sink);
}

}  // namespace kader::backup
