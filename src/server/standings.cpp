#include "server/standings.h"

#include <algorithm>

namespace kader::server {

std::shared_ptr<standing::Standing> Standings::of(const subjects::PracticeId& practice) {
    std::shared_ptr<Kept> own;
    {
        std::unique_lock lock{m_mutex};
        while (true) {
            const auto found = m_kept.find(practice);
            if (found == m_kept.end()) break;
            found->second->used = ++m_clock;
            if (found->second->standing) return found->second->standing;
            m_read.wait(lock);
        }
        make_room();
        own = m_kept[practice] = std::make_shared<Kept>();
        own->used = ++m_clock;
    }
    // Changes from here on are kept in `early`, so none falls between reading and following.
    std::shared_ptr<standing::Standing> made;
    try {
        made = std::make_shared<standing::Standing>(m_book, m_database, practice);
    } catch (...) {
        const std::lock_guard lock{m_mutex};
        if (const auto found = m_kept.find(practice); found != m_kept.end() && found->second == own) m_kept.erase(found);
        m_read.notify_all();
        throw;
    }
    const std::lock_guard lock{m_mutex};
    for (auto& change : own->early) made->apply(std::move(change));
    own->early.clear();
    own->standing = made;
    m_read.notify_all();
    return made;
}

void Standings::apply(const subjects::PracticeId& practice, const standing::Change& change) {
    std::shared_ptr<standing::Standing> standing;
    {
        const std::lock_guard lock{m_mutex};
        const auto found = m_kept.find(practice);
        if (found == m_kept.end()) return;
        standing = found->second->standing;
        if (!standing) found->second->early.push_back(change);
    }
    // Who asks this practice something may hold it up; the others do not wait for that.
    if (standing) standing->apply(change);
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
