#pragma once

// How the server is reached from outside this machine: certificates, and programs of others that open it.

#include "server/served.h"

namespace kader::edge_tests {

using cli_tests::holds;
using cli_tests::Outcome;
using server_tests::DataFolder;
using server_tests::Served;
namespace fs = std::filesystem;

inline constexpr const char* name = "kader.voorbeeld.test";

// A folder with a certificate for `name`, made with openssl; it is its own authority.
class Certificate {
public:
    Certificate() { renew(); }
    // Another one, in place of the files that are there.
    void renew() const;
    std::string certificate() const { return (m_folder.path() / "server.crt").string(); }
    std::string key() const { return (m_folder.path() / "server.key").string(); }
    const fs::path& folder() const { return m_folder.path(); }
    // `kader serve` with it, under `name`.
    std::vector<std::string> serve(const DataFolder& data, const std::vector<std::string>& more = {}) const;

private:
    cli_tests::ScratchFolder m_folder;
};

// A script of the shell that may fail.
Outcome shell(const std::string& script, const cli_tests::Start& start = {});
bool has_program(const std::string& program);
// What curl gets over TLS, which trusts this authority and no other; `more`: options.
Outcome curl(const Served&, const std::string& authority, const std::string& target, const std::string& more = {});

}  // namespace kader::edge_tests
