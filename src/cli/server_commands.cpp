// serve, demo and openapi: the program as a server.

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstring>
#include <mutex>
#include <optional>
#include <ostream>
#include <system_error>

#include "cli/loading.h"
#include "cli/move_dates.h"
#include "cli/open_connections.h"
#include "cli/public_norms.h"
#include "cli/server_client.h"
#include "cli/server_edge.h"
#include "cli/stored_data.h"
#include "decoding/decoder.h"
#include "log_keeping/log_keeper.h"
#include "server/application.h"
#include "server/housekeeping.h"
#include "system/memory.h"
#include "system/open_files.h"
#include "transfer/import.h"

namespace kader::cli {

namespace {

namespace fs = std::filesystem;

// Whole lines, from any thread.
class Lines {
public:
    explicit Lines(std::ostream& out) : m_out(out) {}
    void operator()(const std::string& line) {
        const std::lock_guard lock{m_mutex};
        // A line that could not be written (the disk was full) does not silence the ones after it.
        m_out.clear();
        m_out << line << "\n" << std::flush;
    }

private:
    std::ostream& m_out;
    std::mutex m_mutex;
};

// SIGTERM, SIGINT and SIGHUP (the terminal was closed) wait until somebody asks for them. Made before any
// thread, so that all of them leave these signals alone.
class StopSignals {
public:
    StopSignals() {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGTERM);
        sigaddset(&m_signals, SIGINT);
        // Under nohup a closed terminal is no reason to stop.
        struct sigaction now {};
        if (::sigaction(SIGHUP, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) sigaddset(&m_signals, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        const int terminal = ::open(::ctermid(nullptr), O_RDONLY | O_NOCTTY | O_CLOEXEC);
        m_has_terminal = terminal >= 0;
        if (terminal >= 0) ::close(terminal);
        // Nor is a reader of the log that went away.
        ::signal(SIGPIPE, SIG_IGN);
    }
    void wait() const {
        int signal = 0;
        while (sigwait(&m_signals, &signal) != 0) {}
    }
    // The same, and looks whether the certificate was renewed: each second, and when a SIGHUP asks for it. That comes
    // from a person only where there is no terminal that could have been closed.
    void wait(const Edge& edge, Lines& lines) const {
        if (!edge.has_tls()) return wait();
        while (true) {
            const timespec second{1, 0};
            const int signal = sigtimedwait(&m_signals, nullptr, &second);
            const bool is_asked = signal == SIGHUP && !m_has_terminal;
            if (signal > 0 && !is_asked) return;
            edge.look_again(is_asked, std::ref(lines));
        }
    }

private:
    sigset_t m_signals{};
    bool m_has_terminal = false;
};


int not_listening(const Common& common, const ServeOptions& options, const std::system_error& error, std::ostream& err) {
    if (error.code() == std::errc::invalid_argument) {
        err << say(common.language, "Dit is geen adres om op te luisteren: \"", "This is no address to listen on: \"") << harmless(options.address)
            << say(common.language, "\". Geef een IP-adres, zoals 127.0.0.1.\n", "\". Give an IP address, such as 127.0.0.1.\n");
        return Exit::Wrong;
    }
    if (error.code() == std::errc::filename_too_long) {
        err << say(common.language, "De naam van de map met gegevens is te lang; met /kader.sock erachter mag hij ",
                   "The name of the data folder is too long; with /kader.sock behind it it may have ")
            << http::local_path_bytes_max << say(common.language, " tekens hebben.\n", " characters.\n");
        return Exit::Wrong;
    }
    err << say(common.language, "Kader kan niet luisteren op ", "Kader cannot listen on ") << harmless(options.address) << ":" << options.port
        << say(common.language, "; misschien gebruikt een ander programma deze poort (kies een andere met --port): ",
               "; perhaps another program uses this port (choose another with --port): ")
        << harmless(error.code().message()) << "\n";
    return Exit::Broken;
}

server::ApplicationOptions options_of(const Common& common, const ServeOptions& options) {
    server::ApplicationOptions how;
    how.address = options.address;
    how.port = options.port;
    how.web = options.web;
    how.names = options.names;
    how.user_number = common.user_number;
    how.log_requests = options.log_requests;
    how.connections_max = connections_for(system::raise_open_files());
    return how;
}

// The pages for everybody, and the reader of documents behind them.
class ForEverybody {
public:
    // False: why is on `err`.
    bool open(const Common& common, const ServeOptions& options, bool has_staff, std::ostream& err) {
        m_doors = PublicDoors::load(common, options.earlier, has_staff, err);
        if (!m_doors) return false;
        m_decoder = std::make_unique<decoding::Decoder>(decoding::Decoder::beside_this_program());
        return true;
    }
    const norm_book::NormBook& book() const { return m_doors->book(); }
    void add_to(server::ApplicationOptions& how) const {
        how.pages = &m_doors->pages();
        how.deadlines = &m_doors->rules();
        how.text_of = [decoder = m_decoder.get()](std::string_view bytes) { return decoder->text_of(bytes); };
    }

private:
    std::unique_ptr<PublicDoors> m_doors;
    std::unique_ptr<decoding::Decoder> m_decoder;
};

// One way in for each practice that has nobody yet.
void print_setup(const Common& common, installation::Installation& here, server::Application& application, const std::string& address, Lines& lines, std::ostream& err) {
    for (const auto& practice : subjects::practices(*here.reader())) {
        if (application.accounts().has_account(practice.id)) continue;
        const auto token = application.accounts().make_setup_token(practice.id, common.language);
        if (!token) {
            print_refusal(token.error(), err);
            continue;
        }
        lines(way_in_text(common.language, practice.name, address + "/app/beginnen?token=" + *token));
    }
}

struct DemoFolder {
    std::string_view folder, name, login;
    answers::BothLanguages about;
};

const std::vector<DemoFolder>& demo_folders() {
    static const std::vector<DemoFolder> all = {
        {"kliniek", "Kliniek Voorbeeldhof", "demo-kliniek",
         {"Een kliniek met drie locaties, artsen, verpleegkundigen en lasers.", "A clinic with three locations, doctors, nurses and lasers."}},
        {"solo", "Praktijk Voorbeeld Solo", "demo-solo",
         {"Een arts die alleen werkt en injecteert.", "A doctor who works alone and injects."}},
        {"salon", "Salon Voorbeeld", "demo-salon",
         {"Een schoonheidssalon met medewerkers.", "A beauty salon with employees."}},
    };
    return all;
}

// The day the examples were made for.
constexpr auto example_day = CalendarDay{std::chrono::year{2026} / 11 / 21};

// A folder that is gone at the end.
class TemporaryFolder {
public:
    TemporaryFolder() {
        auto name = (fs::temp_directory_path() / "kader-demo-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw system::FileError{"cannot make " + name, errno};
        m_path = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code error;
        fs::remove_all(m_path, error);
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

std::optional<subjects::PracticeId> take_in(const Common& common, const DemoFolder& demo, const fs::path& examples, const fs::path& scratch,
                                            installation::Installation& here, std::ostream& err) {
    const auto moved = scratch / demo.folder;
    if (const auto problem = copy_with_moved_dates(examples / demo.folder, moved, example_day, common.today)) {
        err << harmless(*problem) << "\n";
        return {};
    }
    const auto folder = load_folder(common, moved, err);
    if (!folder) return {};
    const auto practice = here.add_practice(demo.name, access::operator_actor(common.user_number));
    if (!practice) {
        print_refusal(practice.error(), err);
        return {};
    }
    const auto report = transfer::run_import(here, access::operator_grant(*practice, common.user_number), *folder, {false, common.language});
    if (!report) {
        print_refusal(report.error(), err);
        return {};
    }
    return *practice;
}

}  // namespace

int openapi_command(std::ostream& out) {
    out << server::openapi_text();
    return Exit::Done;
}

int serve_public_command(const Common& common, const ServeOptions& options, std::ostream& out, std::ostream& err) {
    const StopSignals signals;
    const auto edge = Edge::open(common, options, err);
    if (!edge) return Exit::Wrong;
    std::optional<system::Thrift> thrift{std::in_place};
    ForEverybody doors;
    if (!doors.open(common, options, false, err)) return Exit::Broken;
    Lines lines{out};
    auto how = options_of(common, options);
    doors.add_to(how);
    edge->add_to(how);
    try {
        server::PublicApplication application{*common.clock, how, std::ref(lines)};
        edge->tell(application.port(), std::ref(lines));
        lines(std::string{say(common.language, "De pagina's voor iedereen staan op ", "The pages for everybody are at ")} +
              server::browser_address(how, application.port()) + "/");
        thrift.reset();
        signals.wait(*edge, lines);
        lines(std::string{say(common.language, "Kader stopt.", "Kader stops.")});
        application.stop();
    } catch (const std::system_error& error) {
        return not_listening(common, options, error, err);
    }
    return Exit::Done;
}

int serve_command(const Common& common, const ServeOptions& options, std::ostream& out, std::ostream& err) {
    const StopSignals signals;
    const auto edge = Edge::open(common, options, err);
    if (!edge) return Exit::Wrong;
    std::optional<system::Thrift> thrift{std::in_place};
    int code = Exit::Done;
    ForEverybody doors;
    if (!doors.open(common, options, true, err)) return Exit::Broken;
    const auto here = open_data(common, options.data, err, code);
    if (!here) return code;
    if (!here->checkpoints().empty())
        if (const auto refused = log_keeping::refusal_of_folder(here->checkpoints(), options.data)) {
            err << refused->in(common.language) << "\n";
            return Exit::Wrong;
        }
    Lines lines{out};
    auto how = options_of(common, options);
    doors.add_to(how);
    edge->add_to(how);
    how.local_socket = options.data / "kader.sock";
    try {
        server::Application application{*here, doors.book(), how, std::ref(lines)};
        const auto address = server::browser_address(how, application.port());
        edge->tell(application.port(), std::ref(lines));
        lines(std::string{say(common.language, "Kader luistert op ", "Kader listens on ")} + address + "/");
        print_setup(common, *here, application, address, lines, err);
            const server::Housekeeping housekeeping{*here, {options.data, fs::read_symlink("/proc/self/exe"), options.housekeeping, std::ref(lines)}};
        thrift.reset();
        signals.wait(*edge, lines);
        lines(std::string{say(common.language, "Kader stopt.", "Kader stops.")});
        application.stop();
    } catch (const std::system_error& error) {
        return not_listening(common, options, error, err);
    }
    return Exit::Done;
}

int demo_command(const Common& common, const ServeOptions& options, const fs::path& examples, std::ostream& out, std::ostream& err) {
    const StopSignals signals;
    // A demonstration has time, and often little memory.
    const system::Thrift thrift;
    ForEverybody doors;
    if (!doors.open(common, options, true, err)) return Exit::Broken;
    const TemporaryFolder scratch;
    const auto data = scratch.path() / "data";
    if (const auto made = installation::create(data, *common.clock, {.language = common.language}); !made)
        return print_refusal(made.error(), err);
    int code = Exit::Done;
    const auto here = open_data(common, data, err, code);
    if (!here) return code;
    std::vector<std::pair<const DemoFolder*, subjects::PracticeId>> practices;
    for (const auto& demo : demo_folders()) {
        const auto practice = take_in(common, demo, examples, scratch.path(), *here, err);
        if (!practice) return Exit::Broken;
        practices.emplace_back(&demo, *practice);
    }
    auto how = options_of(common, options);
    doors.add_to(how);
    how.local_socket = data / "kader.sock";
    // Three practices and somebody who looks around: each thread keeps memory of its own.
    how.workers = 1;
    how.http_threads = 1;
    how.demo = [&](accounts::Accounts& accounts) {
        std::vector<server::DemoEntry> entries;
        for (const auto& [demo, practice] : practices) {
            // Nobody has a password here: one comes in by one click, from this machine alone.
            const auto account = accounts.create(access::operator_grant(practice, common.user_number),
                                                 {"Demo", std::string{demo->login}, {}, access::Role::Owner}, common.language);
            HALT_UNLESS(bool(account));
            entries.push_back({{practice, std::string{demo->name}, demo->about}, *account});
        }
        return entries;
    };
    Lines lines{out};
    try {
        server::Application application{*here, doors.book(), how, options.log_requests ? std::function<void(const std::string&)>{std::ref(lines)} : nullptr};
        const auto address = server::browser_address(how, application.port());
        lines(std::string{say(common.language,
                              "Demonstratie met drie verzonnen praktijken. Open ", "A demonstration with three fictional practices. Open ")} +
              address + "/app/" +
              std::string{say(common.language, " en kies een praktijk; een wachtwoord is niet nodig.\nDe pagina's voor iedereen staan op ",
                              " and choose a practice; no password is needed.\nThe pages for everybody are at ")} +
              address + std::string{say(common.language, "/. Alles verdwijnt als u stopt (Ctrl-C).", "/. Everything is gone when you stop (Ctrl-C).")});
        signals.wait();
        application.stop();
    } catch (const std::system_error& error) {
        return not_listening(common, options, error, err);
    }
    return Exit::Done;
}

}  // namespace kader::cli
