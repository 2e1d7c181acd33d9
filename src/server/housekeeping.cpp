#include "server/housekeeping.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "backup/settings.h"
#include "deadlines/amsterdam_time.h"
#include "system/thread_name.h"

namespace kader::server {

namespace {

using namespace std::chrono_literals;

constexpr auto retry_of_backup = 1h, retry_of_drill = 6h, backup_age_by_night = 20h, backup_age_by_day = 26h;
constexpr auto drill_age = std::chrono::days{7};
constexpr int night_from = 1, night_until = 5;
// Whatever a process could not note is not asked for again at once.
constexpr auto least_between = 10min;

int hour_here(system::Instant now) {
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    const auto local = second + deadlines::amsterdam_offset(second);
    return static_cast<int>(std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count());
}

// Without our signals held back, and without our standard input and output.
pid_t spawn(const std::filesystem::path& program, const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t child = 0;
    const int failed = posix_spawn(&child, program.c_str(), &files, &how, arguments.data(), environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed == 0 ? child : 0;
}

}  // namespace

std::optional<Chore> chore_due(const backup::Latest& latest, system::Instant now, int hour) {
    const auto older = [&](const std::optional<system::Instant>& at, auto age) { return !at || now - *at >= age; };
    const bool is_night = hour >= night_from && hour < night_until;
    const bool is_due = older(latest.good_run, backup_age_by_day) || (is_night && older(latest.good_run, backup_age_by_night));
    // One that failed waits its hour, and is tried again also when the one before it is young still.
    if (latest.run_failed ? older(latest.run, retry_of_backup) : is_due) return Chore::Backup;
    const bool has_new = latest.good_run && (!latest.good_drill || *latest.good_run > *latest.good_drill);
    if (has_new && older(latest.good_drill, drill_age) && (!latest.drill_failed || older(latest.drill, retry_of_drill))) return Chore::Drill;
    return {};
}

system::Instant next_backup(const backup::Latest& latest, system::Instant now) {
    const auto due = latest.run_failed && latest.run ? *latest.run + retry_of_backup : latest.good_run ? *latest.good_run + backup_age_by_day : now;
    return std::max(now, due);
}

std::optional<system::Instant> next_drill(const backup::Latest& latest, system::Instant now) {
    if (!latest.good_run) return {};
    auto due = latest.good_drill ? *latest.good_drill + drill_age : now;
    // That one was tried already: the next backup comes first.
    if (latest.good_drill && *latest.good_run <= *latest.good_drill) due = std::max(due, next_backup(latest, now));
    if (latest.drill_failed && latest.drill) due = std::max(due, *latest.drill + retry_of_drill);
    return std::max(now, due);
}

Housekeeping::Housekeeping(installation::Installation& installation, Options options)
    : m_installation(installation), m_options(std::move(options)), m_thread([this] { work(); }) {}

Housekeeping::~Housekeeping() {
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

// False: it is over.
bool Housekeeping::wait(std::chrono::milliseconds time) {
    std::unique_lock lock{m_mutex};
    return !m_wake.wait_for(lock, time, [&] { return m_ending; });
}

void Housekeeping::work() {
    system::name_thread("housekeeping");
    while (wait(m_options.look_every)) {
        try {
            if (const auto chore = due()) run(*chore);
        } catch (const std::exception& fault) {
            // The database is away, say: the next look is soon.
            if (m_options.log) m_options.log("{\"event\":\"housekeeping\",\"failed\":true}");
        }
    }
}

std::optional<Chore> Housekeeping::due() {
    const auto now = m_installation.clock().now();
    // A clock that was set back makes nothing wait longer.
    if (m_last_tried && now >= *m_last_tried && now - *m_last_tried < least_between) return {};
    if (!backup::read_settings(backup::BackupPlaces{m_options.data}, Language::English)) return {};
    const auto session = m_installation.reader();
    const auto practices = subjects::practices(*session);
    if (practices.empty()) return {};
    session->begin_snapshot();
    session->enter_practice(practices.front().id.bytes());
    const auto latest = backup::latest(*session, practices.front().id);
    session->end_snapshot();
    auto chore = chore_due(latest, now, hour_here(now));
    // What is in PostgreSQL is tried by whoever keeps that.
    if (chore == Chore::Drill && m_installation.database().engine() != storage::Engine::Sqlite) return {};
    return chore;
}

void Housekeeping::run(Chore chore) {
    m_last_tried = m_installation.clock().now();
    const std::string what = chore == Chore::Backup ? "run" : "drill";
    const auto child = spawn(m_options.program, {m_options.program.string(), "backup", what, "--data", m_options.data.string(), "--lang", "en"});
    int status = -1;
    if (child > 0) {
        pid_t ended = 0;
        while ((ended = ::waitpid(child, &status, WNOHANG)) == 0) {
            if (wait(100ms)) continue;
            ::kill(child, SIGTERM);
            ended = ::waitpid(child, &status, 0);
            break;
        }
    }
    // An outcome that was noted is followed by the next chore at once: after a backup its drill.
    const int code = child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == 0) m_last_tried.reset();
    if (m_options.log) m_options.log("{\"event\":\"backup " + what + "\",\"code\":" + std::to_string(code) + "}");
}

}  // namespace kader::server
