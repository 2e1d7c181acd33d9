#include "backup/age_header.h"

#include <sodium.h>

#include <algorithm>

#include "kernel/check.h"
#include "system/random.h"

namespace kader::backup {

namespace {

constexpr std::string_view first_line = "age-encryption.org/v1\n";
constexpr std::string_view x25519_info = "age-encryption.org/v1/X25519";
constexpr std::string_view x25519_kind = "X25519";
constexpr std::string_view share_mark = "-> ", end_mark = "---";
constexpr std::size_t body_columns = 64;
using Word = std::array<std::uint8_t, 32>;

Word hmac(Bytes key, std::initializer_list<Bytes> parts) {
    crypto_auth_hmacsha256_state state;
    // An empty key is one too, and has to be somewhere.
    static constexpr std::uint8_t nowhere = 0;
    crypto_auth_hmacsha256_init(&state, key.empty() ? &nowhere : key.data(), key.size());
    for (const auto part : parts)
        if (!part.empty()) crypto_auth_hmacsha256_update(&state, part.data(), part.size());
    Word word{};
    crypto_auth_hmacsha256_final(&state, word.data());
    sodium_memzero(&state, sizeof state);
    return word;
}

// HKDF-SHA-256 (RFC 5869), of one block.
Word hkdf(Bytes secret, Bytes salt, std::string_view info) {
    constexpr std::uint8_t one = 1;
    auto middle = hmac(salt, {secret});
    const auto made = hmac(middle, {vault::bytes_of(info), Bytes{&one, 1}});
    vault::wipe(middle);
    return made;
}

std::string base64(Bytes bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    text.pop_back();  // Its zero.
    return text;
}

bool parse_base64(std::string_view text, Word& into) {
    std::size_t size = 0;
    const char* end = nullptr;
    return sodium_base642bin(into.data(), into.size(), text.data(), text.size(), nullptr, &size, &end,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           size == into.size() && end == text.data() + text.size();
}

// Takes the next line off, without its end. Nothing: there is no whole line.
std::optional<std::string_view> take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7f; };
    if (!std::ranges::all_of(line, is_plain)) return {};
    return line;
}

// The words after "-> ", and the lines that belong to them. False: not as it should be.
bool take_share(std::string_view line, std::string_view& rest, AgeHeader& header) {
    line.remove_prefix(share_mark.size());
    const auto kind = line.substr(0, line.find(' '));
    if (kind.empty()) return false;
    std::string body;
    while (true) {
        const auto more = take_line(rest);
        if (!more || more->size() > body_columns) return false;
        body += *more;
        if (more->size() < body_columns) break;
    }
    if (kind != x25519_kind) return true;
    AgeHeader::Share share;
    if (line.size() <= kind.size() || !parse_base64(line.substr(kind.size() + 1), share.ephemeral) || !parse_base64(body, share.wrapped))
        return false;
    header.shares.push_back(share);
    return true;
}

// What wraps the file key for one recipient. Nothing: a point that is none.
std::optional<Word> wrap_key(const std::uint8_t* secret, const Word& point, const Word& ephemeral, const Word& recipient) {
    Word shared{};
    if (crypto_scalarmult(shared.data(), secret, point.data()) != 0) return {};
    std::array<std::uint8_t, 64> salt{};
    std::ranges::copy(ephemeral, salt.begin());
    std::ranges::copy(recipient, salt.begin() + 32);
    const auto key = hkdf(shared, salt, x25519_info);
    vault::wipe(shared);
    return key;
}

constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> no_nonce{};

Word code_of(const FileKey& key, Bytes head) {
    auto with = hkdf(key.bytes, {}, "header");
    const auto code = hmac(with, {head});
    vault::wipe(with);
    return code;
}

}  // namespace

FileKey FileKey::random() {
    FileKey key;
    system::fill_random(key.bytes);
    return key;
}

std::optional<AgeHeader> parse_age_header(Bytes file) {
    const std::string_view all{reinterpret_cast<const char*>(file.data()), std::min(file.size(), age_header_bytes_max)};
    if (!all.starts_with(first_line)) return {};
    auto rest = all.substr(first_line.size());
    AgeHeader header;
    for (std::size_t count = 0; count <= age_recipients_count_max; ++count) {
        const auto at = all.size() - rest.size();
        const auto line = take_line(rest);
        if (!line) return {};
        if (line->starts_with(share_mark)) {
            if (!take_share(*line, rest, header)) return {};
            continue;
        }
        if (!line->starts_with(end_mark) || line->size() <= end_mark.size() || (*line)[end_mark.size()] != ' ') return {};
        if (!parse_base64(line->substr(end_mark.size() + 1), header.mac)) return {};
        header.bytes_before = at + end_mark.size();
        header.bytes = all.size() - rest.size();
        return header;
    }
    return {};
}

std::string write_age_header(const FileKey& key, std::span<const PublicKey> recipients) {
    HALT_UNLESS(!recipients.empty() && recipients.size() <= age_recipients_count_max);
    std::string head{first_line};
    for (const auto& recipient : recipients) {
        const auto once = vault::Key::random();
        const auto ephemeral = public_key_of(once).bytes;
        auto with = wrap_key(once.bytes().data(), recipient.bytes, ephemeral, recipient.bytes);
        HALT_UNLESS(with.has_value());  // A recipient is a real point: see set-up.
        Word wrapped{};
        crypto_aead_chacha20poly1305_ietf_encrypt(wrapped.data(), nullptr, key.bytes.data(), key.bytes.size(), nullptr, 0, nullptr,
                                                  no_nonce.data(), with->data());
        vault::wipe(*with);
        head.append(share_mark).append(x25519_kind).append(" ").append(base64(ephemeral)).append("\n");
        head.append(base64(wrapped)).append("\n");
    }
    head.append(end_mark);
    const auto code = code_of(key, vault::bytes_of(head));
    return head.append(" ").append(base64(code)).append("\n");
}

std::optional<FileKey> unwrap(const AgeHeader& header, Bytes file, const vault::Key& secret) {
    const auto mine = public_key_of(secret).bytes;
    for (const auto& share : header.shares) {
        auto with = wrap_key(secret.bytes().data(), share.ephemeral, share.ephemeral, mine);
        if (!with) continue;
        FileKey key;
        const bool opened = crypto_aead_chacha20poly1305_ietf_decrypt(key.bytes.data(), nullptr, nullptr, share.wrapped.data(), share.wrapped.size(),
                                                                      nullptr, 0, no_nonce.data(), with->data()) == 0;
        vault::wipe(*with);
        if (opened && is_head_of(header, file, key)) return key;
    }
    return {};
}

bool is_head_of(const AgeHeader& header, Bytes file, const FileKey& key) {
    return vault::same_bytes(code_of(key, file.first(header.bytes_before)), header.mac);
}

PayloadKey payload_key(const FileKey& key, Bytes nonce) {
    return hkdf(key.bytes, nonce, "payload");
}

}  // namespace kader::backup
