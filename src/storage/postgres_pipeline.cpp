#include "storage/postgres_pipeline.h"

#include <algorithm>
#include <exception>
#include <limits>

#include "storage/postgres_row.h"
#include "storage/sql_text.h"

namespace kader::storage {

namespace {

// The server is asked for its answers every so many statements, and at most so many are on their
// way: neither side fills up while the other one waits.
constexpr std::size_t flush_every = 128;
constexpr std::size_t on_their_way_max = 1024;
constexpr std::size_t on_their_way_after_taking = 512;

constexpr int binary = 1;

// The highest n of $n.
std::size_t parameters_of(std::string_view sql) {
    std::size_t most = 0;
    for (std::size_t at = 0; at < sql.size();) {
        if (const auto behind = behind_quote_or_comment(sql, at); behind != at) {
            at = behind;
        } else if (sql[at++] == '$') {
            std::size_t number = 0;
            for (; at < sql.size() && '0' <= sql[at] && sql[at] <= '9' && number < 1000; ++at)
                number = 10 * number + static_cast<std::size_t>(sql[at] - '0');
            most = std::max(most, number);
        }
    }
    return most;
}

}  // namespace

Pipeline::Pipeline(Link link) : m_link(std::move(link)) {
    must(PQenterPipelineMode(m_link.get()));
}

void Pipeline::lose() {
    m_gone = true;
    m_sent.clear();
    throw connection_is_gone();
}

void Pipeline::must(int sent) {
    if (sent == 1) return;
    if (PQstatus(m_link.get()) == CONNECTION_BAD) lose();
    throw StorageError{Fault::Other, "libpq refuses a statement"};
}

// Until everything was waited for, the server skips what comes, so the failure holds for that as
// well.
void Pipeline::throw_failure() {
    if (!m_failure) return;
    const auto failure = *m_failure;
    if (m_sent.empty()) m_failure.reset();
    throw failure;
}

void Pipeline::demand_usable() const {
    if (m_gone) throw connection_is_gone();
    if (m_asking)
        throw StorageError{Fault::Other, "a visitor of rows used the session that it visits"};
}

// The bytes of the values are those of the caller; libpq copies them when it sends.
void Pipeline::bind(Values values) {
    const auto count = values.size();
    m_bound.integers.resize(count);
    m_bound.values.assign(count, nullptr);
    m_bound.lengths.assign(count, 0);
    m_bound.formats.assign(count, binary);
    m_bound.types.assign(count, 0);
    const auto set = [&](std::size_t at, Oid type, const void* bytes, std::size_t size) {
        if (size > static_cast<std::size_t>(std::numeric_limits<int>::max()))
            throw StorageError{Fault::Other, "a value is too large for a database"};
        m_bound.types[at] = type;
        // No address would be NULL.
        m_bound.values[at] = size == 0 ? "" : static_cast<const char*>(bytes);
        m_bound.lengths[at] = static_cast<int>(size);
    };
    for (std::size_t at = 0; at < count; ++at) {
        if (const auto* integer = std::get_if<std::int64_t>(&values[at])) {
            const auto bits = static_cast<std::uint64_t>(*integer);
            for (std::size_t byte = 0; byte < 8; ++byte)
                m_bound.integers[at][byte] = static_cast<char>(bits >> (56 - 8 * byte));
            set(at, type_int8, m_bound.integers[at].data(), 8);
        } else if (const auto* text = std::get_if<std::string_view>(&values[at])) {
            if (!is_storable_text(*text))
                throw StorageError{Fault::Other,
                                   "parameter " + std::to_string(at + 1) + " is not UTF-8 text"};
            set(at, type_text, text->data(), text->size());
        } else if (const auto* bytes = std::get_if<Bytes>(&values[at])) {
            set(at, type_bytea, bytes->data(), bytes->size());
        }
    }
}

// The one that fits the types of the values; a NULL fits any.
const Pipeline::Prepared& Pipeline::prepared(const Sql& sql) {
    auto& variants = m_prepared[sql.text.data()];
    // Another text at the same address is no constant; it is prepared again rather than mistaken.
    std::erase_if(variants, [&](const Prepared& one) { return one.text != sql.text; });
    for (const auto& one : variants) {
        bool fits = one.types.size() == m_bound.types.size();
        for (std::size_t at = 0; fits && at < one.types.size(); ++at)
            fits = m_bound.types[at] == 0 || m_bound.types[at] == one.types[at];
        if (fits) return one;
    }
    if (parameters_of(sql.text) != m_bound.types.size())
        throw StorageError{Fault::Other, "the statement has another number of parameters"};
    const auto number = ++m_statements;
    auto& made = variants.emplace_back(
        Prepared{number, "kader_" + std::to_string(number), std::string{sql.text}, m_bound.types});
    must(PQsendPrepare(m_link.get(), made.name.c_str(), made.text.c_str(),
                       static_cast<int>(made.types.size()), made.types.data()));
    note_sent(Kind::Prepare, number);
    return made;
}

void Pipeline::note_sent(Kind kind, std::uint64_t statement) {
    m_sent.push_back({kind, statement});
    ++m_since_flush;
}

void Pipeline::send_prepared(const Sql& sql, Values values, Kind kind) {
    demand_usable();
    throw_failure();
    bind(values);
    const auto& statement = prepared(sql);
    must(PQsendQueryPrepared(m_link.get(), statement.name.c_str(), static_cast<int>(values.size()),
                             m_bound.values.data(), m_bound.lengths.data(), m_bound.formats.data(),
                             binary));
    note_sent(kind);
    ++m_counts.statements;
}

void Pipeline::send(const Sql& sql, Values values) {
    send_prepared(sql, values, Kind::Statement);
    keep_flowing();
}

void Pipeline::send(const char* words) {
    demand_usable();
    m_last_word.clear();
    must(PQsendQueryParams(m_link.get(), words, 0, nullptr, nullptr, nullptr, nullptr, binary));
    note_sent(Kind::Statement);
    ++m_counts.statements;
}

void Pipeline::keep_flowing() {
    if (m_since_flush >= flush_every) {
        must(PQsendFlushRequest(m_link.get()));
        if (PQflush(m_link.get()) < 0) lose();
        m_since_flush = 0;
    }
    if (m_sent.size() > on_their_way_max) take_until(on_their_way_after_taking);
    throw_failure();
}

void Pipeline::send_sync() {
    must(PQpipelineSync(m_link.get()));
    note_sent(Kind::Sync);
    m_since_flush = 0;
    ++m_counts.round_trips;
}

// What came back for one statement.
void Pipeline::note(const Sent& sent, const PGresult* answer) {
    const auto status = PQresultStatus(answer);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE) {
        if (sent.kind == Kind::Statement) m_last_word = PQcmdStatus(const_cast<PGresult*>(answer));
        return;
    }
    if (sent.kind == Kind::Prepare)
        for (auto& [text, variants] : m_prepared)
            std::erase_if(variants,
                          [&](const Prepared& one) { return one.number == sent.statement; });
    if (status == PGRES_PIPELINE_ABORTED && m_failure)
        return;  // Skipped, because one before it failed.
    const auto error = status == PGRES_PIPELINE_ABORTED
                           ? StorageError{Fault::Other, "a statement before this one failed"}
                           : error_of(answer);
    if (error.fault() == Fault::Gone) lose();
    if (!m_failure) m_failure = error;
}

