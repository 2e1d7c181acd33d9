#pragma once

// A server with two practices in a folder that is gone at the end, and a client that speaks to it.

#include <doctest/doctest.h>
#include <stdlib.h>

#include <condition_variable>
#include <filesystem>
#include <map>
#include <thread>

#include "accounts/app_for_tests.h"
#include "check/record_types.h"
#include "http/raw_client.h"
#include "server/application.h"

namespace kader::server::tests {

namespace fs = std::filesystem;
namespace json = wire::json;

inline const norm_book::NormBook& norms() {
    static const auto book = [] {
        auto loaded = norm_book::NormBook::load(fs::path{KADER_SOURCE_DIR} / "norms", check::fact_kinds());
        return std::get<norm_book::NormBook>(std::move(loaded));
    }();
    return book;
}

inline const deadlines::DeadlineRules& terms() {
    static const auto rules = std::get<deadlines::DeadlineRules>(deadlines::DeadlineRules::load(fs::path{KADER_SOURCE_DIR} / "norms", {}));
    return rules;
}

struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers;  // Names in small letters; the last one of a name.
    std::string body;
    json::object json() const {
        wire::Complaints complaints;
        const auto value = wire::parse(body, complaints);
        REQUIRE_MESSAGE(value, body);
        return value->as_object();
    }
    // The pointers of a refusal.
    std::vector<std::string> fields() const {
        std::vector<std::string> all;
        const auto problem = json();
        if (const auto* fields = problem.if_contains("fields"))
            for (const auto& one : fields->as_array()) all.emplace_back(one.at("pointer").as_string().c_str());
        return all;
    }
};

inline Answer parsed(const std::string& raw) {
    Answer answer;
    const auto end = raw.find("\r\n\r\n");
    REQUIRE_MESSAGE(end != std::string::npos, raw);
    answer.status = std::stoi(raw.substr(9, 3));
    answer.body = raw.substr(end + 4);
    for (std::size_t at = raw.find("\r\n") + 2; at < end + 2;) {
        const auto next = raw.find("\r\n", at), colon = raw.find(": ", at);
        std::string name = raw.substr(at, colon - at);
        for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        answer.headers[name] = raw.substr(colon + 2, next - colon - 2);
        at = next + 2;
    }
    return answer;
}

class Clock final : public system::Clock {
public:
    system::Instant now() const override { return system::Instant{std::chrono::microseconds{m_now.load()}}; }
    void pass(std::chrono::microseconds time) { m_now += time.count(); }

private:
    std::atomic<std::int64_t> m_now = 1'795'000'000'000'000;  // November 2026
};

