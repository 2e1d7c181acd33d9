#pragma once

// An endpoint is declared once: its address, who may come in, what goes in and what comes out. From that
// follow the route, every refusal on the way to its handler, and its part of the OpenAPI document.

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "accounts/accounts.h"
#include "http/router.h"
#include "lists/record.h"
#include "server/policy.h"
#include "server/refusal.h"
#include "wire/fields.h"

namespace kader::server {

inline constexpr std::size_t body_bytes_max = 64 * 1024;

// A parameter of the address or a header, beside those in the path.
struct Parameter {
    enum class In { Query, Header } in = In::Query;
    std::string_view name;  // A header in small letters.
    std::string_view about = {};
    bool is_day = false;
    int missing = 0;  // The status when it is not there; 0: it may be missing.
};

// On which thread the handler runs.
enum class On {
    Workers,
    Passwords,   // Two threads of their own: it computes for tenths of a second.
    Connection,  // At once, when who asks is at hand and the body small, else by the workers: it may not wait.
};

struct Declared {
    http::Method method = http::Method::Get;
    std::string_view pattern;
    std::string_view operation;  // "getCheck"
    std::string_view summary;
    std::vector<Parameter> parameters = {};
    On on = On::Workers;
    accounts::Use use = accounts::Use::Counts;
    int success = 200;
    std::size_t raw_body_bytes_max = 0;  // Of a body that is not JSON; its handler reads it.
};

// A request that came past its policy.
struct Asked {
    http::Request request;
    Language language = Language::Dutch;
    std::optional<accounts::SignedIn> who = {};    // Not by the local socket.
    std::optional<access::Grant> grant = {};       // Not where the policy is open to all.
    const lists::ListType* list = nullptr;         // With Policy::list().
    // By which rule they came in, or were refused, and at what; without a part where the policy asks no right.
    access::Decision decision = {};
    std::optional<access::Part> part = {};
    // Of a parameter that is declared a day.
    std::optional<CalendarDay> day(std::string_view name) const;
};
using AskedPtr = std::shared_ptr<const Asked>;

// No body.
struct Nothing {};

template <class Answer>
struct Given {
    Answer body;
    http::Headers headers = {};
    int status = 0;  // 0: as declared.
};
template <class Answer>
using Outcome = std::variant<Given<Answer>, Refusal>;
// An outcome, or what makes it once, on the thread of the connection.
template <class Answer>
using Promised = std::variant<Given<Answer>, Refusal, std::function<Outcome<Answer>()>>;
template <class Answer>
using Finish = std::function<void(Promised<Answer>)>;

using Respond = http::Reply;

struct Endpoint {
    Declared declared;
    Policy policy;
    bool has_body = false;
    std::function<void(AskedPtr, Respond)> run;
    // With Policy::part(): adds to the question what is so of the one record or client that is asked for, before
    // anything is done. Without it only those come in whom their role alone lets in.
    std::function<void(const Asked&, access::Question&)> relate = {};
    // Of request and answer; null when there is none. Adds what it holds to the schemas.
    std::function<wire::json::value(wire::json::object&)> request_schema, answer_schema;
};

http::Response json_response(int status, const wire::json::value&, http::Headers);

namespace detail {

template <class T>
wire::json::value schema_of(wire::json::object& all) {
    if constexpr (requires { T::schema; })
        return wire::add_schema<T>(all);
    else
        return nullptr;
}

template <class Answer>
http::Response response_of(const Asked& asked, int success, Outcome<Answer>&& outcome) {
    if (const auto* refusal = std::get_if<Refusal>(&outcome))
        return server::response_of(*refusal, asked.language, asked.request.reference);
    auto& given = std::get<Given<Answer>>(outcome);
    const int status = given.status != 0 ? given.status : success;
    if constexpr (std::same_as<Answer, http::Response>)
        return std::move(given.body);
    else if constexpr (std::same_as<Answer, Nothing>) {
        given.headers.emplace_back("Cache-Control", "no-store");
        return {204, std::move(given.headers), {}, {}};
    } else
        return json_response(status, wire::write(given.body), std::move(given.headers));
}

template <class Answer>
Outcome<Answer> outcome_of(Promised<Answer>&& promised) {
    if (auto* given = std::get_if<Given<Answer>>(&promised)) return std::move(*given);
    if (auto* refusal = std::get_if<Refusal>(&promised)) return std::move(*refusal);
    return std::get<2>(promised)();
}

// With a handler that is given the body, and responds: handle(AskedPtr, Body, Respond, success).
template <class Body, class Answer, class Handle>
Endpoint endpoint_of(Policy policy, Declared declared, Handle handle) {
    Endpoint made;
    made.declared = std::move(declared);
    made.policy = policy;
    made.has_body = !std::same_as<Body, Nothing>;
    made.run = [handle = std::move(handle), success = made.declared.success](AskedPtr asked, Respond respond) {
        Body body{};
        if constexpr (!std::same_as<Body, Nothing>) {
            wire::Complaints complaints;
            auto read = wire::read<Body>(asked->request.body, complaints);
            if (!read)
                return respond(server::response_of(refusal_of(complaints, asked->language), asked->language, asked->request.reference));
            body = std::move(*read);
        }
        handle(asked, std::move(body), respond, success);
    };
    made.request_schema = schema_of<Body>;
    made.answer_schema = schema_of<Answer>;
    return made;
}

}  // namespace detail

// The handler answers later, from any thread: handle(AskedPtr, Body, Finish<Answer>).
template <class Body, class Answer, class Handle>
Endpoint endpoint_later(Policy policy, Declared declared, Handle handle) {
    return detail::endpoint_of<Body, Answer>(
        policy, std::move(declared), [handle = std::move(handle)](const AskedPtr& asked, Body body, const Respond& respond, int success) {
            // Who finishes is mostly the writer, for whom everybody waits: the answer is put into words elsewhere.
            handle(asked, std::move(body), [asked, respond, success](Promised<Answer> promised) {
                respond([asked, success, promised = std::move(promised)]() mutable {
                    return detail::response_of<Answer>(*asked, success, detail::outcome_of(std::move(promised)));
                });
            });
        });
}

// The handler answers when it returns: Outcome<Answer> handle(const Asked&, Body).
template <class Body, class Answer, class Handle>
Endpoint endpoint(Policy policy, Declared declared, Handle handle) {
    return detail::endpoint_of<Body, Answer>(
        policy, std::move(declared), [handle = std::move(handle)](const AskedPtr& asked, Body body, const Respond& respond, int success) {
            respond(detail::response_of<Answer>(*asked, success, handle(*asked, std::move(body))));
        });
}

}  // namespace kader::server
