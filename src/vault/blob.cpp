#include "vault/blob.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "kernel/check.h"

namespace kader::vault {

namespace {

constexpr std::uint8_t suite_stream = 2;
static_assert(blob_header_bytes == 3 + crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(blob_chunk_extra_bytes == crypto_secretstream_xchacha20poly1305_ABYTES);

using Head = std::array<std::uint8_t, 3>;

Digest digest_of_place(const Head& head, const Place& place) {
    return digest_of({bytes_of("kader-blob-1"), head, place.practice, big_endian(static_cast<std::int64_t>(place.table.size())),
                      bytes_of(place.table), place.row, big_endian(place.version),
                      big_endian(static_cast<std::int64_t>(place.beside.size())), place.beside});
}

struct Stream {
    crypto_secretstream_xchacha20poly1305_state state{};
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() { sodium_memzero(&state, sizeof state); }
};

// A chunk of plain bytes; wiped.
struct Chunk {
    ByteVector bytes = ByteVector(blob_chunk_bytes);
    Chunk() = default;
    Chunk(const Chunk&) = delete;
    Chunk& operator=(const Chunk&) = delete;
    ~Chunk() { wipe(bytes); }
};

Error does_not_open() {
    return {Code::Invalid, "a sealed file does not open: damaged, cut off, moved, put back from an older version, or under another key"};
}

Result<BlobFound> walk(const Key& data_key, const Place& place, const BlobSource& source, const std::function<void(Bytes)>& show) {
    std::array<std::uint8_t, blob_header_bytes> header;
    if (source(0, header) != header.size() || header[0] != suite_stream) return does_not_open();
    const Head head{header[0], header[1], header[2]};
    const auto digest = digest_of_place(head, place);
    BlobFound found{static_cast<std::uint16_t>(header[1] << 8 | header[2]), 0};
    Stream stream;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream.state, header.data() + 3, data_key.for_purpose("blob").bytes().data()) != 0)
        return does_not_open();
    ByteVector sealed(blob_chunk_bytes + blob_chunk_extra_bytes);
    Chunk plain;
    for (std::uint64_t offset = header.size();;) {
        const auto got = source(offset, sealed);
        offset += got;
        unsigned long long length = 0;
        unsigned char tag = 0;
        if (got < blob_chunk_extra_bytes ||
            crypto_secretstream_xchacha20poly1305_pull(&stream.state, plain.bytes.data(), &length, &tag, sealed.data(), got, digest.data(),
                                                       digest.size()) != 0)
            return does_not_open();
        found.plain_bytes += length;
        if (show && length > 0) show(Bytes{plain.bytes}.first(static_cast<std::size_t>(length)));
        if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
            std::array<std::uint8_t, 1> more;
            if (source(offset, more) != 0) return does_not_open();
            return found;
        }
        if (got < sealed.size()) return does_not_open();
    }
}

}  // namespace

std::uint64_t sealed_blob_bytes(std::uint64_t plain_bytes) {
    const auto chunks = plain_bytes == 0 ? 1 : (plain_bytes + blob_chunk_bytes - 1) / blob_chunk_bytes;
    return blob_header_bytes + plain_bytes + chunks * blob_chunk_extra_bytes;
}

struct BlobSealer::State {
    Stream stream;
    Digest digest{};
    Sink sink;
    Chunk waiting;
    std::size_t filled = 0;
    ByteVector sealed = ByteVector(blob_chunk_bytes + blob_chunk_extra_bytes);
    bool is_finished = false;

    void push(std::uint8_t tag) {
        unsigned long long length = 0;
        HALT_UNLESS(crypto_secretstream_xchacha20poly1305_push(&stream.state, sealed.data(), &length, waiting.bytes.data(), filled, digest.data(),
                                                               digest.size(), tag) == 0);
        filled = 0;
        sink(Bytes{sealed}.first(static_cast<std::size_t>(length)));
    }
};

BlobSealer::BlobSealer(const Key& data_key, const Place& place, std::uint16_t body_version, Sink sink) : m_state(std::make_unique<State>()) {
    std::array<std::uint8_t, blob_header_bytes> header{suite_stream, static_cast<std::uint8_t>(body_version >> 8),
                                                       static_cast<std::uint8_t>(body_version & 0xFF)};
    m_state->digest = digest_of_place({header[0], header[1], header[2]}, place);
    m_state->sink = std::move(sink);
    HALT_UNLESS(crypto_secretstream_xchacha20poly1305_init_push(&m_state->stream.state, header.data() + 3,
                                                                data_key.for_purpose("blob").bytes().data()) == 0);
    m_state->sink(header);
}

BlobSealer::~BlobSealer() = default;

void BlobSealer::add(Bytes plain) {
    HALT_UNLESS(!m_state->is_finished);
    while (!plain.empty()) {
        // A full chunk waits until it is known whether more comes: the last one is tagged.
        if (m_state->filled == blob_chunk_bytes) m_state->push(crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
        const auto part = plain.first(std::min(plain.size(), blob_chunk_bytes - m_state->filled));
        std::copy(part.begin(), part.end(), m_state->waiting.bytes.begin() + static_cast<std::ptrdiff_t>(m_state->filled));
        m_state->filled += part.size();
        plain = plain.subspan(part.size());
    }
}

void BlobSealer::finish() {
    HALT_UNLESS(!m_state->is_finished);
    m_state->is_finished = true;
    m_state->push(crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

Result<BlobFound> check_blob(const Key& data_key, const Place& place, const BlobSource& source) { return walk(data_key, place, source, {}); }

Result<BlobFound> open_blob(const Key& data_key, const Place& place, const BlobSource& source, const std::function<void(Bytes)>& show) {
    if (auto checked = check_blob(data_key, place, source); !checked) return checked;
    return walk(data_key, place, source, show);
}

}  // namespace kader::vault
