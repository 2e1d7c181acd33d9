#include "factors/client_data.h"

#include "factors/base64url.h"
#include "kernel/limits.h"
#include "wire/fields.h"

namespace kader::factors {

namespace {

std::optional<std::string_view> text_member(const wire::json::object& object, wire::json::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    if (!text) return {};
    return std::string_view{text->data(), text->size()};
}

}  // namespace

std::optional<WebAuthnFault> fault_of_client_data(vault::Bytes bytes, std::string_view type, vault::Bytes challenge, std::string_view origin) {
    if (bytes.size() > limits::webauthn_client_data_bytes_max) return WebAuthnFault::TooLarge;
    // A mark of UTF-8 in front is refused too: no browser writes one.
    wire::Complaints complaints;
    const auto value = wire::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, complaints);
    const auto* object = value ? value->if_object() : nullptr;
    if (!object) return WebAuthnFault::ClientDataMalformed;
    const auto said_type = text_member(*object, "type"), said_challenge = text_member(*object, "challenge"), said_origin = text_member(*object, "origin");
    if (!said_type || !said_challenge || !said_origin) return WebAuthnFault::ClientDataMalformed;
    if (*said_type != type) return WebAuthnFault::WrongType;
    const auto answered = parse_base64url(*said_challenge);
    if (!answered || !vault::same_bytes(*answered, challenge)) return WebAuthnFault::WrongChallenge;
    if (*said_origin != origin) return WebAuthnFault::WrongOrigin;
    if (const auto* cross = object->if_contains("crossOrigin")) {
        const auto* said = cross->if_bool();
        if (!said) return WebAuthnFault::ClientDataMalformed;
        if (*said) return WebAuthnFault::CrossOrigin;
    }
    // Is there only when the page lies within another.
    if (object->contains("topOrigin")) return WebAuthnFault::CrossOrigin;
    return {};
}

}  // namespace kader::factors
