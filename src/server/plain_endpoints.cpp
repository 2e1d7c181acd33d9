#include <chrono>

#include "deadlines/amsterdam_time.h"
#include "server/house.h"
#include "server/public_desk.h"

namespace kader::server {

namespace {

using http::Response;

Endpoint plain(Policy policy, std::string_view pattern, std::string_view summary, On on, std::function<Response(const Asked&)> answer) {
    return endpoint<Nothing, Response>(
        policy, {.pattern = pattern, .operation = {}, .summary = summary, .on = on},
        [answer = std::move(answer)](const Asked& asked, Nothing) -> Outcome<Response> { return Given<Response>{answer(asked)}; });
}

Response text(int status, std::string body) {
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}}, std::move(body), {}};
}

Response to_app() { return {302, {{"Location", "/app/"}, {"Cache-Control", "no-store"}}, {}, {}}; }

}  // namespace

Endpoint health_endpoint() {
    return plain(Policy::open_to_all(), "/health", "Whether the server answers", On::Connection, [](const Asked&) { return text(200, "ok\n"); });
}

std::vector<Endpoint> plain_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(health_endpoint());
    all.push_back(plain(Policy::tools(), "/metrics", "Counts, for Prometheus", On::Workers, [&house](const Asked&) {
        auto response = text(200, house.metrics ? house.metrics() : std::string{});
        response.headers.front().second = "text/plain; version=0.0.4";
        return response;
    }));
    if (house.desk) {
        for (auto& one : house.desk->endpoints()) all.push_back(std::move(one));
    } else {
        all.push_back(plain(Policy::open_to_all(), "/", "The way to the pages", On::Connection, [](const Asked&) { return to_app(); }));
    }
    all.push_back(plain(Policy::open_to_all(), "/app", "The way to the pages", On::Connection, [](const Asked&) { return to_app(); }));
    all.push_back(plain(Policy::open_to_all(), "/app/{path...}", "The pages", On::Connection,
                        [&house](const Asked& asked) { return house.files->answer(asked.request, asked.request.parameters.at(0)); }));
    return all;
}

CalendarDay amsterdam_day(const system::Clock& clock) {
    return deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(clock.now()));
}

CalendarDay House::today() const { return amsterdam_day(installation->clock()); }

std::vector<Endpoint> all_endpoints(House& house) {
    std::vector<Endpoint> all;
    for (const auto& make : {session_endpoints, sign_in_endpoints, account_endpoints, people_endpoints, check_endpoints, record_endpoints, destruction_endpoints, keeping_endpoints, log_endpoints,
                             tool_endpoints, plain_endpoints})
        for (auto& one : make(house)) all.push_back(std::move(one));
    return all;
}

}  // namespace kader::server
