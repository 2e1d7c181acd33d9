#include "recorded_statements.h"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string_view>

#include "storage/databases.h"

namespace kader::benchmarks {

namespace {

std::mutex mutex;
bool recording = false;
std::vector<std::pair<std::string, std::string>> seen;  // The text, and the text with its values.

extern "C" int note_statement(unsigned, void*, void* statement, void*) {
    auto* const one = static_cast<sqlite3_stmt*>(statement);
    const std::lock_guard lock{mutex};
    if (!recording) return 0;
    char* const expanded = sqlite3_expanded_sql(one);
    // A session writes ?1 where its caller wrote $1.
    std::string text{sqlite3_sql(one)};
    for (char& c : text)
        if (c == '?') c = '$';
    if (expanded) seen.emplace_back(std::move(text), expanded);
    sqlite3_free(expanded);
    return 0;
}

extern "C" int watch(sqlite3* database, const char**, const void*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, note_statement, nullptr);
}

std::string_view take_quoted(std::string_view& text, std::string& into) {
    text.remove_prefix(1);
    while (true) {
        const auto quote = text.find('\'');
        if (quote == std::string_view::npos) throw std::runtime_error{"a text without its end"};
        into += text.substr(0, quote);
        text.remove_prefix(quote + 1);
        if (!text.starts_with('\'')) return text;
        into += '\'';
        text.remove_prefix(1);
    }
}

// A value as SQLite writes it, taken off the front of `text`.
OwnedValue take_value(std::string_view& text) {
    if (text.starts_with("NULL")) {
        text.remove_prefix(4);
        return std::monostate{};
    }
    if (text.starts_with("x'")) {
        std::string hex;
        text.remove_prefix(1);
        take_quoted(text, hex);
        std::vector<std::uint8_t> bytes(hex.size() / 2);
        for (std::size_t at = 0; at < bytes.size(); ++at) std::from_chars(&hex[2 * at], &hex[2 * at] + 2, bytes[at], 16);
        return bytes;
    }
    if (text.starts_with('\'')) {
        std::string made;
        take_quoted(text, made);
        return made;
    }
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{}) throw std::runtime_error{"a value that is not understood"};
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return number;
}

std::vector<OwnedValue> values_in(std::string_view sql, std::string_view expanded) {
    std::vector<OwnedValue> values;
    for (bool quoted = false; !sql.empty();) {
        if (sql.front() == '\'') quoted = !quoted;
        if (quoted || sql.front() != '$') {
            if (expanded.empty() || expanded.front() != sql.front()) throw std::runtime_error{"a statement that is not understood"};
            sql.remove_prefix(1);
            expanded.remove_prefix(1);
            continue;
        }
        std::size_t number = 0;
        const auto read = std::from_chars(sql.data() + 1, sql.data() + sql.size(), number);
        sql.remove_prefix(static_cast<std::size_t>(read.ptr - sql.data()));
        if (values.size() < number) values.resize(number);
        values[number - 1] = take_value(expanded);
    }
    return values;
}

const storage::Sql* known_sql(const std::string& text) {
    static std::list<std::pair<std::string, storage::Sql>> texts;
    static std::map<std::string_view, const storage::Sql*> known;
    if (const auto found = known.find(text); found != known.end()) return found->second;
    auto& kept = texts.emplace_back(text, storage::Sql{});
    kept.second.text = kept.first;
    return known[kept.first] = &kept.second;
}

bool is_transaction(std::string_view text) {
    for (const auto* word : {"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "--"})
        if (text.starts_with(word)) return true;
    return false;
}

bool is_once_per_commit(std::string_view text) {
    return text.starts_with("INSERT INTO practice_change") || text.starts_with("INSERT INTO audit_head");
}

void run_all(storage::Session& session, const std::vector<Statement>& statements) {
    std::vector<storage::Value> values;
    for (const auto& one : statements) {
        values.clear();
        for (const auto& value : one.values) {
            if (const auto* number = std::get_if<std::int64_t>(&value))
                values.emplace_back(*number);
            else if (const auto* text = std::get_if<std::string>(&value))
                values.emplace_back(std::string_view{*text});
            else if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&value))
                values.emplace_back(storage::Bytes{*bytes});
            else
                values.emplace_back();
        }
        if (one.sql->text.starts_with("SELECT"))
            session.each(*one.sql, storage::Values{values}, [](const storage::Row&) {});
        else
            session.run(*one.sql, storage::Values{values});
    }
}

}  // namespace

std::string Recording::described() const {
    std::string text;
    for (const auto& one : units.at(1)) text += "    " + std::string{one.sql->text} + "\n";
    return text;
}

void watch_new_connections(bool on) {
    // Only then: who is measured is not watched.
    if (on)
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
    else
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch));
}

void begin_recording() {
    const std::lock_guard lock{mutex};
    seen.clear();
    recording = true;
}

Recording end_recording(std::size_t units) {
    const std::lock_guard lock{mutex};
    recording = false;
    Recording made;
    std::map<std::string_view, std::size_t> counts;
    for (const auto& [text, expanded] : seen) ++counts[text];
    const auto first = std::ranges::find_if(seen, [&](const auto& one) { return !is_transaction(one.first) && counts[one.first] == units; });
    for (auto at = first; at != seen.end(); ++at) {
        const auto& [text, expanded] = *at;
        if (is_transaction(text)) continue;
        const Statement one{known_sql(text), values_in(text, expanded)};
        if (is_once_per_commit(text)) {
            made.closers.back().push_back(one);
            continue;
        }
        if (text == first->first) {
            made.units.emplace_back();
            made.closers.emplace_back();
        }
        made.units.back().push_back(one);
    }
    seen.clear();
    // Every unit knows what closed its commit.
    for (std::size_t at = made.closers.size(); at-- > 1;)
        if (made.closers[at - 1].empty()) made.closers[at - 1] = made.closers[at];
    return made;
}

Replayed replay(const std::filesystem::path& data, const Recording& recorded, std::size_t units_per_commit, std::size_t units_max) {
    const auto database = storage::open_sqlite(data / "kader.db");
    const auto session = database->open_writer();
    const auto count = std::min(units_max, recorded.units.size());
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t at = 0; at < count;) {
        session->begin();
        const auto end = std::min(count, at + units_per_commit);
        for (; at < end; ++at) run_all(*session, recorded.units[at]);
        run_all(*session, recorded.closers[end - 1]);
        session->commit();
    }
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return {seconds, static_cast<double>(count) / seconds};
}

}  // namespace kader::benchmarks
