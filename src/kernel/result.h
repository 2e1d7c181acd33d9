#pragma once

// The two ways in which a call can end: with a value, or with a foreseen refusal.
//
// Exceptions are for broken infrastructure only (a full disk, no memory). Everything a caller can
// foresee, such as input that is wrong or a record that does not exist, is a Result.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "kernel/check.h"

namespace kader {

// A closed list; each door translates it once (to an exit code, later to an HTTP status).
enum class Code : std::uint8_t {
    Invalid,        // The input is wrong.
    NotFound,       // It does not exist.
    Forbidden,      // The asker may not.
    Conflict,       // It clashes with what is there.
    RefusedByNorm,  // The law or the framework says no.
    TooLarge,       // A limit of kernel/limits.h is passed.
    Unavailable,    // It cannot be reached now; asking again may help.
};

struct Error {
    Code code = Code::Invalid;
    std::string detail;                    // For the person who reads it; never client data.
    std::optional<std::string> norm = {};  // The id of the norm row, set when a norm says no.
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_content.index() == 0; }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    T& value() {
        HALT_UNLESS(m_content.index() == 0);
        return *std::get_if<0>(&m_content);
    }
    const T& value() const {
        HALT_UNLESS(m_content.index() == 0);
        return *std::get_if<0>(&m_content);
    }
    Error& error() {
        HALT_UNLESS(m_content.index() == 1);
        return *std::get_if<1>(&m_content);
    }
    const Error& error() const {
        HALT_UNLESS(m_content.index() == 1);
        return *std::get_if<1>(&m_content);
    }

private:
    std::variant<T, Error> m_content;
};

}  // namespace kader

// Takes the value out of a Result, or returns its error from the function around it.
#define KADER_TRY(name, expression)                                  \
    auto name##_or_error = (expression);                             \
    if (!name##_or_error) return std::move(name##_or_error).error(); \
    auto name = *std::move(name##_or_error)
