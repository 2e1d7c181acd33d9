#include "server/document.h"

#include <algorithm>

namespace kader::server_tests {

namespace {

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

bool is_of_type(const json::value& value, std::string_view type) {
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) || (type == "string" && value.is_string()) ||
           (type == "boolean" && value.is_bool()) || (type == "null" && value.is_null()) ||
           (type == "integer" && (value.is_int64() || value.is_uint64()));
}

bool has_format(std::string_view text, std::string_view format) {
    const std::string_view pattern = format == "date" ? "9999-99-99" : format == "uuid" ? "ffffffff-ffff-ffff-ffff-ffffffffffff" : "?";
    if (pattern.size() != text.size()) return false;
    return std::ranges::equal(text, pattern, [](char c, char as) {
        const bool digit = '0' <= c && c <= '9';
        return as == '9' ? digit : as == 'f' ? digit || ('a' <= c && c <= 'f') : c == as;
    });
}

// The words that our document uses; another one is a fault of this reader.
void look(const json::value& value, const json::object& schema, const std::string& at, std::vector<std::string>& faults) {
    const auto say = [&](const std::string& what) { faults.push_back(at + ": " + what + " (" + json::serialize(value).substr(0, 80) + ")"); };
    for (const auto& pair : schema) {
        const std::string_view word{pair.key().data(), pair.key().size()};
        const auto& rule = pair.value();
        if (word == "$ref") {
            constexpr std::string_view before = "#/components/schemas/";
            const std::string_view name{rule.as_string().data(), rule.as_string().size()};
            look(value, document().at("components").at("schemas").at(view(name.substr(before.size()))).as_object(), at, faults);
        } else if (word == "type") {
            bool fits = false;
            if (const auto* several = rule.if_array())
                for (const auto& one : *several) fits = fits || is_of_type(value, one.as_string().c_str());
            else
                fits = is_of_type(value, rule.as_string().c_str());
            if (!fits) return say("is not of type " + json::serialize(rule));
        } else if (word == "anyOf") {
            const bool fits = std::ranges::any_of(rule.as_array(), [&](const json::value& one) {
                std::vector<std::string> inner;
                look(value, one.as_object(), at, inner);
                return inner.empty();
            });
            if (!fits) say("is none of what it may be");
        } else if (word == "enum") {
            if (value.is_string() && std::ranges::find(rule.as_array(), value) == rule.as_array().end()) say("is not one of the choices");
        } else if (word == "format") {
            if (value.is_string() && !has_format(value.as_string().c_str(), rule.as_string().c_str())) say("is not written as a " + json::serialize(rule));
        } else if (word == "required") {
            if (!value.is_object()) continue;
            for (const auto& one : rule.as_array())
                if (!value.as_object().contains(one.as_string())) say("lacks " + json::serialize(one));
        } else if (word == "properties") {
            if (!value.is_object()) continue;
            for (const auto& member : value.as_object()) {
                const auto* inner = rule.as_object().if_contains(member.key());
                if (inner) look(member.value(), inner->as_object(), at + "/" + std::string{member.key().data(), member.key().size()}, faults);
                else say("the document does not know " + std::string{member.key().data(), member.key().size()});
            }
        } else if (word == "additionalProperties") {
            if (!rule.is_object() || !value.is_object()) continue;
            for (const auto& member : value.as_object()) look(member.value(), rule.as_object(), at + "/*", faults);
        } else if (word == "items") {
            if (!value.is_array()) continue;
            for (std::size_t i = 0; i < value.as_array().size(); ++i)
                look(value.as_array()[i], rule.as_object(), at + "/" + std::to_string(i), faults);
        } else if (word == "maxItems") {
            if (value.is_array() && value.as_array().size() > rule.to_number<std::size_t>()) say("is too long");
        } else if (word == "minimum" || word == "maximum") {
            if (!value.is_int64()) continue;
            const auto bound = rule.to_number<std::int64_t>();
            if (word == "minimum" ? value.as_int64() < bound : value.as_int64() > bound) say("is out of bounds");
        } else if (word != "description" && word != "minLength" && word != "maxLength" && word != "maxProperties") {
            say("unknown word " + std::string{word});
        }
    }
}

}  // namespace

std::string Operation::target(std::string_view of_list, std::string_view kenmerk) const {
    auto text = path;
    for (const auto& [name, value] : {std::pair{std::string_view{"{list}"}, of_list}, {"{kenmerk}", kenmerk}})
        if (const auto at = text.find(name); at != std::string::npos) text.replace(at, name.size(), value);
    return text;
}

const json::object& document() {
    static const auto printed = cli_tests::parsed(cli_tests::run({"openapi"}));
    return printed;
}

const std::vector<Operation>& operations() {
    static const auto all = [] {
        std::vector<Operation> made;
        for (const auto& path : document().at("paths").as_object())
            for (const auto& one : path.value().as_object()) {
                Operation operation;
                for (const char c : one.key()) operation.method += static_cast<char>(c - 'a' + 'A');
                operation.path = {path.key().data(), path.key().size()};
                operation.declared = one.value().as_object();
                operation.needs_session = operation.declared.contains("security");
                made.push_back(std::move(operation));
            }
        return made;
    }();
    return all;
}

const Operation& operation(std::string_view id) {
    for (const auto& one : operations())
        if (one.declared.at("operationId").as_string() == view(id)) return one;
    FAIL("no operation " << id);
    return operations().front();
}

std::vector<std::string> faults(const Operation& operation, const Answer& answer) {
    std::vector<std::string> found;
    const auto& responses = operation.declared.at("responses").as_object();
    const auto* response = responses.if_contains(std::to_string(answer.status));
    if (!response) response = answer.status >= 400 ? responses.if_contains("default") : nullptr;
    if (!response) return {"the document does not know status " + std::to_string(answer.status)};
    const auto* content = response->as_object().if_contains("content");
    if (!content) return answer.body.empty() ? found : std::vector<std::string>{"there is a body"};
    const auto& type = *content->as_object().begin();
    if (view(answer.header("content-type")) != type.key()) return {"another content type: " + answer.header("content-type")};
    look(answer.object(), type.value().at("schema").as_object(), "", found);
    return found;
}

}  // namespace kader::server_tests
