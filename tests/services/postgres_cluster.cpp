#include "services/postgres_cluster.h"

#include <fcntl.h>
#include <grp.h>
#include <postgresql/libpq-fe.h>
#include <pwd.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace kader::tests {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Where Debian's postgresql-15 puts its programs.
const fs::path programs = "/usr/lib/postgresql/15/bin";

// Nothing here is waited for longer than this.
constexpr double patience_seconds = 30;

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

Connection connect(const std::string& conninfo) {
    Connection connection{PQconnectdb(conninfo.c_str()), &PQfinish};
    PQsetNoticeProcessor(
        connection.get(), [](void*, const char*) {}, nullptr);
    return connection;
}

// As libpq reads a value that may hold spaces.
std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char letter : value) {
        if (letter == '\'' || letter == '\\') text += '\\';
        text += letter;
    }
    return text + "'";
}

bool anybody_reaches(fs::path folder) {
    for (; folder.has_relative_path(); folder = folder.parent_path())
        if ((fs::status(folder).permissions() & fs::perms::others_exec) == fs::perms::none)
            return false;
    return true;
}

// The temporary folder, or, when an ordinary user cannot get there, the usual one.
fs::path place_for_clusters(bool for_another_user) {
    const auto folder = fs::canonical(fs::temp_directory_path());
    // A socket has a path of at most some hundred bytes.
    if (folder.native().size() > 60 || (for_another_user && !anybody_reaches(folder)))
        return "/tmp";
    return folder;
}

bool is_alive(pid_t process) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/stat"};
    std::string text;
    if (!std::getline(file, text)) return false;
    const auto end = text.rfind(") ");
    return end == std::string::npos || text[end + 2] != 'Z';
}

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator{"/proc"}) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream file{entry.path() / "stat"};
        std::string text;
        if (!std::getline(file, text)) continue;
        const auto end = text.rfind(") ");
        if (end == std::string::npos) continue;
        // After the name: the state, then the parent.
        if (std::atol(text.c_str() + end + 4) == parent)
            found.push_back(static_cast<pid_t>(std::stol(name)));
    }
    return found;
}

template <class Condition>
bool soon(double seconds, const Condition& holds) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

}  // namespace

PostgresCluster::Account PostgresCluster::ordinary_account() {
    if (geteuid() != 0) return {};
    for (const char* name : {"postgres", "nobody"})
        if (const passwd* account = getpwnam(name)) return {account->pw_uid, account->pw_gid, true};
    throw std::runtime_error{"there is no ordinary user to run PostgreSQL as"};
}

