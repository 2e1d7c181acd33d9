#include "server/served.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>
#include <thread>

#include "accounts/app_for_tests.h"

namespace kader::server_tests {

using namespace std::chrono_literals;

Served::Served(const std::vector<std::string>& words, const How& how) {
    auto all = how.under;
    all.push_back(cli_tests::program());
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> pointers;
    for (auto& word : all) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const auto out_path = (m_folder.path() / "out").string(), err_path = (m_folder.path() / "err").string();
    int out_file = ::open(out_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const int err_file = ::open(err_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int ends[2] = {-1, -1};
    if (how.reader_leaves) {
        ::close(out_file);
        REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        out_file = ends[1];
    }
    const auto parent = ::getpid();
    m_process = ::fork();
    REQUIRE(m_process >= 0);
    if (m_process == 0) {
        // With the test program it goes.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(125);
        if (how.own_session) ::setsid();
        ::unsetenv("KADER_NORMS");
        for (const auto& [name, value] : how.environment) ::setenv(name.c_str(), value.c_str(), 1);
        ::dup2(out_file, STDOUT_FILENO);
        ::dup2(err_file, STDERR_FILENO);
        ::execv(pointers[0], pointers.data());
        ::_exit(126);
    }
    ::close(out_file);
    ::close(err_file);
    if (how.reader_leaves) {
        std::string said;
        char byte = 0;
        while (m_port == 0 && ::read(ends[0], &byte, 1) == 1) read_port(said += byte);
        ::close(ends[0]);
    }
    for (int tries = 0; tries < 6000 && m_port == 0; ++tries) {
        read_port(out());
        if (m_port == 0) std::this_thread::sleep_for(10ms);
        REQUIRE_MESSAGE(::waitpid(m_process, nullptr, WNOHANG) == 0, err());
    }
    REQUIRE_MESSAGE(m_port != 0, out() << err());
}

void Served::read_port(const std::string& said) {
    constexpr std::string_view before = "://";
    const auto at = said.find(before);
    if (at == std::string::npos || said.find('\n', at) == std::string::npos) return;
    const auto colon = said.find(':', at + before.size());
    if (colon < said.find('\n', at)) std::from_chars(said.data() + colon + 1, said.data() + said.size(), m_port);
}

Served::~Served() {
    if (m_process <= 0) return;
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
}

std::string Served::out() const { return cli_tests::bytes_of(m_folder.path() / "out"); }
std::string Served::err() const { return cli_tests::bytes_of(m_folder.path() / "err"); }

void Served::signal(int number) const {
    REQUIRE(m_process > 0);
    ::kill(m_process, number);
}

int Served::wait() {
    REQUIRE(m_process > 0);
    int status = 0;
    for (int tries = 0; tries < 12'000; ++tries) {
        if (::waitpid(m_process, &status, WNOHANG) == m_process) {
            m_process = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        }
        std::this_thread::sleep_for(5ms);
    }
    FAIL("it did not end");
    return -1;
}

DataFolder::DataFolder(const std::vector<std::pair<std::string, std::string>>& practices) {
    for (const auto& [practice, example] : practices) {
        const auto made = cli_tests::run({"init", "--data", path(), "--practice", practice});
        REQUIRE_MESSAGE(made.code == 0, made.err);
        if (example.empty()) continue;
        const auto folder = (fs::path{KADER_SOURCE_DIR} / "examples" / example).string();
        const auto taken = cli_tests::run({"import", "--data", path(), "--practice", practice, folder});
        REQUIRE_MESSAGE(taken.code == 0, taken.err);
    }
}

DataFolder::Counts DataFolder::verified(const std::string& practice) const {
    std::vector<std::string> words{"verify", "--data", path(), "--lang", "en"};
    if (!practice.empty()) words.insert(words.end(), {"--practice", practice});
    const auto outcome = cli_tests::run(words);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.out << outcome.err);
    Counts counts;
    const auto open = outcome.out.find("in order (");
    REQUIRE_MESSAGE(open != std::string::npos, outcome.out);
    REQUIRE(std::sscanf(outcome.out.c_str() + open, "in order (%d records, %d versions, %d lines", &counts.records, &counts.versions,
                        &counts.log_lines) == 3);
    return counts;
}

json::object Answer::object() const {
    boost::system::error_code broken;
    auto value = json::parse(body, broken);
    REQUIRE_MESSAGE(!broken, status << ": " << body.substr(0, 300));
    return value.as_object();
}

std::string Answer::text(std::string_view member) const {
    const auto all = object();
    const auto* value = all.if_contains(json::string_view{member.data(), member.size()});
    return value && value->is_string() ? std::string{value->as_string().c_str()} : std::string{};
}

std::vector<std::string> Answer::fields() const {
    std::vector<std::string> all;
    const auto problem = object();
    if (const auto* fields = problem.if_contains("fields"))
        for (const auto& one : fields->as_array()) all.emplace_back(one.at("pointer").as_string().c_str());
    return all;
}

std::string Answer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

Answer parsed(const std::string& raw) {
    Answer answer;
    const auto end = raw.find("\r\n\r\n");
    REQUIRE_MESSAGE((end != std::string::npos && raw.starts_with("HTTP/1.1 ")), "no answer: " << raw.substr(0, 200));
    answer.status = std::stoi(raw.substr(9, 3));
    answer.body = raw.substr(end + 4);
    for (std::size_t at = raw.find("\r\n") + 2; at < end + 2;) {
        const auto next = raw.find("\r\n", at), colon = raw.find(": ", at);
        auto name = raw.substr(at, colon - at);
        for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        answer.headers[name] = raw.substr(colon + 2, next - colon - 2);
        at = next + 2;
    }
    return answer;
}

std::string raw(std::uint16_t port, std::string_view bytes, bool all) {
    http::RawClient client{port};
    client.send(bytes);
    if (!all) return client.receive(30s);
    client.finish();
    std::string answers;
    for (std::string one; !(one = client.receive(30s)).empty();) answers += one;
    return answers;
}

bool is_healthy(const Served& served) { return Browser{served}.get("/health").status == 200; }

Answer ask_socket(const fs::path& socket, const std::string& target) {
    const int one = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    const auto path = socket.string();
    REQUIRE(path.size() < sizeof to.sun_path);
    std::memcpy(to.sun_path, path.c_str(), path.size() + 1);
    const bool connected = ::connect(one, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    std::string answer;
    if (connected && ::send(one, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
        char bytes[65536];
        for (ssize_t got = 0; (got = ::recv(one, bytes, sizeof bytes, 0)) > 0;) answer.append(bytes, static_cast<std::size_t>(got));
    }
    ::close(one);
    return parsed(answer);
}

std::string Browser::request(const std::string& method, const std::string& target, const std::string& body, const Headers& change) const {
    Headers headers{{"Host", m_host}, {"Accept-Language", "nl"}};
    if (!cookie.empty()) headers["Cookie"] = cookie;
    if (method != "GET" && method != "HEAD") {
        headers["Origin"] = "http://" + m_host;
        headers["Sec-Fetch-Site"] = "same-origin";
        headers["Content-Type"] = "application/json";
        headers["Content-Length"] = std::to_string(body.size());
        if (!csrf.empty()) headers["X-Kader-Csrf"] = csrf;
    }
    for (const auto& [name, value] : change) headers[name] = value;
    std::string text = method + " " + target + " HTTP/1.1\r\n";
    for (const auto& [name, value] : headers)
        if (!value.empty()) text += name + ": " + value + "\r\n";
    return text + "\r\n" + body;
}

// Of the answer itself, or of the session within it.
static std::string csrf_in(const Answer& answer) {
    const auto all = answer.object();
    const auto* session = all.if_contains("session");
    const auto& of = session && session->is_object() ? session->as_object() : all;
    return of.contains("csrf") ? std::string{of.at("csrf").as_string().c_str()} : std::string{};
}

Answer Browser::ask(const std::string& method, const std::string& target, const std::string& body, const Headers& change) {
    auto answer = parsed(raw(m_port, request(method, target, body, change)));
    const auto set = answer.header("set-cookie");
    if (set.empty()) return answer;
    cookie = holds(set, "Max-Age=0") ? std::string{} : set.substr(0, set.find(';'));
    csrf = cookie.empty() ? std::string{} : csrf_in(answer);
    return answer;
}

std::string setup_token(const Served& served, std::string_view practice) {
    std::string said;
    for (int tries = 0; tries < 3000; ++tries) {
        said = served.out();
        const auto at = said.find(std::string{practice} + " heeft nog geen account");
        const auto token = at == std::string::npos ? at : said.find("token=", at);
        if (token != std::string::npos && said.find('\n', token) != std::string::npos)
            return said.substr(token + 6, said.find('\n', token) - token - 6);
        std::this_thread::sleep_for(10ms);
    }
    FAIL("no token was printed: " << said);
    return {};
}

std::string setup_body(std::string_view token, std::string_view login, std::string_view with) {
    return R"({"token":")" + std::string{token} + R"(","name":"Ola Voorbeeldpersoon","login":")" + std::string{login} + R"(","password":")" +
           std::string{with} + "\"}";
}

std::string sign_in_body(std::string_view login, std::string_view with) {
    return R"({"login":")" + std::string{login} + R"(","password":")" + std::string{with} + "\"}";
}

Browser owner(const Served& served, std::string_view practice, std::string_view login) {
    Browser browser{served};
    const auto answer = browser.post("/api/setup", setup_body(setup_token(served, practice), login));
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    add_app(browser, login);
    return browser;
}

namespace {

struct App {
    std::string secret;
    std::int64_t last_step = 0;  // Each code works once.
};
std::map<std::string, App, std::less<>> apps;

std::string next_code(App& app) {
    using namespace std::chrono;
    const auto step_now = [] { return duration_cast<seconds>(system::SystemClock{}.now().time_since_epoch()).count() / 30; };
    const auto step = std::max(step_now(), app.last_step + 1);
    // The step after this one is taken as well, and no later one.
    while (step > step_now() + 1) std::this_thread::sleep_for(200ms);
    app.last_step = step;
    return accounts::code_of_app(app.secret, kader::system::Instant{seconds{step * 30}});
}

}  // namespace

void add_app(Browser& browser, std::string_view login) {
    const auto offer = browser.post("/api/account/totp", {});
    REQUIRE_MESSAGE(offer.status == 200, offer.body);
    auto& app = apps[std::string{login}];
    app = {offer.text("secret"), 0};
    const auto done = browser.post("/api/account/totp/confirm", R"({"code":")" + next_code(app) + "\"}");
    REQUIRE_MESSAGE(done.status == 200, done.body);
}

Answer sign_in(Browser& browser, std::string_view login, std::string_view with) {
    const auto first = browser.post("/api/session", sign_in_body(login, with));
    const auto pending = first.status == 200 ? first.text("pending") : std::string{};
    if (pending.empty()) return first;
    const auto app = apps.find(login);
    const auto code = app == apps.end() ? "000000" : next_code(app->second);
    return browser.post("/api/session/code", R"({"pending":")" + pending + R"(","code":")" + code + "\"}");
}

std::string meeting(std::string_view kenmerk, std::string_view more) {
    return R"({"kenmerk":")" + std::string{kenmerk} +
           R"(","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-20")" + std::string{more} + "}}";
}

}  // namespace kader::server_tests
