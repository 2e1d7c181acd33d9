#pragma once

// A passkey made of software: what a browser and an authenticator answer, with every field to be changed, so that
// each wrong thing can be shown to be refused. For tests only: its keys lie open in memory.

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>

#include "factors/base64url.h"
#include "factors/webauthn.h"
#include "kernel/check.h"
#include "system/random.h"

namespace kader::factors {

// One question and its answer, as it should be; a test changes what it wants to be wrong.
struct CeremonyForTests {
    RelyingParty server{"kader.example", "https://kader.example"};
    vault::ByteVector challenge = vault::ByteVector(challenge_bytes, 0x42);
    // Client data.
    std::string type{};  // Empty: as it should be.
    std::string after_origin = R"(,"crossOrigin":false)";
    std::optional<std::string> client_data{};  // Instead of all of it.
    // Authenticator data.
    std::uint8_t flags = 0x05;  // Present and verified; that there is a credential is added at registration.
    std::uint32_t sign_count = 0;
    vault::ByteVector extensions{}, after_data{};
    // Registration.
    std::string format = "none";
    vault::ByteVector statement{0xA0};
    std::optional<std::int64_t> algorithm{};  // In the key, instead of the right one.
    std::optional<vault::ByteVector> public_key{};
};

struct MadeRegistration {
    vault::ByteVector client_data, attestation_object;
    Registration view() const { return {client_data, attestation_object}; }
};
struct MadeAssertion {
    vault::ByteVector credential_id, client_data, authenticator_data, signature;
    std::optional<vault::ByteVector> user_handle;
    Assertion view() const {
        return {credential_id, client_data, authenticator_data, signature, user_handle ? std::optional<vault::Bytes>{*user_handle} : std::nullopt};
    }
};

class SoftwareAuthenticator {
public:
    explicit SoftwareAuthenticator(SignatureAlgorithm algorithm, std::size_t rsa_bits = 2048) : m_algorithm(algorithm), m_id(32) {
        system::fill_random(m_id);
        switch (algorithm) {
            case SignatureAlgorithm::ES256: m_key.reset(EVP_EC_gen("P-256")); break;
            case SignatureAlgorithm::EdDSA: m_key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); break;
            case SignatureAlgorithm::RS256: m_key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", rsa_bits)); break;
        }
        HALT_UNLESS(m_key != nullptr);
    }

    SignatureAlgorithm algorithm() const { return m_algorithm; }
    const vault::ByteVector& id() const { return m_id; }

