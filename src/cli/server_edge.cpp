#include "cli/server_edge.h"

#include "deadlines/amsterdam_time.h"
#include "http/peers.h"

namespace kader::cli {

namespace {

std::string named(const std::filesystem::path& file) { return "\"" + harmless(file.string()) + "\""; }

std::string tls_sentence(Language language, const ServeOptions& options, http::TlsFault fault) {
    const auto certificate = named(options.tls_certificate), key = named(options.tls_key);
    const auto both = [&](const std::string& nl, const std::string& en) { return std::string{say(language, nl, en)}; };
    switch (fault) {
        case http::TlsFault::None: return {};
        case http::TlsFault::CertificateUnreadable:
            return both("Kader kan het certificaat " + certificate + " niet lezen.", "Kader cannot read the certificate " + certificate + ".");
        case http::TlsFault::KeyUnreadable:
            return both("Kader kan de sleutel " + key + " niet lezen.", "Kader cannot read the key " + key + ".");
        case http::TlsFault::KeyIsOpen:
            return both("Anderen kunnen bij de sleutel " + key + "; geef hem aan de gebruiker van Kader en sluit hem af met chmod 0400.",
                        "Others can reach the key " + key + "; give it to the user of Kader and close it with chmod 0400.");
        case http::TlsFault::NoCertificate:
            return both("In " + certificate + " staat geen certificaat in PEM-vorm.", "There is no certificate in PEM form in " + certificate + ".");
        case http::TlsFault::NoKey: return both("In " + key + " staat geen sleutel in PEM-vorm.", "There is no key in PEM form in " + key + ".");
        case http::TlsFault::KeyIsLocked:
            return both("Op de sleutel " + key + " zit een wachtwoord, en niemand kan het hier typen; bewaar hem zonder.",
                        "The key " + key + " has a passphrase, and nobody is here to type it; keep it without one.");
        case http::TlsFault::NotOneAnother:
            return both("De sleutel " + key + " hoort niet bij het certificaat " + certificate + ".",
                        "The key " + key + " does not belong to the certificate " + certificate + ".");
        case http::TlsFault::NotYours:
            return both("OpenSSL wil het certificaat " + certificate + " niet gebruiken; misschien is de sleutel te zwak.",
                        "OpenSSL will not use the certificate " + certificate + "; perhaps its key is too weak.");
    }
    return {};
}

}  // namespace

std::string Edge::word(std::string_view nl, std::string_view en) const { return std::string{say(m_common.language, nl, en)}; }

std::optional<Edge> Edge::open(const Common& common, const ServeOptions& options, std::ostream& err) {
    Edge edge{common, options};
    const auto refused = [&](const std::string& why) {
        err << why << "\n";
        return std::nullopt;
    };
    if (options.tls_certificate.empty() != options.tls_key.empty())
        return refused(edge.word("Geef --tls-certificate en --tls-key samen, of geen van beide.", "Give --tls-certificate and --tls-key together, or neither."));
    for (const auto& proxy : options.proxies)
        if (!http::plain_address(proxy))
            return refused(edge.word("Geef bij --proxy een IP-adres; dit is er geen: ", "Give an IP address with --proxy; this is none: ") + harmless(proxy));
    const bool has_tls = !options.tls_key.empty();
    if (options.tls_1_2 && !has_tls)
        return refused(edge.word("Bij --tls-1.2 horen --tls-certificate en --tls-key.", "--tls-1.2 goes with --tls-certificate and --tls-key."));
    // What is no address at all is told by whoever tries to listen on it.
    const bool reaches_others = http::plain_address(options.address) && !http::is_loopback(options.address);
    if (reaches_others && !has_tls && options.proxies.empty())
        return refused(edge.word("Op " + options.address + " zou iedereen in het netwerk kunnen meelezen: geef --tls-certificate en --tls-key, of met --proxy het adres van wat ervoor staat en TLS spreekt.",
                                 "On " + options.address + " everybody in the network could read along: give --tls-certificate and --tls-key, or with --proxy the address of what stands before it and speaks TLS."));
    if (!has_tls) return edge;
    http::TlsFault fault{};
    edge.m_tls = http::Tls::load({options.tls_certificate, options.tls_key, options.tls_1_2}, fault);
    if (!edge.m_tls) return refused(tls_sentence(common.language, options, fault));
    return edge;
}

void Edge::add_to(server::ApplicationOptions& how) const {
    how.tls = m_tls;
    how.proxies = m_options.proxies;
}

void Edge::tell(std::uint16_t port, const std::function<void(const std::string&)>& line) const {
    if (m_tls) return tell_of_certificate(line);
    if (m_options.proxies.empty()) return;
    const auto address = m_options.address.find(':') == std::string::npos ? m_options.address : "[" + m_options.address + "]";
    line(word("De proxy vindt Kader op http://", "The proxy finds Kader at http://") + address + ":" + std::to_string(port));
}

void Edge::tell_of_certificate(const std::function<void(const std::string&)>& line) const {
    const auto until = m_tls->valid_until();
    const auto day = date(m_common.language, deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(until)));
    if (until < m_common.clock->now())
        line(word("Let op: het certificaat is verlopen op ", "Mind: the certificate lapsed on ") + day + word("; browsers weigeren het.", "; browsers refuse it."));
    else
        line(word("Het certificaat geldt tot ", "The certificate holds until ") + day + ".");
    for (const auto& name : m_options.names)
        if (!m_tls->is_for(name.substr(0, name.find(':'))))
            line(word("Let op: het certificaat is niet voor de naam ", "Mind: the certificate is not for the name ") + harmless(name) +
                 word("; browsers weigeren het daar.", "; browsers refuse it there."));
}

void Edge::look_again(bool anyway, const std::function<void(const std::string&)>& line) const {
    http::TlsFault fault{};
    switch (m_tls->look_again(fault, anyway)) {
        case http::Tls::Look::Unchanged: return;
        case http::Tls::Look::Taken:
            line(word("Kader gebruikt het nieuwe certificaat.", "Kader uses the new certificate."));
            return tell_of_certificate(line);
        case http::Tls::Look::Refused:
            return line(tls_sentence(m_common.language, m_options, fault) + word(" Kader gaat verder met het certificaat dat het had.", " Kader goes on with the certificate it had."));
    }
}

}  // namespace kader::cli
