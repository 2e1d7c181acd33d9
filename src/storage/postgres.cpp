// Opening a database of PostgreSQL.

#include "storage/databases.h"
#include "storage/postgres_guard.h"
#include "storage/postgres_session.h"

namespace kader::storage {

namespace {

class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(const PostgresOptions& options) : m_server(options.server) {
        const auto link = connect(m_server, Purpose::Read);
        demand_wall(link.get());
        const std::string version = PQparameterStatus(link.get(), "server_version");
        m_description = "PostgreSQL " + version.substr(0, version.find(' '));
        const auto checksums = execute(link.get(), "SHOW data_checksums");
        if (std::string_view{PQgetvalue(checksums.get(), 0, 0)} != "on")
            m_description += " (no data checksums)";
    }

    std::unique_ptr<Session> open_writer() override {
        return std::make_unique<PostgresSession>(m_server, Purpose::Write);
    }
    std::unique_ptr<Session> open_reader() override {
        return std::make_unique<PostgresSession>(m_server, Purpose::Read);
    }
    bool checkpoint(Session&, LogEnd) override { return true; }
    Engine engine() const override { return Engine::Postgres; }
    std::string description() const override { return m_description; }

private:
    std::string m_server;
    std::string m_description;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const PostgresOptions& options) {
    return std::make_unique<PostgresDatabase>(options);
}

}  // namespace kader::storage
