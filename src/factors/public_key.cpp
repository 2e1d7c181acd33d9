#include "factors/public_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <algorithm>
#include <memory>
#include <new>

#include "factors/cbor.h"

namespace kader::factors {

namespace {

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* thing) const {
        free(thing);
    }
};
using PKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using PKeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;

// The labels of RFC 9053 and RFC 8230.
constexpr std::int64_t label_type = 1, label_algorithm = 3, label_curve = -1, label_x = -2, label_y = -3, label_modulus = -1, label_exponent = -2;
constexpr std::int64_t type_okp = 1, type_ec2 = 2, type_rsa = 3, curve_p256 = 1, curve_ed25519 = 6;
constexpr std::size_t coordinate_bytes = 32, modulus_bytes_min = 256, modulus_bytes_max = 512;
constexpr std::array<std::uint8_t, 3> usual_exponent{1, 0, 1};

std::optional<std::int64_t> integer_at(const cbor::Map& map, std::int64_t label) {
    const auto value = cbor::find(map, label);
    return value ? cbor::integer(*value) : std::nullopt;
}

vault::Bytes bytes_at(const cbor::Map& map, std::int64_t label) {
    const auto value = cbor::find(map, label);
    return value ? cbor::bytes(*value).value_or(vault::Bytes{}) : vault::Bytes{};
}

// At least 2,048 bits.
bool is_long_enough(vault::Bytes modulus) { return modulus.size() > modulus_bytes_min || (modulus.size() == modulus_bytes_min && modulus.front() >= 0x80); }

std::optional<PublicKey> key_of(const cbor::Map& map, SignatureAlgorithm algorithm) {
    const auto type = integer_at(map, label_type), curve = integer_at(map, label_curve);
    PublicKey key{algorithm, {}, {}};
    switch (algorithm) {
        case SignatureAlgorithm::ES256:
            key.first = bytes_at(map, label_x), key.second = bytes_at(map, label_y);
            if (map.size() == 5 && type == type_ec2 && curve == curve_p256 && key.first.size() == coordinate_bytes && key.second.size() == coordinate_bytes) return key;
            return {};
        case SignatureAlgorithm::EdDSA:
            key.first = bytes_at(map, label_x);
            if (map.size() == 4 && type == type_okp && curve == curve_ed25519 && key.first.size() == coordinate_bytes) return key;
            return {};
        case SignatureAlgorithm::RS256:
            key.first = bytes_at(map, label_modulus), key.second = bytes_at(map, label_exponent);
            if (map.size() == 4 && type == type_rsa && is_long_enough(key.first) && key.first.size() <= modulus_bytes_max &&
                key.first.front() != 0 && (key.first.back() & 1) != 0 && std::ranges::equal(key.second, usual_exponent))
                return key;
            return {};
    }
    return {};
}

// For OpenSSL. Refuses a point that is not of the curve.
PKey opened(const PublicKey& key) {
    const bool is_point = key.algorithm == SignatureAlgorithm::ES256;
    const ParameterBuilder builder{OSSL_PARAM_BLD_new()};
    const PKeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, is_point ? "EC" : "RSA", nullptr)};
    if (!builder || !context) throw std::bad_alloc{};
    std::array<std::uint8_t, 1 + 2 * coordinate_bytes> point{4};  // Not compressed.
    Number modulus, exponent;
    bool complete = false;
    if (is_point) {
        std::ranges::copy(key.first, point.begin() + 1);
        std::ranges::copy(key.second, point.begin() + 1 + coordinate_bytes);
        complete = OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
                   OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1;
    } else {
        modulus.reset(BN_bin2bn(key.first.data(), static_cast<int>(key.first.size()), nullptr));
        exponent.reset(BN_bin2bn(key.second.data(), static_cast<int>(key.second.size()), nullptr));
        complete = modulus && exponent && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1 &&
                   OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1;
    }
    const Parameters parameters{complete ? OSSL_PARAM_BLD_to_param(builder.get()) : nullptr};
    if (!parameters) throw std::bad_alloc{};
    EVP_PKEY* made = nullptr;
    const bool is_made = EVP_PKEY_fromdata_init(context.get()) == 1 && EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1;
    PKey owned{made};
    return is_made ? std::move(owned) : PKey{};
}

}  // namespace

WebAuthnChecked<PublicKey> take_public_key(vault::Bytes& bytes) {
    const auto map = cbor::take_map(bytes);
    if (!map) return {{}, WebAuthnFault::AuthenticatorDataMalformed};
    const auto number = integer_at(*map, label_algorithm);
    for (const auto algorithm : signature_algorithms) {
        if (number != static_cast<std::int64_t>(algorithm)) continue;
        return {key_of(*map, algorithm), WebAuthnFault::PublicKeyInvalid};
    }
    return {{}, WebAuthnFault::AlgorithmNotAllowed};
}

bool is_usable(const PublicKey& key) {
    if (key.algorithm == SignatureAlgorithm::EdDSA) return crypto_core_ed25519_is_valid_point(key.first.data()) == 1;
    const bool usable = opened(key) != nullptr;
    ERR_clear_error();
    return usable;
}

bool is_signed_by(const PublicKey& key, vault::Bytes message, vault::Bytes signature) {
    if (key.algorithm == SignatureAlgorithm::EdDSA)
        return signature.size() == crypto_sign_BYTES && crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.first.data()) == 0;
    const auto pkey = opened(key);
    const DigestContext context{EVP_MD_CTX_new()};
    if (!context) throw std::bad_alloc{};
    EVP_PKEY_CTX* settings = nullptr;  // Belongs to the context.
    bool is_signed = pkey && EVP_DigestVerifyInit(context.get(), &settings, EVP_sha256(), nullptr, pkey.get()) == 1;
    if (is_signed && key.algorithm == SignatureAlgorithm::RS256) is_signed = EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PADDING) == 1;
    is_signed = is_signed && EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    // The next one who asks OpenSSL on this thread must not find our errors.
    ERR_clear_error();
    return is_signed;
}

}  // namespace kader::factors
