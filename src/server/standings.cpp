#include "server/standings.h"

#include <algorithm>

namespace kader::server {

namespace {

// More than this goes into the standing itself, which knows what to keep of it.
constexpr std::size_t waiting_size_max = 4096;

}  // namespace

std::shared_ptr<standing::Standing> Standings::of(const subjects::PracticeId& practice) {
    std::shared_ptr<Kept> own;
    {
        std::unique_lock lock{m_mutex};
        while (true) {
            const auto found = m_kept.find(practice);
            if (found == m_kept.end()) break;
            const auto kept = found->second;
            kept->used = ++m_clock;
            if (kept->standing) {
                lock.unlock();
                give(*kept);
                return kept->standing;
            }
            m_read.wait(lock);
        }
        make_room();
        own = m_kept[practice] = std::make_shared<Kept>();
        own->used = ++m_clock;
    }
    // Changes from here on wait, so none falls between reading and following.
    std::shared_ptr<standing::Standing> made;
    try {
        made = std::make_shared<standing::Standing>(m_book, m_database, practice);
    } catch (...) {
        const std::lock_guard lock{m_mutex};
        if (const auto found = m_kept.find(practice); found != m_kept.end() && found->second == own) m_kept.erase(found);
        m_read.notify_all();
        throw;
    }
    {
        const std::lock_guard lock{m_mutex};
        own->standing = made;
        m_read.notify_all();
    }
    give(*own);
    return made;
}

void Standings::give(Kept& kept) {
    const std::lock_guard giving{kept.giving};
    std::vector<standing::Change> changes;
    {
        const std::lock_guard lock{m_mutex};
        changes.swap(kept.waiting);
        kept.waiting_size = 0;
    }
    for (auto& change : changes) kept.standing->apply(std::move(change));
}

void Standings::apply(const subjects::PracticeId& practice, const standing::Change& change) {
    std::shared_ptr<Kept> kept;
    {
        const std::lock_guard lock{m_mutex};
        const auto found = m_kept.find(practice);
        if (found == m_kept.end()) return;
        kept = found->second;
        kept->waiting.push_back(change);
        kept->waiting_size += 1 + change.versions.size();
        // While it is being read all of it waits.
        if (kept->waiting_size < waiting_size_max || !kept->standing) return;
    }
    // Nobody asked for thousands of changes: once in so many it may wait for the one who asks just now.
    give(*kept);
}

void Standings::forget(const subjects::PracticeId& practice) {
    const std::lock_guard lock{m_mutex};
    // Who is reading it now keeps their own; it is not given to the next.
    m_kept.erase(practice);
    m_read.notify_all();
}

void Standings::forget_all() {
    const std::lock_guard lock{m_mutex};
    m_kept.clear();
    m_read.notify_all();
}

std::size_t Standings::count() const {
    const std::lock_guard lock{m_mutex};
    return m_kept.size();
}

void Standings::make_room() {
    while (m_kept.size() >= m_count_max) {
        auto oldest = m_kept.end();
        for (auto at = m_kept.begin(); at != m_kept.end(); ++at)
            if (at->second->standing && (oldest == m_kept.end() || at->second->used < oldest->second->used)) oldest = at;
        if (oldest == m_kept.end()) return;
        m_kept.erase(oldest);
    }
}

}  // namespace kader::server
