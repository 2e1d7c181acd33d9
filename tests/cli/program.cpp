#include "cli/program.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

extern char** environ;

namespace kader::cli_tests {

std::string program() {
    const auto* installed = std::getenv("KADER_INSTALLED");
    return installed ? installed : KADER_PROGRAM;
}

namespace {

using Clock = std::chrono::steady_clock;

// Both ends close on exec; the child gets its own copies as standard output and error.
struct Pipe {
    int read_end = -1, write_end = -1;
    Pipe() {
        int ends[2];
        REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        read_end = ends[0], write_end = ends[1];
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() { close_read(), close_write(); }
    void close_read() { close_one(read_end); }
    void close_write() { close_one(write_end); }

private:
    static void close_one(int& end) {
        if (end >= 0) ::close(end);
        end = -1;
    }
};

std::vector<std::string> environment_of(const Start& start) {
    std::map<std::string, std::string> all;
    for (char** one = environ; *one; ++one) {
        const std::string pair{*one};
        all[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    all.erase("KADER_NORMS");  // What the tester has set must not decide.
    all["KADER"] = program();
    for (const auto& [name, value] : start.environment) all[name] = value;
    std::vector<std::string> texts;
    for (const auto& [name, value] : all) texts.push_back(name + "=" + value);
    return texts;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

Outcome run_program(const std::string& program, std::vector<std::string> words,
                    const Start& start) {
    Pipe out, err;
    words.insert(words.begin(), program);
    auto environment = environment_of(start);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.write_end, STDERR_FILENO);
    if (!start.working_folder.empty())
        posix_spawn_file_actions_addchdir_np(&actions, start.working_folder.c_str());
    const auto began = Clock::now();
    pid_t child = 0;
    const int failed = ::posix_spawn(&child, program.c_str(), &actions, nullptr,
                                     pointers(words).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    REQUIRE_MESSAGE(failed == 0, program << " does not start");
    out.close_write(), err.close_write();

    Outcome outcome;
    bool killed = false;
    std::array<char, 65536> buffer;
    const auto drain = [&](Pipe& pipe, std::string& into) {
        const auto got = ::read(pipe.read_end, buffer.data(), buffer.size());
        if (got > 0)
            into.append(buffer.data(), static_cast<std::size_t>(got));
        else if (got == 0 || errno != EINTR)
            pipe.close_read();
    };
    while (out.read_end >= 0 || err.read_end >= 0) {
        std::array<pollfd, 2> watched = {pollfd{out.read_end, POLLIN, 0},
                                         pollfd{err.read_end, POLLIN, 0}};
        ::poll(watched.data(), watched.size(), 100);
        if (watched[0].revents != 0) drain(out, outcome.out);
        if (watched[1].revents != 0) drain(err, outcome.err);
        if (start.reader_stops_after && outcome.out.size() >= *start.reader_stops_after)
            out.close_read();
        if (!killed && Clock::now() - began > start.limit) killed = ::kill(child, SIGKILL) == 0;
    }
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (!killed && Clock::now() - began > start.limit) killed = ::kill(child, SIGKILL) == 0;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    outcome.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
    if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    return outcome;
}

}  // namespace

Outcome run(const std::vector<std::string>& words, const Start& start) {
    return run_program(program(), words, start);
}

Outcome run_shell(const std::string& script, const Start& start) {
    return run_program("/bin/sh", {"-c", script}, start);
}

ScratchFolder::ScratchFolder() {
    static std::atomic<int> count = 0;
    m_path = fs::temp_directory_path() /
             ("kader-cli-" + std::to_string(::getpid()) + '-' + std::to_string(count++));
    fs::create_directories(m_path);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    fs::permissions(m_path, fs::perms::owner_all, ignored);
    fs::remove_all(m_path, ignored);
}

ScratchFolder& ScratchFolder::with(const std::string& name, std::string_view bytes) {
    write(m_path / name, bytes);
    return *this;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    REQUIRE_MESSAGE(file, path.string());
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

void write(const fs::path& path, std::string_view bytes) {
    std::ofstream file{path, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    REQUIRE_MESSAGE(file, path.string());
}

std::map<std::string, std::string> bytes_of_folder(const fs::path& folder) {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file())
            all[fs::relative(entry.path(), folder).string()] = bytes_of(entry.path());
    return all;
}

void replace_in(const fs::path& file, std::string_view old, std::string_view now) {
    auto bytes = bytes_of(file);
    const auto at = bytes.find(old);
    REQUIRE_MESSAGE(at != std::string::npos, file.string() << " does not hold: " << old);
    write(file, bytes.replace(at, old.size(), now));
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string{text}};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

fs::path norms_folder() {
    return fs::path{KADER_SOURCE_DIR} / "norms";
}

void copy_norms(const fs::path& into, bool with_cases) {
    fs::copy(norms_folder(), into, fs::copy_options::recursive);
    if (!with_cases) fs::remove_all(into / "cases");
}

json::object parsed(const Outcome& outcome) {
    REQUIRE_MESSAGE(outcome.code == 0,
                    "exit " << outcome.code << ": " << outcome.err.substr(0, 1000));
    boost::system::error_code broken;
    auto value = json::parse(outcome.out, broken);
    REQUIRE_MESSAGE(!broken, outcome.out.substr(0, 200));
    return value.as_object();
}

json::object check(const fs::path& folder, const std::string& day,
                   const std::vector<std::string>& more) {
    std::vector<std::string> words = {"check", folder.string(), "--on", day, "--format", "json"};
    words.insert(words.end(), more.begin(), more.end());
    return parsed(run(words));
}

const json::object& question(const json::object& answers, int number) {
    const auto& all = answers.at("questions").as_array();
    REQUIRE(all.size() == 22);
    return all[std::size_t(number - 1)].as_object();
}

const json::object& requirement(const json::object& answers, std::string_view id) {
    for (const auto& one : answers.at("questions").as_array())
        for (const auto& each : one.as_object().at("requirements").as_array())
            if (each.as_object().at("id").as_string() == json::string_view{id.data(), id.size()})
                return each.as_object();
    FAIL("no requirement " << id);
    throw std::logic_error{"unreachable"};
}

std::string text(const json::object& object, std::string_view key) {
    const auto& value = object.at(json::string_view{key.data(), key.size()});
    return value.is_string() ? std::string{value.as_string().c_str()} : json::serialize(value);
}

bool has_remark(const json::object& requirement, std::string_view remark) {
    for (const auto& one : requirement.at("remarks").as_array())
        if (std::string_view{one.as_string().c_str()} == remark) return true;
    return false;
}

std::vector<std::string> evidence(const json::object& requirement) {
    std::vector<std::string> all;
    for (const auto& one : requirement.at("evidence").as_array())
        all.push_back(text(one.as_object(), "kenmerk"));
    return all;
}

std::vector<std::string> rejects(const json::object& answers) {
    std::vector<std::string> all;
    for (const auto& one : answers.at("rows").as_object().at("rejects").as_array()) {
        const auto& reject = one.as_object();
        all.push_back(text(reject, "file") + ", rij " + text(reject, "row") + ", kolom " +
                      text(reject, "column") + ": " + text(reject, "nl"));
    }
    return all;
}

std::string answers_text(const json::object& answers) {
    return json::serialize(answers.at("scope")) + "\n" + json::serialize(answers.at("questions"));
}

void copy_data(const fs::path& from, const fs::path& into) {
    fs::create_directories(into);
    fs::permissions(into, fs::perms::owner_all);
    for (const auto& entry : fs::directory_iterator{from}) {
        const auto file = into / entry.path().filename();
        fs::copy_file(entry.path(), file);
        fs::permissions(file, file.filename() == "root.key" ? fs::perms::owner_read : fs::perms::owner_read | fs::perms::owner_write);
    }
}

}  // namespace kader::cli_tests
