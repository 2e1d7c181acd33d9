#pragma once

// The types that travel: each says once which fields it has, and from that follow the strict reading of a
// body with every refusal, the writing of an answer, and its schema in the OpenAPI document.
//
//   struct NewPassword {
//       std::string current, chosen;
//       static constexpr std::string_view schema = "NewPassword";
//       template <class Fields>
//       static void describe(Fields& field) {
//           field(&NewPassword::current, {.name = "current", .about = "The password until now.", .length_max = 128});
//           …
//       }
//   };
//
// Fields may be: std::string, bool, std::int64_t, int, CalendarDay ("2026-03-31"), Uuid, a described type,
// and std::optional or std::vector of these; and TextMap, text by free names, with `length_max` names at most. A string with `choices` is one of them. An optional field that
// is not there is written as null, and may be null or missing when it is read.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "kernel/calendar.h"
#include "kernel/text.h"
#include "kernel/uuid.h"

namespace kader::wire {

namespace json = boost::json;

struct Field {
    std::string_view name;
    std::string_view about = {};  // English; for the developer who reads the document.
    std::size_t length_min = 0;   // Of a string in characters, of a vector in elements.
    std::size_t length_max = 10'000;
    std::int64_t least = 0;
    std::int64_t most = 9'007'199'254'740'991;  // What every JSON reader can hold: 2^53 - 1.
    std::span<const std::string_view> choices = {};
};

using TextMap = std::map<std::string, std::string, std::less<>>;
inline constexpr std::size_t text_map_characters_max = 65'536;  // Of one value.

// What is wrong with a body, where.
struct Complaint {
    std::string pointer;  // JSON pointer: "/reason", "/rows/3/day"; empty: the body as a whole.
    Text detail;
};
using Complaints = std::vector<Complaint>;

// Depth 32 and no more; no key twice; UTF-8; nothing after the value. On a refusal `complaints` says why.
std::optional<json::value> parse(std::string_view body, Complaints& complaints);

namespace detail {

template <class T>
concept Described = requires { T::schema; };
template <class T>
struct IsUuid : std::false_type {};
template <class Tag>
struct IsUuid<Uuid<Tag>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

void read(const json::value&, const Field&, const std::string& at, std::string&, Complaints&);
void read(const json::value&, const Field&, const std::string& at, bool&, Complaints&);
void read(const json::value&, const Field&, const std::string& at, std::int64_t&, Complaints&);
void read(const json::value&, const Field&, const std::string& at, int&, Complaints&);
void read(const json::value&, const Field&, const std::string& at, CalendarDay&, Complaints&);
void read(const json::value&, const Field&, const std::string& at, TextMap&, Complaints&);
bool read_uuid(const json::value&, const std::string& at, UuidBytes&, Complaints&);
// Null or a list of the right length.
const json::array* array_of(const json::value&, const Field&, const std::string& at, Complaints&);
const json::object* object_of(const json::value&, const std::string& at, Complaints&);
void refuse_missing(const std::string& at, Complaints&);
void refuse_unknown(const std::string& at, Complaints&);
std::string member(const std::string& at, std::string_view name);

template <class T>
void read(const json::value&, const Field&, const std::string& at, T&, Complaints&);

template <class T>
struct FieldReader {
    const json::object& from;
    const std::string& at;
    T& into;
    Complaints& complaints;
    std::vector<std::string_view> known = {};

