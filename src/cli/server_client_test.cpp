// What the client makes of a server that answers well, badly, or not at all.

#include "cli/server_client.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <thread>

namespace kader::cli {

namespace {

namespace fs = std::filesystem;

// Somebody who listens in a data folder, takes one request and says these bytes.
class Listener {
public:
    explicit Listener(std::string says) : m_says(std::move(says)), m_socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        auto name = (fs::temp_directory_path() / "kader-client-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_folder = name;
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        const auto path = (m_folder / "kader.sock").string();
        REQUIRE(path.size() < sizeof at.sun_path);
        std::memcpy(at.sun_path, path.c_str(), path.size() + 1);
        REQUIRE(::bind(m_socket, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
        REQUIRE(::listen(m_socket, 1) == 0);
        m_thread = std::thread{[this] { answer(); }};
    }
    ~Listener() {
        m_thread.join();
        ::close(m_socket);
        fs::remove_all(m_folder);
    }
    const fs::path& folder() const { return m_folder; }
    std::string heard;  // After the answer.

private:
    void answer() {
        const int one = ::accept(m_socket, nullptr, nullptr);
        char bytes[4096];
        while (heard.find("{}") == std::string::npos) {
            const auto got = ::recv(one, bytes, sizeof bytes, 0);
            if (got <= 0) break;
            heard.append(bytes, static_cast<std::size_t>(got));
        }
        std::string_view rest = m_says;
        while (!rest.empty()) {
            const auto sent = ::send(one, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (sent <= 0) break;
            rest.remove_prefix(static_cast<std::size_t>(sent));
        }
        ::close(one);
    }

    std::string m_says;
    int m_socket;
    fs::path m_folder;
    std::thread m_thread;
};

Result<std::string> asked(const std::string& says, std::string* heard = nullptr) {
    std::optional<Listener> listener{says};
    // find() would be the one connection that the listener takes.
    auto answer = ServerClient::in(listener->folder()).post("/local/x", "Praktijk é", "{}", Language::Dutch);
    if (heard) *heard = listener->heard;
    return answer;
}

std::string answer(const std::string& status, const std::string& body, const std::string& more = {}) {
    return "HTTP/1.1 " + status + "\r\nDate: x\r\n" + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("one question goes out in a form that leaves nothing to guess, and its answer comes back") {
    std::string heard;
    const auto good = asked(answer("200 OK", R"({"a":1})"), &heard);
    REQUIRE(good);
    CHECK(*good == R"({"a":1})");
    CHECK(heard.starts_with("POST /local/x?practice=%50%72%61%6B%74%69%6A%6B%20%C3%A9 HTTP/1.1\r\nHost: localhost\r\n"));
    CHECK(heard.find("\r\nAccept-Language: nl\r\n") != std::string::npos);
    CHECK(heard.ends_with("\r\nContent-Length: 2\r\n\r\n{}"));
}

TEST_CASE("a refusal of the server is its own sentence with its own code, and the fields it is about") {
    const auto refused = [](const std::string& status, const std::string& body) {
        auto outcome = asked(answer(status, body));
        REQUIRE_FALSE(outcome);
        return std::move(outcome).error();
    };
    CHECK(refused("409 Conflict", R"({"detail":"Er loopt al een import."})").code == Code::Conflict);
    CHECK(refused("409 Conflict", R"({"detail":"Er loopt al een import."})").detail == "Er loopt al een import.");
    CHECK(refused("409 Conflict", R"({"detail":"Dit mag niet.","norm":"x"})").code == Code::RefusedByNorm);
    CHECK(refused("403 Forbidden", R"({"detail":"x"})").code == Code::Forbidden);
    CHECK(refused("404 Not Found", R"({"detail":"x"})").code == Code::NotFound);
    CHECK(refused("503 Service Unavailable", R"({"detail":"x"})").code == Code::Unavailable);
    const auto fields = refused("422 Unprocessable", R"({"detail":"Dit klopt niet.","fields":[{"pointer":"/folder","detail":"is leeg"}]})");
    CHECK(fields.code == Code::Invalid);
    CHECK(fields.detail == "Dit klopt niet. /folder is leeg.");
}

TEST_CASE("whatever else comes back is no answer, and the reader is told what to look at") {
    for (const std::string& says :
         {std::string{}, std::string{"220 mail.example ESMTP\r\n\r\n"}, std::string{"HTTP/1.1 200 OK\r\n"}, std::string{"HTTP/1.1 xyz\r\n\r\n"},
          std::string{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}"}, std::string{"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}"},
          std::string{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}"},
          std::string{"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}"}, answer("200 OK", "{}", "X: " + std::string(20'000, 'x') + "\r\n"),
          answer("500 Internal", "{}"), answer("500 Internal", "<html>"), answer("302 Found", "{}"), std::string(100'000, 'x')}) {
        CAPTURE(says.substr(0, 60));
        const auto outcome = asked(says);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == Code::Unavailable);
        CHECK(outcome.error().detail.find("kader check") != std::string::npos);
    }
}

TEST_CASE("where nobody listens there is no server") {
    CHECK_FALSE(ServerClient::find("nergens"));
    const Listener listener{""};
    CHECK(ServerClient::find(listener.folder()));
    // A name longer than the address of a socket may be.
    const auto link = listener.folder() / std::string(150, 'x');
    fs::create_directory_symlink(listener.folder(), link);
    CHECK(ServerClient::find(link));
}

}  // namespace kader::cli
