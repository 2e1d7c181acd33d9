#include "wire/fields.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <limits>
#include <set>

namespace kader::wire {

namespace {

constexpr std::size_t depth_max = 32;

void complain(Complaints& complaints, std::string pointer, std::string nl, std::string en) {
    complaints.push_back({std::move(pointer), {std::move(nl), std::move(en)}});
}

// Walks over the whole text for one thing: a key that stands twice in the same object. Boost.JSON would
// keep the last one without a word.
struct KeyWatch {
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = max_object_size;
    static constexpr std::size_t max_key_size = max_object_size;
    static constexpr std::size_t max_string_size = max_object_size;
    using Error = boost::system::error_code;

    std::vector<std::set<std::string, std::less<>>> open;
    std::string key;
    std::optional<std::string> twice;

    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }
    bool on_object_begin(Error&) {
        open.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, Error&) {
        open.pop_back();
        return true;
    }
    bool on_array_begin(Error&) { return true; }
    bool on_array_end(std::size_t, Error&) { return true; }
    bool on_key_part(json::string_view part, std::size_t, Error&) {
        key.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, Error& error) {
        key.append(part.data(), part.size());
        if (!open.back().insert(key).second) {
            twice = key;
            error = json::make_error_code(json::error::syntax);
            return false;
        }
        key.clear();
        return true;
    }
    bool on_string_part(json::string_view, std::size_t, Error&) { return true; }
    bool on_string(json::string_view, std::size_t, Error&) { return true; }
    bool on_number_part(json::string_view, Error&) { return true; }
    bool on_int64(std::int64_t, json::string_view, Error&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, Error&) { return true; }
    bool on_double(double, json::string_view, Error&) { return true; }
    bool on_bool(bool, Error&) { return true; }
    bool on_null(Error&) { return true; }
    bool on_comment_part(json::string_view, Error&) { return true; }
    bool on_comment(json::string_view, Error&) { return true; }
};

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_character(text, at);
    return count;
}

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::optional<json::value> parse(std::string_view body, Complaints& complaints) {
    json::parse_options options;
    options.max_depth = depth_max;
    boost::system::error_code error;
    json::basic_parser<KeyWatch> watch{options};
    watch.write_some(false, body.data(), body.size(), error);
    if (watch.handler().twice) {
        complain(complaints, detail::member("", *watch.handler().twice), "staat er twee keer", "stands there twice");
        return {};
    }
    if (!error) {
        auto value = json::parse(view(body), error, {}, options);
        if (!error) return value;
    }
    if (error == json::error::too_deep)
        complain(complaints, "", "te diep genest", "nested too deeply");
    else
        complain(complaints, "", "dit is geen JSON", "this is no JSON");
    return {};
}

std::string text_of(const json::value& value) { return json::serialize(value); }

