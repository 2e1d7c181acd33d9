// Any bytes as a sealed value, a keyring or a root key: no crash, nothing read past the end, and
// what was not sealed does not open.

#include <cstdint>
#include <cstdlib>

#include "vault/keyring_file.h"
#include "vault/sealed.h"

using namespace kader;
using namespace kader::vault;

namespace {

const Key& fixed_key() {
    static const Key key = Key::from(ByteVector(key_bytes, 0x5A));
    return key;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes{data, size};
    const auto header = read_header(bytes);
    if (size < sealed_extra_bytes && header) std::abort();
    if (header && (header->suite != data[0] || header->body_version != (data[1] << 8 | data[2])))
        std::abort();
    const Place place{UuidBytes{1}, "record_version", UuidBytes{2}, 1, bytes.first(size / 2)};
    // Chance does not make a tag.
    if (open(fixed_key(), place, bytes)) std::abort();

    // The bytes as plain text, sealed and opened.
    const auto opened = open(fixed_key(), place, seal(fixed_key(), place, 7, bytes));
    if (!opened || opened->plain != ByteVector{data, data + size} || opened->body_version != 7) std::abort();

    // As key files. The corpus holds a keyring of this root key.
    const auto read = KeyringFile::read(fixed_key(), bytes);
    if (read.content && read.content->epochs.empty()) std::abort();
    (void)sealed_root_key_asks_for(bytes);
    if (const auto root_key = read_root_key(bytes)) {
        const auto again = read_root_key(write_root_key(*root_key));
        if (!again || !same_bytes(again->bytes(), root_key->bytes())) std::abort();
    }
    return 0;
}
