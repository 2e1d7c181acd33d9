// What browsers and passkeys answer. The first byte says what the rest is: 0 CBOR, 1 client data, 2 an attestation to
// right client data, 3 authenticator data (as long as the second byte says) and a signature to a credential of ours.

#include <cstdint>
#include <cstdlib>

#include "factors/authenticator_data.h"
#include "factors/base64url.h"
#include "factors/cbor.h"
#include "factors/client_data.h"

using namespace kader;
using namespace kader::factors;

namespace {

const RelyingParty server{"kader.example", "https://kader.example"};
const vault::ByteVector challenge(challenge_bytes, 0x42);

vault::ByteVector right_client_data(std::string_view type) {
    const auto text = R"({"type":")" + std::string{type} + R"(","challenge":")" + base64url(challenge) + R"(","origin":"https://kader.example","crossOrigin":false})";
    return {text.begin(), text.end()};
}

void must(bool holds) {
    if (!holds) std::abort();
}
bool lies_within(vault::Bytes part, vault::Bytes whole) {
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void read_cbor(vault::Bytes bytes) {
    auto rest = bytes;
    const auto any = cbor::take_any(rest);
    must(any ? any->size() + rest.size() == bytes.size() && !any->empty() : rest.size() == bytes.size());
    rest = bytes;
    const auto map = cbor::take_map(rest);
    if (!map) return must(rest.size() == bytes.size());
    must(any.has_value());
    for (const auto& member : *map) {
        must(lies_within(member.value, bytes) && lies_within(member.key.content, bytes) && !member.value.empty());
        (void)cbor::integer(member.value), (void)cbor::bytes(member.value), (void)cbor::text(member.value);
        auto value = member.value;
        must(cbor::take_any(value) && value.empty());
    }
    rest = bytes;
    if (const auto key = take_public_key(rest); key) must(lies_within(key->first, bytes) && lies_within(key->second, bytes));
}

void check_attestation(vault::Bytes bytes) {
    static const auto client_data = right_client_data("webauthn.create");
    const auto made = check_registration(server, challenge, {client_data, bytes});
    if (!made) return;
    must(!made->id.empty() && made->id.size() <= 1023);
    vault::Bytes key = made->public_key;
    const auto read = take_public_key(key);
    must(read && key.empty() && read->algorithm == made->algorithm && is_usable(*read));
}

void check_signed(vault::Bytes bytes) {
    static const auto client_data = right_client_data("webauthn.get");
    // The key of RFC 8032, section 7.1, test 1.
    static const auto key = vault::parse_hex("a4010103272006215820d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").value();
    static const std::array known{KnownCredential{vault::bytes_of("ours"), key, 0}};
    if (bytes.empty()) return;
    const auto length = std::min<std::size_t>(bytes[0], bytes.size() - 1);
    const auto data = bytes.subspan(1, length), signature = bytes.subspan(1 + length);
    if (const auto read = read_authenticator_data(data, server.id, true); read) must(lies_within(read->credential.value().id, data));
    // No signature there is of this challenge.
    must(!check_assertion(server, challenge, {{}, known, false}, {known[0].id, client_data, data, signature, {}}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const vault::Bytes rest{data + 1, size - 1};
    switch (data[0]) {
        case 0: read_cbor(rest); break;
        case 1: {
            const std::string_view text{reinterpret_cast<const char*>(rest.data()), rest.size()};
            const bool accepted = !fault_of_client_data(rest, "webauthn.get", challenge, server.origin);
            // Every letter can be written otherwise in JSON, but not without a backslash.
            must(!accepted || text.find('\\') != std::string_view::npos || text.find(base64url(challenge)) != std::string_view::npos);
            break;
        }
        case 2: check_attestation(rest); break;
        case 3: check_signed(rest); break;
        default: break;
    }
    return 0;
}
