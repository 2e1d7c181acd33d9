#pragma once

// For the tests: a certificate made on the spot, and a visitor over TLS.

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "http/raw_client.h"

namespace kader::http {

// A folder that is gone at the end, with a certificate of its own authority for a name.
class MadeCertificate {
public:
    explicit MadeCertificate(const std::string& name = "kader.voorbeeld.test") {
        char folder[] = "/tmp/kader-tls-XXXXXX";
        if (::mkdtemp(folder) == nullptr) throw std::runtime_error{"no folder"};
        m_folder = folder;
        make(name);
    }
    MadeCertificate(const MadeCertificate&) = delete;
    ~MadeCertificate() { std::filesystem::remove_all(m_folder); }

    std::filesystem::path certificate() const { return m_folder / "cert.pem"; }
    std::filesystem::path key() const { return m_folder / "key.pem"; }

    // Another key and certificate in place of the files that are there; `passphrase`: the key is locked with it.
    void make(const std::string& name, const char* passphrase = nullptr) {
        make_key(passphrase);
        make_certificate(name);
    }
    void make_key(const char* passphrase = nullptr) {
        m_key.reset(EVP_EC_gen("P-256"));
        const auto fresh = m_folder / "key.new";
        {
            const Bio out{BIO_new_file(fresh.c_str(), "w")};
            PEM_write_bio_PrivateKey(out.get(), m_key.get(), passphrase ? EVP_aes_256_cbc() : nullptr, nullptr, 0, nullptr, const_cast<char*>(passphrase));
        }
        std::filesystem::permissions(fresh, std::filesystem::perms::owner_read);
        std::filesystem::rename(fresh, key());
    }
    void make_certificate(const std::string& name) {
        const std::unique_ptr<X509, decltype(&X509_free)> made{X509_new(), X509_free};
        X509_set_version(made.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++m_serial);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), -60);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), 24L * 3600);
        X509_set_pubkey(made.get(), m_key.get());
        const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> names{
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str()), X509_EXTENSION_free};
        X509_add_ext(made.get(), names.get(), -1);
        X509_sign(made.get(), m_key.get(), EVP_sha256());
        const auto fresh = m_folder / "cert.new";
        {
            const Bio out{BIO_new_file(fresh.c_str(), "w")};
            PEM_write_bio_X509(out.get(), made.get());
        }
        std::filesystem::rename(fresh, certificate());
    }

private:
    struct Free {
        void operator()(BIO* one) const { BIO_free(one); }
        void operator()(EVP_PKEY* one) const { EVP_PKEY_free(one); }
    };
    using Bio = std::unique_ptr<BIO, Free>;

    std::filesystem::path m_folder;
    std::unique_ptr<EVP_PKEY, Free> m_key;
    long m_serial = 0;
};

// Waits for what it asks; trusts anybody, and tells whose certificate it saw.
class TlsClient {
public:
    struct How {
        int version_max = TLS1_3_VERSION;
        const char* ciphers = nullptr;    // Of TLS 1.2.
        std::string protocol = {};        // Of ALPN; as one name.
    };
    explicit TlsClient(std::uint16_t port, const How& how, const char* from = "127.0.0.1")
        : m_raw(port, from), m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), m_session(nullptr, SSL_free) {
        SSL_CTX_set_min_proto_version(m_context.get(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(m_context.get(), how.version_max);
        SSL_CTX_set_security_level(m_context.get(), 0);
        if (how.ciphers) SSL_CTX_set_cipher_list(m_context.get(), how.ciphers);
        m_session.reset(SSL_new(m_context.get()));
        if (!how.protocol.empty()) {
            const auto list = static_cast<char>(how.protocol.size()) + how.protocol;
            SSL_set_alpn_protos(m_session.get(), reinterpret_cast<const unsigned char*>(list.data()), static_cast<unsigned>(list.size()));
        }
        SSL_set_fd(m_session.get(), m_raw.number());
        ERR_clear_error();
        m_is_in = SSL_connect(m_session.get()) == 1;
    }
    explicit TlsClient(std::uint16_t port) : TlsClient(port, How{}) {}

    bool is_in() const { return m_is_in; }
    SSL* session() const { return m_session.get(); }
    long serial() const {
        const std::unique_ptr<X509, decltype(&X509_free)> seen{SSL_get1_peer_certificate(m_session.get()), X509_free};
        return seen ? ASN1_INTEGER_get(X509_get0_serialNumber(seen.get())) : -1;
    }
    std::string ask(std::string_view bytes) {
        while (!bytes.empty()) {
            const int sent = SSL_write(m_session.get(), bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)));
            if (sent <= 0) break;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        std::string in;
        char some[16384];
        for (int got = 0; (got = SSL_read(m_session.get(), some, sizeof some)) > 0;) {
            in.append(some, static_cast<std::size_t>(got));
            const auto head = in.find("\r\n\r\n");
            if (head == std::string::npos) continue;
            const auto at = in.find("Content-Length: ");
            if (in.size() >= head + 4 + (at < head ? std::stoul(in.substr(at + 16)) : 0)) break;
        }
        return in;
    }
    // Whether the other side said that nothing more comes.
    bool heard_goodbye() {
        char byte = 0;
        return SSL_read(m_session.get(), &byte, 1) <= 0 && (SSL_get_shutdown(m_session.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
    }

private:
    RawClient m_raw;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_session;
    bool m_is_in = false;
};

}  // namespace kader::http
