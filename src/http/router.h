#pragma once

// From method and path to the one route that answers it.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace kader::http {

struct Route {
    Method method = Method::Get;
    std::string pattern;             // "/api/practices/{practice}/check"; a last segment "{rest...}" takes all.
    std::size_t body_bytes_max = 0;  // Longer is 413, before a byte of it is read.
    // Runs on the thread of the connection: it may not wait, nor touch a database.
    std::function<void(Request, Reply)> handle;
};

// Made once, then read by any thread.
class Router {
public:
    // Throws std::logic_error on two routes that answer the same, or a pattern that is none.
    explicit Router(std::vector<Route> routes);
    ~Router();

    struct Found {
        const Route* route = nullptr;                // Nothing: no such path, or not with this method.
        std::vector<std::string> parameters;
        std::vector<Method> allowed;                 // With the path but not the method: 405.
    };
    // HEAD finds the route of GET.
    Found find(Method, std::string_view path) const;
    const std::vector<Route>& routes() const { return m_routes; }

private:
    struct Node;
    std::vector<Route> m_routes;
    std::unique_ptr<Node> m_root;
};

}  // namespace kader::http
