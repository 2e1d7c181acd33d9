#include "accounts/account_rows.h"

#include "system/random.h"

namespace kader::accounts::rows {

namespace {

constexpr std::uint16_t who_version = 1;

vault::Digest beside(const AccountRow& row) {
    const auto state = vault::big_endian(static_cast<std::int64_t>(row.state));
    // The role has no zero in it, and only the hash of the password has no fixed length after it.
    return vault::digest_of({vault::bytes_of(access::word(row.role)), vault::bytes_of(std::string_view{"\0", 1}), state,
                             row.subject.bytes(), row.match, vault::bytes_of(row.hash)});
}

}  // namespace

vault::ByteVector seal_who(const vault::Key& key, const AccountRow& row) {
    // Neither can hold a character that is not seen, so this parts them.
    std::string text{row.name};
    text += '\0';
    text += row.login;
    const auto with = beside(row);
    return vault::seal(key, {row.practice.bytes(), "account", row.id.bytes(), 1, with}, who_version, vault::bytes_of(text));
}

bool open_who(const vault::Key& key, AccountRow& row, vault::Bytes sealed) {
    const auto with = beside(row);
    const auto opened = vault::open(key, {row.practice.bytes(), "account", row.id.bytes(), 1, with}, sealed);
    if (!opened || opened->body_version != who_version) return false;
    const std::string text{opened->plain.begin(), opened->plain.end()};
    const auto end = text.find('\0');
    if (end == std::string::npos) return false;
    row.name = text.substr(0, end);
    row.login = text.substr(end + 1);
    return true;
}

std::string login_text(std::string_view login) { return folded(trimmed(login)); }

LoginMatch match_of(const vault::Keyring& keyring, const Practice& practice, std::string_view login_text) {
    return vault::match_of(keyring.match_key(), practice.bytes(), "login:" + std::string{login_text});
}

vault::Digest hash_of_token(const vault::Key& key, std::string_view token) {
    return vault::keyed_digest_of(key, {vault::bytes_of("token:"), vault::bytes_of(token)});
}

vault::Digest proof_of_session(const vault::Key& key, const vault::Digest& token_hash, const Practice& practice,
                               const subjects::ActorId& account, system::Instant begun, system::Instant ends) {
    return vault::keyed_digest_of(key, {vault::bytes_of("session:"), token_hash, practice.bytes(), account.bytes(),
                                        vault::big_endian(number(begun)), vault::big_endian(number(ends))});
}

std::string new_token() {
    std::array<std::uint8_t, 32> bytes;
    system::fill_random(bytes);
    return vault::hex(bytes);
}

}  // namespace kader::accounts::rows
