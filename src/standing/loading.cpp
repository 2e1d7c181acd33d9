#include "standing/loading.h"

#include "standing/stored_facts.h"

namespace kader::standing {

namespace {

constexpr storage::Sql seen_changes{"SELECT change_seq FROM practice_change WHERE practice_id = $1"};

class Snapshot {
public:
    Snapshot(storage::Session& session, const subjects::PracticeId& practice) : m_session(session) {
        session.begin_snapshot();
        try {
            session.enter_practice(practice.bytes());
        } catch (...) {
            session.end_snapshot();
            throw;
        }
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() { m_session.end_snapshot(); }

private:
    storage::Session& m_session;
};

bool is_present(const records::Version& version) {
    return version.state == records::State::Present;
}

}  // namespace

Loaded load(storage::Session& session, const subjects::PracticeId& practice,
            std::optional<CalendarDay> known_on, People& people) {
    const Snapshot snapshot{session, practice};
    Loaded loaded;
    session.each(seen_changes, {storage::id(practice)},
                 [&](const storage::Row& row) { loaded.change_seq = row.integer(0); });

    // First who is the same human, since facts of every list are about people.
    StoredFacts alone{{}};
    std::vector<Loaded::Damaged> told_below;
    const auto add_person = [&](const records::Version& version) {
        if (!is_present(version)) return;
        if (known_on && !known_by(*known_on, version, alone.of(version, told_below))) return;
        people.set(version.kenmerk, version.match);
    };
    records::each_newest(session, practice, add_person, lists::people_list, known_on);

    StoredFacts facts{people.aliases()};
    const auto add_record = [&](const records::Version& version) {
        if (!is_present(version)) return;
        if (!known_on) ++loaded.present;
        const auto damaged_before = loaded.damaged.size();
        auto record = facts.of(version, loaded.damaged);
        if (loaded.damaged.size() > damaged_before) return;
        if (known_on && !known_by(*known_on, version, record)) return;
        loaded.records.push_back(std::move(record));
    };
    records::each_newest(session, practice, add_record, {}, known_on);

    if (known_on)
        records::each_newest(session, practice, [&](const records::Version& version) {
            loaded.present += is_present(version) ? 1 : 0;
        });
    return loaded;
}

Loaded load(storage::Session& session, const subjects::PracticeId& practice,
            std::optional<CalendarDay> known_on) {
    People people;
    return load(session, practice, known_on, people);
}

}  // namespace kader::standing
