#pragma once

// Statements on their way to PostgreSQL: sent one after the other without waiting for their
// answers, which are taken later in the same order. So a batch of a hundred rows costs about as
// much waiting as one row.

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/postgres_link.h"

namespace kader::storage {

class Pipeline {
public:
    struct Counts {
        std::uint64_t statements = 0;   // Sent.
        std::uint64_t round_trips = 0;  // Times that everything sent was waited for.
    };

    explicit Pipeline(Link);

    // Sends a statement; its answer is awaited later. Throws what an earlier one turned out to fail
    // with.
    void send(const Sql&, Values);
    void send(const char* words);  // BEGIN and its like.
    // Sends a question, waits for everything, and shows its rows one by one, never all in memory.
    void ask(const Sql&, Values, const RowVisitor&);
    // Waits for everything that was sent. Throws the first that failed; nothing is on its way any
    // more.
    void wait();
    // The same, forgetting what failed; throws only Gone.
    void wait_whatever_failed();
    // Several statements at once, on their own.
    void script(const char* sql);

    // What the last statement says that it did: "COMMIT", or "ROLLBACK" when there was nothing to
    // keep.
    const std::string& last_word() const { return m_last_word; }
    bool is_gone() const { return m_gone; }
    const Counts& counts() const { return m_counts; }
    PGconn* connection() const { return m_link.get(); }

private:
    enum class Kind { Prepare, Statement, Question, Sync };
    struct Sent {
        Kind kind;
        std::uint64_t statement = 0;  // Prepare: its number.
    };
    // A text as it was prepared: PostgreSQL wants to know the types of its parameters.
    struct Prepared {
        std::uint64_t number = 0;
        std::string name;
        std::string text;
        std::vector<Oid> types;  // 0: was NULL, so PostgreSQL chose.
    };
    // A call's values as libpq reads them.
    struct Bound {
        std::vector<std::array<char, 8>> integers;
        std::vector<const char*> values;
        std::vector<int> lengths, formats;
        std::vector<Oid> types;
    };

    void bind(Values);
    const Prepared& prepared(const Sql&);
    void send_prepared(const Sql&, Values, Kind);
    void note_sent(Kind, std::uint64_t statement = 0);
    void send_sync();
    void keep_flowing();
    void must(int sent);
    void take_one();
    void take_until(std::size_t left);
    void take_question(const RowVisitor&);
    void note(const Sent&, const PGresult*);
    void throw_failure();
    void demand_usable() const;
    [[noreturn]] void lose();

    Link m_link;
    std::deque<Sent> m_sent;
    std::size_t m_since_flush = 0;
    std::optional<StorageError> m_failure;
    std::string m_last_word;
    bool m_gone = false;
    bool m_asking = false;
    Counts m_counts;
    Bound m_bound;
    std::uint64_t m_statements = 0;
    std::unordered_map<const char*, std::vector<Prepared>> m_prepared;
};

}  // namespace kader::storage
