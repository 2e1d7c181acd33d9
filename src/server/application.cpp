#include "server/application.h"

#include <stdexcept>

#include "http/peers.h"
#include "kernel/json_text.h"
#include "log_keeping/log_keeper.h"
#include "server/key_turns.h"

namespace kader::server {

namespace {

std::string line_of(const http::RequestLine& line, system::Instant now) {
    // One for each request, so it is put together by hand.
    std::string made;
    made.reserve(256);
    const auto text = [&](std::string_view name, std::string_view value) {
        made += made.empty() ? '{' : ',';
        append_json_text(made, name);
        made += ':';
        append_json_text(made, value);
    };
    const auto number = [&](std::string_view name, std::int64_t value) {
        append_json_text(made += ',', name);
        made.append(":").append(std::to_string(value));
    };
    text("at", system::instant_text(now));
    text("event", "request");
    text("reference", line.reference);
    text("method", http::word(line.method));
    text("route", line.route);
    number("status", line.status);
    number("us", line.took.count());
    number("in", static_cast<std::int64_t>(line.bytes_in));
    number("out", static_cast<std::int64_t>(line.bytes_out));
    return made += '}';
}

// A year. Not for names below: they may be of something else.
constexpr std::string_view only_over_tls = "max-age=31536000";

http::ServerOptions options_of(const ApplicationOptions& options) {
    http::ServerOptions how;
    how.address = options.address;
    how.port = options.port;
    how.local_socket = options.local_socket;
    how.threads = options.http_threads;
    how.connections_max = options.connections_max;
    how.stop_time = options.stop_time;
    how.headers = safe_headers();
    how.tls = options.tls;
    how.proxies = options.proxies;
    how.secure_headers = {{"Strict-Transport-Security", std::string{only_over_tls}}};
    return how;
}

}  // namespace

std::string browser_address(const ApplicationOptions& options, std::uint16_t port) {
    const auto behind = ":" + std::to_string(port);
    const bool is_named = !options.names.empty();
    if (!options.tls) return options.proxies.empty() || !is_named ? "http://localhost" + behind : "https://" + options.names.front();
    if (!is_named) return "https://localhost" + behind;
    const auto& name = options.names.front();
    return "https://" + name + (port == 443 || name.find(':') != std::string::npos ? "" : behind);
}

struct Application::Body {
    Body(installation::Installation& here, const norm_book::NormBook& book, const ApplicationOptions& options, FaultLog::Log log)
        : installation(here),
          faults(here.clock(), std::move(log)),
          writer_faults(here.writer()),
          standings(book, here.database()),
          writes(here.writer(), standings),
          accounts({here.database(), here.writer(), here.keyring(), here.keys(), here.log(), here.clock(),
                    [this](storage::Unit& unit) { writes.follow(unit, {}); }}),
          files(options.web),
          retry_key(here.keyring().match_key().for_purpose("retry")),
          workers(std::make_unique<Workers>(options.workers, options.waiting_max, noted())),
          passwords(std::make_unique<Workers>(2, options.passwords_waiting_max, noted())),
          tools(std::make_unique<ToolJobs>(noted())),
          desk(options.pages ? std::make_unique<PublicDesk>(*options.pages, options.text_of, [this] { return house.today(); }, noted()) : nullptr),
          gate(accounts, here.database(), *workers, *passwords,
               {options.names, options.user_number, [this](const Asked& asked, const Endpoint& endpoint) { note_refused(asked, endpoint); }}, faults) {
        house.installation = &here;
        house.book = &book;
        house.accounts = &accounts;
        house.standings = &standings;
        house.writes = &writes;
        house.files = &files;
        house.retry_key = &retry_key;
        house.tools = tools.get();
        house.deadlines = options.deadlines;
        house.desk = desk.get();
        house.faults = &faults;
        house.address = [this, options] { return browser_address(options, gate.port()); };
        house.metrics = [this] { return metrics(); };
        here.on_database_returned([this] {
            standings.forget_all();
            accounts.read_again();
        });
        log_keeping::Options keeping;
        keeping.checkpoints = here.checkpoints();
        keeping.every = options.log_every;
        keeping.after_writes = [this](storage::Unit& unit) { writes.follow(unit, {}); };
        keeping.say = [this](const std::string& what) { faults.note({}, what); };
        log_keeper = std::make_unique<log_keeping::LogKeeper>(here, std::move(keeping));
        KeyTurns::Options turning;
        turning.look_every = options.keys_every;
        turning.after_writes = [this](storage::Unit& unit) { writes.follow(unit, {}); };
        turning.say = [this](const std::string& what) { faults.note({}, what); };
        turns = std::make_unique<KeyTurns>(here, std::move(turning));
        house.turns = turns.get();
    }
    ~Body() { installation.on_database_returned({}); }

