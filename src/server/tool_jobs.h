#pragma once

// What the command line asks of a running server and what takes long: an import, an export. On threads of their
// own, so that nobody who reads waits for it; one at a time of what would be in each other's way.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "server/workers.h"

namespace kader::server {

// Any thread.
class ToolJobs {
public:
    enum class Taken { Yes, Busy, Full };

    explicit ToolJobs(Workers::Failed failed = {})
        : m_workers(std::make_unique<Workers>(threads_count, waiting_max, std::move(failed))) {}
    // stop(), and waits for what was taken.
    ~ToolJobs();

    // `work` runs later, and after it `answer`, when nothing of this name is under way any more. Busy: a job of
    // this name is under way or waits. Neither may throw.
    Taken run(const std::string& name, std::function<void()> work, std::function<void()> answer);
    // Jobs are asked to end as soon as what is stored is in order.
    void stop() { m_stopping = true; }
    bool is_stopping() const { return m_stopping; }

private:
    static constexpr int threads_count = 2;
    static constexpr std::size_t waiting_max = 8;

    std::atomic<bool> m_stopping = false;
    std::mutex m_mutex;
    std::set<std::string> m_names;
    std::unique_ptr<Workers> m_workers;
};

}  // namespace kader::server
