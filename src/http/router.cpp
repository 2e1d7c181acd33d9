#include "http/router.h"

#include <stdexcept>

namespace kader::http {

// One segment of a path: what may follow it, and the routes that end here.
struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> next;
    std::unique_ptr<Node> any;                // "{name}"
    std::map<Method, const Route*> here;
    std::map<Method, const Route*> rest;      // "{name...}"
};

namespace {

bool is_parameter(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }
bool takes_rest(std::string_view segment) { return is_parameter(segment) && segment.ends_with("...}"); }

// The first segment of a path that begins with a slash, taken off.
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

}  // namespace

Router::Router(std::vector<Route> routes) : m_routes(std::move(routes)), m_root(std::make_unique<Node>()) {
    for (const auto& route : m_routes) {
        const auto wrong = [&](const char* why) {
            throw std::logic_error{"route " + std::string{word(route.method)} + " " + route.pattern + ": " + why};
        };
        std::string_view pattern = route.pattern;
        if (pattern.empty() || pattern.front() != '/') wrong("a pattern begins with a slash");
        if (!route.handle) wrong("nobody handles it");
        Node* node = m_root.get();
        bool placed = false;
        while (!pattern.empty()) {
            const auto segment = take_segment(pattern);
            if (takes_rest(segment)) {
                if (!pattern.empty()) wrong("the rest is the end");
                if (!node->rest.emplace(route.method, &route).second) wrong("answers what another answers");
                placed = true;
                break;
            }
            auto& place = is_parameter(segment) ? node->any : node->next[std::string{segment}];
            if (!place) place = std::make_unique<Node>();
            node = place.get();
        }
        if (!placed && !node->here.emplace(route.method, &route).second) wrong("answers what another answers");
    }
}

Router::~Router() = default;

Router::Found Router::find(Method method, std::string_view path) const {
    Found found;
    const Node* node = m_root.get();
    // The nearest "{rest...}" on the way, for when nothing more exact answers.
    const std::map<Method, const Route*>* rest = nullptr;
    std::vector<std::string> rest_parameters;
    const std::map<Method, const Route*>* here = nullptr;
    while (true) {
        if (path.empty()) {
            if (!node->here.empty()) here = &node->here;
            break;
        }
        if (!node->rest.empty()) {
            rest = &node->rest;
            rest_parameters = found.parameters;
            rest_parameters.emplace_back(path.substr(1));
        }
        const auto segment = take_segment(path);
        if (const auto exact = node->next.find(segment); exact != node->next.end()) {
            node = exact->second.get();
        } else if (node->any && !segment.empty()) {
            found.parameters.emplace_back(segment);
            node = node->any.get();
        } else {
            break;
        }
    }
    if (!here) {
        if (!rest) return {};
        here = rest;
        found.parameters = std::move(rest_parameters);
    }
    auto answers = here->find(method);
    if (answers == here->end() && method == Method::Head) answers = here->find(Method::Get);
    if (answers != here->end())
        found.route = answers->second;
    else
        for (const auto& [allowed, route] : *here) found.allowed.push_back(allowed);
    return found;
}

}  // namespace kader::http