PostgresCluster::PostgresCluster() : m_account(ordinary_account()) {
    auto name = (place_for_clusters(m_account.change) / "kader-postgres-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw std::runtime_error{"no temporary folder for PostgreSQL"};
    m_folder = name;
    try {
        if (m_account.change && chown(name.c_str(), m_account.user, m_account.group) != 0)
            throw std::runtime_error{
                "the folder for PostgreSQL cannot be given to an ordinary user"};
        start_keeper();
        make();
        start();
        query(conninfo("postgres", "kader_super"),
              "CREATE ROLE kader_owner LOGIN NOSUPERUSER NOBYPASSRLS;"
              "CREATE ROLE kader_server LOGIN NOSUPERUSER NOBYPASSRLS");
    } catch (...) {
        kill();
        end_keeper();
        throw;
    }
}

// Nothing is kept, so nothing is written in good order either.
PostgresCluster::~PostgresCluster() {
    kill();
    end_keeper();
}

// Everything in the child before exec is safe after a fork of a program with threads.
pid_t PostgresCluster::spawn(const std::vector<std::string>& command) const {
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const auto folder = m_folder.string();
    const auto log = (m_folder / "log").string();
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error{"no process for PostgreSQL"};
    if (child > 0) return child;
    setpgid(0, 0);
    if (m_account.change &&
        (setgroups(0, nullptr) != 0 || setgid(m_account.group) != 0 || setuid(m_account.user) != 0))
        _exit(127);
    if (chdir(folder.c_str()) != 0) _exit(127);
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const int in = open("/dev/null", O_RDONLY);
    if (out < 0 || in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0) _exit(127);
    close_range(3, ~0U, 0);
    execv(arguments[0], arguments.data());
    _exit(127);
}

namespace {

// A cluster that was killed leaves the small shared memory by which it knows that it runs; the machine
// has room for a few thousand of these. Its number is the second word of the seventh line.
void remove_shared_memory(const fs::path& pid_file) {
    std::ifstream file{pid_file};
    std::string line;
    for (int number = 1; number <= 7; ++number)
        if (!std::getline(file, line)) return;
    std::istringstream words{line};
    unsigned long key = 0;
    int memory = -1;
    if (words >> key >> memory) ::shmctl(memory, IPC_RMID, nullptr);
}

}  // namespace

void PostgresCluster::make() {
    const pid_t initdb =
        spawn({(programs / "initdb").string(), "--pgdata=" + (m_folder / "data").string(),
               "--username=kader_super", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
               "--data-checksums", "--no-sync", "--no-instructions"});
    int status = 0;
    if (waitpid(initdb, &status, 0) != initdb || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error{"initdb failed (is postgresql-15 installed?): " + log_end()};
    std::ofstream settings{m_folder / "data" / "postgresql.conf", std::ios::app};
    // Reached by nobody but who may enter the folder.
    settings << "listen_addresses = ''\nunix_socket_directories = '" << m_folder.string() << "'\n"
             << "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
             // Below the folder, so that it goes with the folder however the cluster ends.
             << "dynamic_shared_memory_type = mmap\n"
             << "shared_buffers = 32MB\nmax_connections = 40\nmax_wal_senders = 0\n"
             // People read the log of a test: it holds no values of a row.
             << "log_error_verbosity = terse\n";
    if (!settings.flush()) throw std::runtime_error{"the settings of PostgreSQL cannot be written"};
}

void PostgresCluster::start() {
    m_postmaster = spawn({(programs / "postgres").string(), "-D", (m_folder / "data").string()});
    const auto database = conninfo("postgres", "kader_super");
    const bool runs = soon(patience_seconds, [&] {
        return !is_alive(m_postmaster) || PQstatus(connect(database).get()) == CONNECTION_OK;
    });
    if (runs && is_alive(m_postmaster)) return;
    kill();
    throw std::runtime_error{"PostgreSQL does not start: " + log_end()};
}

// A shell that waits until this program is gone, however it went, and then removes what it left.
void PostgresCluster::start_keeper() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe for PostgreSQL"};
    const auto folder = m_folder.string();
    const char* script =
        "cat >/dev/null\n"
        "pid=$(head -n 1 \"$1/data/postmaster.pid\" 2>/dev/null)\n"
        "if [ -n \"$pid\" ] && [ \"$(readlink /proc/$pid/cwd)\" = \"$1/data\" ]; then\n"
        "  kill -QUIT $pid; n=0\n"
        "  while [ -d /proc/$pid ] && [ $n -lt 100 ]; do sleep 0.05; n=$((n + 1)); done\n"
        "fi\n"
        "rm -rf \"$1\"\n";
    m_keeper = fork();
    if (m_keeper < 0) throw std::runtime_error{"no process for PostgreSQL"};
    if (m_keeper == 0) {
        setsid();
        const int nowhere = open("/dev/null", O_WRONLY);
        if (dup2(ends[0], 0) < 0 || dup2(nowhere, 1) < 0 || dup2(nowhere, 2) < 0 || chdir("/") != 0)
            _exit(127);
        close_range(3, ~0U, 0);
        execl("/bin/sh", "sh", "-c", script, "sh", folder.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    close(ends[0]);
    m_keeper_pipe = ends[1];
}

void PostgresCluster::end_keeper() noexcept {
    if (m_keeper_pipe >= 0) close(m_keeper_pipe);
    m_keeper_pipe = -1;
    if (m_keeper > 0) waitpid(m_keeper, nullptr, 0);  // It removes the folder.
    m_keeper = 0;
}

bool PostgresCluster::wait_for_end(double seconds) noexcept {
    const bool ended = soon(seconds, [&] { return waitpid(m_postmaster, nullptr, WNOHANG) != 0; });
    if (ended) m_postmaster = 0;
    return ended;
}

void PostgresCluster::stop() {
    if (m_postmaster == 0) return;
    ::kill(m_postmaster, SIGINT);
    if (wait_for_end(patience_seconds)) return;
    kill();
    throw std::runtime_error{"PostgreSQL did not stop: " + log_end()};
}

// The children of a postmaster are process groups of their own, so each is killed by its id. The
// postmaster stands still meanwhile, so that it starts no others.
void PostgresCluster::kill() {
    if (m_postmaster == 0) return;
    ::kill(m_postmaster, SIGSTOP);
    const auto children = children_of(m_postmaster);
    for (const pid_t child : children) ::kill(child, SIGKILL);
    ::kill(m_postmaster, SIGKILL);
    wait_for_end(patience_seconds);
    soon(patience_seconds, [&] {
        for (const pid_t child : children)
            if (is_alive(child)) return false;
        return true;
    });
    remove_shared_memory(m_folder / "data" / "postmaster.pid");
}

void PostgresCluster::restart() {
    stop();
    start();
}

storage::PostgresOptions PostgresCluster::fresh_database() {
    const auto name = "kader_test_" + std::to_string(++m_databases);
    query(conninfo("postgres", "kader_super"), "CREATE DATABASE " + name + " OWNER kader_owner");
    return {conninfo(name, "kader_owner"), conninfo(name, "kader_server")};
}

storage::PostgresOptions PostgresCluster::emptied_database() {
    if (!m_emptied) m_emptied = fresh_database();
    query(as_superuser(*m_emptied), "DROP OWNED BY kader_owner, kader_server CASCADE");
    return *m_emptied;
}

std::string PostgresCluster::as_superuser(const storage::PostgresOptions& options) const {
    const auto name = query(options.owner, "SELECT current_database()");
    return conninfo(name.at(0), "kader_super");
}

std::vector<std::string> PostgresCluster::query(const std::string& conninfo,
                                                const std::string& sql) const {
    const auto connection = connect(conninfo);
    if (PQstatus(connection.get()) != CONNECTION_OK)
        throw std::runtime_error{"the test database cannot be reached: " +
                                 std::string{PQerrorMessage(connection.get())}};
    const Answer answer{PQexec(connection.get(), sql.c_str()), &PQclear};
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error{"the test database refuses: " +
                                 std::string{PQerrorMessage(connection.get())}};
    std::vector<std::string> column;
    for (int row = 0; row < PQntuples(answer.get()); ++row)
        column.emplace_back(PQgetvalue(answer.get(), row, 0));
    return column;
}

std::string PostgresCluster::conninfo(const std::string& database, const std::string& user) const {
    return "host=" + quoted(m_folder.string()) + " port=5432 dbname=" + database + " user=" + user;
}

std::string PostgresCluster::log_end() const {
    std::ifstream file{m_folder / "log"};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    constexpr std::size_t most = 2000;
    return text.size() > most ? text.substr(text.size() - most) : text;
}

}  // namespace kader::tests
