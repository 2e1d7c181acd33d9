#include "standing/standing.h"

#include <algorithm>
#include <set>

#include "standing/loading.h"
#include "standing/stored_facts.h"

namespace kader::standing {

namespace {

// A larger change is an import: making the check again once is quicker than following each row.
constexpr std::size_t versions_followed_count_max = 64;
// A change without records, such as somebody who read one, takes room as well.
std::size_t size_of(const Change& change) {
    return 1 + change.versions.size();
}
// So much is kept for somebody who asks.
constexpr std::size_t noted_size_max = 4096;
// More than this need not wait in memory: it is all in the database.
constexpr std::size_t waiting_size_max = 8192;

}  // namespace

struct Standing::State {
    State(const norm_book::NormBook& book, Loaded loaded, People who)
        : check(book, loaded.records),
          people(std::move(who)),
          facts(people.aliases()),
          damaged(std::move(loaded.damaged)),
          change_seq(loaded.change_seq) {
        for (const auto& record : loaded.records) present.insert(record.key);
        for (const auto& one : damaged) present.insert(one.record);
    }

    check::Check check;
    People people;
    StoredFacts facts;
    std::vector<Loaded::Damaged> damaged;
    std::int64_t change_seq;
    std::set<std::string> present;  // Keys, of damaged records as well.
};

Change change_in(storage::Unit& unit, std::vector<records::Version> stored) {
    // A unit without a write has no number of its own: the next one gets it.
    if (!unit.has_written()) return {};
    return {unit.change_seq(), std::move(stored)};
}

Standing::Standing(const norm_book::NormBook& book, storage::Database& database,
                   const subjects::PracticeId& practice)
    : m_book(book), m_database(database), m_practice(practice), m_state(read()) {
    m_present = m_state->present.size();
}

Standing::~Standing() = default;

std::shared_lock<std::shared_mutex> Standing::lock_to_read() const {
    const std::lock_guard gate{m_gate};
    return std::shared_lock{m_mutex};
}

std::unique_lock<std::shared_mutex> Standing::lock_to_change() {
    const std::lock_guard gate{m_gate};
    return std::unique_lock{m_mutex};
}

std::unique_ptr<Standing::State> Standing::read() {
    ++m_loads;
    People people;
    auto loaded = load(*m_database.open_reader(), m_practice, {}, people);
    return std::make_unique<State>(m_book, std::move(loaded), std::move(people));
}

void Standing::apply(Change change) {
    const auto lock = lock_to_change();
    if (change.change_seq <= m_state->change_seq) return;
    const auto size = size_of(change);
    if (m_waiting.emplace(change.change_seq, std::move(change)).second) m_waiting_size += size;
    // Who applies is the writer's thread, which everybody waits for. So a change is only noted, and is taken in by
    // who asks; where nobody does for long, here, the oldest ones.
    if (m_waiting_size > noted_size_max && !m_stale) take_waiting(2);
    if (m_waiting_size <= waiting_size_max) return;
    m_dropped_through = std::max(m_dropped_through, m_waiting.rbegin()->first);
    m_waiting.clear();
    m_waiting_size = 0;
    m_stale = true;
}

void Standing::take_waiting(std::size_t most) {
    for (; !m_waiting.empty() && most > 0; --most) {
        const auto first = m_waiting.begin();
        if (first->first > m_state->change_seq + 1) return;
        if (first->first == m_state->change_seq + 1 && !take(first->second)) {
            m_stale = true;
            return;
        }
        m_waiting_size -= size_of(first->second);
        m_state->change_seq = std::max(m_state->change_seq, first->first);
        m_waiting.erase(first);
    }
}

// False: this has to be read again.
bool Standing::take(const Change& change) {
    if (change.versions.size() > versions_followed_count_max) return false;
    for (const auto& version : change.versions) {
        const bool present = version.state == records::State::Present;
        if (version.list == lists::people_list &&
            m_state->people.set(version.kenmerk, present ? version.match : std::nullopt))
            return false;
    }
    for (const auto& version : change.versions) {
        const auto key = key_of(version);
        if (version.state == records::State::Present)
            m_state->present.insert(key);
        else
            m_state->present.erase(key);
        m_present = m_state->present.size();
        std::erase_if(m_state->damaged, [&](const Loaded::Damaged& one) { return one.record == key; });
        m_state->check.take(version.state == records::State::Present
                                ? m_state->facts.of(version, m_state->damaged)
                                : check::Record{key, {}, {}});
    }
    return true;
}

void Standing::forget() {
    const auto lock = lock_to_change();
    m_stale = true;
    ++m_forgets;
}

// A change that still waits was committed, so its caller may have been told; what it waits for is in the
// database as well.
bool Standing::has_to_read() {
    const auto lock = lock_to_change();
    if (!m_stale) take_waiting();
    return m_stale || !m_waiting.empty();
}

void Standing::reload_if_stale() {
    if (!has_to_read()) return;
    const std::lock_guard reading{m_reading};
    if (!has_to_read()) return;
    const auto forgets = [&] {
        const auto lock = lock_to_read();
        return m_forgets;
    }();
    // Without the lock: it may take long, and the writer must not wait for it.
    auto fresh = read();
    const auto lock = lock_to_change();
    m_state.swap(fresh);  // The old one is let go after the lock.
    m_present = m_state->present.size();
    m_stale = m_state->change_seq < m_dropped_through || m_forgets != forgets;
    take_waiting();
}

void Standing::ask(const std::function<void(const check::Check&)>& with) {
    {
        const auto lock = lock_to_read();
        if (is_up_to_date()) return with(m_state->check);
    }
    // Once is enough, also when it is stale again by now: that came after this call.
    reload_if_stale();
    // The first who asks after a change works the answers out, and is answered under the same lock: a stream of
    // changes would else keep it going round.
    const auto lock = lock_to_change();
    m_state->check.settle();
    with(m_state->check);
}

bool Standing::is_up_to_date() const {
    return !m_stale && m_waiting.empty() && m_state->check.is_settled();
}

std::size_t Standing::settles() const {
    const auto lock = lock_to_read();
    return m_state->check.settles();
}

std::int64_t Standing::change_seq() const {
    const auto lock = lock_to_read();
    return m_state->change_seq;
}

std::vector<Loaded::Damaged> Standing::damaged() const {
    const auto lock = lock_to_read();
    return m_state->damaged;
}

}  // namespace kader::standing
