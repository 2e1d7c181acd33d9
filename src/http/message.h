#pragma once

// A request and a response as handlers see them: plain values, without a word of the network library.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kader::http {

enum class Method : std::uint8_t { Get, Head, Post, Put, Delete, Patch, Options };
std::string_view word(Method);  // "GET", …

// Names in small letters, values trimmed.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::Get;
    std::string path;                                         // Decoded, begins with a slash, no dots.
    std::vector<std::pair<std::string, std::string>> query;   // Decoded, in the order of the address.
    std::vector<std::string> parameters;                      // Of the route's pattern, in its order.
    Headers headers;
    std::string body;
    std::string peer;       // The address of the other side; "local" through the local socket.
    // Through the local socket: who is at the other end, as the operating system numbers its users.
    std::optional<std::uint32_t> user = {};
    std::string reference;  // Sixteen hex digits: what an error shows and the log keeps.

    // The one value of a header or query parameter; nothing when it is missing or there twice.
    std::optional<std::string_view> header(std::string_view name) const;
    std::optional<std::string_view> query_value(std::string_view name) const;
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    // Instead of `body`: bytes that are shared and never change, such as a file of the front end.
    std::shared_ptr<const std::string> shared_body;

    std::string_view bytes() const { return shared_body ? std::string_view{*shared_body} : std::string_view{body}; }
};

// What is sent, or what makes it on the thread of the connection, for whoever has better to do on their own: it
// is quick, since other connections wait there, and what it throws answers 500.
using Answer = std::variant<Response, std::function<Response()>>;

// The answer to one request. Called once, from any thread; a reply that is dropped answers 500.
using Reply = std::function<void(Answer)>;

// RFC 9457. `detail` is for the reader, in their language, and never holds client data.
struct FieldProblem {
    std::string pointer;  // JSON pointer of the field: "/reason".
    std::string detail;
};
struct Problem {
    int status = 500;
    std::string title;
    std::string detail;
    std::string reference;
    std::vector<FieldProblem> fields;
    std::optional<std::string> norm;
    std::string need = {};  // What the reader can do about it, in a word for programs: "step_up".
};
Response response_of(const Problem&);

}  // namespace kader::http
