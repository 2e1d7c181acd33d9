// What signing in costs beside the bare cryptography of the same minute: the whole check of a passkey's answer beside
// the verification of its signature with a key that is open already, and the check of a password beside bare Argon2id
// with the same parameters. Also what it takes to judge a new password.
//
//   build/release/benchmarks/kader_factors_bench

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>

#include "factors/password_strength.h"
#include "factors/software_authenticator_for_tests.h"
#include "pairs.h"
#include "vault/password.h"

using namespace kader;
using namespace kader::factors;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double per_second(int rounds, const std::function<bool()>& once) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) HALT_UNLESS(once());
    return rounds / seconds_since(start);
}

// Opens the key once, and then only verifies.
class BareVerification {
public:
    BareVerification(const SoftwareAuthenticator& passkey, const MadeAssertion& made)
        : m_algorithm(passkey.algorithm()), m_message(made.authenticator_data), m_signature(made.signature) {
        const auto digest = vault::digest_of({made.client_data});
        m_message.insert(m_message.end(), digest.begin(), digest.end());
        if (m_algorithm == SignatureAlgorithm::EdDSA) {
            const auto cose = passkey.public_key();
            m_ed25519.assign(cose.end() - 32, cose.end());
        }
    }
    bool once(EVP_PKEY* key) const {
        if (m_algorithm == SignatureAlgorithm::EdDSA) return crypto_sign_verify_detached(m_signature.data(), m_message.data(), m_message.size(), m_ed25519.data()) == 0;
        auto* context = EVP_MD_CTX_new();
        const bool signed_so = EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key) == 1 &&
                               EVP_DigestVerify(context, m_signature.data(), m_signature.size(), m_message.data(), m_message.size()) == 1;
        EVP_MD_CTX_free(context);
        return signed_so;
    }

private:
    SignatureAlgorithm m_algorithm;
    vault::ByteVector m_message, m_signature, m_ed25519;
};

void measure_passkeys(SignatureAlgorithm algorithm, const std::string& name) {
    const SoftwareAuthenticator passkey{algorithm};
    const CeremonyForTests ceremony;
    const auto made = passkey.asserted(ceremony);
    const auto public_key = passkey.public_key();
    const std::array known{KnownCredential{passkey.id(), public_key, 0}};
    const BareVerification bare{passkey, made};
    std::vector<benchmarks::Pair> pairs;
    for (int round = 0; round < 9; ++round) {
        benchmarks::Pair pair;
        pair.own = per_second(1000, [&] { return check_assertion(ceremony.server, ceremony.challenge, {{}, known, false}, made.view()).value.has_value(); });
        pair.probe = per_second(1000, [&] { return bare.once(passkey.key_for_benchmarks()); });
        pairs.push_back(pair);
    }
    benchmarks::say("passkey " + name + ", whole check", pairs, 0.5);
}

void measure_password() {
    const auto keyring = vault::Keyring::random();
    const std::string password = "stoel lantaarn giraffe sneeuw";
    const auto hash = vault::password_hash(keyring, password);
    std::array<char, crypto_pwhash_STRBYTES> bare{};
    HALT_UNLESS(crypto_pwhash_str_alg(bare.data(), password.data(), password.size(), 3, std::size_t{64} << 20, crypto_pwhash_ALG_ARGON2ID13) == 0);
    std::vector<benchmarks::Pair> pairs;
    for (int round = 0; round < 9; ++round) {
        benchmarks::Pair pair;
        pair.own = per_second(3, [&] { return vault::is_password(keyring, hash, password); });
        pair.probe = per_second(3, [&] { return crypto_pwhash_str_verify(bare.data(), password.data(), password.size()) == 0; });
        pairs.push_back(pair);
    }
    // At most 1.3 times the time of the probe.
    benchmarks::say("sign-in by password", pairs, 1 / 1.3);
}

long resident_kilobytes() {
    std::ifstream statm{"/proc/self/statm"};
    long all = 0, resident = 0;
    statm >> all >> resident;
    return resident * 4;
}

void measure_strength() {
    const std::array<std::string_view, 2> names{"Kliniek Voorbeeld", "s.jansen"};
    const auto before = resident_kilobytes();
    for (const std::string& password : {std::string{"stoel lantaarn giraffe sneeuw"}, std::string(128, 'a'), std::string{"V00rb33ld-kl1n13k"}}) {
        const auto start = std::chrono::steady_clock::now();
        const auto bits = password_guesses_bits(password, names);
        std::printf("judging a password of %3zu bytes     %6.2f ms   %5.1f bits\n", password.size(), 1e3 * seconds_since(start), bits);
    }
    std::printf("memory that judging passwords took  %6ld KiB\n", resident_kilobytes() - before);
}

}  // namespace

int main() {
    measure_strength();
    measure_passkeys(SignatureAlgorithm::ES256, "ES256");
    measure_passkeys(SignatureAlgorithm::EdDSA, "EdDSA");
    measure_passkeys(SignatureAlgorithm::RS256, "RS256");
    measure_password();
}
