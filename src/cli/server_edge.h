#pragma once

// How others reach the server: over TLS with its own certificate, through a proxy, or not at all.

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "cli/commands.h"
#include "server/application.h"

namespace kader::cli {

class Edge {
public:
    // Nothing: why is on `err`, in one sentence; the input is wrong then.
    static std::optional<Edge> open(const Common&, const ServeOptions&, std::ostream& err);
    void add_to(server::ApplicationOptions&) const;

    bool has_tls() const { return m_tls != nullptr; }
    // What whoever starts the server must know, a line each: where the proxy finds it, and what its certificate is.
    void tell(std::uint16_t port, const std::function<void(const std::string&)>& line) const;
    // Takes a renewed certificate, and says so; `anyway`: also one that looks the same.
    void look_again(bool anyway, const std::function<void(const std::string&)>& line) const;

private:
    Edge(const Common& common, const ServeOptions& options) : m_common(common), m_options(options) {}
    std::string word(std::string_view nl, std::string_view en) const;
    void tell_of_certificate(const std::function<void(const std::string&)>& line) const;

    const Common& m_common;
    const ServeOptions& m_options;
    std::shared_ptr<http::Tls> m_tls;
};

}  // namespace kader::cli
