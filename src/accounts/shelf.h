#pragma once

// Things that wait for a few minutes under a token, in memory of fixed size: when it is full, who waits longest
// makes room, so that a crowd costs no more than it.

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>

#include "vault/sealed.h"

namespace kader::accounts {

// Any thread. What is put there is worth nothing after `life`.
template <class Thing>
class Shelf {
public:
    using Time = std::chrono::steady_clock::time_point;
    Shelf(std::size_t most, std::chrono::seconds life) : m_most(most), m_life(life) {}

    void put(const vault::Digest& key, Thing thing, Time now) {
        const std::lock_guard lock{m_mutex};
        drop_old(now);
        if (m_things.size() >= m_most) {
            m_things.erase(m_order.begin()->second);
            m_order.erase(m_order.begin());
        }
        if (!m_things.emplace(key, Kept{std::move(thing), now, m_count}).second) return;
        m_order.emplace(m_count++, key);
    }
    // Copies it; it stays.
    std::optional<Thing> look(const vault::Digest& key, Time now) {
        const std::lock_guard lock{m_mutex};
        drop_old(now);
        const auto found = m_things.find(key);
        return found == m_things.end() ? std::nullopt : std::optional{found->second.thing};
    }
    // Takes it off: each thing is given once.
    std::optional<Thing> take(const vault::Digest& key, Time now) {
        const std::lock_guard lock{m_mutex};
        drop_old(now);
        const auto found = m_things.find(key);
        if (found == m_things.end()) return {};
        std::optional<Thing> thing{std::move(found->second.thing)};
        m_order.erase(found->second.number);
        m_things.erase(found);
        return thing;
    }
    // Changes it where it lies, when it is still there.
    template <class Change>
    void change(const vault::Digest& key, Change change) {
        const std::lock_guard lock{m_mutex};
        if (const auto found = m_things.find(key); found != m_things.end()) change(found->second.thing);
    }
    std::size_t size() const {
        const std::lock_guard lock{m_mutex};
        return m_things.size();
    }

private:
    struct Kept {
        Thing thing;
        Time put;
        std::size_t number;
    };
    void drop_old(Time now) {
        while (!m_order.empty()) {
            const auto oldest = m_things.find(m_order.begin()->second);
            if (now - oldest->second.put < m_life) return;
            m_things.erase(oldest);
            m_order.erase(m_order.begin());
        }
    }

    const std::size_t m_most;
    const std::chrono::seconds m_life;
    mutable std::mutex m_mutex;
    std::map<vault::Digest, Kept> m_things;
    std::map<std::size_t, vault::Digest> m_order;  // In which they came.
    std::size_t m_count = 0;
};

}  // namespace kader::accounts