    std::string metrics() const;
    // The answer does not wait for it: it holds nothing of anybody.
    void note_refused(const Asked& asked, const Endpoint& endpoint) {
        const bool is_of_area = endpoint.policy.kind() == Policy::Kind::Rights;
        const audit::Line line{.act = "request.refused",
                               .outcome = audit::Outcome::Refused,
                               .basis = is_of_area ? std::string{access::word(endpoint.policy.area())} : std::string{},
                               .query = std::string{endpoint.declared.operation}};
        writes.submit(
            asked.grant->practice(),
            [this, grant = *asked.grant, line](storage::Unit& unit, Writes::Written&) -> std::optional<Error> {
                installation.log().append(unit, grant, line);
                return {};
            },
            [](const std::optional<Error>&) {});
    }
    Workers::Failed noted() {
        return [this](const std::exception& error) { faults.note({}, error); };
    }
    void answered(const http::RequestLine& line) {
        if (line.status != 500 && line.status != 503) return;
        if (const auto cause = writer_faults.cause()) faults.note(line.reference, *cause);
    }
    void stop() {
        // What takes long is told first, so that it answers while answers still leave.
        tools->stop();
        turns->stop();
        http->stop();
        // What was asked and not answered in time still runs; only then nothing is left that holds a reply.
        workers->stop();
        passwords->stop();
        if (desk) desk->stop();
        tools.reset();
        turns->end();
        log_keeper->stop();
        writes.wait();
    }

