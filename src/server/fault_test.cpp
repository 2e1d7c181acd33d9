// What goes wrong inside: one answer to who asked, with a reference, and under this reference the cause in the log.

#include <signal.h>
#include <sys/resource.h>

#include <future>
#include <system_error>

#include "server/house_for_tests.h"
#include "system/files.h"

namespace kader::server::tests {

namespace {

// Stands for anything of a client in the words of an exception.
constexpr const char* marker = "P01 bijlage-van-mevrouw-voorbeeld";

class OwnFault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Lines from any thread, read when the one that is waited for is there.
class Log {
public:
    FaultLog::Log take() {
        return [this](const std::string& line) {
            const std::lock_guard lock{m_mutex};
            m_lines.push_back(line);
            m_more.notify_all();
        };
    }
    std::vector<std::string> lines(std::size_t least = 0) {
        std::unique_lock lock{m_mutex};
        m_more.wait_for(lock, std::chrono::seconds{10}, [&] { return m_lines.size() >= least; });
        return m_lines;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_more;
    std::vector<std::string> m_lines;
};

json::object line_of(const std::string& text) {
    wire::Complaints complaints;
    const auto value = wire::parse(text, complaints);
    REQUIRE_MESSAGE(value, text);
    return value->as_object();
}

// The line of this event and reference; the log of a house is text.
std::optional<json::object> find_line(const std::string& log, std::string_view event, std::string_view reference) {
    for (std::size_t at = 0; at < log.size();) {
        const auto end = log.find('\n', at);
        const auto text = log.substr(at, end - at);
        at = end + 1;
        if (text.find("\"event\":\"" + std::string{event} + "\"") == std::string::npos) continue;
        auto line = line_of(text);
        if (line.at("reference") == json::string_view{reference.data(), reference.size()}) return line;
    }
    return {};
}

std::string reference_of(const Answer& answer) { return std::string{answer.json().at("reference").as_string()}; }

// A gate with handlers of its own, on a house whose own server is asked nothing.
class OwnGate {
public:
    using Handle = std::function<void(const AskedPtr&, const Finish<Nothing>&)>;
    OwnGate(House& house, const std::vector<std::pair<std::string, Handle>>& handlers)
        : gate(house.application().accounts(), house.here->database(), workers, workers, {}, FaultLog{house.clock, log.take()}) {
        std::vector<Endpoint> endpoints;
        patterns.reserve(handlers.size() * 2);
        for (const auto& [name, handle] : handlers)
            for (const auto on : {On::Workers, On::Connection}) {
                patterns.push_back((on == On::Workers ? "/later/" : "/now/") + name);
                endpoints.push_back(endpoint_later<Nothing, Nothing>(
                    Policy::open_to_all(), {.pattern = patterns.back(), .operation = {}, .summary = "x", .on = on},
                    [handle = handle](const AskedPtr& asked, Nothing, const Finish<Nothing>& finish) { handle(asked, finish); }));
            }
        // An answer that is put into words on the thread of the connection, and fails there.
        for (const auto* pattern : {"/now/words", "/later/words"}) {
            auto& one = endpoints.emplace_back();
            one.declared = {.pattern = pattern, .operation = {}, .summary = "x", .on = pattern[1] == 'n' ? On::Connection : On::Workers};
            one.policy = Policy::open_to_all();
            one.run = [](const AskedPtr&, const Respond& respond) {
                respond(std::function<http::Response()>{[]() -> http::Response { throw OwnFault{marker}; }});
            };
        }
        http::ServerOptions how;
        how.port = 0;
        how.threads = 1;
        server = std::make_unique<http::Server>(gate.routes_of(endpoints), how);
        gate.set_port(server->port());
    }
    ~OwnGate() {
        server->stop();
        workers.stop();
    }
    std::string request(const std::string& path) const {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(server->port()) + "\r\nAccept-Language: en\r\n\r\n";
    }