    template <class M>
    void operator()(M T::*place, const Field& field) {
        known.push_back(field.name);
        const auto* value = from.if_contains(json::string_view{field.name.data(), field.name.size()});
        const auto pointer = member(at, field.name);
        if constexpr (IsOptional<M>::value) {
            if (!value || value->is_null()) return;
            read(*value, field, pointer, (into.*place).emplace(), complaints);
        } else {
            if (!value) return refuse_missing(pointer, complaints);
            read(*value, field, pointer, into.*place, complaints);
        }
    }
};

template <class T>
void read(const json::value& value, const Field& field, const std::string& at, T& into, Complaints& complaints) {
    if constexpr (Described<T>) {
        const auto* object = object_of(value, at, complaints);
        if (!object) return;
        FieldReader<T> reader{*object, at, into, complaints};
        T::describe(reader);
        for (const auto& pair : *object) {
            const std::string_view name{pair.key().data(), pair.key().size()};
            bool known = false;
            for (const auto one : reader.known) known = known || one == name;
            if (!known) refuse_unknown(member(at, name), complaints);
        }
    } else if constexpr (IsVector<T>::value) {
        const auto* array = array_of(value, field, at, complaints);
        if (!array) return;
        for (std::size_t i = 0; i < array->size(); ++i)
            read((*array)[i], field, at + "/" + std::to_string(i), into.emplace_back(), complaints);
    } else {
        static_assert(IsUuid<T>::value, "this type does not travel");
        UuidBytes bytes{};
        if (read_uuid(value, at, bytes, complaints)) into = T{bytes};
    }
}

json::value written(const std::string&);
json::value written(bool);
json::value written(std::int64_t);
json::value written(int);
json::value written(CalendarDay);
json::value written(const TextMap&);

template <class T>
json::value written(const T&);

template <class T>
struct FieldWriter {
    const T& from;
    json::object& into;
    template <class M>
    void operator()(M T::*place, const Field& field) {
        const json::string_view name{field.name.data(), field.name.size()};
        if constexpr (IsOptional<M>::value) {
            into[name] = from.*place ? written(*(from.*place)) : json::value(nullptr);
        } else {
            into[name] = written(from.*place);
        }
    }
};

template <class T>
json::value written(const T& value) {
    if constexpr (Described<T>) {
        json::object object;
        FieldWriter<T> writer{value, object};
        T::describe(writer);
        return object;
    } else if constexpr (IsVector<T>::value) {
        json::array array;
        for (const auto& one : value) array.push_back(written(one));
        return array;
    } else {
        static_assert(IsUuid<T>::value, "this type does not travel");
        return written(value.text());
    }
}

json::object schema_of_string(const Field&);
json::object schema_of_integer(const Field&);
json::object or_null(json::object schema);
json::object schema_of_day();
json::object schema_of_text_map(const Field&);
json::object schema_of_uuid();
json::object reference_to(std::string_view schema);
void say_length(json::object& array, const Field&);

template <class T>
json::object schema_for(const Field&, json::object& all);

template <class T>
struct SchemaWriter {
    json::object& properties;
    json::array& required;
    json::object& all;
    template <class M>
    void operator()(M T::*, const Field& field) {
        const json::string_view name{field.name.data(), field.name.size()};
        json::object schema;
        if constexpr (IsOptional<M>::value) {
            schema = or_null(schema_for<typename M::value_type>(field, all));
        } else {
            schema = schema_for<M>(field, all);
            required.push_back(json::value(name));
        }
        if (!field.about.empty()) schema["description"] = json::string_view{field.about.data(), field.about.size()};
        properties[name] = std::move(schema);
    }
};

template <class T>
json::object schema_for(const Field& field, json::object& all) {
    if constexpr (std::is_same_v<T, std::string>) {
        return schema_of_string(field);
    } else if constexpr (std::is_same_v<T, bool>) {
        return {{"type", "boolean"}};
    } else if constexpr (std::is_integral_v<T>) {
        return schema_of_integer(field);
    } else if constexpr (std::is_same_v<T, CalendarDay>) {
        return schema_of_day();
    } else if constexpr (std::is_same_v<T, TextMap>) {
        return schema_of_text_map(field);
    } else if constexpr (IsUuid<T>::value) {
        return schema_of_uuid();
    } else if constexpr (IsVector<T>::value) {
        json::object array{{"type", "array"}, {"items", schema_for<typename T::value_type>({}, all)}};
        say_length(array, field);
        return array;
    } else {
        const json::string_view name{T::schema.data(), T::schema.size()};
        if (!all.contains(name)) {
            all[name] = json::object{};  // Before its fields, which may hold it again.
            json::object properties;
            json::array required;
            SchemaWriter<T> writer{properties, required, all};
            T::describe(writer);
            json::object made{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
            if (!required.empty()) made["required"] = std::move(required);
            all[name] = std::move(made);
        }
        return reference_to(T::schema);
    }
}

}  // namespace detail

// Nothing when there are complaints.
template <class T>
std::optional<T> read(std::string_view body, Complaints& complaints) {
    const auto value = parse(body, complaints);
    if (!value) return {};
    T into{};
    detail::read(*value, Field{.name = {}}, "", into, complaints);
    if (!complaints.empty()) return {};
    return into;
}

template <class T>
json::value write(const T& value) {
    return detail::written(value);
}
// As bytes of a response.
std::string text_of(const json::value&);

// Adds the schema of T, and of all that it holds, to `all` (components/schemas); gives the reference to it.
template <class T>
json::object add_schema(json::object& all) {
    return detail::schema_for<T>(Field{.name = {}}, all);
}

}  // namespace kader::wire
