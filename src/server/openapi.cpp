// The document that the endpoints make of themselves.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "server/gate.h"
#include "server/house.h"

namespace kader::server {

namespace {

namespace json = wire::json;

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

// Indented by two, one member on a line: so that a difference can be read.
void print(const json::value& value, std::string& into, std::size_t depth) {
    const auto line = [&](std::size_t deep) { into += "\n" + std::string(2 * deep, ' '); };
    if (const auto* object = value.if_object(); object && !object->empty()) {
        into += "{";
        bool first = true;
        for (const auto& pair : *object) {
            into += first ? "" : ",";
            first = false;
            line(depth + 1);
            into += json::serialize(json::value(pair.key())) + ": ";
            print(pair.value(), into, depth + 1);
        }
        line(depth);
        into += "}";
    } else if (const auto* array = value.if_array(); array && !array->empty()) {
        into += "[";
        for (std::size_t at = 0; at < array->size(); ++at) {
            into += at == 0 ? "" : ",";
            line(depth + 1);
            print((*array)[at], into, depth + 1);
        }
        line(depth);
        into += "]";
    } else {
        into += json::serialize(value);
    }
}

std::string small(http::Method method) {
    std::string text;
    for (const char c : http::word(method)) text += static_cast<char>(c - 'A' + 'a');
    return text;
}

json::object parameter(std::string_view name, std::string_view in, bool required, std::string_view about, json::object schema) {
    json::object made{{"name", view(name)}, {"in", view(in)}, {"required", required}};
    if (!about.empty()) made["description"] = view(about);
    made["schema"] = std::move(schema);
    return made;
}

json::array parameters_of(const Endpoint& endpoint) {
    json::array all;
    const auto pattern = endpoint.declared.pattern;
    for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1))
        all.push_back(parameter(pattern.substr(at + 1, pattern.find('}', at) - at - 1), "path", true, {}, {{"type", "string"}}));
    for (const auto& one : endpoint.declared.parameters) {
        json::object schema{{"type", "string"}};
        if (one.is_day) schema["format"] = "date";
        all.push_back(parameter(one.name, one.in == Parameter::In::Query ? "query" : "header", one.missing != 0, one.about, std::move(schema)));
    }
    const auto method = endpoint.declared.method;
    if (method != http::Method::Get && endpoint.policy.kind() != Policy::Kind::Public)
        all.push_back(parameter("X-Kader-Csrf", "header", true, {}, {{"type", "string"}}));
    return all;
}

json::object content(std::string_view type, json::value schema) {
    return {{view(type), json::object{{"schema", std::move(schema)}}}};
}

json::object operation_of(const Endpoint& endpoint, json::object& schemas) {
    const auto& declared = endpoint.declared;
    json::object made{{"operationId", view(declared.operation)}, {"summary", view(declared.summary)}};
    if (auto parameters = parameters_of(endpoint); !parameters.empty()) made["parameters"] = std::move(parameters);
    if (auto schema = endpoint.request_schema(schemas); !schema.is_null())
        made["requestBody"] = json::object{{"required", true}, {"content", content("application/json", std::move(schema))}};
    json::object success{{"description", declared.success == 204 ? "Done" : "OK"}};
    if (auto schema = endpoint.answer_schema(schemas); !schema.is_null()) success["content"] = content("application/json", std::move(schema));
    made["responses"] = json::object{
        {std::to_string(declared.success), std::move(success)},
        {"default", json::object{{"description", "Refused"},
                                 {"content", content("application/problem+json", wire::add_schema<ProblemAnswer>(schemas))}}}};
    if (endpoint.policy.kind() != Policy::Kind::Public)
        made["security"] = json::array{json::object{{"session", json::array{}}}};
    return made;
}

}  // namespace

std::string openapi_text(const std::vector<Endpoint>& endpoints) {
    json::object paths, schemas;
    for (const auto& endpoint : endpoints) {
        if (!endpoint.declared.pattern.starts_with("/api/") || endpoint.policy.kind() == Policy::Kind::Tools) continue;
        auto& path = paths[view(endpoint.declared.pattern)];
        if (!path.is_object()) path = json::object{};
        path.as_object()[small(endpoint.declared.method)] = operation_of(endpoint, schemas);
    }
    const json::value document = json::object{
        {"openapi", "3.1.0"},
        {"info", json::object{{"title", "Kader"}, {"version", "1"}, {"license", json::object{{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
        {"paths", std::move(paths)},
        {"components", json::object{{"schemas", std::move(schemas)},
                                    {"securitySchemes", json::object{{"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", view(session_cookie)}}}}}}}};
    std::string text;
    print(document, text, 0);
    return text + "\n";
}

std::string openapi_text() {
    House house;
    return openapi_text(all_endpoints(house));
}

}  // namespace kader::server
