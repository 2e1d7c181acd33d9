#pragma once

// The real program as a server, and a browser without a screen that speaks to it.

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/program.h"
#include "http/raw_client.h"

namespace kader::server_tests {

namespace fs = std::filesystem;
namespace json = boost::json;
using cli_tests::holds;
using cli_tests::ScratchFolder;

// `kader WORDS` as a child that stays: serve or demo. It is gone when this is, also when a test fails, and
// even when the test program dies.
class Served {
public:
    struct How {
        std::map<std::string, std::string> environment = {};
        std::vector<std::string> under = {};  // A program and its words, which starts ours.
        bool own_session = false;    // No terminal that could be closed.
        bool reader_leaves = false;  // Who reads its standard output is gone once the address was read.
    };
    // Returns when it says where it listens.
    explicit Served(const std::vector<std::string>& words) : Served(words, How{}) {}
    Served(const std::vector<std::string>& words, const How&);
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    ~Served();

    std::uint16_t port() const { return m_port; }
    std::string host() const { return "localhost:" + std::to_string(m_port); }
    pid_t process() const { return m_process; }
    // What it printed until now.
    std::string out() const;
    std::string err() const;
    void signal(int number) const;
    // Waits until it ended: its exit code, or minus the signal that ended it. Longer than a minute fails.
    int wait();
    int stop(int number = SIGTERM) {
        signal(number);
        return wait();
    }

private:
    void read_port(const std::string& said);

    ScratchFolder m_folder;
    pid_t m_process = 0;
    std::uint16_t m_port = 0;
};

// A data folder with practices, each with the lists of an example; an empty example: nothing yet.
class DataFolder {
public:
    explicit DataFolder(const std::vector<std::pair<std::string, std::string>>& practices = {{"Praktijk Voorbeeld", ""}});
    std::string path() const { return (m_folder.path() / "data").string(); }
    // `kader serve` on it, on a free port.
    std::vector<std::string> serve() const { return {"serve", "--data", path(), "--port", "0"}; }
    // What `kader verify` counts in the only practice; it must be in order.
    struct Counts {
        int records = 0, versions = 0, log_lines = 0;
    };
    Counts verified(const std::string& practice = {}) const;

private:
    ScratchFolder m_folder;
};

using Headers = std::map<std::string, std::string>;

struct Answer {
    int status = 0;
    Headers headers;  // Names in small letters.
    std::string body;
    json::object object() const;
    std::string text(std::string_view member) const;  // Of the object; "" when it is not there.
    std::vector<std::string> fields() const;          // The pointers of a refusal.
    std::string header(const std::string& name) const;
};
Answer parsed(const std::string& raw);

// What comes back for exactly these bytes: one answer, or with `all` everything until the other side closes,
// after we said that nothing more comes.
std::string raw(std::uint16_t port, std::string_view bytes, bool all = false);
bool is_healthy(const Served&);
// Through the local socket.
Answer ask_socket(const fs::path& socket, const std::string& target);

// Sends what a browser sends: host, origin, cookie, proof. Whoever is signed in stays so.
class Browser {
public:
    explicit Browser(const Served& served) : m_port(served.port()), m_host(served.host()) {}
    // The same browser after the server came back on another port.
    Browser(const Served& served, const Browser& before) : Browser(served) {
        cookie = before.cookie;
        csrf = before.csrf;
    }
    // `change`: other headers; an empty one is left out.
    Answer ask(const std::string& method, const std::string& target, const std::string& body = {}, const Headers& change = {});
    Answer get(const std::string& target, const Headers& change = {}) { return ask("GET", target, {}, change); }
    Answer post(const std::string& target, const std::string& body, const Headers& change = {}) { return ask("POST", target, body, change); }
    // The bytes it would send.
    std::string request(const std::string& method, const std::string& target, const std::string& body = {}, const Headers& change = {}) const;

    std::string cookie;  // "__Host-kader=…"
    std::string csrf;
    const std::string& host() const { return m_host; }
    std::uint16_t port() const { return m_port; }

private:
    std::uint16_t m_port;
    std::string m_host;
};

constexpr std::string_view password = "een lang wachtwoord";
// One whose cells are quickly written.
constexpr const char* list = "/api/records/bijeenkomsten";

// The token that the server printed for a practice; it must be there.
std::string setup_token(const Served&, std::string_view practice = "Praktijk Voorbeeld");
std::string setup_body(std::string_view token, std::string_view login = "ola", std::string_view with = password);
std::string sign_in_body(std::string_view login = "ola", std::string_view with = password);
// An app with codes for whoever just signed in with a password alone; this process remembers its secret by their login.
void add_app(Browser&, std::string_view login = "ola");
// The first owner of a practice, signed in with both factors.
Browser owner(const Served&, std::string_view practice = "Praktijk Voorbeeld", std::string_view login = "ola");
// Both steps; the answer to the last one that was taken. Waits where the app has no code that was not used.
Answer sign_in(Browser&, std::string_view login = "ola", std::string_view with = password);

// A record of the list bijeenkomsten.
std::string meeting(std::string_view kenmerk, std::string_view more = {});

}  // namespace kader::server_tests
