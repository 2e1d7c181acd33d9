#pragma once

// A few threads that do what a connection may not wait for. Bounded: what does not fit is refused at once.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kader::server {

class Workers {
public:
    Workers(int threads, std::size_t waiting_max);
    // Finishes what waits.
    ~Workers();

    // False: too much waits already. A job does not throw.
    bool run(std::function<void()> job);
    std::size_t waiting() const;

private:
    void work();

    std::size_t m_waiting_max;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

}  // namespace kader::server