    installation::Installation& installation;
    FaultLog faults;
    WriterFaults writer_faults;
    Standings standings;
    Writes writes;
    accounts::Accounts accounts;
    StaticFiles files;
    vault::Key retry_key;
    House house;
    std::unique_ptr<Workers> workers, passwords;
    std::unique_ptr<ToolJobs> tools;
    std::unique_ptr<PublicDesk> desk;
    Gate gate;
    std::unique_ptr<http::Server> http;
    // After all that answers: the last line of the log is that it stops.
    std::unique_ptr<log_keeping::LogKeeper> log_keeper;
    std::unique_ptr<KeyTurns> turns;
    std::once_flag stopped;
};

std::string Application::Body::metrics() const {
    std::string text;
    const auto add = [&](std::string_view name, std::string_view kind, std::uint64_t value, std::string_view label = {}) {
        if (label.empty() || label.find("\"1xx\"") != std::string_view::npos)
            text.append("# TYPE kader_").append(name).append(" ").append(kind).append("\n");
        text.append("kader_").append(name).append(label).append(" ").append(std::to_string(value)).append("\n");
    };
    const auto http_counts = http->counts();
    const auto writer = installation.writer().counts();
    add("connections_total", "counter", http_counts.connections);
    add("connections", "gauge", http_counts.connections_now);
    add("connections_refused_total", "counter", http_counts.refused_connections);
    add("requests_total", "counter", http_counts.requests);
    add("timeouts_total", "counter", http_counts.timeouts);
    for (int kind = 1; kind <= 5; ++kind)
        add("responses_total", "counter", http_counts.statuses[kind], "{status=\"" + std::to_string(kind) + "xx\"}");
    add("workers_waiting", "gauge", workers->waiting());
    add("jobs_failed_total", "counter", workers->failed() + passwords->failed());
    add("passwords_waiting", "gauge", passwords->waiting());
    add("writer_units_total", "counter", writer.units);
    add("writer_refused_total", "counter", writer.refused);
    add("writer_commits_total", "counter", writer.commits);
    add("writer_replays_total", "counter", writer.replays);
    add("writer_slow_units_total", "counter", writer.slow_units);
    add("writer_checkpoints_total", "counter", writer.checkpoints);
    add("writer_queue", "gauge", writer.queue_now);
    add("writer_stopped", "gauge", installation.writer().stopped() ? 1 : 0);
    add("sessions", "gauge", accounts.sessions_now());
    add("practices_in_memory", "gauge", standings.count());
    return text;
}

Application::Application(installation::Installation& here, const norm_book::NormBook& book, ApplicationOptions options,
                         std::function<void(const std::string&)> log)
    : m_body(std::make_unique<Body>(here, book, options, log)) {
    if (options.demo) {
        if (!http::is_loopback(options.address)) throw std::invalid_argument{"a demonstration listens on loopback only"};
        m_body->house.demo = options.demo(m_body->accounts);
    }
    const auto how = options_of(options);
    std::function<void(const http::RequestLine&)> log_line;
    if (log)
        log_line = [log, requests = options.log_requests, &body = *m_body](const http::RequestLine& line) {
            if (requests) log(line_of(line, body.installation.clock().now()));
            body.answered(line);
        };
    // A port that was chosen is known before the first request comes.
    m_body->gate.set_port(options.port);
    m_body->http = std::make_unique<http::Server>(m_body->gate.routes_of(all_endpoints(m_body->house)), how, log_line);
    m_body->gate.set_port(m_body->http->port());
}

Application::~Application() {
    stop();
}

std::uint16_t Application::port() const { return m_body->http->port(); }
accounts::Accounts& Application::accounts() { return m_body->accounts; }
Standings& Application::standings() { return m_body->standings; }

void Application::stop() {
    std::call_once(m_body->stopped, [&] { m_body->stop(); });
}

struct PublicApplication::Body {
    Body(const system::Clock& now, const ApplicationOptions& options, FaultLog::Log log)
        : clock(now),
          faults(now, std::move(log)),
          workers(options.workers, options.waiting_max, noted()),
          desk(*options.pages, options.text_of, [this] { return amsterdam_day(clock); }, noted()),
          gate(workers, {options.names, options.user_number}, faults) {}
    Workers::Failed noted() {
        return [this](const std::exception& error) { faults.note({}, error); };
    }
    void stop() {
        http->stop();
        workers.stop();
        desk.stop();
    }

    const system::Clock& clock;
    FaultLog faults;
    Workers workers;
    PublicDesk desk;
    Gate gate;
    std::unique_ptr<http::Server> http;
    std::once_flag stopped;
};

PublicApplication::PublicApplication(const system::Clock& clock, ApplicationOptions options, std::function<void(const std::string&)> log) {
    HALT_UNLESS(options.pages);
    m_body = std::make_unique<Body>(clock, options, log);
    std::function<void(const http::RequestLine&)> log_line;
    if (log && options.log_requests) log_line = [log, &clock](const http::RequestLine& line) { log(line_of(line, clock.now())); };
    auto endpoints = m_body->desk.endpoints();
    endpoints.push_back(health_endpoint());
    m_body->gate.set_port(options.port);
    m_body->http = std::make_unique<http::Server>(m_body->gate.routes_of(endpoints), options_of(options), log_line);
    m_body->gate.set_port(m_body->http->port());
}

PublicApplication::~PublicApplication() {
    stop();
}

std::uint16_t PublicApplication::port() const { return m_body->http->port(); }

void PublicApplication::stop() {
    std::call_once(m_body->stopped, [&] { m_body->stop(); });
}

}  // namespace kader::server
