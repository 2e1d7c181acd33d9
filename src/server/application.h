#pragma once

// The server of an installation: everything that answers requests, put together.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/server.h"
#include "server/gate.h"
#include "server/house.h"
#include "server/public_desk.h"

namespace kader::server {

struct ApplicationOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8420;  // 0: any free one.
    std::filesystem::path local_socket = {};
    std::filesystem::path web = {};  // The built front end.
    std::vector<std::string> names = {};
    std::shared_ptr<http::Tls> tls = {};     // As in http::ServerOptions, and so the next.
    std::vector<std::string> proxies = {};
    std::uint32_t user_number = 0;
    int workers = 4;
    std::size_t waiting_max = 4096;
    std::size_t passwords_waiting_max = 32;
    std::size_t connections_max = http::ServerOptions{}.connections_max;
    int http_threads = 0;
    std::chrono::milliseconds stop_time{10'000};
    std::chrono::milliseconds log_every{1000};  // How often the log is looked after; 0: at start and stop only.
    bool log_requests = true;  // A line for each request; faults have one always.
    // The pages for everybody, which outlive the application; without them / leads to the staff's.
    const public_pages::Pages* pages = nullptr;
    PublicDesk::TextOf text_of = {};
    // The terms of the law, which outlive the application; without them a request to destroy is refused.
    const deadlines::DeadlineRules* deadlines = nullptr;
    std::chrono::milliseconds keys_every{60'000};  // How often is looked whether the keys are to turn.
    // What the demonstration shows; then the server listens on loopback only.
    std::function<std::vector<DemoEntry>(accounts::Accounts&)> demo = {};
};

// By which address a browser reaches such a server on this port: without a slash at the end, and by the first of its
// names where it speaks TLS itself or through a proxy.
std::string browser_address(const ApplicationOptions&, std::uint16_t port);

class Application {
public:
    // Listens when it returns. Throws std::system_error when the port or socket cannot be had, StorageError,
    // and std::logic_error for a route that nobody thought through. `log` gets lines of JSON, from any thread.
    Application(installation::Installation&, const norm_book::NormBook&, ApplicationOptions, std::function<void(const std::string&)> log = {});
    // stop().
    ~Application();

    std::uint16_t port() const;
    accounts::Accounts& accounts();
    Standings& standings();
    // Answers what is under way, and accepts nothing new. Any thread.
    void stop();

private:
    struct Body;
    std::unique_ptr<Body> m_body;
};

// The pages for everybody, without any practice: no data folder, nothing is stored.
class PublicApplication {
public:
    // As Application. Of the options, `pages` must be there; what is of practices does not count.
    PublicApplication(const system::Clock&, ApplicationOptions, std::function<void(const std::string&)> log = {});
    ~PublicApplication();  // stop().

    std::uint16_t port() const;
    void stop();

private:
    struct Body;
    std::unique_ptr<Body> m_body;
};

}  // namespace kader::server
