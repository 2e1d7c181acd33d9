#pragma once

// A session of PostgreSQL. Writes within a transaction are pipelined (postgres_pipeline.h);
// everything else waits for its answer.

#include "storage/postgres_pipeline.h"

namespace kader::storage {

class PostgresSession final : public Session {
public:
    // For writing, and for the owner: takes the right to write, or throws StorageError(Gone).
    PostgresSession(const std::string& conninfo, Purpose);
    // Lets the right to write go before it returns, so that the next one who asks has it.
    ~PostgresSession() override;
    PostgresSession(const PostgresSession&) = delete;
    PostgresSession& operator=(const PostgresSession&) = delete;

    void each(const Sql&, Values, const RowVisitor&) override;
    void run(const Sql&, Values) override;
    void script(std::string_view sql) override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void begin_snapshot() override;
    void end_snapshot() noexcept override;
    void enter_practice(const UuidBytes& practice) override;
    Engine engine() const override { return Engine::Postgres; }
    using Session::each;
    using Session::run;

    const Pipeline::Counts& counts() const { return m_pipeline.counts(); }
    PGconn* connection() const { return m_pipeline.connection(); }

private:
    void open(const char* words);
    void end() noexcept;

    Purpose m_purpose;
    Pipeline m_pipeline;
    bool m_is_open = false;  // A transaction or a snapshot.
    std::optional<UuidBytes> m_practice;
};

}  // namespace kader::storage
