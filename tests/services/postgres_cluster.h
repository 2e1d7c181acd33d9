#pragma once

// A PostgreSQL of its own for a test: made in a temporary folder, reached through a socket in that
// folder only, and gone with the object, also when the test program dies.
//
// It writes as durably as a real one (fsync on, data checksums on), so that what a crash test shows
// holds. It runs as an ordinary user; when the tests run as root, as the user `postgres` or
// `nobody`. One thread at a time.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/databases.h"

namespace kader::tests {

class PostgresCluster {
public:
    // Made and running after some two seconds. Throws std::runtime_error with what PostgreSQL said.
    PostgresCluster();
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;

    // A new, empty database that belongs to the role kader_owner; kader_server may connect. Neither
    // role is a superuser, and neither bypasses row-level security.
    storage::PostgresOptions fresh_database();
    // The same one each time, emptied of what the two roles own; that is much quicker. For one test
    // after another, not for two databases at once.
    storage::PostgresOptions emptied_database();
    // How to reach a database of fresh_database() as the superuser, for planting defects.
    std::string as_superuser(const storage::PostgresOptions&) const;
    // Runs SQL there, outside everything that Kader does. Returns the first column of the last
    // answer.
    std::vector<std::string> query(const std::string& conninfo, const std::string& sql) const;

    // The usual end: sessions are cut off, what was committed is written.
    void stop();
    // The power fails: every process of the cluster ends at once.
    void kill();
    // Runs again, after stop() or kill(), or in place of what runs now.
    void restart();

    pid_t postmaster() const { return m_postmaster; }
    const std::filesystem::path& folder() const { return m_folder; }

private:
    struct Account {
        uid_t user = 0;
        gid_t group = 0;
        bool change = false;
    };
    static Account ordinary_account();
    pid_t spawn(const std::vector<std::string>& command) const;
    void make();
    void start();
    void start_keeper();
    void end_keeper() noexcept;
    bool wait_for_end(double seconds) noexcept;
    std::string conninfo(const std::string& database, const std::string& user) const;
    std::string log_end() const;

    Account m_account;
    std::filesystem::path m_folder;
    pid_t m_postmaster = 0;
    pid_t m_keeper = 0;
    int m_keeper_pipe = -1;
    int m_databases = 0;
    std::optional<storage::PostgresOptions> m_emptied;
};

}  // namespace kader::tests
