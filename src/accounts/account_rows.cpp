#include "accounts/account_rows.h"

#include "system/random.h"

namespace kader::accounts::rows {

namespace {

constexpr std::uint16_t body_version = 1;

vault::Digest beside(access::Role role) { return vault::digest_of({vault::bytes_of(access::word(role))}); }

}  // namespace

vault::ByteVector seal_who(const vault::Key& key, const Practice& practice, const subjects::ActorId& account,
                           access::Role role, std::string_view name, std::string_view login) {
    // Neither can hold a character that is not seen, so this parts them.
    std::string text{name};
    text += '\0';
    text += login;
    const auto with = beside(role);
    return vault::seal(key, {practice.bytes(), "account", account.bytes(), 1, with}, body_version, vault::bytes_of(text));
}

Result<std::string> open_name(const vault::Key& key, const Practice& practice, const subjects::ActorId& account,
                              access::Role role, vault::Bytes sealed) {
    const auto with = beside(role);
    KADER_TRY(opened, vault::open(key, {practice.bytes(), "account", account.bytes(), 1, with}, sealed));
    const std::string text{opened.plain.begin(), opened.plain.end()};
    if (opened.body_version != body_version || text.find('\0') == std::string::npos) return Error{Code::Invalid, {}};
    return text.substr(0, text.find('\0'));
}

std::string login_text(std::string_view login) { return folded(trimmed(login)); }

LoginMatch match_of(const vault::Keyring& keyring, const Practice& practice, std::string_view login_text) {
    return vault::match_of(keyring.match_key(), practice.bytes(), "login:" + std::string{login_text});
}

vault::Digest hash_of_token(std::string_view token) {
    return vault::digest_of({vault::bytes_of("kader-token-1"), vault::bytes_of(token)});
}

std::string new_token() {
    std::array<std::uint8_t, 32> bytes;
    system::fill_random(bytes);
    return vault::hex(bytes);
}

}  // namespace kader::accounts::rows
