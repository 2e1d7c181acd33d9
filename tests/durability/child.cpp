#include "durability/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <stdexcept>

extern char** environ;

namespace kader::durability {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

Scratch::Scratch() {
    static std::atomic<int> count = 0;
    const fs::path memory = "/dev/shm";
    const auto above = ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
    m_path = fs::canonical(above) /
             ("kader-durability-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    fs::create_directory(m_path);
}

Scratch::~Scratch() {
    std::error_code none;
    fs::remove_all(m_path, none);
}

Child::Child(std::vector<std::string> words, const Environment& more) {
    words.insert(words.begin(), KADER_DURABILITY_WRITER);
    std::map<std::string, std::string> all;
    for (char** one = environ; *one; ++one) {
        const std::string pair{*one};
        all[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    for (const auto& [name, value] : more) all[name] = value;
    std::vector<std::string> pairs;
    for (const auto& [name, value] : all) pairs.push_back(name + "=" + value);
    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> result;
        for (auto& text : texts) result.push_back(text.data());
        result.push_back(nullptr);
        return result;
    };
    int input[2], output[2];
    if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0)
        throw std::runtime_error{"no pipe"};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    const int failed = ::posix_spawn(&m_process, words[0].c_str(), &actions, nullptr,
                                     pointers(words).data(), pointers(pairs).data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    m_input = input[1];
    m_output = output[0];
    if (failed != 0) throw std::runtime_error{"the writer does not start: " + words[0]};
}

Child::~Child() {
    kill();
    wait();
    close_input();
    ::close(m_output);
}

void Child::close_input() {
    if (m_input >= 0) ::close(m_input);
    m_input = -1;
}

void Child::kill() {
    if (m_process > 0) ::kill(m_process, SIGKILL);
}

int Child::wait() {
    if (m_process <= 0) return 0;
    int status = 0;
    while (::waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
    }
    m_process = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::optional<std::string> Child::next_line(std::chrono::milliseconds wait) {
    const auto until = Clock::now() + wait;
    while (true) {
        if (const auto end = m_read.find('\n'); end != std::string::npos) {
            auto line = m_read.substr(0, end);
            m_read.erase(0, end + 1);
            note(line);
            return line;
        }
        if (m_ended) return {};
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd output{m_output, POLLIN, 0};
        if (left < 0 || ::poll(&output, 1, int(left)) == 0) return {};
        std::array<char, 65536> bytes;
        const auto count = ::read(m_output, bytes.data(), bytes.size());
        if (count > 0)
            m_read.append(bytes.data(), std::size_t(count));
        else if (count == 0 || errno != EINTR)
            m_ended = true;
    }
}

std::optional<std::string> Child::await(const std::function<bool(const std::string&)>& is_it,
                                        std::chrono::milliseconds wait) {
    const auto until = Clock::now() + wait;
    while (Clock::now() < until) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
        auto line = next_line(left);
        if (!line) return {};
        if (is_it(*line)) return line;
    }
    return {};
}

std::optional<std::string> Child::await_start(const std::string& start,
                                              std::chrono::milliseconds wait) {
    return await([&](const std::string& line) { return line.starts_with(start); }, wait);
}

bool Child::read_to_end(std::chrono::milliseconds wait) {
    await([](const std::string&) { return false; }, wait);
    return m_ended;
}

void Child::note(const std::string& line) {
    constexpr std::string_view start = "ack ";
    std::uint64_t receipt = 0;
    if (!line.starts_with(start)) return;
    if (std::from_chars(line.data() + start.size(), line.data() + line.size(), receipt).ec ==
        std::errc{})
        m_receipts.push_back(receipt);
}

void Child::add_receipts_to(Receipts& receipts) const {
    for (const auto receipt : m_receipts) receipts.add(receipt);
}

Child::Environment disk_under(const fs::path& folder) {
    return {{"LD_PRELOAD", KADER_DISK_SHIM}, {"KADER_DISK_FOLDER", folder.string()}};
}

Control::Control(const fs::path& file) : m_path(file.string()) {
    const int descriptor = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0 || ::ftruncate(descriptor, sizeof(DiskControl)) != 0)
        throw std::runtime_error{"cannot make " + m_path};
    void* const memory =
        ::mmap(nullptr, sizeof(DiskControl), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    if (memory == MAP_FAILED) throw std::runtime_error{"cannot share " + m_path};
    m_memory = static_cast<DiskControl*>(memory);
}

Control::~Control() {
    ::munmap(m_memory, sizeof(DiskControl));
}

}  // namespace kader::durability
