// A true answer, cut off at every byte and with bits turned over: never accepted. And answers that others made, and
// another verifier's opinion of ours.

#include <doctest/doctest.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <memory>
#include <random>

#include "factors/public_key.h"
#include "factors/software_authenticator_for_tests.h"

namespace kader::factors {

namespace {

const RelyingParty server = CeremonyForTests{}.server;
const vault::ByteVector challenge = CeremonyForTests{}.challenge;

struct Known {
    SoftwareAuthenticator passkey;
    vault::ByteVector public_key = passkey.public_key();
    bool accepts(const MadeAssertion& made) const {
        const std::array credentials{KnownCredential{passkey.id(), public_key, 0}};
        return check_assertion(server, challenge, {vault::bytes_of("user"), credentials, false}, made.view()).value.has_value();
    }
};

vault::ByteVector cut(const vault::ByteVector& whole, std::size_t length) { return {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}; }

// libfido2, which reads and judges by itself. It does not look at what stands in the client data.
bool libfido2_accepts(const SoftwareAuthenticator& passkey, const MadeAssertion& made) {
    const auto public_key = passkey.public_key();
    vault::Bytes rest = public_key;
    const auto key = take_public_key(rest).value.value();
    std::unique_ptr<void, void (*)(void*)> handle{nullptr, [](void*) {}};
    int algorithm = COSE_ES256;
    if (passkey.algorithm() == SignatureAlgorithm::ES256) {
        auto* pk = es256_pk_new();
        vault::ByteVector xy{key.first.begin(), key.first.end()};
        xy.insert(xy.end(), key.second.begin(), key.second.end());
        REQUIRE(es256_pk_from_ptr(pk, xy.data(), xy.size()) == FIDO_OK);
        handle = {pk, [](void* p) { auto* typed = static_cast<es256_pk_t*>(p); es256_pk_free(&typed); }};
    } else if (passkey.algorithm() == SignatureAlgorithm::EdDSA) {
        auto* pk = eddsa_pk_new();
        REQUIRE(eddsa_pk_from_ptr(pk, key.first.data(), key.first.size()) == FIDO_OK);
        handle = {pk, [](void* p) { auto* typed = static_cast<eddsa_pk_t*>(p); eddsa_pk_free(&typed); }};
        algorithm = COSE_EDDSA;
    } else {
        auto* pk = rs256_pk_new();
        vault::ByteVector ne{key.first.begin(), key.first.end()};
        ne.insert(ne.end(), key.second.begin(), key.second.end());
        REQUIRE(rs256_pk_from_ptr(pk, ne.data(), ne.size()) == FIDO_OK);
        handle = {pk, [](void* p) { auto* typed = static_cast<rs256_pk_t*>(p); rs256_pk_free(&typed); }};
        algorithm = COSE_RS256;
    }
    auto* raw = fido_assert_new();
    const std::unique_ptr<fido_assert_t, void (*)(fido_assert_t*)> assertion{raw, [](fido_assert_t* p) { fido_assert_free(&p); }};
    return fido_assert_set_clientdata(raw, made.client_data.data(), made.client_data.size()) == FIDO_OK && fido_assert_set_rp(raw, server.id.c_str()) == FIDO_OK &&
           fido_assert_set_count(raw, 1) == FIDO_OK && fido_assert_set_up(raw, FIDO_OPT_TRUE) == FIDO_OK && fido_assert_set_uv(raw, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_authdata_raw(raw, 0, made.authenticator_data.data(), made.authenticator_data.size()) == FIDO_OK &&
           fido_assert_set_sig(raw, 0, made.signature.data(), made.signature.size()) == FIDO_OK && fido_assert_verify(raw, 0, algorithm, handle.get()) == FIDO_OK;
}

vault::ByteVector from_hex(std::string_view digits) { return vault::parse_hex(digits).value(); }

}  // namespace

TEST_CASE("a sign-in cut off at any byte is refused") {
    for (const auto algorithm : signature_algorithms) {
        const Known known{SoftwareAuthenticator{algorithm}};
        const auto whole = known.passkey.asserted({});
        REQUIRE(known.accepts(whole));
        for (auto part : {&MadeAssertion::client_data, &MadeAssertion::authenticator_data, &MadeAssertion::signature, &MadeAssertion::credential_id})
            for (std::size_t length = 0; length < (whole.*part).size(); ++length) {
                auto made = whole;
                made.*part = cut(whole.*part, length);
                CHECK(!known.accepts(made));
                // Signed by a passkey that would do so: still no answer.
                if (part == &MadeAssertion::client_data || part == &MadeAssertion::authenticator_data) {
                    if (algorithm != SignatureAlgorithm::EdDSA) continue;
                    known.passkey.sign(made);
                    CHECK(!known.accepts(made));
                }
            }
    }
}

TEST_CASE("a registration cut off at any byte is refused") {
    for (const auto algorithm : signature_algorithms) {
        const SoftwareAuthenticator passkey{algorithm};
        const auto whole = passkey.registered({});
        REQUIRE(check_registration(server, challenge, whole.view()));
        for (auto part : {&MadeRegistration::client_data, &MadeRegistration::attestation_object})
            for (std::size_t length = 0; length < (whole.*part).size(); ++length) {
                auto made = whole;
                made.*part = cut(whole.*part, length);
                CHECK(!check_registration(server, challenge, made.view()));
            }
        // The authenticator's data alone, in an attestation that is whole again.
        const auto data = passkey.authenticator_data({}, true);
        for (std::size_t length = 0; length < data.size(); ++length) {
            auto object = from_hex("a363666d74646e6f6e656761747453746d74a0686175746844617461");
            SoftwareAuthenticator::append_bytes(object, cut(data, length));
            CHECK(!check_registration(server, challenge, {whole.client_data, object}));
        }
    }
}

TEST_CASE("of a thousand sign-ins with one bit turned over none is accepted") {
    std::mt19937 chance{20261122};
    for (const auto algorithm : signature_algorithms) {
        const Known known{SoftwareAuthenticator{algorithm}};
        const auto whole = known.passkey.asserted({});
        int accepted = 0;
        for (int i = 0; i < 1000; ++i) {
            auto made = whole;
            const std::array parts{&made.client_data, &made.authenticator_data, &made.signature, &made.credential_id};
            auto& part = *parts[chance() % parts.size()];
            part[chance() % part.size()] ^= static_cast<std::uint8_t>(1U << chance() % 8);
            accepted += known.accepts(made) ? 1 : 0;
        }
        CHECK(accepted == 0);
    }
}

TEST_CASE("libfido2 is of our opinion on what is signed") {
    for (const auto algorithm : signature_algorithms) {
        const Known known{SoftwareAuthenticator{algorithm}};
        const auto good = known.passkey.asserted({});
        CHECK(libfido2_accepts(known.passkey, good));
        auto wrong = good;
        wrong.signature.back() ^= 1;
        CHECK(!libfido2_accepts(known.passkey, wrong));
        CHECK(!known.accepts(wrong));
        wrong = good;
        wrong.authenticator_data[36] ^= 1;
        CHECK(!libfido2_accepts(known.passkey, wrong));
        CHECK(!known.accepts(wrong));
        CeremonyForTests unverified;
        unverified.flags = 0x01;
        CHECK(!libfido2_accepts(known.passkey, known.passkey.asserted(unverified)));
        CHECK(!known.accepts(known.passkey.asserted(unverified)));
    }
}

// W3C Web Authentication, level 3, section "Test Vectors": made by others than we.
const RelyingParty example_server{"example.org", "https://example.org"};

TEST_CASE("the published example of a self-attested registration is accepted") {
    const auto client_data = from_hex(
        "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a2265476e4374334c55745936366b336a506a796e6962506b31716e666644616966715a774c334170"
        "32392d55222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e744461"
        "74614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c207375636820617320746869733a20553968"
        "5458764b453255526b4d6e625f307859485667227d");
    const auto object = from_hex(
        "a363666d74667061636b65646761747453746d74a263616c672663736967584630440220067a20754ab925005dbf378097c92120031581c73228d1fb4f5b881bcd7da98302207fc7b147558c7c0e"
        "ba3af18bd9d121fa3d3a26d17fe3f220272178f473b6006d68617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000df850e09db6a"
        "fbdfab51697791506cfc0020455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58ca5010203262001215820eb151c8176b225cc651559fecf07af450fd85802046656b3"
        "4c18f6cf193843c5225820927b8aa427a2be1b8834d233a2d34f61f13bfd44119c325d5896e183fee484f2");
    const auto asked = from_hex("7869c2b772d4b58eba9378cf8f29e26cf935aa77df0da89fa99c0bdc0a76f7e5");
    const auto made = check_registration(example_server, asked, {client_data, object});
    REQUIRE(made);
    CHECK(vault::hex(made->id) == "455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c");
    CHECK(vault::hex(made->model) == "df850e09db6afbdfab51697791506cfc");
    CHECK(made->backed_up);
}

TEST_CASE("the published example of a verified sign-in is accepted, and that of an unverified one is not") {
    const auto asked = from_hex("ef1deba56dce48f674a447ccf63b9599258ce87648e5c396f2ef0ca1da460e3b");
    const auto data = from_hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50d00000000");
    const auto client_data = from_hex(
        "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22377833727057334f53505a307045664d396a75566d53574d36485a4935634f573875384d6f6470474"
        "46a73222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73657d");
    const auto signature = from_hex("304502203ecef83fb12a0cae7841055f9f87103a99fd14b424194bbf06c4623d3ee6e3fd022100d2ace346db262b1374a6b70faa51f518a42ddca13a4125ce6f5052a75bac9fb6");
    const auto key = from_hex("a50102032620012158203b8176b7504489cc593046d7988abb7905a742de6ac2cdc748a873c663e90cb12258201436d5edc9a75f23999eef9d5950a5c2455514ee1014084720f841a06b828a11");
    const auto id = vault::bytes_of("not signed along");
    const std::array credentials{KnownCredential{id, key, 0}};
    CHECK(check_assertion(example_server, asked, {{}, credentials, false}, {id, client_data, data, signature, {}}));

    const auto other_asked = from_hex("39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408");
    const auto other_data = from_hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000");
    const auto other_client_data = from_hex(
        "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455506f334a5558543049393770767a7a59425039745a6368587961763031416722"
        "2c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73657d");
    const auto other_signature = from_hex("3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87");
    const auto other_key = from_hex("a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220");
    const std::array others{KnownCredential{id, other_key, 0}};
    CHECK(check_assertion(example_server, other_asked, {{}, others, false}, {id, other_client_data, other_data, other_signature, {}}).fault == WebAuthnFault::UserNotVerified);
    // Its signature is sound all the same.
    vault::Bytes rest = other_key;
    auto message = other_data;
    const auto digest = vault::digest_of({other_client_data});
    message.insert(message.end(), digest.begin(), digest.end());
    CHECK(is_signed_by(*take_public_key(rest), message, other_signature));
}

}  // namespace kader::factors
