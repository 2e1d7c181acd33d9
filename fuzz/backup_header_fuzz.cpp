// The head of a file of a backup, whole files of age, manifests and copies of keys: whatever a target gives back.

#include <cstring>

#include "backup/age_file.h"
#include "backup/keys_copy.h"
#include "backup/manifest.h"

using namespace kader;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const backup::Bytes bytes{data, size};
    if (const auto header = backup::parse_age_header(bytes)) {
        HALT_UNLESS(header->bytes <= size && header->bytes_before < header->bytes);
        static const auto secret = vault::Key::random();
        (void)backup::unwrap(*header, bytes, secret);
    }
    std::size_t at = 0;
    const auto source = [&](std::span<std::uint8_t> into) {
        const auto part = std::min(into.size(), size - at);
        if (part > 0) std::memcpy(into.data(), data + at, part);
        at += part;
        return part;
    };
    (void)backup::read_age(source, backup::FileKey{}, [](backup::Bytes) {});
    (void)backup::parse_keys_copy(bytes);
    (void)backup::parse_manifest({reinterpret_cast<const char*>(data), size});
    return 0;
}