    // As COSE writes it.
    vault::ByteVector public_key(std::optional<std::int64_t> algorithm = {}) const {
        const auto number = algorithm.value_or(static_cast<std::int64_t>(m_algorithm));
        vault::ByteVector key;
        switch (m_algorithm) {
            case SignatureAlgorithm::ES256:
                key = {0xA5, 0x01, 0x02, 0x03};
                append_integer(key, number);
                append(key, {0x20, 0x01, 0x21});
                append_bytes(key, number_of(OSSL_PKEY_PARAM_EC_PUB_X, 32));
                append(key, {0x22});
                append_bytes(key, number_of(OSSL_PKEY_PARAM_EC_PUB_Y, 32));
                return key;
            case SignatureAlgorithm::EdDSA: {
                key = {0xA4, 0x01, 0x01, 0x03};
                append_integer(key, number);
                append(key, {0x20, 0x06, 0x21});
                vault::ByteVector raw(32);
                std::size_t length = raw.size();
                HALT_UNLESS(EVP_PKEY_get_raw_public_key(m_key.get(), raw.data(), &length) == 1 && length == raw.size());
                append_bytes(key, raw);
                return key;
            }
            case SignatureAlgorithm::RS256:
                key = {0xA4, 0x01, 0x03, 0x03};
                append_integer(key, number);
                append(key, {0x20});
                append_bytes(key, number_of(OSSL_PKEY_PARAM_RSA_N, static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get()))));
                append(key, {0x21});
                append_bytes(key, number_of(OSSL_PKEY_PARAM_RSA_E, 3));
                return key;
        }
        HALT_UNLESS(false);
    }

    MadeRegistration registered(const CeremonyForTests& ceremony) const {
        MadeRegistration made{client_data(ceremony, "webauthn.create"), {0xA3}};
        auto& object = made.attestation_object;
        append_text(object, "fmt");
        append_text(object, ceremony.format);
        append_text(object, "attStmt");
        append_all(object, ceremony.statement);
        append_text(object, "authData");
        append_bytes(object, authenticator_data(ceremony, true));
        return made;
    }

    MadeAssertion asserted(const CeremonyForTests& ceremony) const {
        MadeAssertion made{m_id, client_data(ceremony, "webauthn.get"), authenticator_data(ceremony, false), {}, {}};
        sign(made);
        return made;
    }

    vault::ByteVector authenticator_data(const CeremonyForTests& ceremony, bool with_credential) const {
        const auto hash = vault::digest_of({vault::bytes_of(ceremony.server.id)});
        vault::ByteVector data{hash.begin(), hash.end()};
        data.push_back(with_credential ? static_cast<std::uint8_t>(ceremony.flags | 0x40) : ceremony.flags);
        for (const int shift : {24, 16, 8, 0}) data.push_back(static_cast<std::uint8_t>(ceremony.sign_count >> shift));
        if (with_credential) {
            data.insert(data.end(), 16, 0x07);
            append(data, {static_cast<std::uint8_t>(m_id.size() >> 8), static_cast<std::uint8_t>(m_id.size())});
            append_all(data, m_id);
            append_all(data, ceremony.public_key.value_or(public_key(ceremony.algorithm)));
        }
        append_all(data, ceremony.extensions);
        append_all(data, ceremony.after_data);
        return data;
    }

    // Again, over what stands in it now.
    void sign(MadeAssertion& assertion) const {
        const auto digest = vault::digest_of({assertion.client_data});
        auto message = assertion.authenticator_data;
        message.insert(message.end(), digest.begin(), digest.end());
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
        const auto* hash = m_algorithm == SignatureAlgorithm::EdDSA ? nullptr : EVP_sha256();
        std::size_t length = 0;
        HALT_UNLESS(EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, m_key.get()) == 1);
        HALT_UNLESS(EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) == 1);
        assertion.signature.resize(length);
        HALT_UNLESS(EVP_DigestSign(context.get(), assertion.signature.data(), &length, message.data(), message.size()) == 1);
        assertion.signature.resize(length);
    }

    static vault::ByteVector client_data(const CeremonyForTests& ceremony, const std::string& type) {
        const auto text = ceremony.client_data.value_or(R"({"type":")" + (ceremony.type.empty() ? type : ceremony.type) + R"(","challenge":")" +
                                                        base64url(ceremony.challenge) + R"(","origin":")" + ceremony.server.origin + '"' + ceremony.after_origin + '}');
        return {text.begin(), text.end()};
    }

    static void append_bytes(vault::ByteVector& into, vault::Bytes bytes) {
        append_head(into, 0x40, bytes.size());
        into.insert(into.end(), bytes.begin(), bytes.end());
    }
    static void append_text(vault::ByteVector& into, std::string_view text) {
        append_head(into, 0x60, text.size());
        into.insert(into.end(), text.begin(), text.end());
    }
    static void append_integer(vault::ByteVector& into, std::int64_t number) {
        append_head(into, number < 0 ? 0x20 : 0x00, static_cast<std::uint64_t>(number < 0 ? -1 - number : number));
    }

private:
    static void append(vault::ByteVector& into, std::initializer_list<std::uint8_t> bytes) { into.insert(into.end(), bytes); }
    static void append_all(vault::ByteVector& into, const vault::ByteVector& bytes) { into.insert(into.end(), bytes.begin(), bytes.end()); }
    static void append_head(vault::ByteVector& into, std::uint8_t kind, std::uint64_t number) {
        if (number < 24) return append(into, {static_cast<std::uint8_t>(kind | number)});
        const int bytes = number < 0x100 ? 1 : number < 0x10000 ? 2 : 4;
        append(into, {static_cast<std::uint8_t>(kind | (bytes == 1 ? 24 : bytes == 2 ? 25 : 26))});
        for (int i = bytes - 1; i >= 0; --i) append(into, {static_cast<std::uint8_t>(number >> (8 * i))});
    }

    vault::ByteVector number_of(const char* name, std::size_t length) const {
        BIGNUM* number = nullptr;
        HALT_UNLESS(EVP_PKEY_get_bn_param(m_key.get(), name, &number) == 1);
        const std::unique_ptr<BIGNUM, decltype(&BN_free)> owned{number, BN_free};
        vault::ByteVector bytes(length);
        HALT_UNLESS(BN_bn2binpad(number, bytes.data(), static_cast<int>(length)) == static_cast<int>(length));
        return bytes;
    }

    struct Freed {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    SignatureAlgorithm m_algorithm;
    vault::ByteVector m_id;
    std::unique_ptr<EVP_PKEY, Freed> m_key;
};

}  // namespace kader::factors
