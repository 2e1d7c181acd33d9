// The service of the Debian package: whether systemd reads it, how closed it is, and whether the program still works
// inside it. systemd itself need not run here.

#include <optional>
#include <set>
#include <sstream>

#include "decoding/made_files.h"
#include "edge/edge.h"

namespace kader::edge_tests {

namespace {

std::string unit() { return cli_tests::bytes_of(fs::path{KADER_SOURCE_DIR} / "packaging/kader.service"); }

// The most that it may be exposed, in tenths, as systemd-analyze counts.
constexpr int exposure_max = 12;

// What systemd-analyze finds open, by its own names; nothing when it is more exposed than it may be.
std::optional<std::set<std::string>> open_in(const std::string& text) {
    cli_tests::ScratchFolder folder;
    folder.with("kader.service", text);
    const auto outcome = shell("systemd-analyze security --offline=true --no-pager --json=short --threshold=" + std::to_string(exposure_max) + " '" +
                               folder.text() + "/kader.service'");
    if (outcome.code != 0) return {};
    std::set<std::string> open;
    const auto found = cli_tests::json::parse(outcome.out);
    for (const auto& one : found.as_array())
        if (const auto& setting = one.as_object(); setting.at("set").is_bool() && !setting.at("set").as_bool())
            open.emplace(setting.at("json_field").as_string().c_str());
    return open;
}

std::string without(std::string text, std::string_view line) {
    const auto at = text.find("\n" + std::string{line});
    REQUIRE_MESSAGE(at != std::string::npos, line);
    return text.erase(at, text.find('\n', at + 1) - at);
}

// The system calls behind a word of SystemCallFilter, as systemd knows its groups.
std::set<std::string> calls_of(const std::string& word) {
    if (!word.starts_with('@')) return {word};
    const auto listed = shell("systemd-analyze syscall-filter --no-pager " + word);
    REQUIRE_MESSAGE(listed.code == 0, listed.err);
    std::set<std::string> all;
    std::istringstream lines{listed.out};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream in{line};
        std::string one;
        if (!line.starts_with(' ') || !(in >> one) || one.starts_with('#')) continue;
        all.merge(calls_of(one));
    }
    return all;
}

// What the unit leaves: the lists in their order, one that begins with ~ takes away.
std::set<std::string> allowed_calls() {
    std::set<std::string> all = calls_of("@default");
    std::istringstream lines{unit()};
    constexpr std::string_view key = "SystemCallFilter=";
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(key)) continue;
        line.erase(0, key.size());
        const bool takes_away = line.starts_with('~');
        std::istringstream words{line.substr(takes_away ? 1 : 0)};
        for (std::string word; words >> word;)
            for (const auto& call : calls_of(word))
                if (takes_away) all.erase(call);
                else all.insert(call);
    }
    return all;
}

std::vector<std::string> under(const std::set<std::string>& calls) {
    std::vector<std::string> words{KADER_UNDER_FILTER};
    words.insert(words.end(), calls.begin(), calls.end());
    words.emplace_back("--");
    return words;
}

std::string shell_words(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += "'" + word + "' ";
    return text;
}

}  // namespace

TEST_CASE("systemd reads the service without a word") {
    cli_tests::ScratchFolder folder;
    auto text = unit();
    const auto at = text.find("/usr/bin/kader ");
    REQUIRE(at != std::string::npos);
    // The only thing that is not here: where the package puts the program.
    folder.with("kader.service", text.replace(at, 14, KADER_PROGRAM));
    const auto outcome = shell("systemd-analyze verify --man=no '" + folder.text() + "/kader.service'");
    CHECK(outcome.code == 0);
    CHECK_MESSAGE((outcome.out + outcome.err).empty(), outcome.out << outcome.err);
}

