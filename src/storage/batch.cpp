#include "storage/batch.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "kernel/type_name.h"
#include "storage/writer_words.h"

namespace kader::storage {

namespace {

constexpr std::chrono::milliseconds usual_time{5};

const Sql read_change{"SELECT change_seq FROM practice_change WHERE practice_id = $1"};
const Sql write_change{
    "INSERT INTO practice_change (practice_id, change_seq) VALUES ($1, $2) "
    "ON CONFLICT (practice_id) DO UPDATE SET change_seq = excluded.change_seq"};
const Sql ask_anything{"SELECT 1"};

// The storage as a whole cannot be used now: no unit is to blame.
bool is_broken(Fault fault) {
    switch (fault) {
        case Fault::Busy:
        case Fault::ReadOnly:
        case Fault::Full:
        case Fault::Io:
        case Fault::Gone: return true;
        default: return false;
    }
}

bool starts_like(std::string_view text, std::string_view capitals) {
    return text.size() >= capitals.size() &&
           std::equal(capitals.begin(), capitals.end(), text.begin(), [](char capital, char letter) {
               return capital == std::toupper(static_cast<unsigned char>(letter));
           });
}

// A question can write as well: INSERT … RETURNING.
bool may_write(std::string_view sql) {
    static constexpr std::array<std::string_view, 3> writes = {"INSERT", "UPDATE", "DELETE"};
    while (!sql.empty() && std::isspace(static_cast<unsigned char>(sql.front()))) sql.remove_prefix(1);
    if (starts_like(sql, "SELECT")) return false;
    for (; !sql.empty(); sql.remove_prefix(1))
        for (const auto word : writes)
            if (starts_like(sql, word)) return true;
    return false;
}

}  // namespace

// --- Unit ---

void Unit::each(const Sql& sql, std::initializer_list<Value> values, const RowVisitor& visit) {
    m_session.each(sql, Values{values.begin(), values.size()}, visit);
}
void Unit::run(const Sql& sql, std::initializer_list<Value> values) {
    m_session.run(sql, Values{values.begin(), values.size()});
}
bool Unit::is_time_up() const {
    return std::chrono::steady_clock::now() >= m_time_up;
}
void Unit::after_commit(std::function<void()> call) {
    m_after.push_back(std::move(call));
}
bool Unit::has_written() const {
    return m_session.has_written();
}
Session& Unit::session() {
    return m_session;
}

// --- WatchedSession ---

template <class Call>
void WatchedSession::watched(const Call& call) {
    try {
        call();
    } catch (const StorageError& error) {
        if (!m_trouble) m_trouble = error;
        throw;
    }
}
void WatchedSession::each(const Sql& sql, Values values, const RowVisitor& visit) {
    if (!m_written) m_written = may_write(sql.text);
    watched([&] { m_session.each(sql, values, visit); });
}
void WatchedSession::run(const Sql& sql, Values values) {
    m_written = true;
    watched([&] { m_session.run(sql, values); });
}
void WatchedSession::enter_practice(const UuidBytes& practice) {
    watched([&] { m_session.enter_practice(practice); });
}
void WatchedSession::script(std::string_view) {
    throw std::logic_error("a unit of work runs no script");
}
void WatchedSession::begin() {
    throw std::logic_error("a unit of work begins no transaction: it is in one");
}
void WatchedSession::commit() {
    throw std::logic_error("a unit of work does not commit: its batch does");
}
void WatchedSession::begin_snapshot() {
    throw std::logic_error("a unit of work begins no snapshot: it is in a transaction");
}
// Nothing that a unit did can be taken back by itself: returning an error does it.
void WatchedSession::rollback() noexcept {}
void WatchedSession::end_snapshot() noexcept {}

// --- ChangeNumbers ---

std::int64_t ChangeNumbers::next(Session& session, const UuidBytes& practice) {
    auto kept = m_kept.find(practice);
    if (kept == m_kept.end()) {
        std::int64_t read = 0;
        session.each(read_change, {Bytes{practice}}, [&](const Row& row) { read = row.integer(0); });
        kept = m_kept.emplace(practice, read).first;
    }
    const auto open = m_open.find(practice);
    return kept->second + (open == m_open.end() ? 0 : open->second) + 1;
}
void ChangeNumbers::take(const UuidBytes& practice, std::int64_t least) {
    auto& raised = m_open[practice];
    raised = std::max(raised + 1, least - m_kept.at(practice));
}
void ChangeNumbers::end(const UuidBytes& practice) {
    m_open.erase(practice);
    m_ended.insert(practice);
}
void ChangeNumbers::write(Session& session) {
    for (const auto& [practice, raised] : m_open) {
        session.enter_practice(practice);
        session.run(write_change, {Bytes{practice}, m_kept.at(practice) + raised});
    }
}
void ChangeNumbers::keep() {
    for (const auto& [practice, raised] : m_open) m_kept.at(practice) += raised;
    for (const auto& practice : m_ended) m_kept.erase(practice);
    forget();
}
void ChangeNumbers::forget() {
    m_open.clear();
    m_ended.clear();
}
void ChangeNumbers::forget_all() {
    forget();
    m_kept.clear();
}

// --- Batch ---

system::Instant Batch::next_now() {
    return m_last_now = std::max(m_last_now, m_clock.now());
}

// False: the batch cannot go on, and the attempt says why.
bool Batch::run_unit(Session& session, Waiting& waiting, bool tells_at_once, Attempt& attempt) {
    waiting.outcome.reset();
    waiting.after.clear();
    session.enter_practice(waiting.practice);
    WatchedSession watched{session};
    Unit unit{watched, waiting.practice};
    unit.m_change_seq = m_numbers.next(session, waiting.practice);
    unit.m_now = next_now();

    const auto start = std::chrono::steady_clock::now();
    const auto is_usual = waiting.kind == Kind::Usual;
    unit.m_time_up = start + (is_usual ? usual_time : m_options.bulk_time);
    std::optional<StorageError> trouble;
    try {
        waiting.outcome = waiting.work(unit);
    } catch (const StorageError& error) {
        trouble = error;
    } catch (const std::exception& error) {
        attempt.what = "a unit of work threw " + type_name(typeid(error));
        waiting.outcome = words::work_failed(m_options.language);
    } catch (...) {
        waiting.outcome = words::work_failed(m_options.language);
    }
    if (is_usual) {
        const auto took = std::chrono::steady_clock::now() - start;
        attempt.usual_time += took;
        if (took > usual_time) ++attempt.slow_units;
    }

    const auto written = watched.has_written();
    // A work that swallows what the storage said has failed all the same.
    if (watched.trouble()) trouble = watched.trouble();
    if (!trouble && written && !waiting.outcome && m_asks_after_each) {
        try {
            session.each(ask_anything, {}, [](const Row&) {});
        } catch (const StorageError& error) {
            trouble = error;
        }
    }
    if (trouble) {
        attempt.fault = trouble->fault();
        attempt.what = trouble->what();
        waiting.outcome = words::unit_failed(attempt.fault, m_options.language);
        attempt.end = is_broken(attempt.fault) ? Attempt::End::Broken
                      : tells_at_once          ? Attempt::End::UnitFailed
                                               : Attempt::End::SomeFailed;
        return false;
    }
    if (waiting.outcome) {
        if (!written) return true;  // It refused, and cost nobody anything.
        attempt.end = Attempt::End::UnitFailed;
        return false;
    }
    if (unit.m_ends)
        m_numbers.end(waiting.practice);
    else if (written)
        m_numbers.take(waiting.practice, unit.m_pass);
    waiting.after = std::move(unit.m_after);
    return true;
}

Attempt Batch::run(Session& session, Units& units, bool ask_after_each, const More& more) {
    Attempt attempt;
    m_asks_after_each = ask_after_each;
    // SQLite says of every statement at once whether it failed; of the first unit there is no doubt.
    const auto always_tells_at_once = session.engine() == Engine::Sqlite || ask_after_each;
    const auto failed = [&](Fault fault, const char* what) {
        attempt.end = is_broken(fault) ? Attempt::End::Broken : Attempt::End::SomeFailed;
        attempt.fault = fault;
        attempt.what = what;
    };
    bool is_open = false;
    try {
        session.begin();
        is_open = true;
        const auto is_one_more = [&] { return attempt.unit < units.size() || (more && more(units)); };
        for (attempt.unit = 0; is_one_more(); ++attempt.unit)
            if (!run_unit(session, *units[attempt.unit], always_tells_at_once || attempt.unit == 0, attempt)) break;
        if (attempt.end == Attempt::End::Kept) {
            m_numbers.write(session);
            for (auto* keeper : m_keepers) keeper->close_batch(session);
            attempt.at_commit = true;
            is_open = false;
            const auto start = std::chrono::steady_clock::now();
            session.commit();
            attempt.commit_time = std::chrono::steady_clock::now() - start;
        }
    } catch (const StorageError& error) {
        failed(error.fault(), error.what());
    } catch (const std::exception&) {
        failed(Fault::Other, "something else than the storage failed while a batch was open");
    }
    if (attempt.end == Attempt::End::Kept) {
        m_numbers.keep();
        return attempt;
    }
    if (is_open) session.rollback();
    m_numbers.forget();
    for (auto* keeper : m_keepers) keeper->forget();
    return attempt;
}

}  // namespace kader::storage
