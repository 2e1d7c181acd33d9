// The guide for tablets, followed to the letter: its commands are run as they stand there, and Chromium opens what they
// made under the name that the guide uses.

#include <algorithm>
#include <sstream>

#include "edge/edge.h"

namespace kader::edge_tests {

namespace {

// What stands between ```sh and ```, in order.
std::vector<std::string> commands_of(const std::string& guide) {
    std::vector<std::string> all;
    for (auto at = guide.find("```sh\n"); at != std::string::npos; at = guide.find("```sh\n", at)) {
        at += 6;
        const auto end = guide.find("```", at);
        REQUIRE(end != std::string::npos);
        all.push_back(guide.substr(at, end - at));
        at = end + 3;
    }
    return all;
}

// The one line of code in the text that begins so.
std::string inline_command(const std::string& guide, const std::string& begin) {
    const auto at = guide.find("`" + begin);
    REQUIRE(at != std::string::npos);
    return guide.substr(at + 1, guide.find('`', at + 1) - at - 1);
}

// Somebody's folder, in which the guide was followed up to the certificate.
class Practice {
public:
    Practice() : m_guide(cli_tests::bytes_of(fs::path{KADER_SOURCE_DIR} / "docs/how-to/reach-the-server-from-a-tablet.md")) {
        std::string script;
        for (const auto& block : commands_of(m_guide))
            if (block.starts_with("kader serve ")) m_serve = block;
            else script += block;
        REQUIRE(!m_serve.empty());
        const auto outcome = run(script);
        REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
        CHECK(holds(outcome.out, "server.crt: OK"));
        const auto made = run("\"$KADER\" init --data ~/kader --practice 'Praktijk Voorbeeld'");
        REQUIRE_MESSAGE(made.code == 0, made.err);
    }

    Outcome run(const std::string& script, std::chrono::seconds limit = std::chrono::seconds{60}) const {
        cli_tests::Start start;
        start.environment["HOME"] = m_home.text();
        start.limit = limit;
        return shell(script, start);
    }
    const std::string& guide() const { return m_guide; }
    const fs::path& home() const { return m_home.path(); }
    // The words of the guide, but on this machine alone and on a free port.
    std::vector<std::string> serve() const {
        std::vector<std::string> words;
        std::istringstream all{m_serve};
        for (std::string word; all >> word;) {
            if (word.starts_with("~/")) word = m_home.text() + word.substr(1);
            if (!words.empty() && words.back() == "--address") word = "127.0.0.1";
            if (!words.empty() && words.back() == "--port") word = "0";
            words.push_back(word);
        }
        words.erase(words.begin());
        return words;
    }
    // What a tablet sees at an address, as web/e2e/tablet.mjs tells it.
    Outcome open(const std::string& address) const {
        return run("cd '" + std::string{KADER_SOURCE_DIR} + "/web'\nexport PATH=\"$PWD/.node/node_modules/node/bin:$PATH\"\nnode e2e/tablet.mjs " + address,
                   std::chrono::seconds{300});
    }

private:
    cli_tests::ScratchFolder m_home;
    std::string m_guide, m_serve;
};

}  // namespace

TEST_CASE("who follows the guide opens Kader by its name in a browser that trusts the authority, with camera and passkeys") {
    const Practice practice;
    const Served served{practice.serve()};
    const auto address = "https://kader.praktijk.internal:" + std::to_string(served.port()) + "/app/";
    CHECK_MESSAGE(!holds(served.out(), "Let op"), served.out());
    CHECK(holds(served.out(), "https://kader.praktijk.internal:" + std::to_string(served.port()) + "/\n"));

    // A tablet on which the authority was not put refuses.
    const auto stranger = practice.open(address);
    CHECK(stranger.code == 1);
    CHECK_MESSAGE(holds(stranger.out, "ERR_CERT_AUTHORITY_INVALID"), stranger.out << stranger.err);

    const auto trusted = practice.run("mkdir -p ~/.pki/nssdb\ncertutil -d sql:$HOME/.pki/nssdb -N --empty-password\ncd ~/kader-ca\n" +
                                      inline_command(practice.guide(), "certutil "));
    REQUIRE_MESSAGE(trusted.code == 0, trusted.err);
    const auto opened = practice.open(address);
    REQUIRE_MESSAGE(opened.code == 0, opened.out << opened.err);
    for (const auto* is : {"\"status\":200", "\"secure\":true", "\"credentials\":true", "\"camera\":true"}) CHECK_MESSAGE(holds(opened.out, is), opened.out);
    // The same certificate under another name.
    const auto other = practice.open("https://elders.praktijk.internal:" + std::to_string(served.port()) + "/app/");
    CHECK_MESSAGE(holds(other.out, "ERR_CERT_COMMON_NAME_INVALID"), other.out);
}

TEST_CASE("the authority of the guide speaks for names of the practice alone, and its keys are for their owner") {
    const Practice practice;
    for (const auto* key : {"ca.key", "server.key"})
        CHECK((fs::status(practice.home() / "kader-ca" / key).permissions() & fs::perms::all) == fs::perms::owner_read);
    const auto forged = practice.run(R"(cd ~/kader-ca
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=bank.voorbeeld.test -keyout b.key -out b.csr 2> /dev/null
echo subjectAltName=DNS:bank.voorbeeld.test > b.ext
openssl x509 -req -in b.csr -CA ca.crt -CAkey ca.key -days 9 -extfile b.ext -out b.crt 2> /dev/null
openssl verify -CAfile ca.crt b.crt)");
    CHECK(forged.code != 0);
    CHECK(holds(forged.err, "permitted subtree violation"));
}

TEST_CASE("every option of kader in the guides is one that it has") {
    const auto help = cli_tests::run({"serve", "--help"});
    for (const auto* guide : {"reach-the-server-from-a-tablet.md", "install.md"}) {
        std::istringstream text{cli_tests::bytes_of(fs::path{KADER_SOURCE_DIR} / "docs/how-to" / guide)};
        for (std::string line; std::getline(text, line);) {
            if (!holds(line, "kader serve ") && !holds(line, "KADER_OPTIONS=\"")) continue;
            std::istringstream words{line};
            for (std::string word; words >> word;) {
                std::erase(word, '"');
                if (word.starts_with("KADER_OPTIONS=")) word.erase(0, 14);
                if (word.starts_with("--")) CHECK_MESSAGE(holds(help.out, word), word);
            }
        }
    }
}

}  // namespace kader::edge_tests
