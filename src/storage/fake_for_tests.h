#pragma once

// A database in memory that fails when a test says so, at once as SQLite does or late as PostgreSQL does.
// It knows the few statements of the writer and those below.

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <utility>

#include "kernel/check.h"
#include "storage/writer.h"

namespace kader::storage::fake {

inline const Sql add_mark{"INSERT INTO mark (number) VALUES ($1)"};  // Unique.
inline const Sql find_mark{"SELECT number FROM mark WHERE number = $1"};

enum class Call { Open, Begin, Each, Run, Commit, Checkpoint };

struct State {
    std::map<UuidBytes, std::int64_t> change_seq;
    std::set<std::int64_t> marks;
    std::int64_t heartbeats = 0;
};

class FakeDatabase final : public Database {
public:
    explicit FakeDatabase(Engine engine = Engine::Sqlite) : m_engine(engine) {}

    // Asked at every call on the writer's thread; a fault is thrown. Set before the writer starts.
    std::function<std::optional<Fault>(Call, const State& open)> script;
    // A commit that throws Gone or Io has kept the change all the same.
    std::atomic<bool> keeps_though_gone = false;
    // A reader in its snapshot: the log cannot be cut.
    std::atomic<bool> is_read = false;
    std::atomic<std::size_t> log_size = 0;
    std::atomic<int> opened = 0, begun = 0, commits = 0, checkpoints = 0, cuts = 0, runs = 0;

    State state() const {
        const std::lock_guard lock{m_mutex};
        return m_state;
    }
    void set_change_seq(const UuidBytes& practice, std::int64_t value) {
        const std::lock_guard lock{m_mutex};
        m_state.change_seq[practice] = value;
    }

    std::unique_ptr<Session> open_writer() override;
    std::unique_ptr<Session> open_reader() override { return nullptr; }
    bool checkpoint(Session&, LogEnd end) override {
        ask(Call::Checkpoint, state());
        log_size = 0;
        ++checkpoints;
        if (end == LogEnd::Kept) return true;
        if (!is_read) ++cuts;
        return !is_read;
    }
    std::size_t log_bytes(Session&) const override { return log_size; }
    Engine engine() const override { return m_engine; }
    std::string description() const override { return "a fake"; }

private:
    friend class FakeSession;
    void ask(Call call, const State& open) const {
        if (!script) return;
        if (const auto fault = script(call, open)) throw StorageError{*fault, "the script of the test"};
    }
    void keep(const State& state) {
        const std::lock_guard lock{m_mutex};
        m_state = state;
    }
    Engine m_engine;
    mutable std::mutex m_mutex;
    State m_state;
};

class NumberRow final : public Row {
public:
    explicit NumberRow(std::int64_t number) : m_number(number) {}
    bool is_null(int) const override { return false; }
    std::int64_t integer(int) const override { return m_number; }
    std::string_view text(int) const override { throw StorageError{Fault::Other, "a number"}; }
    Bytes blob(int) const override { throw StorageError{Fault::Other, "a number"}; }

private:
    std::int64_t m_number;
};

class FakeSession final : public Session {
public:
    explicit FakeSession(FakeDatabase& database) : m_database(database) {}
    ~FakeSession() override { HALT_UNLESS(!m_is_open); }
    using Session::each;
    using Session::run;

    void each(const Sql& sql, Values values, const RowVisitor& visit) override {
        HALT_UNLESS(m_is_open);
        tell_late();
        m_database.ask(Call::Each, m_open);
        if (sql.text == find_mark.text) {
            const auto number = std::get<std::int64_t>(values[0]);
            if (m_open.marks.contains(number)) visit(NumberRow{number});
        } else if (sql.text.starts_with("SELECT change_seq")) {
            const auto at = m_open.change_seq.find(practice_of(values[0]));
            if (at != m_open.change_seq.end()) visit(NumberRow{at->second});
        } else if (sql.text == add_mark.text) {
            run(sql, values);
        } else {
            HALT_UNLESS(sql.text == "SELECT 1");
        }
    }
    void run(const Sql& sql, Values values) override {
        HALT_UNLESS(m_is_open);
        ++m_database.runs;
        try {
            m_database.ask(Call::Run, m_open);
            if (sql.text == add_mark.text) {
                if (!m_open.marks.insert(std::get<std::int64_t>(values[0])).second)
                    throw StorageError{Fault::Unique, "mark.number"};
            } else if (sql.text.starts_with("INSERT INTO practice_change")) {
                m_open.change_seq[practice_of(values[0])] = std::get<std::int64_t>(values[1]);
            } else {
                HALT_UNLESS(sql.text.starts_with("INSERT INTO heartbeat"));
                ++m_open.heartbeats;
            }
        } catch (const StorageError& error) {
            if (engine() == Engine::Sqlite) throw;
            if (!m_late) m_late = error;
        }
    }
    void script(std::string_view) override { HALT_UNLESS(false); }
    void begin() override {
        HALT_UNLESS(!m_is_open);
        m_database.ask(Call::Begin, m_open);
        ++m_database.begun;
        m_is_open = true;
        m_open = m_database.state();
    }
    void commit() override {
        HALT_UNLESS(m_is_open);
        m_is_open = false;
        tell_late();
        try {
            m_database.ask(Call::Commit, m_open);
        } catch (const StorageError&) {
            if (m_database.keeps_though_gone) m_database.keep(m_open);
            throw;
        }
        m_database.keep(m_open);
        ++m_database.commits;
    }
    void rollback() noexcept override {
        m_is_open = false;
        m_late.reset();
    }
    void begin_snapshot() override {}
    void end_snapshot() noexcept override {}
    void enter_practice(const UuidBytes&) override { HALT_UNLESS(m_is_open); }
    Engine engine() const override { return m_database.engine(); }

private:
    static UuidBytes practice_of(const Value& value) {
        UuidBytes made{};
        std::ranges::copy(std::get<Bytes>(value), made.begin());
        return made;
    }
    void tell_late() {
        if (const auto late = std::exchange(m_late, {})) throw *late;
    }
    FakeDatabase& m_database;
    State m_open;
    std::optional<StorageError> m_late;
    bool m_is_open = false;
};

inline std::unique_ptr<Session> FakeDatabase::open_writer() {
    ask(Call::Open, state());
    ++opened;
    return std::make_unique<FakeSession>(*this);
}

}  // namespace kader::storage::fake
