#include "http/tls.h"

#include <doctest/doctest.h>
#include <signal.h>

#include <thread>

#include "http/server.h"
#include "http/tls_for_tests.h"

namespace kader::http {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

// A visitor whose server left is no reason for the tests to end.
[[maybe_unused]] const auto quiet = ::signal(SIGPIPE, SIG_IGN);

std::shared_ptr<Tls> tls_of(const MadeCertificate& made, bool also_tls_1_2 = false) {
    TlsFault fault{};
    auto tls = Tls::load({made.certificate(), made.key(), also_tls_1_2}, fault);
    REQUIRE(tls);
    CHECK(fault == TlsFault::None);
    return tls;
}

TlsFault fault_of(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    TlsFault fault{};
    CHECK(!Tls::load({certificate, key}, fault));
    return fault;
}

ServerOptions options(std::shared_ptr<Tls> tls) {
    ServerOptions chosen;
    chosen.port = 0;
    chosen.threads = 2;
    chosen.tls = std::move(tls);
    chosen.headers = {{"X-Always", "yes"}};
    chosen.secure_headers = {{"Strict-Transport-Security", "max-age=1"}};
    return chosen;
}

std::vector<Route> routes() {
    return {{Method::Get, "/health", 0, [](Request, Reply reply) { reply(Response{200, {}, "ok", {}}); }},
            {Method::Get, "/much", 0, [](Request, Reply reply) { reply(Response{200, {}, std::string(1'000'000, 'm'), {}}); }},
            {Method::Post, "/big", 300'000, [](Request request, Reply reply) { reply(Response{200, {}, std::to_string(request.body.size()), {}}); }}};
}

}  // namespace

TEST_CASE("over TLS a request is answered as it is in the clear, with what belongs to TLS") {
    const MadeCertificate made;
    Server server{routes(), options(tls_of(made))};
    TlsClient client{server.port(), {.protocol = "http/1.1"}};
    REQUIRE(client.is_in());
    CHECK(SSL_version(client.session()) == TLS1_3_VERSION);
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.ask(health);
        CHECK(answer.ends_with("ok"));
        CHECK(answer.find("X-Always: yes\r\nStrict-Transport-Security: max-age=1\r\n") != std::string::npos);
    }
    CHECK(client.ask("GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n").size() > 1'000'000);
    CHECK(client.ask("POST /big HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n" + std::string(300'000, 'b')).ends_with("300000"));
    CHECK(client.ask(std::string{health} + std::string{health}).starts_with("HTTP/1.1 200"));
    TlsClient last{server.port()};
    CHECK(last.ask("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ends_with("ok"));
    CHECK(last.heard_goodbye());
    TlsClient refused{server.port()};
    CHECK(refused.ask("GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n").starts_with("HTTP/1.1 404"));
    CHECK(refused.heard_goodbye());
}

TEST_CASE("only TLS 1.3 is spoken, and 1.2 with fresh keys and sealed records to whoever chose it") {
    const MadeCertificate made;
    const int old[] = {TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION};
    {
        Server server{routes(), options(tls_of(made))};
        for (const int version : old) CHECK(!TlsClient{server.port(), {.version_max = version}}.is_in());
    }
    Server server{routes(), options(tls_of(made, true))};
    for (const int version : old) CHECK(TlsClient{server.port(), {.version_max = version}}.is_in() == (version == TLS1_2_VERSION));
    for (const auto* weak : {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "NULL", "aNULL"})
        CHECK(!TlsClient{server.port(), {.version_max = TLS1_2_VERSION, .ciphers = weak}}.is_in());
    TlsClient client{server.port(), {.version_max = TLS1_2_VERSION}};
    CHECK(client.ask(health).ends_with("ok"));
    CHECK(SSL_session_reused(client.session()) == 0);
    // Shaking hands again within a connection is refused.
    CHECK(SSL_renegotiate(client.session()) == 1);
    CHECK(SSL_do_handshake(client.session()) != 1);
    CHECK(SSL_get_current_compression(client.session()) == nullptr);
}

TEST_CASE("who comes for another protocol, or sends data before the handshake is over, is not served") {
    const MadeCertificate made;
    Server server{routes(), options(tls_of(made))};
    CHECK(!TlsClient{server.port(), {.protocol = "smtp"}}.is_in());
    TlsClient first{server.port()};
    CHECK(first.ask(health).ends_with("ok"));
    const std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)> ticket{SSL_get1_session(first.session()), SSL_SESSION_free};
    REQUIRE(ticket);
    CHECK(SSL_SESSION_get_max_early_data(ticket.get()) == 0);
}

TEST_CASE("a request in the clear is told to come with https, and the connection ends") {
    const MadeCertificate made;
    Server server{routes(), options(tls_of(made))};
    RawClient plain{server.port()};
    const auto answer = plain.ask(health);
    CHECK(answer.starts_with("HTTP/1.1 400"));
    CHECK(answer.find("https") != std::string::npos);
    CHECK(plain.is_closed());
    RawClient noise{server.port()};
    noise.send("\x16\x03\x01\xff\xff nothing that anybody could read");
    noise.finish();
    CHECK(noise.is_closed());
}

TEST_CASE("a handshake that is not done in time ends, and many of them keep nobody out") {
    const MadeCertificate made;
    auto chosen = options(tls_of(made));
    chosen.handshake_time = 300ms;
    chosen.connections_per_address_max = 1000;
    chosen.handshakes_max = 8;
    chosen.threads = 1;
    Server server{routes(), chosen};
    {
        RawClient silent{server.port()}, half{server.port()};
        half.send("\x16\x03\x01");
        CHECK(silent.is_closed());
        CHECK(half.is_closed());
        CHECK(server.counts().timeouts >= 2);
    }
    // The time that each has cannot end them here: the newer ones do.
    chosen.handshake_time = 1h;
    Server crowded{routes(), chosen};
    std::vector<RawClient> waiting;
    for (int i = 0; i < 30; ++i) {
        waiting.emplace_back(crowded.port());
        waiting.back().send("\x16\x03");
        TlsClient quick{crowded.port()};
        REQUIRE(quick.is_in());
        CHECK(quick.ask(health).ends_with("ok"));
    }
    CHECK(waiting.front().is_closed());
    CHECK(!waiting.back().is_closed(50ms));
}

TEST_CASE("who shook hands and then says nothing is closed, and a stop closes who shakes hands") {
    const MadeCertificate made;
    auto chosen = options(tls_of(made));
    chosen.header_time = 300ms;
    Server server{routes(), chosen};
    TlsClient silent{server.port()};
    REQUIRE(silent.is_in());
    CHECK(silent.heard_goodbye());
    {
        TlsClient half{server.port()};
        CHECK(half.ask("GET /health HTT").starts_with("HTTP/1.1 408"));
    }
    RawClient shaking{server.port()};
    shaking.send("\x16");
    TlsClient idle{server.port()};
    CHECK(idle.ask(health).ends_with("ok"));
    server.stop();
    CHECK(shaking.is_closed());
    CHECK(idle.heard_goodbye());
}

TEST_CASE("each file that cannot serve has a reason of its own") {
    MadeCertificate made, other{"elders.voorbeeld.test"};
    CHECK(fault_of(made.certificate().string() + ".none", made.key()) == TlsFault::CertificateUnreadable);
    CHECK(fault_of(made.certificate(), made.key().string() + ".none") == TlsFault::KeyUnreadable);
    CHECK(fault_of(made.key(), made.key()) == TlsFault::NoCertificate);
    CHECK(fault_of(made.certificate(), other.key()) == TlsFault::NotOneAnother);
    for (const auto open : {std::filesystem::perms::group_read, std::filesystem::perms::others_read, std::filesystem::perms::others_write}) {
        std::filesystem::permissions(made.key(), std::filesystem::perms::owner_read | open);
        CHECK(fault_of(made.certificate(), made.key()) == TlsFault::KeyIsOpen);
    }
    std::filesystem::permissions(other.certificate(), std::filesystem::perms::owner_read);
    CHECK(fault_of(other.certificate(), other.certificate()) == TlsFault::NoKey);
    made.make_key("een wachtwoord");
    CHECK(fault_of(made.certificate(), made.key()) == TlsFault::KeyIsLocked);
}

TEST_CASE("a renewed certificate is taken without a stop, and a half renewed one is not") {
    MadeCertificate made;
    const auto tls = tls_of(made);
    Server server{routes(), options(tls)};
    TlsClient before{server.port()};
    CHECK(before.serial() == 1);
    TlsFault fault{};
    CHECK(tls->look_again(fault) == Tls::Look::Unchanged);

    made.make_key();
    CHECK(tls->look_again(fault) == Tls::Look::Refused);
    CHECK(fault == TlsFault::NotOneAnother);
    CHECK(tls->look_again(fault) == Tls::Look::Unchanged);
    CHECK(TlsClient{server.port()}.serial() == 1);

    made.make_certificate("nieuw.voorbeeld.test");
    CHECK(tls->look_again(fault) == Tls::Look::Taken);
    CHECK(tls->look_again(fault, true) == Tls::Look::Taken);
    TlsClient after{server.port()};
    CHECK(after.serial() == 2);
    CHECK(after.ask(health).ends_with("ok"));
    CHECK(before.ask(health).ends_with("ok"));
    CHECK(tls->is_for("nieuw.voorbeeld.test"));
    CHECK(!tls->is_for("kader.voorbeeld.test"));
}

TEST_CASE("a certificate behind a link is followed, as renewing programs put it there") {
    const MadeCertificate made;
    const auto link = made.certificate().parent_path() / "live.pem";
    std::filesystem::create_symlink(made.certificate(), link);
    TlsFault fault{};
    CHECK(Tls::load({link, made.key()}, fault));
}

}  // namespace kader::http
