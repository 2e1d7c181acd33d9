#pragma once

// From a refusal to what the reader gets of it: one table for the whole server.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "http/message.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "wire/fields.h"

namespace kader::server {

struct Refusal {
    Refusal(Error refused) : error(std::move(refused)) {}
    Refusal(Error refused, int as) : error(std::move(refused)), status(as) {}

    Error error;
    int status = 0;  // 0: what the table says of the error.
    std::vector<http::FieldProblem> fields = {};
    std::optional<std::chrono::seconds> retry_after = {};
    std::string_view need = {};  // One of `needs`.
};

// What somebody who is signed in has to do before this: unlock the session, add a second factor, or give one again.
inline constexpr std::string_view needs[] = {"unlock", "second_factor", "step_up"};

//   Invalid 422, NotFound 404, Forbidden 403, Conflict 409, RefusedByNorm 409, TooLarge 413, Unavailable 503
int status_of(Code);
http::Response response_of(const Refusal&, Language, const std::string& reference);
// Every complaint about a body, by field.
Refusal refusal_of(const wire::Complaints&, Language);
// One field: "/kenmerk", or "?on" of a parameter of the address.
Refusal refusal_of_field(std::string pointer, const Text& what, Language);

inline Refusal refuse(int status, Code code, Language language, std::string_view nl, std::string_view en) {
    return {{code, std::string{language == Language::Dutch ? nl : en}}, status};
}

}  // namespace kader::server
