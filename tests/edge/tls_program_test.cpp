// The real program over TLS, opened by programs of others: curl, openssl, and sslscan where it is.

#include <thread>

#include "edge/edge.h"

namespace kader::edge_tests {

namespace {

using namespace std::chrono_literals;

Outcome s_client(const Served& served, const std::string& options) {
    return shell("openssl s_client -connect 127.0.0.1:" + std::to_string(served.port()) + " " + options + " < /dev/null 2>&1 || true");
}

std::string serial(const Served& served) {
    return shell("openssl s_client -connect 127.0.0.1:" + std::to_string(served.port()) + " < /dev/null 2> /dev/null | openssl x509 -noout -serial").out;
}

// Waits until the program says it, which may take a while on a busy machine.
bool says(const Served& served, std::string_view what, std::size_t times = 1) {
    for (int tries = 0; tries < 6000; ++tries) {
        const auto out = served.out();
        std::size_t found = 0;
        for (auto at = out.find(what); at != std::string::npos; at = out.find(what, at + 1)) ++found;
        if (found >= times) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

}  // namespace

TEST_CASE("with a certificate the program is opened over TLS 1.3 by its name, and says so") {
    const DataFolder data;
    const Certificate made;
    const Served served{made.serve(data, {"--lang", "en"})};
    CHECK(holds(served.out(), "The certificate holds until "));
    CHECK(holds(served.out(), "Kader listens on https://" + std::string{name} + ":" + std::to_string(served.port()) + "/\n"));
    CHECK(says(served, "https://" + std::string{name} + ":" + std::to_string(served.port()) + "/app/beginnen?token="));

    const auto answer = curl(served, made.certificate(), "/health", "--tlsv1.3");
    REQUIRE_MESSAGE(answer.code == 0, answer.err);
    CHECK(answer.out.starts_with("HTTP/1.1 200"));
    for (const std::string header : {"Strict-Transport-Security: max-age=31536000\r\n", "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
                               "Cross-Origin-Opener-Policy: same-origin\r\n", "Cross-Origin-Resource-Policy: same-origin\r\n",
                               "require-trusted-types-for 'script'", "default-src 'none'; script-src 'self'", "frame-ancestors 'none'"})
        CHECK_MESSAGE(holds(answer.out, header), header);
    CHECK(holds(curl(served, made.certificate(), "/api/session").out, "Cache-Control: no-store\r\n"));
    // By another name, and in the clear.
    CHECK(curl(served, made.certificate(), "/health", "--header 'Host: elders.test'").out.starts_with("HTTP/1.1 421"));
    CHECK(server_tests::parsed(server_tests::raw(served.port(), "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")).status == 400);
    // A stranger's authority is not believed by the visitor.
    const Certificate other;
    CHECK(curl(served, other.certificate(), "/health").code == 60);
}

TEST_CASE("the first owner signs in over TLS, with a cookie for this host alone") {
    const DataFolder data;
    const Certificate made;
    const Served served{made.serve(data)};
    const auto token = server_tests::setup_token(served);
    const auto body = server_tests::setup_body(token);
    const auto origin = "https://" + std::string{name} + ":" + std::to_string(served.port());
    const auto answer = curl(served, made.certificate(), "/api/setup",
                             "--header 'Content-Type: application/json' --header 'Sec-Fetch-Site: same-origin' --header 'Origin: " + origin + "' --data-binary '" + body + "'");
    CHECK_MESSAGE(answer.out.starts_with("HTTP/1.1 200"), answer.out << answer.err);
    CHECK(holds(answer.out, "Set-Cookie: __Host-kader="));
    CHECK(holds(answer.out, "; Path=/; Secure; HttpOnly; SameSite=Strict\r\n"));
}

TEST_CASE("TLS 1.2 and older are refused, and 1.2 is there for who asked for it, with sealed records alone") {
    const DataFolder data;
    const Certificate made;
    {
        const Served served{made.serve(data)};
        CHECK(holds(s_client(served, "-tls1_3").out, "New, TLSv1.3"));
        for (const auto* old : {"-tls1_2", "-tls1_1", "-tls1"}) CHECK(!holds(s_client(served, std::string{old} + " -cipher ALL:@SECLEVEL=0").out, "New, TLS"));
        // No early data, no compression.
        const auto seen = s_client(served, "-tls1_3");
        CHECK(holds(seen.out, "Compression: NONE"));
        CHECK(holds(seen.out, "Early data was not sent"));
        CHECK(!holds(s_client(served, "-alpn smtp").out, "New, TLS"));
    }
    const Served served{made.serve(data, {"--tls-1.2"})};
    CHECK(holds(s_client(served, "-tls1_2").out, "New, TLSv1.2, Cipher is ECDHE-ECDSA-"));
    for (const auto* weak : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "AES128-GCM-SHA256"})
        CHECK(!holds(s_client(served, "-tls1_2 -cipher " + std::string{weak} + ":@SECLEVEL=0").out, "New, TLS"));
    CHECK(!holds(s_client(served, "-tls1_1 -cipher ALL:@SECLEVEL=0").out, "New, TLS"));
}

TEST_CASE("a scanner, where there is one, finds nothing but TLS 1.3") {
    if (!has_program("sslscan")) {
        MESSAGE("sslscan is not on this machine");
        return;
    }
    const DataFolder data;
    const Certificate made;
    const Served served{made.serve(data)};
    const auto found = shell("sslscan --no-colour --no-check-certificate 127.0.0.1:" + std::to_string(served.port()));
    REQUIRE_MESSAGE(found.code == 0, found.err);
    for (const auto* old : {"SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2"}) CHECK_MESSAGE(holds(found.out, std::string{old} + "     disabled") + holds(found.out, std::string{old} + "   disabled") == 1, found.out);
    CHECK(holds(found.out, "TLSv1.3   enabled"));
    CHECK(holds(found.out, "Session renegotiation not supported") + holds(found.out, "Secure session renegotiation supported") >= 1);
    CHECK(!holds(found.out, "vulnerable to heartbleed\n") + holds(found.out, "not vulnerable to heartbleed") >= 1);
}

TEST_CASE("what cannot be served over TLS is refused at the start with one sentence of its own") {
    const DataFolder data;
    const Certificate made, other;
    const auto refused = [&](const std::vector<std::string>& more, std::string_view why) {
        auto words = data.serve();
        words.insert(words.end(), {"--lang", "en"});
        words.insert(words.end(), more.begin(), more.end());
        const auto outcome = cli_tests::run(words);
        CHECK(outcome.code == 2);
        CHECK(outcome.out.empty());
        CHECK_MESSAGE(cli_tests::lines_of(outcome.err).size() == 1, outcome.err);
        CHECK_MESSAGE(holds(outcome.err, why), outcome.err);
    };
    const auto with = [](const std::string& certificate, const std::string& key) {
        return std::vector<std::string>{"--tls-certificate", certificate, "--tls-key", key};
    };
    refused({"--tls-key", made.key()}, "together, or neither");
    refused({"--tls-certificate", made.certificate()}, "together, or neither");
    refused({"--tls-1.2"}, "goes with --tls-certificate");
    refused(with("none.crt", made.key()), "cannot read the certificate \"none.crt\"");
    refused(with(made.certificate(), "none.key"), "cannot read the key \"none.key\"");
    refused(with(made.key(), made.key()), "There is no certificate in PEM form");
    refused(with(made.certificate(), other.key()), "does not belong to the certificate");
    fs::permissions(other.key(), fs::perms::owner_read | fs::perms::others_read);
    refused(with(other.certificate(), other.key()), "Others can reach the key");
    fs::permissions(other.key(), fs::perms::owner_read | fs::perms::group_read);
    refused(with(other.certificate(), other.key()), "Others can reach the key");
    REQUIRE(shell("cd '" + other.folder().string() + "' && openssl pkey -in server.key -aes256 -passout pass:geheimwoord -out locked.key && chmod 400 locked.key server.crt").code == 0);
    refused(with(other.certificate(), (other.folder() / "locked.key").string()), "has a passphrase");
    refused(with(other.certificate(), other.certificate()), "There is no key in PEM form");
    // In the clear for others, also for the pages of everybody.
    for (const auto* address : {"0.0.0.0", "::", "192.0.2.1"}) refused({"--address", address}, "everybody in the network could read along");
    const auto everybody = cli_tests::run({"serve", "--public", "--port", "0", "--address", "0.0.0.0"});
    CHECK(everybody.code == 2);
    CHECK(holds(everybody.err, "zou iedereen in het netwerk kunnen meelezen"));
    refused({"--proxy", "proxy.voorbeeld.test"}, "this is none: proxy.voorbeeld.test");
}

TEST_CASE("a certificate that is not for the name is told when the server starts") {
    const DataFolder data;
    const Certificate made;
    const Served served{made.serve(data, {"--name", "elders.voorbeeld.test", "--lang", "en"})};
    CHECK(holds(served.out(), "Mind: the certificate is not for the name elders.voorbeeld.test; browsers refuse it there.\n"));
    CHECK(!holds(served.out(), "not for the name " + std::string{name}));
}

TEST_CASE("a renewed certificate is used without a restart, and one that cannot be used changes nothing") {
    const DataFolder data;
    const Certificate made;
    Served served{made.serve(data, {"--lang", "en"}), {.own_session = true}};
    const auto before = serial(served);
    REQUIRE(holds(before, "serial="));
    made.renew();
    REQUIRE(says(served, "Kader uses the new certificate."));
    const auto after = serial(served);
    CHECK(after != before);
    CHECK(curl(served, made.certificate(), "/health").out.starts_with("HTTP/1.1 200"));

    fs::permissions(made.key(), fs::perms::owner_read | fs::perms::others_read);
    REQUIRE(says(served, "Kader goes on with the certificate it had."));
    CHECK(serial(served) == after);
    fs::permissions(made.key(), fs::perms::owner_read);
    REQUIRE(says(served, "Kader uses the new certificate.", 2));
    // Whoever wants it at once says so; without a terminal that is no reason to stop.
    served.signal(SIGHUP);
    CHECK(says(served, "Kader uses the new certificate.", 3));
    CHECK(serial(served) == after);
    CHECK(served.stop() == 0);
}

TEST_CASE("hundreds who begin a handshake and say no more keep nobody out") {
    const DataFolder data;
    const Certificate made;
    const Served served{made.serve(data)};
    std::vector<http::RawClient> slow;
    for (int at = 0; at < 300; ++at) {
        const auto from = "127.0.1." + std::to_string(1 + at / 50);
        slow.emplace_back(served.port(), from.c_str());
        slow.back().send(at % 2 ? "\x16\x03\x01\x02" : "");
    }
    for (int at = 0; at < 3; ++at) CHECK(curl(served, made.certificate(), "/health").out.starts_with("HTTP/1.1 200"));
    // Each has ten seconds, and then it is over.
    for (auto& one : slow) CHECK(one.is_closed(60s));
}

TEST_CASE("behind a proxy the server tells the address of the proxy's name, and lets nobody else speak in the clear") {
    const DataFolder data;
    auto words = data.serve();
    words.insert(words.end(), {"--proxy", "127.0.0.1", "--name", name});
    const Served served{words};
    CHECK(holds(served.out(), "De proxy vindt Kader op http://127.0.0.1:" + std::to_string(served.port()) + "\n"));
    CHECK(holds(served.out(), "Kader luistert op https://" + std::string{name} + "/\n"));
    const auto answer = server_tests::parsed(server_tests::raw(
        served.port(), "GET /health HTTP/1.1\r\nHost: " + std::string{name} + "\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n\r\n"));
    CHECK(answer.status == 200);
    CHECK(!answer.header("strict-transport-security").empty());
}

}  // namespace kader::edge_tests