class House {
public:
    // On SQLite, or on a database of PostgreSQL that a test brings.
    explicit House(ApplicationOptions options = {}, std::optional<storage::PostgresOptions> postgres = {}) {
        auto name = (fs::temp_directory_path() / "kader-server-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_folder = name;
        installation::Options how;
        how.postgres = std::move(postgres);
        // These tests cut no power.
        how.sqlite.synchronous = storage::SqliteOptions::Synchronous::Normal;
        const auto data = m_folder / "data";
        REQUIRE(installation::create(data, clock, how));
        here = std::move(*installation::Installation::open(data, clock, how));
        practice = *here->add_practice("Praktijk Voorbeeld", access::operator_actor(1));
        other = *here->add_practice("Salon Ander Voorbeeld", access::operator_actor(1));
        options.port = 0;
        options.http_threads = 1;
        options.workers = 2;
        // The clock of these tests jumps.
        if (options.log_every == ApplicationOptions{}.log_every) options.log_every = std::chrono::milliseconds{0};
        options.local_socket = data / "kader.sock";
        options.deadlines = &terms();
        if (options.stop_time == ApplicationOptions{}.stop_time) options.stop_time = std::chrono::milliseconds{500};
        m_options = options;
    }
    ~House() {
        m_application.reset();
        here.reset();
        fs::remove_all(m_folder);
    }
    Application& application() {
        if (!m_application)
            m_application = std::make_unique<Application>(*here, norms(), m_options, [this](const std::string& line) {
                const std::lock_guard lock{m_mutex};
                log += line + "\n";
                m_more_logged.notify_all();
            });
        return *m_application;
    }
    const fs::path& folder() const { return m_folder; }

    // Without a password, which takes long.
    accounts::Begun somebody(access::Role role, std::optional<subjects::PracticeId> of = {}) {
        auto& accounts = application().accounts();
        const auto in = of.value_or(practice);
        accounts::NewAccount person{"Somebody Voorbeeld", "somebody " + std::to_string(++m_people), {}, role};
        const bool is_reviewer = role == access::Role::ExternalReviewer;
        if (is_reviewer || role == access::Role::Locum) person.until = amsterdam_day(clock) + Days{10};
        if (is_reviewer) {
            person.case_number = "Z-1";
            person.scope = {"practice", "documents", "activities", "memberships", "partners", "security_management", "improvements", "check"};
        }
        const auto id = accounts.create(access::operator_grant(in, 1), person);
        REQUIRE(id);
        return *accounts.begin(*id, "local");
    }

    // What an app with this secret shows now.
    std::string code(const std::string& secret) const {
        return accounts::code_of_app(secret, clock.now());
    }
    static std::string cookie_of(const Answer& answer) {
        const auto& set = answer.headers.at("set-cookie");
        return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    }
    // What a browser sends for the session that this answer began.
    std::string as_of(const Answer& answer) {
        return cookie_of(answer) + own() + json_type() + "X-Kader-Csrf: " + std::string{answer.json().at("csrf").as_string()} + "\r\n";
    }
    // An app with codes for whom this answer signed in, who has none yet: its secret. `enrolled`: what came back.
    std::string add_app(const Answer& to, Answer* enrolled = nullptr) {
        const auto offer = ask("POST", "/api/account/totp", as_of(to));
        REQUIRE_MESSAGE(offer.status == 200, offer.body);
        const std::string secret{offer.json().at("secret").as_string()};
        const auto done = ask("POST", "/api/account/totp/confirm", as_of(to), R"({"code":")" + code(secret) + "\"}");
        REQUIRE_MESSAGE(done.status == 200, done.body);
        if (enrolled) *enrolled = done;
        return secret;
    }
    // Both steps.
    Answer sign_in(std::string_view login, std::string_view with, const std::string& secret, const std::string& more = {}) {
        const auto first = ask("POST", "/api/session", own() + json_type() + more,
                               R"({"login":")" + std::string{login} + R"(","password":")" + std::string{with} + "\"}");
        if (first.status != 200 || first.json().at("pending").is_null()) return first;
        return ask("POST", "/api/session/code", own() + json_type() + more,
                   R"({"pending":")" + std::string{first.json().at("pending").as_string()} + R"(","code":")" + code(secret) + "\"}");
    }

    std::string host() { return "localhost:" + std::to_string(application().port()); }
    Answer ask(const std::string& method, const std::string& target, const std::string& more = {}, const std::string& body = {}) {
        http::RawClient client{application().port()};
        std::string request = method + " " + target + " HTTP/1.1\r\n";
        if (more.find("Host: ") == std::string::npos) request += "Host: " + host() + "\r\n";
        // Only a connection that closes tells that no body came.
        if (method == "HEAD") request += "Connection: close\r\n";
        if (method != "GET" || !body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        return parsed(client.ask(request + more + "\r\n" + body));
    }
    // As a browser does it for who is signed in.
    Answer as(const accounts::Begun& who, const std::string& method, const std::string& target, const std::string& more = {},
              const std::string& body = {}) {
        return ask(method, target, cookie(who) + own() + "X-Kader-Csrf: " + who.who.csrf + "\r\n" + json_type() + more, body);
    }
    static std::string cookie(const accounts::Begun& who) { return "Cookie: " + std::string{session_cookie} + "=" + who.token + "\r\n"; }
    std::string own() { return "Origin: http://" + host() + "\r\nSec-Fetch-Site: same-origin\r\n"; }
    static std::string json_type() { return "Content-Type: application/json\r\n"; }
    // The log once this is in it: the line of a request is written after its answer has gone out. Without it after
    // ten seconds, so that the check that follows says what there was.
    std::string logged(const std::string& awaited) {
        std::unique_lock lock{m_mutex};
        m_more_logged.wait_for(lock, std::chrono::seconds{10}, [&] { return log.find(awaited) != std::string::npos; });
        return log;
    }

    Clock clock;
    std::unique_ptr<installation::Installation> here;
    subjects::PracticeId practice, other;

private:
    fs::path m_folder;
    ApplicationOptions m_options;
    std::mutex m_mutex;
    std::condition_variable m_more_logged;
    std::string log;
    int m_people = 0;
    std::unique_ptr<Application> m_application;
};

// The one writer of a house, held up until it is let go.
class HeldWriter {
public:
    explicit HeldWriter(House& house) {
        // The writer may still be coming out of it when this is gone.
        house.here->writer().submit(
            house.other.bytes(),
            [state = m_state](storage::Unit&) -> std::optional<Error> {
                std::unique_lock lock{state->mutex};
                state->held = true;
                state->changed.notify_all();
                state->changed.wait(lock, [&] { return state->free; });
                return {};
            },
            [](const std::optional<Error>&) {});
        std::unique_lock lock{m_state->mutex};
        m_state->changed.wait(lock, [&] { return m_state->held; });
    }
    ~HeldWriter() { let_go(); }
    void let_go() {
        const std::lock_guard lock{m_state->mutex};
        m_state->free = true;
        m_state->changed.notify_all();
    }

private:
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        bool held = false, free = false;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

// Until so many wait for the writer.
inline void wait_for_queue(House& house, std::size_t count = 1) {
    for (int i = 0; i < 6000 && house.here->writer().counts().queue_now < count; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    REQUIRE(house.here->writer().counts().queue_now >= count);
}

}  // namespace kader::server::tests
