#include "server/workers.h"

#include <exception>

#include "system/thread_name.h"

namespace kader::server {

Workers::Workers(int threads, std::size_t waiting_max, Failed failed) : m_waiting_max(waiting_max), m_on_failed(std::move(failed)) {
    for (int i = 0; i < threads; ++i) m_threads.emplace_back([this] { work(); });
}

Workers::~Workers() {
    stop();
}

void Workers::stop() {
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
    }
    m_wake.notify_all();
    for (auto& thread : m_threads)
        if (thread.joinable()) thread.join();
}

bool Workers::run(std::function<void()> job) {
    {
        const std::lock_guard lock{m_mutex};
        if (m_ending || m_jobs.size() >= m_waiting_max) return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock{m_mutex};
    return m_jobs.size();
}

std::size_t Workers::failed() const {
    const std::lock_guard lock{m_mutex};
    return m_failed;
}

void Workers::work() {
    system::name_thread("kader-worker");
    while (true) {
        std::function<void()> job;
        {
            std::unique_lock lock{m_mutex};
            m_wake.wait(lock, [&] { return m_ending || !m_jobs.empty(); });
            if (m_jobs.empty()) return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        try {
            job();
        } catch (const std::exception& error) {
            if (m_on_failed) m_on_failed(error);
            const std::lock_guard lock{m_mutex};
            ++m_failed;
        }
    }
}

}  // namespace kader::server
