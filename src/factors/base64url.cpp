#include "factors/base64url.h"

#include <sodium.h>

#include "kernel/check.h"

namespace kader::factors {

std::string base64url(vault::Bytes bytes) {
    // With the closing zero that libsodium writes.
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();
    return text;
}

std::optional<vault::ByteVector> parse_base64url(std::string_view text) {
    vault::ByteVector bytes(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) return {};
    if (end != text.data() + text.size()) return {};
    bytes.resize(length);
    // libsodium 1.0.18 takes some bytes above 127 for characters of its alphabet.
    if (base64url(bytes) != text) return {};
    return bytes;
}

}  // namespace kader::factors