    Log log;
    std::vector<std::string> patterns;
    Workers workers{1, 8};
    Gate gate;
    std::unique_ptr<http::Server> server;
};

}  // namespace

TEST_CASE("a cause names the kind of fault, and never repeats the words of an exception that is not the storage's") {
    CHECK(cause_of(std::runtime_error{marker}) == "std::runtime_error");
    CHECK(cause_of(std::out_of_range{marker}) == "std::out_of_range");
    CHECK(cause_of(std::bad_alloc{}) == "std::bad_alloc");
    CHECK(cause_of(OwnFault{marker}).ends_with("OwnFault"));
    CHECK(cause_of(system::FileError{marker, ENOSPC}) == "kader::system::FileError (errno " + std::to_string(ENOSPC) + ")");
    CHECK(cause_of(std::system_error{std::make_error_code(std::errc::no_space_on_device), marker}) ==
          "std::system_error (generic " + std::to_string(ENOSPC) + ")");
    CHECK(cause_of(fs::filesystem_error{marker, marker, std::make_error_code(std::errc::permission_denied)}).find("mevrouw") == std::string::npos);
    CHECK(cause_of(storage::StorageError{storage::Fault::Gone, "the connection to the database is gone"}) ==
          "storage gone: the connection to the database is gone");
}

TEST_CASE("a handler that throws answers once, with a reference under which the log has the cause and nothing of its words") {
    House house;
    OwnGate own{house,
                {{"wrong", [](const AskedPtr&, const Finish<Nothing>&) { throw OwnFault{marker}; }},
                 {"storage",
                  [](const AskedPtr&, const Finish<Nothing>&) {
                      throw storage::StorageError{storage::Fault::Damaged, "the audit log does not end as its head says"};
                  }},
                 {"after",
                  [](const AskedPtr&, const Finish<Nothing>& finish) {
                      finish(Given<Nothing>{});
                      throw OwnFault{marker};
                  }},
                 {"well", [](const AskedPtr&, const Finish<Nothing>& finish) { finish(Given<Nothing>{}); }}}};
    std::size_t faults = 0;
    // The newest line, once there is one more.
    const auto next_fault = [&] {
        const auto lines = own.log.lines(++faults);
        REQUIRE(lines.size() == faults);
        return line_of(lines.back());
    };
    for (const std::string on : {"/now/", "/later/"}) {
        CAPTURE(on);
        http::RawClient client{own.server->port()};
        const auto ask = [&](const char* name) { return parsed(client.ask(own.request(on + name))); };
        for (const auto* name : {"wrong", "words", "wrong"}) {
            CAPTURE(name);
            const auto wrong = ask(name);
            CHECK(wrong.status == 500);
            CHECK(wrong.body.find("mevrouw") == std::string::npos);
            const auto line = next_fault();
            CHECK(line.at("event") == "fault");
            CHECK(line.at("reference") == json::string{reference_of(wrong)});
            CHECK(std::string_view{line.at("cause").as_string()}.ends_with("OwnFault"));
            CHECK(line.at("at").as_string().ends_with("Z"));
        }
        const auto storage = ask("storage");
        CHECK(storage.status == 503);
        const auto line = next_fault();
        CHECK(line.at("reference") == json::string{reference_of(storage)});
        CHECK(line.at("cause") == "storage damaged: the audit log does not end as its head says");
        // What threw after its answer is in the log, and nobody gets a second answer: the next is the next one's.
        CHECK(ask("after").status == 204);
        next_fault();
        CHECK(ask("well").status == 204);
        CHECK(ask("wrong").status == 500);
        next_fault();
    }
    for (const auto& line : own.log.lines()) CHECK(line.find("mevrouw") == std::string::npos);
    CHECK(own.log.lines().size() == faults);
    CHECK(own.workers.failed() == 0);
}

TEST_CASE("a job that throws ends neither its thread nor the jobs after it, and is told to the log") {
    House house;
    Log log;
    const FaultLog faults{house.clock, log.take()};
    Workers workers{1, 8, [&](const std::exception& error) { faults.note({}, error); }};
    for (int i = 0; i < 3; ++i) CHECK(workers.run([] { throw OwnFault{marker}; }));
    std::promise<void> done;
    CHECK(workers.run([&] { done.set_value(); }));
    REQUIRE(done.get_future().wait_for(std::chrono::seconds{30}) == std::future_status::ready);
    workers.stop();
    CHECK(workers.failed() == 3);
    CHECK_FALSE(workers.run([] {}));
    REQUIRE(log.lines(3).size() == 3);
    for (const auto& text : log.lines()) {
        const auto line = line_of(text);
        CHECK(line.at("event") == "fault");
        CHECK_FALSE(line.contains("reference"));
        CHECK(std::string_view{line.at("cause").as_string()}.ends_with("OwnFault"));
        CHECK(text.find("mevrouw") == std::string::npos);
    }
    // Without anybody to tell it is counted all the same.
    Workers silent{1, 8};
    CHECK(silent.run([] { throw OwnFault{marker}; }));
    silent.stop();
    CHECK(silent.failed() == 1);
}

TEST_CASE("what the database does not answer and what could not be stored have their cause in the log, also without a line for each request") {
    for (const bool log_requests : {true, false}) {
        CAPTURE(log_requests);
        ApplicationOptions options;
        options.log_requests = log_requests;
        House house{options};
        const auto who = house.somebody(access::Role::Owner);
        const auto cause_of = [&](const Answer& answer) {
            const auto line = find_line(house.logged(reference_of(answer) + "\",\"cause\""), "fault", reference_of(answer));
            return line ? std::string{line->at("cause").as_string()} : std::string{};
        };
        // No reader can be opened.
        const auto file = house.folder() / "data" / "kader.db", away = house.folder() / "data" / "away";
        fs::rename(file, away);
        const auto unread = house.as(who, "GET", "/api/records/documenten");
        fs::rename(away, file);
        CHECK(unread.status == 503);
        CHECK(cause_of(unread).starts_with("storage gone: "));

        const auto was = ::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
        rlimit tight = before;
        tight.rlim_cur = 1;
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
        const std::string cells = R"({"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-20"})";
        const auto post = [&] {
            return house.as(who, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: k\r\n", R"({"kenmerk":"mevrouw","cells":)" + cells + "}");
        };
        const auto unstored = post(), again = post();
        ::setrlimit(RLIMIT_FSIZE, &before);
        ::signal(SIGXFSZ, was);
        for (const auto* one : {&unstored, &again}) {
            CHECK(one->status == 503);
            CHECK(cause_of(*one).starts_with("writer full: "));
        }
        for (int i = 0; i < 50 && house.here->writer().stopped(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{100});
        REQUIRE(post().status == 201);
        // A refusal that is no fault leaves no line of one.
        const auto refused = house.as(who, "GET", "/api/records/nergens");
        CHECK(refused.status == 404);
        house.ask("GET", "/health");
        const auto log = log_requests ? house.logged("/health") : house.logged(reference_of(again));
        CHECK_FALSE(find_line(log, "fault", reference_of(refused)));
        CHECK(find_line(log, "request", reference_of(unread)).has_value() == log_requests);
        CHECK(log.find("mevrouw") == std::string::npos);
        CHECK(log.find("P01") == std::string::npos);
    }
}

}  // namespace kader::server::tests
