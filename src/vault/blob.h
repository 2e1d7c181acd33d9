#pragma once

// Sealing what is too large for one piece of memory, such as a photo: in chunks of 64 KiB, each of which vouches for
// its place in the blob, and the last for the end. Bound to its place as a sealed value is (sealed.h).
//
// Sealed bytes:
//   1 byte   suite (2 = XChaCha20-Poly1305 of libsodium's secretstream, subkey by BLAKE2b)
//   2 bytes  version of the body, big-endian
//   24 bytes header of the stream, random
//   …        chunks: 65,536 bytes of plain, the last fewer or none, each with 17 bytes more; the last is tagged final
// The associated data of every chunk is SHA-256 over "kader-blob-1", the first three bytes and the place.

#include <functional>
#include <memory>

#include "vault/sealed.h"

namespace kader::vault {

inline constexpr std::size_t blob_chunk_bytes = 64 * 1024;
inline constexpr std::size_t blob_header_bytes = 27;
inline constexpr std::size_t blob_chunk_extra_bytes = 17;

// How large a blob of so many plain bytes is when sealed.
std::uint64_t sealed_blob_bytes(std::uint64_t plain_bytes);

// One blob, from beginning to end. One thread at a time.
class BlobSealer {
public:
    using Sink = std::function<void(Bytes sealed)>;
    BlobSealer(const Key& data_key, const Place&, std::uint16_t body_version, Sink);
    ~BlobSealer();
    // Any number of bytes; the caller's, to wipe.
    void add(Bytes plain);
    // Once, and nothing after it.
    void finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Reads up to as many bytes as there is room for, from `offset`; fewer only at the end. May throw.
using BlobSource = std::function<std::size_t(std::uint64_t offset, std::span<std::uint8_t> into)>;

struct BlobFound {
    std::uint16_t body_version = 0;
    std::uint64_t plain_bytes = 0;
};
// Reads all of it, and shows nothing. Invalid: damaged, cut off, moved, an older version put back, or another key.
Result<BlobFound> check_blob(const Key& data_key, const Place&, const BlobSource&);
// Checks all of it first, the end too; only then shows it, chunk by chunk, each checked again. Invalid: as above; then
// nothing was shown, unless the source changed meanwhile.
Result<BlobFound> open_blob(const Key& data_key, const Place&, const BlobSource&, const std::function<void(Bytes plain)>& show);

}  // namespace kader::vault