namespace detail {

std::string member(const std::string& at, std::string_view name) {
    auto pointer = at + "/";
    for (const char c : shortened(name)) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
    return pointer;
}

void refuse_missing(const std::string& at, Complaints& complaints) { complain(complaints, at, "ontbreekt", "is missing"); }

void refuse_unknown(const std::string& at, Complaints& complaints) {
    complain(complaints, at, "dit veld is niet bekend", "this field is not known");
}

const json::object* object_of(const json::value& value, const std::string& at, Complaints& complaints) {
    if (!value.is_object()) complain(complaints, at, "moet een object zijn", "must be an object");
    return value.if_object();
}

const json::array* array_of(const json::value& value, const Field& field, const std::string& at, Complaints& complaints) {
    const auto* array = value.if_array();
    if (!array) {
        complain(complaints, at, "moet een lijst zijn", "must be a list");
    } else if (array->size() > field.length_max) {
        complain(complaints, at, "heeft er meer dan " + std::to_string(field.length_max), "has more than " + std::to_string(field.length_max));
        array = nullptr;
    } else if (array->size() < field.length_min) {
        complain(complaints, at, "heeft er minder dan " + std::to_string(field.length_min), "has fewer than " + std::to_string(field.length_min));
        array = nullptr;
    }
    return array;
}

void read(const json::value& value, const Field& field, const std::string& at, std::string& into, Complaints& complaints) {
    const auto* text = value.if_string();
    if (!text) return complain(complaints, at, "moet tekst zijn", "must be text");
    into.assign(text->data(), text->size());
    if (!field.choices.empty()) {
        std::string all;
        for (const auto choice : field.choices) {
            if (choice == into) return;
            all += (all.empty() ? "" : ", ") + std::string{choice};
        }
        return complain(complaints, at, "moet een van deze zijn: " + all, "must be one of these: " + all);
    }
    if (holds_control(into)) return complain(complaints, at, "heeft tekens die niet te zien zijn", "has characters that cannot be seen");
    const auto length = characters(into);
    if (length > field.length_max)
        complain(complaints, at, "is langer dan " + std::to_string(field.length_max) + " tekens",
                 "is longer than " + std::to_string(field.length_max) + " characters");
    else if (length < field.length_min)
        complain(complaints, at, length == 0 ? "is leeg" : "is korter dan " + std::to_string(field.length_min) + " tekens",
                 length == 0 ? "is empty" : "is shorter than " + std::to_string(field.length_min) + " characters");
}

void read(const json::value& value, const Field&, const std::string& at, bool& into, Complaints& complaints) {
    if (!value.is_bool()) return complain(complaints, at, "moet true of false zijn", "must be true or false");
    into = value.get_bool();
}

void read(const json::value& value, const Field& field, const std::string& at, std::int64_t& into, Complaints& complaints) {
    boost::system::error_code error;
    if (!value.is_int64() && !value.is_uint64()) return complain(complaints, at, "moet een heel getal zijn", "must be a whole number");
    into = value.to_number<std::int64_t>(error);
    if (error || into < field.least || into > field.most)
        complain(complaints, at, "moet van " + std::to_string(field.least) + " tot en met " + std::to_string(field.most) + " zijn",
                 "must be from " + std::to_string(field.least) + " through " + std::to_string(field.most));
}

void read(const json::value& value, const Field& field, const std::string& at, int& into, Complaints& complaints) {
    Field narrow = field;
    narrow.most = std::min<std::int64_t>(field.most, std::numeric_limits<int>::max());
    std::int64_t number = 0;
    read(value, narrow, at, number, complaints);
    if (narrow.least <= number && number <= narrow.most) into = static_cast<int>(number);
}

void read(const json::value& value, const Field&, const std::string& at, CalendarDay& into, Complaints& complaints) {
    const auto* text = value.if_string();
    const auto day = text && text->size() == 10 ? parse_day({text->data(), text->size()}) : Result<CalendarDay>{Error{}};
    if (!text || !day || iso_text(*day) != std::string_view{text->data(), text->size()})
        return complain(complaints, at, "moet een dag zijn, zoals 2026-03-31", "must be a day, such as 2026-03-31");
    into = *day;
}

void read(const json::value& value, const Field& field, const std::string& at, TextMap& into, Complaints& complaints) {
    const auto* object = object_of(value, at, complaints);
    if (!object) return;
    if (object->size() > field.length_max)
        return complain(complaints, at, "heeft er meer dan " + std::to_string(field.length_max), "has more than " + std::to_string(field.length_max));
    for (const auto& pair : *object) {
        const std::string_view name{pair.key().data(), pair.key().size()};
        if (holds_control(name)) return complain(complaints, member(at, name), "heeft tekens die niet te zien zijn", "has characters that cannot be seen");
        read(pair.value(), Field{.name = name, .length_max = text_map_characters_max}, member(at, name), into[std::string{name}], complaints);
    }
}

bool read_uuid(const json::value& value, const std::string& at, UuidBytes& into, Complaints& complaints) {
    const auto* text = value.if_string();
    const auto bytes = text ? kader::detail::parse_uuid({text->data(), text->size()}) : std::optional<UuidBytes>{};
    if (!bytes) {
        complain(complaints, at, "is geen geldig nummer", "is no valid id");
        return false;
    }
    into = *bytes;
    return true;
}

json::value written(const std::string& text) { return json::value(view(text)); }
json::value written(bool value) { return json::value(value); }
json::value written(std::int64_t value) { return json::value(value); }
json::value written(int value) { return json::value(value); }
json::value written(CalendarDay day) { return written(iso_text(day)); }

json::value written(const TextMap& map) {
    json::object object;
    for (const auto& [name, text] : map) object[view(name)] = written(text);
    return object;
}

json::object schema_of_string(const Field& field) {
    json::object schema{{"type", "string"}};
    if (!field.choices.empty()) {
        json::array choices;
        for (const auto choice : field.choices) choices.push_back(json::value(view(choice)));
        schema["enum"] = std::move(choices);
        return schema;
    }
    if (field.length_min > 0) schema["minLength"] = field.length_min;
    schema["maxLength"] = field.length_max;
    return schema;
}

json::object schema_of_integer(const Field& field) {
    return {{"type", "integer"}, {"minimum", field.least}, {"maximum", field.most}};
}
json::object or_null(json::object schema) {
    if (schema.contains("$ref")) return {{"anyOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
    schema["type"] = json::array{schema["type"], "null"};
    if (auto* choices = schema.if_contains("enum")) choices->as_array().push_back(nullptr);
    return schema;
}

json::object schema_of_day() { return {{"type", "string"}, {"format", "date"}}; }
json::object schema_of_text_map(const Field& field) {
    return {{"type", "object"},
            {"additionalProperties", json::object{{"type", "string"}, {"maxLength", text_map_characters_max}}},
            {"maxProperties", field.length_max}};
}
json::object schema_of_uuid() { return {{"type", "string"}, {"format", "uuid"}}; }
json::object reference_to(std::string_view schema) { return {{"$ref", "#/components/schemas/" + std::string{schema}}}; }
void say_length(json::object& array, const Field& field) {
    if (field.length_min > 0) array["minItems"] = field.length_min;
    array["maxItems"] = field.length_max;
}

}  // namespace detail

}  // namespace kader::wire
