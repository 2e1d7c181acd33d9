#pragma once

// The whole server on a data folder, in this process, and the requests of somebody who is signed in.

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "check/record_types.h"
#include "installation/installation.h"
#include "server/application.h"
#include "system/random.h"

namespace kader::benchmarks {

namespace fs = std::filesystem;

inline const norm_book::NormBook& norms() {
    static const auto book = std::get<norm_book::NormBook>(norm_book::NormBook::load(fs::path{KADER_SOURCE_DIR} / "norms", check::fact_kinds()));
    return book;
}

// A folder that is gone at the end.
class Scratch {
public:
    Scratch() : m_path(fs::temp_directory_path() / ("kader-bench-" + Uuid<Scratch>{system::make_uuid_bytes({})}.text())) {
        fs::create_directory(m_path);
    }
    explicit Scratch(const fs::path& copy_of) : Scratch() { fs::copy(copy_of, m_path, fs::copy_options::recursive); }
    Scratch(const Scratch&) = delete;
    ~Scratch() { fs::remove_all(m_path); }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

// Who is signed in, in every copy of the data folder in which they did.
struct Person {
    std::string token, csrf;
};

class House {
public:
    // As `kader serve` opens it; the lines of the log are made and go nowhere.
    explicit House(const fs::path& data, const public_pages::Pages* pages = nullptr) : m_nowhere("/dev/null") {
        m_here = std::move(*installation::Installation::open(data, m_clock));
        server::ApplicationOptions options;
        options.port = 0;
        options.pages = pages;
        m_application = std::make_unique<server::Application>(*m_here, norms(), options, [this](const std::string& line) {
            const std::lock_guard lock{m_mutex};
            m_nowhere << line << "\n" << std::flush;
        });
    }
    ~House() {
        m_application.reset();
        m_here.reset();
    }
    House(const House&) = delete;

    // With a password also somebody who may sign in with it, and nothing else: "meting".
    static Person prepare(const fs::path& data, const std::string& password = {}) {
        const system::SystemClock clock;
        if (!installation::create(data, clock)) throw std::runtime_error{"no data folder"};
        {
            const auto here = std::move(*installation::Installation::open(data, clock));
            if (!here->add_practice("Praktijk Voorbeeld", access::operator_actor(1))) throw std::runtime_error{"no practice"};
        }
        House house{data};
        auto& accounts = house.m_application->accounts();
        const auto practice = subjects::practices(*house.m_here->reader()).front().id;
        const auto account = accounts.create(access::operator_grant(practice, 1), {"Meting Voorbeeld", "meting", password, access::Role::Owner});
        const auto begun = accounts.begin(*account, "local");
        return {begun->token, begun->who.csrf};
    }

    std::uint16_t port() const { return m_application->port(); }
    storage::WriterCounts writer() { return m_here->writer().counts(); }

    std::string request(const std::string& line, const std::string& more = {}, const std::string& body = {}) const {
        return line + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port()) + "\r\n" + more +
               (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body;
    }
    // As a browser sends it.
    std::string as(const Person& who, const std::string& line, const std::string& more = {}, const std::string& body = {}) const {
        return request(line,
                       "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\nAccept: application/json\r\n"
                       "Accept-Language: nl,en-US;q=0.7,en;q=0.3\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: __Host-kader=" +
                           who.token + "\r\nOrigin: http://localhost:" + std::to_string(port()) +
                           "\r\nSec-Fetch-Site: same-origin\r\nX-Kader-Csrf: " + who.csrf + "\r\n" + more,
                       body);
    }
    std::vector<std::string> posts(const Person& who, std::size_t count, const std::string& prefix) const {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < count; ++i) {
            const auto name = prefix + std::to_string(i);
            all.push_back(as(who, "POST /api/records/bijeenkomsten", "Content-Type: application/json\r\nIdempotency-Key: " + name + "\r\n",
                             R"({"kenmerk":")" + name + R"(","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01",)" +
                                 R"("verslag":"ja, in de map van het najaar","datum":"2026-01-)" + std::to_string(10 + i % 20) + "\"}}"));
        }
        return all;
    }
    std::vector<std::string> reads(const Person& who, std::size_t count, const std::string& prefix, std::size_t different) const {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < count; ++i)
            all.push_back(as(who, "GET /api/records/bijeenkomsten/" + prefix + std::to_string(i * 7919 % different)));
        return all;
    }

private:
    system::SystemClock m_clock;
    std::ofstream m_nowhere;
    std::mutex m_mutex;
    std::unique_ptr<installation::Installation> m_here;
    std::unique_ptr<server::Application> m_application;
};

}  // namespace kader::benchmarks
