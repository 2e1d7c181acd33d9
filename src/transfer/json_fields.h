#pragma once

// Taking the members out of a JSON object from outside, each of its type, and noting whether all were
// there. Private to the files that read an export.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "kernel/limits.h"
#include "kernel/text.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::transfer {

namespace json = boost::json;

// Nothing: no JSON object, or one that is nested too deeply.
inline std::optional<json::object> parse_object(std::string_view text) {
    json::parse_options options;
    options.max_depth = limits::export_json_depth_max;
    json::error_code error;
    auto value = json::parse(json::string_view{text.data(), text.size()}, error, {}, options);
    if (error || !value.is_object()) return {};
    return std::move(value.get_object());
}

class Fields {
public:
    explicit Fields(const json::object& object) : m_object(object) {}

    std::int64_t integer(std::string_view name) {
        const auto* value = find(name);
        if (value && value->is_int64()) return value->get_int64();
        return wrong<std::int64_t>();
    }
    // Without characters that could lead a reader astray.
    std::string text(std::string_view name) {
        const auto* value = find(name);
        if (!value || !value->is_string()) return wrong<std::string>();
        std::string text{value->get_string().c_str(), value->get_string().size()};
        return holds_control(text) ? wrong<std::string>() : text;
    }
    template <class Id>
    Id id(std::string_view name) {
        const auto id = Id::parse(text(name));
        return id ? *id : wrong<Id>();
    }
    system::Instant instant(std::string_view name) {
        const auto instant = system::parse_instant(text(name));
        return instant ? *instant : wrong<system::Instant>();
    }
    vault::ByteVector bytes(std::string_view name, std::size_t size) {
        auto bytes = vault::parse_hex(text(name));
        return bytes && bytes->size() == size ? *std::move(bytes) : wrong<vault::ByteVector>();
    }
    vault::Digest digest(std::string_view name) {
        vault::Digest digest{};
        if (const auto found = bytes(name, digest.size()); found.size() == digest.size())
            std::copy(found.begin(), found.end(), digest.begin());
        return digest;
    }
    const json::object& object(std::string_view name) {
        static const json::object none;
        const auto* value = find(name);
        if (value && value->is_object()) return value->get_object();
        m_right = false;
        return none;
    }

    void refuse() { m_right = false; }
    bool all_right() const { return m_right; }

private:
    const json::value* find(std::string_view name) const {
        return m_object.if_contains(json::string_view{name.data(), name.size()});
    }
    template <class T>
    T wrong() {
        m_right = false;
        return {};
    }
    const json::object& m_object;
    bool m_right = true;
};

inline json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace kader::transfer
