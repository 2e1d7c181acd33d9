#pragma once

// How much was given to the writer without waiting for it: whoever gave it may not go before it is answered.

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace kader::accounts {

// Any thread.
class Outstanding {
public:
    void begin() {
        const std::lock_guard lock{m_mutex};
        ++m_count;
    }
    // The last thing of an answer: after it, whoever waits may be gone.
    void end() {
        const std::lock_guard lock{m_mutex};
        if (--m_count == 0) m_none.notify_all();
    }
    // Not on the writer's thread.
    void wait() {
        std::unique_lock lock{m_mutex};
        m_none.wait(lock, [&] { return m_count == 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_none;
    std::size_t m_count = 0;
};

}  // namespace kader::accounts