void Pipeline::take_one() {
    const auto sent = m_sent.front();
    if (sent.kind == Kind::Sync) {
        const Answer answer{PQgetResult(m_link.get())};
        if (!answer || PQresultStatus(answer.get()) != PGRES_PIPELINE_SYNC) lose();
    } else {
        const Answer answer{PQgetResult(m_link.get())};
        if (!answer) lose();
        note(sent, answer.get());
        // Each answer ends with nothing.
        while (const Answer more{PQgetResult(m_link.get())}) note(sent, more.get());
        if (PQstatus(m_link.get()) == CONNECTION_BAD) lose();
    }
    m_sent.pop_front();
}

void Pipeline::take_until(std::size_t left) {
    while (m_sent.size() > left) take_one();
}

void Pipeline::take_question(const RowVisitor& visit) {
    const auto sent = m_sent.front();
    // Where a statement before it failed there is no row to come.
    if (!m_failure) must(PQsetSingleRowMode(m_link.get()));
    std::exception_ptr thrown;
    m_asking = true;
    while (const Answer answer{PQgetResult(m_link.get())}) {
        // After a visitor threw, the other rows are only taken off the line.
        try {
            for (int row = 0; !thrown && row < PQntuples(answer.get()); ++row)
                visit(PostgresRow{answer.get(), row});
        } catch (...) {
            thrown = std::current_exception();
        }
        try {
            note(sent, answer.get());
        } catch (...) {
            m_asking = false;
            throw;
        }
    }
    m_asking = false;
    if (PQstatus(m_link.get()) == CONNECTION_BAD) lose();
    m_sent.pop_front();
    take_until(0);
    if (thrown) std::rethrow_exception(thrown);
}

void Pipeline::ask(const Sql& sql, Values values, const RowVisitor& visit) {
    send_prepared(sql, values, Kind::Question);
    send_sync();
    take_until(2);  // The question and the end.
    take_question(visit);
    throw_failure();
}

void Pipeline::wait() {
    demand_usable();
    send_sync();
    take_until(0);
    throw_failure();
}

void Pipeline::wait_whatever_failed() {
    demand_usable();
    send_sync();
    take_until(0);
    m_failure.reset();
}

void Pipeline::script(const char* sql) {
    wait();
    must(PQexitPipelineMode(m_link.get()));
    std::optional<StorageError> failure;
    try {
        execute(m_link.get(), sql);
    } catch (const StorageError& error) {
        failure = error;
    }
    if (PQstatus(m_link.get()) == CONNECTION_BAD) lose();
    must(PQenterPipelineMode(m_link.get()));
    if (failure) throw *failure;
}

}  // namespace kader::storage
