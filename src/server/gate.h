#pragma once

// The gate before every handler: which host was asked for, where the request comes from, who it is, and what
// they may do. It turns declared endpoints into routes.

#include <atomic>
#include <string>
#include <vector>

#include "http/server.h"
#include "server/endpoint.h"
#include "server/fault_log.h"
#include "server/workers.h"
#include "subjects/practices.h"

namespace kader::server {

// On every response.
http::Headers safe_headers();

struct GateOptions {
    std::vector<std::string> names;  // Hosts beside localhost, as a browser writes them: "kader.praktijk.test".
    std::uint32_t user_number = 0;   // Of the operating system: the only one who may work through the local socket.
    // Told of somebody who is signed in and asked for what they may not do. Any thread; may not wait.
    std::function<void(const Asked&, const Endpoint&)> refused = {};
};

// Everything it is given must outlive it, and it the server.
class Gate {
public:
    Gate(accounts::Accounts&, storage::Database&, Workers& workers, Workers& passwords, GateOptions, FaultLog = {});
    // Of a server without practices, where everything is open to all.
    Gate(Workers&, GateOptions, FaultLog = {});

    // Throws std::logic_error that names a route without a policy, or one that needs practices where there are none.
    std::vector<http::Route> routes_of(const std::vector<Endpoint>&);
    // When the port is known: part of the host a browser names.
    void set_port(std::uint16_t port) { m_port = port; }
    std::uint16_t port() const { return m_port; }

private:
    void take(const std::shared_ptr<const Endpoint>&, http::Request, http::Reply);
    void pass(const Endpoint&, const std::shared_ptr<Asked>&, const Respond&);
    http::Answer watched(const std::shared_ptr<Asked>&, http::Answer) const;
    std::optional<Refusal> refusal_of(const Endpoint&, Asked&) const;
    // Nothing: come in.
    std::optional<Refusal> stop(const Endpoint&, Asked&) const;
    // Who is there may do nothing, or not this, before they did something else.
    std::optional<Refusal> stop_session(const Policy&, const accounts::SignedIn&, Language) const;
    std::optional<Refusal> stop_tool(const Endpoint&, Asked&) const;
    // What the table says of the part that the policy names.
    std::optional<Refusal> stop_part(const Endpoint&, Asked&) const;
    std::optional<Refusal> stop_parameters(const Endpoint&, const Asked&) const;
    bool is_own_host(std::string_view host) const;
    bool is_same_origin(const http::Request&) const;

    accounts::Accounts* m_accounts = nullptr;  // Null where there are no practices.
    storage::Database* m_database = nullptr;
    Workers& m_workers;
    Workers& m_passwords;
    GateOptions m_options;
    FaultLog m_faults;
    std::atomic<std::uint16_t> m_port = 0;
};

// A browser keeps such a cookie for this one host, takes it over a connection it trusts only (https, or http
// to this machine itself), and sends it nowhere else.
inline constexpr std::string_view session_cookie = "__Host-kader";
// Of a workstation that several people share; it outlives their sessions.
inline constexpr std::string_view station_cookie = "__Host-kader-station";
// What a browser says of it; nothing when it says none, or two.
std::optional<std::string_view> cookie_of(const http::Request&, std::string_view name);
inline std::optional<std::string_view> session_token_of(const http::Request& request) { return cookie_of(request, session_cookie); }
// The header that puts it there, and the one that takes it away.
std::pair<std::string, std::string> cookie_header(std::string_view token);
std::pair<std::string, std::string> no_cookie_header();
std::pair<std::string, std::string> station_cookie_header(std::string_view token);
std::pair<std::string, std::string> no_station_cookie_header();

}  // namespace kader::server
