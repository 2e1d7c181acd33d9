#include "http/router.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace kader::http {

namespace {

Route route(Method method, std::string pattern) {
    return {method, std::move(pattern), 0, [](Request, Reply) {}};
}

Router sample() {
    std::vector<Route> routes;
    routes.push_back(route(Method::Get, "/"));
    routes.push_back(route(Method::Get, "/api/practices/{practice}/check"));
    routes.push_back(route(Method::Post, "/api/practices/{practice}/records"));
    routes.push_back(route(Method::Get, "/api/practices/{practice}/records"));
    routes.push_back(route(Method::Get, "/app/{rest...}"));
    routes.push_back(route(Method::Get, "/app/print"));
    return Router{std::move(routes)};
}

std::string pattern(const Router::Found& found) { return found.route ? found.route->pattern : ""; }

}  // namespace

TEST_CASE("the most exact route answers, and its parameters come along") {
    const auto router = sample();
    CHECK(pattern(router.find(Method::Get, "/")) == "/");
    const auto check = router.find(Method::Get, "/api/practices/7f/check");
    CHECK(pattern(check) == "/api/practices/{practice}/check");
    CHECK(check.parameters == std::vector<std::string>{"7f"});
    CHECK(pattern(router.find(Method::Get, "/app/print")) == "/app/print");
    const auto file = router.find(Method::Get, "/app/assets/index.js");
    CHECK(pattern(file) == "/app/{rest...}");
    CHECK(file.parameters == std::vector<std::string>{"assets/index.js"});
    CHECK(pattern(router.find(Method::Get, "/app/print/more")) == "/app/{rest...}");
}

TEST_CASE("HEAD is answered by GET, and another method is told what is allowed") {
    const auto router = sample();
    CHECK(pattern(router.find(Method::Head, "/app/print")) == "/app/print");
    const auto found = router.find(Method::Delete, "/api/practices/7f/records");
    CHECK(!found.route);
    CHECK(found.allowed == std::vector<Method>{Method::Get, Method::Post});
    CHECK(router.find(Method::Get, "/nothing").allowed.empty());
    CHECK(!router.find(Method::Get, "/api/practices//check").route);
}

TEST_CASE("two routes that answer the same do not start") {
    std::vector<Route> twice;
    twice.push_back(route(Method::Get, "/a/{x}"));
    twice.push_back(route(Method::Get, "/a/{y}"));
    CHECK_THROWS_AS(Router{std::move(twice)}, std::logic_error);
    std::vector<Route> bare;
    bare.push_back(route(Method::Get, "a"));
    CHECK_THROWS_AS(Router{std::move(bare)}, std::logic_error);
    std::vector<Route> nobody;
    nobody.push_back({Method::Get, "/a", 0, {}});
    CHECK_THROWS_AS(Router{std::move(nobody)}, std::logic_error);
}

}  // namespace kader::http
