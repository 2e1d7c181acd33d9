#pragma once

// A stored practice whose rows come from an example folder, and the same rows as a folder.

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

#include "check/record_types.h"
#include "lists/folder.h"
#include "migrations/migrations.h"
#include "standing/standing.h"
#include "storage/databases.h"
#include "subjects/practices.h"
#include "system/random.h"

namespace kader::standing::tests {

namespace fs = std::filesystem;

class SetClock : public system::Clock {
public:
    system::Instant now() const override { return at; }
    system::Instant at{std::chrono::seconds{1'795'000'000}};  // November 2026
};

inline const norm_book::NormBook& norms() {
    static const auto book = [] {
        auto loaded = norm_book::NormBook::load(fs::path{KADER_SOURCE_DIR} / "norms", check::fact_kinds());
        return std::get<norm_book::NormBook>(std::move(loaded));
    }();
    return book;
}

inline const lists::ListType& list(std::string_view name) {
    const auto& types = check::record_types();
    return *std::ranges::find(types, name, &lists::ListType::name);
}

struct RecordName {
    std::string list;
    std::string kenmerk;
};
struct Row {
    RecordName name;
    records::Cells cells;
};

// At most `most` rows of each list of an example, all of which a list accepts.
inline std::vector<Row> rows_of_example(const std::string& example, std::size_t most) {
    auto read =
        lists::ListFolder::read(fs::path{KADER_SOURCE_DIR} / "examples" / example, check::record_types());
    const auto& folder = std::get<lists::ListFolder>(read);
    std::vector<Row> rows;
    for (const auto& type : check::record_types()) {
        std::size_t count = 0;
        folder.for_each_row(type.name, [&](const lists::RawRow& raw) {
            if (count == most || !type.read(raw.cells).problems.empty()) return;
            ++count;
            Row row{{std::string{type.name}, std::string{raw.kenmerk}}, {}};
            for (std::size_t at = 1; at < type.columns.size(); ++at)
                if (!raw.cells[at].empty()) row.cells.emplace(type.columns[at].name, raw.cells[at]);
            rows.push_back(std::move(row));
        });
    }
    return rows;
}

// The same rows as a check of a folder sees them.
inline lists::ListFolder folder_of(const std::vector<Row>& rows) {
    lists::ListFolder folder{check::record_types()};
    const auto quoted = [](std::string_view text) {
        std::string result = "\"";
        for (const char c : text) result.append(c == '"' ? 2 : 1, c);
        return result + "\"";
    };
    for (const auto& type : check::record_types()) {
        std::string text = "kenmerk";
        for (std::size_t at = 1; at < type.columns.size(); ++at)
            text.append(";").append(type.columns[at].name);
        text += "\n";
        for (const auto& row : rows) {
            if (row.name.list != type.name) continue;
            text += quoted(row.name.kenmerk);
            for (std::size_t at = 1; at < type.columns.size(); ++at) {
                const auto cell = row.cells.find(type.columns[at].name);
                text += ";" + quoted(cell == row.cells.end() ? "" : cell->second);
            }
            text += "\n";
        }
        REQUIRE_FALSE(folder.add_text(type.name, std::move(text), std::string{type.name} + ".csv"));
    }
    return folder;
}

inline check::Check check_of(const lists::ListFolder& folder, std::optional<CalendarDay> known_on = {}) {
    const auto facts = folder.facts();
    CHECK(facts.rejects.empty());
    std::vector<check::Record> records;
    for (const auto& row : facts.rows)
        records.push_back({std::string{row.list} + ":" + row.kenmerk, row.known_on, row.facts});
    return check::Check{norms(), records, known_on};
}

// All that a check says on a few days: states, days, reasons and the records behind them.
inline std::string said_by(const check::Check& check) {
    std::ostringstream text;
    const auto day = [](const std::optional<CalendarDay>& on) {
        return on ? iso_text(*on) : std::string{"-"};
    };
    for (const auto on : {day_of(2025, 12, 31), day_of(2026, 11, 21), day_of(2027, 6, 1)}) {
        const auto answers = check.on(on);
        text << iso_text(on) << " " << int(answers.scope.ground) << " " << answers.heads_listed << "\n";
        for (const auto& question : answers.questions) {
            text << question.question->number << " " << int(question.state) << " " << iso_text(question.since)
                 << " " << day(question.changes_on) << "\n";
            for (const auto& one : question.requirements) {
                text << "  " << one.requirement->id << " " << int(one.state) << int(one.effect) << " "
                     << iso_text(one.since) << " " << day(one.changes_on);
                for (const auto remark : one.remarks) text << " " << check::word(remark);
                for (const auto& witness : one.reasons.witnesses)
                    text << " +" << check.key_of(witness.record);
                for (const auto& lack : one.reasons.lacks) text << " -" << lack.subject;
                for (const auto& witness : one.against) text << " !" << check.key_of(witness.record);
                for (const auto& lack : one.gaps.lacks) text << " ?" << lack.subject;
                text << "\n";
            }
        }
    }
    std::set<std::string> refused;
    for (const auto& one : check.refused()) refused.insert(one.record + one.reason.en);
    for (const auto& one : refused) text << one << "\n";
    return text.str();
}

// The first line that differs; empty when both say the same.
inline std::string difference(const std::string& one, const std::string& other) {
    std::istringstream ones{one}, others{other};
    for (std::string a, b;;) {
        const bool more = bool(std::getline(ones, a)), more_of_other = bool(std::getline(others, b));
        if (!more && !more_of_other) return {};
        if (a != b) return a + "\nand not\n" + b;
    }
}

class House {
public:
    House() : practice(system::make_id<subjects::PracticeId>(clock.at)) {
        std::string name = (fs::temp_directory_path() / "kader-standing-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        m_folder = name;
        const auto file = m_folder / "kader.db";
        storage::migrate_sqlite(file, migrations::all(), 0);
        database = storage::open_sqlite(file);
        writer =
            std::make_unique<storage::Writer>(*database, clock, std::vector<storage::BatchKeeper*>{&m_log});
        write([&](storage::Unit& unit) {
            REQUIRE_FALSE(subjects::add_practice(unit, "Praktijk Voorbeeld"));
            subjects::subject_for(unit, m_keys, {subjects::SubjectKind::Practice, ""});
            m_log.append(unit, grant(), {.act = "practice.create"});
        });
    }
    ~House() {
        writer.reset();
        database.reset();
        fs::remove_all(m_folder);
    }

    template <class Work>
    void write(Work&& work) {
        const auto refused =
            writer->write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
                work(unit);
                return {};
            });
        if (refused) FAIL(refused->detail);
    }
    // The same, and gives what the commit did.
    template <class Work>
    Change change(Work&& work) {
        Change change;
        write([&](storage::Unit& unit) {
            m_stored.clear();
            work(unit);
            unit.after_commit([&change, made = change_in(unit, std::exchange(m_stored, {}))] { change = made; });
        });
        return change;
    }
    void put(storage::Unit& unit, const Row& row, records::Origin origin = records::Origin::Entered) {
        const auto written = records::put(unit, keeping(), grant(),
                                          {.type = &list(row.name.list),
                                           .kenmerk = row.name.kenmerk,
                                           .cells = row.cells,
                                           .origin = origin});
        if (!written) FAIL(row.name.list << " " << row.name.kenmerk << ": " << written.error().detail);
        if (written->changed) m_stored.push_back(written->stored);
    }
    void withdraw(storage::Unit& unit, const RecordName& name) {
        const auto newest = records::find_newest(unit.session(), practice, name.list, name.kenmerk);
        REQUIRE(newest);
        if (newest->state == records::State::EnteredInError) return;
        const auto written = records::withdraw(unit, keeping(), grant(), list(name.list), newest->record, newest->number);
        REQUIRE(written);
        m_stored.push_back(written->stored);
    }
    check::Check check_of_stored(std::optional<CalendarDay> known_on = {}) {
        const auto loaded = load(*database->open_reader(), practice, known_on);
        CHECK(loaded.damaged.empty());
        return check::Check{norms(), loaded.records};
    }
    access::Grant grant() const { return access::operator_grant(practice, 1); }
    records::Keeping keeping() { return {m_keys, m_keyring, m_log}; }

    SetClock clock;
    subjects::PracticeId practice;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<storage::Writer> writer;

private:
    fs::path m_folder;
    std::vector<records::Version> m_stored;
    vault::Keyring m_keyring = vault::Keyring::random();
    vault::SubjectKeys m_keys{m_keyring};
    audit::Log m_log{m_keyring};
};

}  // namespace kader::standing::tests