TEST_CASE("the service is as closed as it was, and whoever opens it in one place is told") {
    // It speaks to networks and to its own socket, and sees the machine's own tree; a user of its own namespace could not
    // be given port 443.
    const std::set<std::string> chosen{"RootDirectoryOrRootImage", "RestrictAddressFamilies_AF_UNIX", "RestrictAddressFamilies_AF_INET_INET6",
                                       "PrivateNetwork", "PrivateUsers", "DeviceAllow", "IPAddressDeny"};
    CHECK(open_in(unit()) == chosen);
    for (const auto* line : {"User=", "CapabilityBoundingSet=", "NoNewPrivileges=", "ProtectSystem=", "ProtectHome=", "PrivateTmp=", "PrivateMounts=",
                             "PrivateDevices=", "RestrictAddressFamilies=", "RestrictNamespaces=", "RestrictRealtime=", "RestrictSUIDSGID=",
                             "LockPersonality=", "MemoryDenyWriteExecute=", "SystemCallArchitectures=", "SystemCallFilter=@system-service",
                             "SystemCallFilter=~@privileged", "ProtectKernelTunables=", "ProtectKernelModules=", "ProtectKernelLogs=",
                             "ProtectControlGroups=", "ProtectClock=", "ProtectHostname=", "ProtectProc=", "ProcSubset=", "UMask="})
        CHECK_MESSAGE(open_in(without(unit(), line)) != chosen, std::string{line});
    // What systemd-analyze gives no weight.
    for (const auto* line : {"StateDirectoryMode=0700\n", "LimitCORE=0\n", "MemoryMax=", "TasksMax=", "KeyringMode=private\n", "RemoveIPC=yes\n",
                             "DevicePolicy=closed\n", "OOMPolicy=continue\n"})
        CHECK_MESSAGE(holds(unit(), "\n" + std::string{line}), std::string{line});
}

TEST_CASE("under the list of system calls of the service the server serves, and documents are read in their locked child") {
    const auto calls = allowed_calls();
    CHECK(calls.size() > 200);
    for (const auto* none : {"ptrace", "mount", "chroot", "setuid", "bpf", "kexec_load", "init_module", "reboot"}) CHECK(!calls.contains(none));

    const DataFolder data;
    {
        Served served{data.serve(), {.under = under(calls)}};
        CHECK(server_tests::is_healthy(served));
        auto browser = server_tests::owner(served);
        CHECK(browser.get("/api/check").status == 200);
        CHECK(served.stop() == 0);
    }
    cli_tests::ScratchFolder folder;
    const std::vector<std::string> letter{"U mag met niemand spreken over de behandeling die u bij ons kreeg.",
                                          "Wij geven u het geld terug dat u voor de behandeling heeft betaald.",
                                          "Als u dat toch doet, dan moet u aan ons een boete betalen van duizend euro."};
    // Three sentences, so that its language is seen.
    folder.with("brief.docx", decoding_tests::docx(decoding_tests::paragraph(letter[0]) + decoding_tests::paragraph(letter[1]) + decoding_tests::paragraph(letter[2])));
    folder.with("brief.pdf", decoding_tests::pdf({letter}));
    const auto read = [&](const std::set<std::string>& with, const std::string& document) {
        return shell(shell_words(under(with)) + "'" KADER_PROGRAM "' clauses --lang en '" + document + "'");
    };
    for (const auto* file : {"brief.docx", "brief.pdf"}) {
        const auto path = (folder.path() / file).string();
        const auto plain = cli_tests::run({"clauses", "--lang", "en", path});
        REQUIRE_MESSAGE(plain.code == 0, plain.err);
        const auto walled = read(calls, path);
        CHECK_MESSAGE(walled.code == plain.code, walled.err);
        CHECK(walled.out == plain.out);
    }
    for (const auto* needed : {"seccomp", "prctl", "prlimit64", "landlock_create_ruleset", "landlock_restrict_self"}) CHECK(calls.contains(needed));
    // Where the child cannot lock itself up nothing is opened: so a list that takes that away would show.
    auto fewer = calls;
    REQUIRE(fewer.erase("prctl") == 1);
    CHECK(read(fewer, (folder.path() / "brief.docx").string()).code != 0);
}

}  // namespace kader::edge_tests
