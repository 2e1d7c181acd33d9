// Reading versions: what stands in the clear, and the sealed bytes as they are.

#include <algorithm>
#include <utility>

#include "deadlines/amsterdam_time.h"
#include "kernel/text.h"
#include "records/record_store.h"
#include "records/sealed_row.h"

namespace kader::records {

namespace {

#define KADER_VERSION_COLUMNS                                                                    \
    "v.record_id, r.list, r.kenmerk, v.version, v.state, v.origin, v.learned_at, v.change_seq, " \
    "v.author, v.subject_id, v.same_human, v.plain"
constexpr int sealed_column = 12;

#define KADER_JOINED \
    " FROM record r JOIN record_version v ON v.practice_id = r.practice_id AND v.record_id = r.record_id "

constexpr storage::Sql select_in_order{"SELECT " KADER_VERSION_COLUMNS KADER_JOINED
                                       "WHERE r.practice_id = $1 "
                                       "ORDER BY r.position, r.record_id, v.version"};
constexpr storage::Sql select_list_in_order{"SELECT " KADER_VERSION_COLUMNS KADER_JOINED
                                            "WHERE r.practice_id = $1 AND r.list = $2 "
                                            "ORDER BY r.position, r.record_id, v.version"};
// A version whose record cannot be found is damage, and comes too.
constexpr storage::Sql select_every{"SELECT " KADER_VERSION_COLUMNS
                                    ", v.sealed FROM record_version v LEFT JOIN record r "
                                    "ON r.practice_id = v.practice_id AND r.record_id = v.record_id "
                                    "WHERE v.practice_id = $1 ORDER BY v.record_id, v.version"};
constexpr storage::Sql select_newest_by_kenmerk{
    "SELECT " KADER_VERSION_COLUMNS KADER_JOINED
    "WHERE r.practice_id = $1 AND r.list = $2 AND r.kenmerk = $3 ORDER BY v.version DESC LIMIT 1"};
constexpr storage::Sql select_newest_with_sealed{
    "SELECT " KADER_VERSION_COLUMNS ", v.sealed" KADER_JOINED
    "WHERE r.practice_id = $1 AND r.list = $2 AND r.kenmerk = $3 ORDER BY v.version DESC LIMIT 1"};
constexpr storage::Sql select_newest_by_id{
    "SELECT " KADER_VERSION_COLUMNS KADER_JOINED
    "WHERE r.practice_id = $1 AND r.record_id = $2 ORDER BY v.version DESC LIMIT 1"};
constexpr storage::Sql select_sealed{
    "SELECT sealed FROM record_version WHERE practice_id = $1 AND record_id = $2 AND version = $3"};

#undef KADER_VERSION_COLUMNS
#undef KADER_JOINED

// Whether people could read it, as every list and kenmerk was when it was stored.
bool is_readable(std::string_view text) {
    const auto ordinary = [](char c) { return c >= ' ' && c <= '~'; };
    if (!text.empty() && std::ranges::all_of(text, ordinary)) return true;
    for (std::size_t at = 0; at < text.size();)
        if (next_character(text, at) == bad_byte) return false;
    return !text.empty() && !holds_control(text);
}

// Reads one row. A column that does not hold what was stored there makes the version a damaged one, and
// costs no other row anything.
class VersionReading {
public:
    explicit VersionReading(const storage::Row& row) : m_row(&row) {
        take([&] { m_version.record = row.id<subjects::RecordId>(0); });
        take([&] { m_version.list = name(1); });
        take([&] { m_version.kenmerk = name(2); });
        take([&] { m_version.number = row.integer(3); });
        take([&] { m_version.state = State{number_between(4, 1, 2)}; });
        take([&] { m_version.origin = Origin{number_between(5, 1, 2)}; });
        take([&] { m_version.learned_at = system::Instant{std::chrono::microseconds{row.integer(6)}}; });
        take([&] { m_version.change_seq = row.integer(7); });
        take([&] { m_version.author = row.id<subjects::ActorId>(8); });
        take([&] { m_version.subject = row.id<subjects::SubjectId>(9); });
        take([&] {
            if (!row.is_null(10)) m_version.match = row.id<Uuid<struct MatchTag>>(10).bytes();
        });
        take([&] { m_plain = row.text(11); });
    }
    // Its plain cells cost more than all the rest, so they are read only of what is asked for.
    Version& version() {
        if (m_version.damaged || !m_plain) return m_version;
        if (auto cells = parse_plain(*std::exchange(m_plain, std::nullopt)))
            m_version.plain = *std::move(cells);
        else
            m_version.damaged = true;
        return m_version;
    }
    // Without its plain cells, and what is stored of these.
    Version& without_cells() { return m_version; }
    std::string plain() { return std::move(m_plain).value_or(""); }
    const subjects::RecordId& record() const { return m_version.record; }
    // It cannot be read without its sealed bytes either.
    void damage() { m_version.damaged = true; }

private:
    template <class Take>
    void take(const Take& take_one) {
        try {
            take_one();
        } catch (const storage::StorageError&) {
            m_version.damaged = true;
        }
    }
    std::int64_t number_between(int column, std::int64_t low, std::int64_t high) {
        const auto number = m_row->integer(column);
        if (number >= low && number <= high) return number;
        m_version.damaged = true;
        return low;
    }
    std::string name(int column) {
        if (m_row->is_null(column)) {
            m_version.damaged = true;
            return {};
        }
        const auto text = m_row->text(column);
        if (is_readable(text)) return std::string{text};
        m_version.damaged = true;
        return shortened(text);
    }

