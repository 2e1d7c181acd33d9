#include "factors/webauthn.h"

#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "factors/software_authenticator_for_tests.h"

namespace kader::factors {

namespace {

const SoftwareAuthenticator& authenticator(SignatureAlgorithm algorithm) {
    static const SoftwareAuthenticator es256{SignatureAlgorithm::ES256}, eddsa{SignatureAlgorithm::EdDSA}, rs256{SignatureAlgorithm::RS256};
    return algorithm == SignatureAlgorithm::ES256 ? es256 : algorithm == SignatureAlgorithm::EdDSA ? eddsa : rs256;
}

const RelyingParty our_server = CeremonyForTests{}.server;
const vault::ByteVector our_challenge = CeremonyForTests{}.challenge;
const vault::ByteVector our_user(16, 0x11);

using ChangeCeremony = std::function<void(CeremonyForTests&)>;
using ChangeAssertion = std::function<void(MadeAssertion&)>;

CeremonyForTests ceremony_with(const ChangeCeremony& change) {
    CeremonyForTests ceremony;
    change(ceremony);
    return ceremony;
}

WebAuthnChecked<SignedIn> signed_in(const SoftwareAuthenticator& known, const MadeAssertion& made, std::uint32_t sign_count = 0, bool handle_needed = false) {
    const auto public_key = known.public_key();
    const std::array credentials{KnownCredential{vault::bytes_of("another of this user"), {}, 0}, KnownCredential{known.id(), public_key, sign_count}};
    return check_assertion(our_server, our_challenge, {our_user, credentials, handle_needed}, made.view());
}

// The one fault of an answer that is wrong in one way; the same for each algorithm.
void check_sign_in_refused(WebAuthnFault fault, const ChangeCeremony& change_ceremony, const ChangeAssertion& change_assertion = [](MadeAssertion&) {}) {
    for (const auto algorithm : signature_algorithms) {
        const auto& passkey = authenticator(algorithm);
        auto made = passkey.asserted(ceremony_with(change_ceremony));
        change_assertion(made);
        const auto checked = signed_in(passkey, made);
        CHECK(!checked);
        CHECK(word(checked.fault) == word(fault));
    }
}

void check_registration_refused(WebAuthnFault fault, const ChangeCeremony& change) {
    for (const auto algorithm : signature_algorithms) {
        const auto made = authenticator(algorithm).registered(ceremony_with(change));
        const auto checked = check_registration(our_server, our_challenge, made.view());
        CHECK(!checked);
        CHECK(word(checked.fault) == word(fault));
    }
}

void check_both_refused(WebAuthnFault fault, const ChangeCeremony& change) {
    check_registration_refused(fault, change);
    check_sign_in_refused(fault, change);
}

}  // namespace

TEST_CASE("a passkey that was registered signs in") {
    for (const auto algorithm : signature_algorithms) {
        const auto& passkey = authenticator(algorithm);
        CeremonyForTests ceremony;
        ceremony.flags = 0x1D;  // Also may be copied, and was.
        ceremony.sign_count = 7;
        const auto registered = check_registration(our_server, our_challenge, passkey.registered(ceremony).view());
        REQUIRE(registered);
        CHECK(registered->id == passkey.id());
        CHECK(registered->public_key == passkey.public_key());
        CHECK(registered->algorithm == algorithm);
        CHECK(registered->sign_count == 7);
        CHECK(registered->backup_eligible);
        CHECK(registered->backed_up);
        CHECK(registered->model[15] == 0x07);

        ceremony.sign_count = 8;
        const auto checked = signed_in(passkey, passkey.asserted(ceremony), 7);
        REQUIRE(checked);
        CHECK(checked->credential == 1);
        CHECK(checked->sign_count == 8);
        CHECK(checked->backed_up);
    }
}

TEST_CASE("an attestation is accepted and not believed, extensions are read over, and members we do not know are allowed") {
    auto ceremony = ceremony_with([](auto& c) {
        c.format = "packed";
        // {"alg": -7, "sig": h'00', "x5c": [h'00']}
        c.statement = vault::parse_hex("a363616c672663736967410063783563814100").value();
        c.flags = 0x85;
        c.extensions = vault::parse_hex("a16b6372656450726f7465637402").value();
        c.after_origin = R"(,"crossOrigin":false,"other_keys_can_be_added_here":{"why":["not"]})";
    });
    const auto& passkey = authenticator(SignatureAlgorithm::ES256);
    CHECK(check_registration(our_server, our_challenge, passkey.registered(ceremony).view()));
    CHECK(signed_in(passkey, passkey.asserted(ceremony)));
    ceremony.after_origin.clear();
    CHECK(signed_in(passkey, passkey.asserted(ceremony)));
}

TEST_CASE("SR-25: a wrong origin is refused, by one character too") {
    for (const auto* origin : {"https://kader.example.evil.example", "http://kader.example", "https://kader.example:8443", "https://kader.example/", "https://KADER.example", "https://kader.exampl", "null", ""})
        check_both_refused(WebAuthnFault::WrongOrigin, [&](auto& c) { c.server.origin = origin; });
}

TEST_CASE("SR-25: a wrong challenge is refused") {
    check_both_refused(WebAuthnFault::WrongChallenge, [](auto& c) { c.challenge.back() ^= 1; });
    check_both_refused(WebAuthnFault::WrongChallenge, [](auto& c) { c.challenge.pop_back(); });
    check_both_refused(WebAuthnFault::WrongChallenge, [](auto& c) { c.challenge.clear(); });
}

TEST_CASE("SR-25: an answer to another kind of question is refused") {
    check_registration_refused(WebAuthnFault::WrongType, [](auto& c) { c.type = "webauthn.get"; });
    check_sign_in_refused(WebAuthnFault::WrongType, [](auto& c) { c.type = "webauthn.create"; });
    check_both_refused(WebAuthnFault::WrongType, [](auto& c) { c.type = "payment.get"; });
}

TEST_CASE("SR-25: a page within a page of someone else is refused") {
    check_both_refused(WebAuthnFault::CrossOrigin, [](auto& c) { c.after_origin = R"(,"crossOrigin":true)"; });
    check_both_refused(WebAuthnFault::CrossOrigin, [](auto& c) { c.after_origin = R"(,"crossOrigin":false,"topOrigin":"https://evil.example")"; });
    check_both_refused(WebAuthnFault::ClientDataMalformed, [](auto& c) { c.after_origin = R"(,"crossOrigin":"false")"; });
}

TEST_CASE("SR-25: a passkey for another server is refused") {
    check_both_refused(WebAuthnFault::WrongRelyingParty, [](auto& c) { c.server.id = "evil.example"; });
    check_both_refused(WebAuthnFault::WrongRelyingParty, [](auto& c) { c.server.id = "Kader.example"; });
}

TEST_CASE("SR-25: without someone there, or without knowing who, it is refused") {
    check_both_refused(WebAuthnFault::UserNotPresent, [](auto& c) { c.flags = 0x04; });
    check_both_refused(WebAuthnFault::UserNotVerified, [](auto& c) { c.flags = 0x01; });
    check_both_refused(WebAuthnFault::BackupStateImpossible, [](auto& c) { c.flags = 0x15; });
}

TEST_CASE("SR-25: a credential of someone else is refused") {
    for (const auto algorithm : signature_algorithms) {
        const auto& ours = authenticator(algorithm);
        const SoftwareAuthenticator& theirs = authenticator(algorithm == SignatureAlgorithm::ES256 ? SignatureAlgorithm::EdDSA : SignatureAlgorithm::ES256);
        auto made = theirs.asserted({});
        CHECK(signed_in(ours, made).fault == WebAuthnFault::ForeignCredential);
        // Under our id, but not with our key.
        made.credential_id = ours.id();
        CHECK(!signed_in(ours, made));
        CHECK(signed_in(ours, made).fault == WebAuthnFault::SignatureWrong);
        CHECK(check_assertion(our_server, our_challenge, {our_user, {}, false}, theirs.asserted({}).view()).fault == WebAuthnFault::ForeignCredential);
    }
    check_sign_in_refused(WebAuthnFault::ForeignCredential, [](auto&) {}, [](auto& made) { made.credential_id.pop_back(); });
    check_sign_in_refused(WebAuthnFault::ForeignCredential, [](auto&) {}, [](auto& made) { made.credential_id.clear(); });
}

TEST_CASE("the user handle is that of the user, and is there when nobody typed a login") {
    const auto& passkey = authenticator(SignatureAlgorithm::EdDSA);
    auto made = passkey.asserted({});
    CHECK(signed_in(passkey, made, 0, false));
    CHECK(signed_in(passkey, made, 0, true).fault == WebAuthnFault::WrongUserHandle);
    made.user_handle = our_user;
    CHECK(signed_in(passkey, made, 0, true));
    made.user_handle->back() ^= 1;
    CHECK(!signed_in(passkey, made, 0, false));
    CHECK(signed_in(passkey, made, 0, true).fault == WebAuthnFault::WrongUserHandle);
    made.user_handle->clear();
    CHECK(signed_in(passkey, made, 0, true).fault == WebAuthnFault::WrongUserHandle);
}

TEST_CASE("SR-25: an altered signature is refused") {
    check_sign_in_refused(WebAuthnFault::SignatureWrong, [](auto&) {}, [](auto& made) { made.signature.back() ^= 1; });
    check_sign_in_refused(WebAuthnFault::SignatureWrong, [](auto&) {}, [](auto& made) { made.signature.clear(); });
    check_sign_in_refused(WebAuthnFault::SignatureWrong, [](auto&) {}, [](auto& made) { made.signature.push_back(0); });
    check_sign_in_refused(WebAuthnFault::SignatureWrong, [](auto&) {}, [](auto& made) { made.signature.assign(made.signature.size(), 0); });
    check_sign_in_refused(WebAuthnFault::TooLarge, [](auto&) {}, [](auto& made) { made.signature.resize(2000); });
}

TEST_CASE("SR-25: what was signed cannot be altered afterwards") {
    // The counter, which nothing else compares.
    check_sign_in_refused(WebAuthnFault::SignatureWrong, [](auto&) {}, [](auto& made) { made.authenticator_data[36] ^= 1; });
    check_sign_in_refused(WebAuthnFault::SignatureWrong, [](auto&) {}, [](auto& made) { made.client_data.insert(made.client_data.end() - 1, ' '); });
}

TEST_CASE("SR-25: a counter that does not rise is refused") {
    const auto& passkey = authenticator(SignatureAlgorithm::ES256);
    const auto with_count = [&](std::uint32_t count) { return passkey.asserted(ceremony_with([&](auto& c) { c.sign_count = count; })); };
    CHECK(signed_in(passkey, with_count(8), 8).fault == WebAuthnFault::CounterRegress);
    CHECK(!signed_in(passkey, with_count(8), 8));
    CHECK(!signed_in(passkey, with_count(7), 8));
    CHECK(!signed_in(passkey, with_count(0), 8));
    CHECK(signed_in(passkey, with_count(9), 8));
    CHECK(signed_in(passkey, with_count(0xFFFFFFFF), 8)->sign_count == 0xFFFFFFFF);
    CHECK(signed_in(passkey, with_count(0), 0));
}

TEST_CASE("SR-25: other algorithms are refused") {
    // ES384, PS256, ES256K, RS1, and none at all.
    for (const std::int64_t algorithm : {-35, -37, -47, -65535, 0, 7}) check_registration_refused(WebAuthnFault::AlgorithmNotAllowed, [&](auto& c) { c.algorithm = algorithm; });
    // One of ours, with the key of another.
    for (const auto algorithm : signature_algorithms) {
        for (const auto said : signature_algorithms) {
            if (algorithm == said) continue;
            const auto made = authenticator(algorithm).registered(ceremony_with([&](auto& c) { c.algorithm = static_cast<std::int64_t>(said); }));
            CHECK(check_registration(our_server, our_challenge, made.view()).fault == WebAuthnFault::PublicKeyInvalid);
        }
    }
}

TEST_CASE("a key that can be none is refused") {
    const auto refused = [](vault::ByteVector key) {
        const auto made = authenticator(SignatureAlgorithm::ES256).registered(ceremony_with([&](auto& c) { c.public_key = std::move(key); }));
        const auto checked = check_registration(our_server, our_challenge, made.view());
        CHECK(!checked);
        return checked.fault;
    };
    auto off_the_curve = authenticator(SignatureAlgorithm::ES256).public_key();
    off_the_curve.back() ^= 1;
    CHECK(refused(off_the_curve) == WebAuthnFault::PublicKeyInvalid);
    auto of_small_order = authenticator(SignatureAlgorithm::EdDSA).public_key();
    std::fill(of_small_order.end() - 32, of_small_order.end(), std::uint8_t{0});
    CHECK(refused(of_small_order) == WebAuthnFault::PublicKeyInvalid);
    auto even = authenticator(SignatureAlgorithm::RS256).public_key();
    even[even.size() - 6] &= 0xFE;  // The last byte of the modulus, before 0x21 0x43 and the exponent.
    CHECK(refused(even) == WebAuthnFault::PublicKeyInvalid);
    auto small_exponent = authenticator(SignatureAlgorithm::RS256).public_key();
    small_exponent[small_exponent.size() - 3] = 0;
    CHECK(refused(small_exponent) == WebAuthnFault::PublicKeyInvalid);
    CHECK(refused(SoftwareAuthenticator{SignatureAlgorithm::RS256, 1024}.public_key()) == WebAuthnFault::PublicKeyInvalid);
    auto with_more = authenticator(SignatureAlgorithm::EdDSA).public_key();
    with_more[0] = 0xA5;
    with_more.insert(with_more.end(), {0x02, 0x41, 0x00});
    CHECK(refused(with_more) == WebAuthnFault::PublicKeyInvalid);
    CHECK(refused({0xA0}) == WebAuthnFault::AlgorithmNotAllowed);
    CHECK(refused({0x01}) == WebAuthnFault::AuthenticatorDataMalformed);
}

TEST_CASE("bytes left over are refused") {
    check_both_refused(WebAuthnFault::AuthenticatorDataMalformed, [](auto& c) { c.after_data = {0}; });
    check_both_refused(WebAuthnFault::AuthenticatorDataMalformed, [](auto& c) { c.flags = 0x85, c.extensions = {0xA0}, c.after_data = {0}; });
    check_both_refused(WebAuthnFault::AuthenticatorDataMalformed, [](auto& c) { c.flags = 0x85; });
    for (const auto algorithm : signature_algorithms) {
        auto made = authenticator(algorithm).registered({});
        made.attestation_object.push_back(0);
        CHECK(check_registration(our_server, our_challenge, made.view()).fault == WebAuthnFault::AttestationMalformed);
    }
    // A credential within a sign-in, and none within a registration.
    check_sign_in_refused(WebAuthnFault::AuthenticatorDataMalformed, [](auto& c) { c.flags = 0x45; });
    CeremonyForTests ceremony;
    const auto bare = authenticator(SignatureAlgorithm::ES256).authenticator_data(ceremony, false);
    auto object = vault::parse_hex("a363666d74646e6f6e656761747453746d74a0686175746844617461").value();
    SoftwareAuthenticator::append_bytes(object, bare);
    const auto client_data = SoftwareAuthenticator::client_data(ceremony, "webauthn.create");
    CHECK(check_registration(our_server, our_challenge, {client_data, object}).fault == WebAuthnFault::NoCredential);
}

TEST_CASE("an attestation is exactly its three members") {
    check_registration_refused(WebAuthnFault::AttestationMalformed, [](auto& c) { c.statement = {0xA1, 0x00, 0x00}; });  // A statement of "none".
    check_registration_refused(WebAuthnFault::AttestationMalformed, [](auto& c) { c.statement = {0x80}; });
    check_registration_refused(WebAuthnFault::AttestationMalformed, [](auto& c) { c.format = "\xff"; });
    const auto client_data = SoftwareAuthenticator::client_data({}, "webauthn.create");
    for (const auto* hex_digits : {"", "a0", "00", "a263666d74646e6f6e656761747453746d74a0", "a363666d7463666d7463666d74", "a463666d74646e6f6e656761747453746d74a068617574684461746140616100"}) {
        const auto object = vault::parse_hex(hex_digits).value();
        CHECK(check_registration(our_server, our_challenge, {client_data, object}).fault == WebAuthnFault::AttestationMalformed);
    }
}

TEST_CASE("client data are one JSON object, each member once, in UTF-8") {
    const auto good = std::string{R"("type":"webauthn.get","challenge":")"} + base64url(our_challenge) + R"(","origin":"https://kader.example")";
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = "{" + good + R"(,"type":"webauthn.get"})"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = "{" + good + R"(,"\u0074ype":"webauthn.get"})"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = "{" + good + R"(,"x":{"y":1,"y":2}})"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = "{" + good + "} {}"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = "[{" + good + "}]"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = "{" + good + ",\"x\":\"\xff\"}"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = "\xEF\xBB\xBF{" + good + "}"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = R"({"type":"webauthn.get","origin":"https://kader.example"})"; });
    check_sign_in_refused(WebAuthnFault::ClientDataMalformed, [&](auto& c) { c.client_data = ""; });
    check_sign_in_refused(WebAuthnFault::TooLarge, [&](auto& c) { c.client_data = "{" + good + std::string(5000, ' ') + "}"; });
    // The right bytes, written otherwise.
    check_sign_in_refused(WebAuthnFault::WrongChallenge, [&](auto& c) {
        c.client_data = R"({"type":"webauthn.get","challenge":")" + base64url(our_challenge) + R"(=","origin":"https://kader.example"})";
    });
}

TEST_CASE("each fault has its own word, and a sentence in both languages") {
    std::set<std::string_view> words;
    for (int i = 0; i < webauthn_fault_count; ++i) {
        const auto fault = static_cast<WebAuthnFault>(i);
        words.insert(word(fault));
        CHECK(text_of(fault).nl.ends_with('.'));
        CHECK(text_of(fault).en.ends_with('.'));
    }
    CHECK(words.size() == webauthn_fault_count);
}

}  // namespace kader::factors
