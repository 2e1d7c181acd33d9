#include "http/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cstring>
#include <ctime>
#include <optional>
#include <string_view>
#include <vector>

#include "system/files.h"

namespace kader::http {

namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* one) const {
        Free(one);
    }
};
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

// A key that was read is wiped before its memory goes back.
struct Bytes {
    std::vector<std::uint8_t> all;
    ~Bytes() { OPENSSL_cleanse(all.data(), all.size()); }
    Memory reader() const { return Memory{BIO_new_mem_buf(all.data(), static_cast<int>(all.size()))}; }
};

// The last file that a row of links leads to: those who renew certificates put a link in place.
std::filesystem::path behind_links(const std::filesystem::path& file) {
    std::error_code error;
    const auto found = std::filesystem::canonical(file, error);
    return error ? file : found;
}

// Without this OpenSSL would ask at the terminal.
int no_passphrase(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

// The protocol by its name, so that nobody who was led here from another kind of server is served (ALPACA).
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in, unsigned int in_length, void*) {
    constexpr std::string_view ours = "http/1.1";
    for (unsigned int at = 0; at < in_length && at + 1 + in[at] <= in_length; at += 1u + in[at]) {
        if (std::string_view{reinterpret_cast<const char*>(in) + at + 1, in[at]} != ours) continue;
        *out = in + at + 1;
        *out_length = in[at];
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

Context context_of(bool also_tls_1_2) {
    Context context{SSL_CTX_new(TLS_server_method())};
    if (!context) throw std::bad_alloc{};
    auto* const it = context.get();
    const bool set = SSL_CTX_set_min_proto_version(it, also_tls_1_2 ? TLS1_2_VERSION : TLS1_3_VERSION) == 1 &&
                     SSL_CTX_set_max_proto_version(it, TLS1_3_VERSION) == 1 &&
                     SSL_CTX_set_cipher_list(it, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                     SSL_CTX_set_ciphersuites(it, "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256") == 1 &&
                     SSL_CTX_set1_groups_list(it, "X25519:P-256:P-384") == 1;
    if (!set) throw std::runtime_error{"OpenSSL on this machine does not know what TLS 1.3 needs"};
    SSL_CTX_set_options(it, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(it, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // A visitor keeps its own ticket; this side remembers nobody, and takes nothing before the handshake is over.
    SSL_CTX_set_session_cache_mode(it, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_max_early_data(it, 0);
    SSL_CTX_set_alpn_select_cb(it, choose_protocol, nullptr);
    return context;
}

std::optional<system::Instant> instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return system::Instant{std::chrono::seconds{::timegm(&parts)}};
}

std::string seen_of(const TlsFiles& files) {
    std::string seen;
    for (const auto* file : {&files.certificate, &files.key}) {
        struct stat about {};
        if (::stat(file->c_str(), &about) != 0) about = {};
        for (const auto part : {static_cast<long long>(about.st_dev), static_cast<long long>(about.st_ino), static_cast<long long>(about.st_size),
                                static_cast<long long>(about.st_mode), static_cast<long long>(about.st_ctim.tv_sec),
                                static_cast<long long>(about.st_ctim.tv_nsec)})
            seen += std::to_string(part) + " ";
    }
    return seen;
}

}  // namespace

struct Tls::Loaded {
    Context context;
    Certificate certificate;
    system::Instant until;

    static std::shared_ptr<const Loaded> read(const TlsFiles&, TlsFault&);
};

std::shared_ptr<const Tls::Loaded> Tls::Loaded::read(const TlsFiles& files, TlsFault& fault) {
    const auto wrong = [&](TlsFault what) {
        fault = what;
        ERR_clear_error();
        return nullptr;
    };
    auto chain = system::read_file(behind_links(files.certificate), tls_file_bytes_max);
    if (!chain) return wrong(TlsFault::CertificateUnreadable);
    auto secret = system::read_file(behind_links(files.key), tls_file_bytes_max, true);
    if (!secret) return wrong(secret.error().code == Code::Forbidden ? TlsFault::KeyIsOpen : TlsFault::KeyUnreadable);
    const Bytes key_bytes{std::move(*secret)}, chain_bytes{std::move(*chain)};

    auto loaded = std::make_shared<Loaded>();
    const auto in = chain_bytes.reader();
    loaded->certificate.reset(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    const auto until = loaded->certificate ? instant_of(X509_get0_notAfter(loaded->certificate.get())) : std::nullopt;
    if (!until) return wrong(TlsFault::NoCertificate);
    loaded->until = *until;
    loaded->context = context_of(files.also_tls_1_2);
    auto* const context = loaded->context.get();
    if (SSL_CTX_use_certificate(context, loaded->certificate.get()) != 1) return wrong(TlsFault::NotYours);
    while (Certificate above{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)})
        if (SSL_CTX_add1_chain_cert(context, above.get()) != 1) return wrong(TlsFault::NotYours);
    // The end of the file is how a chain ends; anything else is a certificate that could not be read.
    if (const auto error = ERR_peek_last_error(); ERR_GET_REASON(error) != PEM_R_NO_START_LINE) return wrong(TlsFault::NoCertificate);
    ERR_clear_error();

    bool asked = false;
    const PrivateKey key{PEM_read_bio_PrivateKey(key_bytes.reader().get(), nullptr, no_passphrase, &asked)};
    if (!key) return wrong(asked ? TlsFault::KeyIsLocked : TlsFault::NoKey);
    if (X509_check_private_key(loaded->certificate.get(), key.get()) != 1) return wrong(TlsFault::NotOneAnother);
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) return wrong(TlsFault::NotYours);
    ERR_clear_error();
    fault = TlsFault::None;
    return loaded;
}

std::shared_ptr<Tls> Tls::load(const TlsFiles& files, TlsFault& fault) {
    std::shared_ptr<Tls> made{new Tls};
    made->m_files = files;
    made->m_seen = seen_of(files);
    made->m_loaded = Loaded::read(files, fault);
    return made->m_loaded ? made : nullptr;
}

Tls::~Tls() = default;

Tls::Look Tls::look_again(TlsFault& fault, bool anyway) {
    fault = TlsFault::None;
    const auto seen = seen_of(m_files);
    {
        const std::lock_guard lock{m_mutex};
        if (seen == m_seen && !anyway) return Look::Unchanged;
        m_seen = seen;
    }
    auto loaded = Loaded::read(m_files, fault);
    if (!loaded) return Look::Refused;
    const std::lock_guard lock{m_mutex};
    m_loaded = std::move(loaded);
    return Look::Taken;
}

std::shared_ptr<const Tls::Loaded> Tls::loaded() const {
    const std::lock_guard lock{m_mutex};
    return m_loaded;
}

system::Instant Tls::valid_until() const { return loaded()->until; }

bool Tls::is_for(const std::string& host) const {
    const auto now = loaded();
    auto* const certificate = now->certificate.get();
    return X509_check_host(certificate, host.data(), host.size(), X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, nullptr) == 1 ||
           X509_check_ip_asc(certificate, host.c_str(), 0) == 1;
}

ssl_st* Tls::new_session() const {
    auto* const session = SSL_new(loaded()->context.get());
    if (!session) throw std::bad_alloc{};
    SSL_set_accept_state(session);
    return session;
}

}  // namespace kader::http
