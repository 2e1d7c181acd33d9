#pragma once

// A few threads that do what a connection may not wait for. Bounded: what does not fit is refused at once.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kader::server {

class Workers {
public:
    // Told on the thread of the job what it threw. May not throw.
    using Failed = std::function<void(const std::exception&)>;
    Workers(int threads, std::size_t waiting_max, Failed failed = {});
    // stop().
    ~Workers();

    // False: too much waits already, or it is over. What a job throws ends that job alone: the reply it drops
    // answers 500.
    bool run(std::function<void()> job);
    std::size_t waiting() const;
    // Jobs that threw.
    std::size_t failed() const;
    // Finishes what waits and takes nothing more. Once or more, from one thread; not from a job.
    void stop();

private:
    void work();

    std::size_t m_waiting_max;
    Failed m_on_failed;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    std::size_t m_failed = 0;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

}  // namespace kader::server
