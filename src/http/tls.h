#pragma once

// The certificate with which the server speaks TLS, read from two files, and read again when they change. OpenSSL stays
// behind this header.
//
// TLS 1.3; 1.2 with ECDHE and an AEAD for whoever asks for it. No renegotiation, no early data, no compression; the
// keys of session tickets are made by each process for itself and for each certificate that it reads.

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "system/clock.h"

struct ssl_st;

namespace kader::http {

inline constexpr std::size_t tls_file_bytes_max = 256 * 1024;

struct TlsFiles {
    std::filesystem::path certificate;  // PEM: the own one first, then those that lead to an authority.
    std::filesystem::path key;          // PEM, without a passphrase; for its owner alone.
    bool also_tls_1_2 = false;
};

enum class TlsFault {
    None,
    CertificateUnreadable,
    KeyUnreadable,
    KeyIsOpen,       // Others than the owner can read or write the file of the key.
    NoCertificate,   // The file holds none that can be used here.
    NoKey,           // The same of the key.
    KeyIsLocked,     // It has a passphrase, and nobody is there to type it.
    NotOneAnother,   // The key is of another certificate.
    NotYours,        // OpenSSL wants no such certificate: too weak, most likely.
};

class Tls {
public:
    // Null: `fault` says why.
    static std::shared_ptr<Tls> load(const TlsFiles&, TlsFault& fault);
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;
    ~Tls();

    enum class Look { Unchanged, Taken, Refused };
    // Takes the files when they are others than at the last look, or `anyway`. Refused: what was in use stays so, and
    // the same files are told about once. New connections get the new certificate, the others keep theirs. Any thread.
    Look look_again(TlsFault& fault, bool anyway = false);

    // Of the certificate in use. Any thread.
    system::Instant valid_until() const;
    bool is_for(const std::string& host) const;  // A name or an address, as a browser compares them.

    // For this module: one connection's side of TLS, which the caller frees.
    ssl_st* new_session() const;

private:
    struct Loaded;
    Tls() = default;
    std::shared_ptr<const Loaded> loaded() const;

    TlsFiles m_files;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Loaded> m_loaded;
    std::string m_seen;  // What the files looked like from outside at the last look.
};

}  // namespace kader::http