    const storage::Row* m_row;  // During construction only.
    Version m_version;
    std::optional<std::string> m_plain;
};

vault::Bytes sealed_in(const storage::Row& row, VersionReading& reading) {
    try {
        return row.blob(sealed_column);
    } catch (const storage::StorageError&) {
        reading.damage();
        return {};
    }
}

bool is_known_on(const Version& version, CalendarDay day) {
    if (version.damaged) return true;  // To be named, whatever the day.
    if (version.origin == Origin::TakenOver && version.number == 1) {
        const auto known_on = version.plain.find(lists::known_on_column.name);
        if (known_on == version.plain.end()) return true;
        const auto since = parse_day(known_on->second);
        return !since || *since <= day;
    }
    const auto learned_at = std::chrono::floor<std::chrono::seconds>(version.learned_at);
    return deadlines::amsterdam_day(learned_at) <= day;
}

std::optional<Version> first_of(storage::Session& session, const storage::Sql& sql,
                                std::initializer_list<storage::Value> values) {
    std::optional<Version> found;
    session.each(sql, values, [&](const storage::Row& row) {
        VersionReading reading{row};
        found = std::move(reading.version());
    });
    return found;
}

}  // namespace

void each_newest(storage::Session& session, const subjects::PracticeId& practice,
                 const std::function<void(const Version&)>& visit, std::string_view list,
                 std::optional<CalendarDay> known_on) {
    // The versions of a record come together, the newest last.
    std::optional<VersionReading> newest;
    const auto take = [&](const storage::Row& row) {
        VersionReading reading{row};
        if (newest && newest->record() != reading.record()) {
            visit(newest->version());
            newest.reset();
        }
        if (!known_on || is_known_on(reading.version(), *known_on)) newest = std::move(reading);
    };
    if (list.empty())
        session.each(select_in_order, {storage::id(practice)}, take);
    else
        session.each(select_list_in_order, {storage::id(practice), list}, take);
    if (newest) visit(newest->version());
}

void each_version(storage::Session& session, const subjects::PracticeId& practice,
                  const std::function<void(const Version&, vault::Bytes sealed)>& visit) {
    session.each(select_every, {storage::id(practice)}, [&](const storage::Row& row) {
        VersionReading reading{row};
        const auto sealed = sealed_in(row, reading);
        visit(reading.version(), sealed);
    });
}

std::optional<Version> find_newest(storage::Session& session, const subjects::PracticeId& practice,
                                   std::string_view list, std::string_view kenmerk) {
    return first_of(session, select_newest_by_kenmerk, {storage::id(practice), list, kenmerk});
}

std::optional<Version> find_newest(storage::Session& session, const subjects::PracticeId& practice,
                                   const subjects::RecordId& record) {
    return first_of(session, select_newest_by_id, {storage::id(practice), storage::id(record)});
}

std::optional<ClosedRecord> find_closed(storage::Session& session, const subjects::PracticeId& practice,
                                        std::string_view list, std::string_view kenmerk) {
    std::optional<ClosedRecord> found;
    session.each(select_newest_with_sealed, {storage::id(practice), list, kenmerk}, [&](const storage::Row& row) {
        VersionReading reading{row};
        const auto sealed = sealed_in(row, reading);
        found.emplace();
        found->practice = practice;
        found->version = std::move(reading.without_cells());
        found->plain = reading.plain();
        found->sealed.assign(sealed.begin(), sealed.end());
    });
    return found;
}

vault::ByteVector find_sealed(storage::Session& session, const subjects::PracticeId& practice,
                              const subjects::RecordId& record, std::int64_t version) {
    vault::ByteVector sealed;
    session.each(select_sealed, {storage::id(practice), storage::id(record), version},
                 [&](const storage::Row& row) {
                     const auto bytes = row.blob(0);
                     sealed.assign(bytes.begin(), bytes.end());
                 });
    return sealed;
}

Result<std::shared_ptr<const vault::Key>> key_of(storage::Session& session, const Keeping& keeping,
                                                 const subjects::PracticeId& practice, const Version& version) {
    auto key = keeping.keys.open(session, practice.bytes(), version.subject.bytes());
    if (!key && key.error().code == Code::NotFound) {
        // A key was destroyed only if its subject is still there.
        if (!subjects::is_subject(session, practice, version.subject))
            return Error{Code::Invalid, "de opgeslagen gegevens zijn beschadigd of verplaatst"};
    }
    return key;
}

Result<OpenedVersion> open_sealed(storage::Session& session, const Keeping& keeping,
                                  const subjects::PracticeId& practice, const Version& version,
                                  vault::Bytes sealed) {
    KADER_TRY(key, key_of(session, keeping, practice, version));
    return open_version(*key, practice, version, sealed);
}

}  // namespace kader::records
