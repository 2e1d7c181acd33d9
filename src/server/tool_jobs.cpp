#include "server/tool_jobs.h"

namespace kader::server {

ToolJobs::~ToolJobs() {
    stop();
    m_workers.reset();
}

ToolJobs::Taken ToolJobs::run(const std::string& name, std::function<void()> work, std::function<void()> answer) {
    {
        const std::lock_guard lock{m_mutex};
        if (!m_names.insert(name).second) return Taken::Busy;
    }
    const auto release = [this, name] {
        const std::lock_guard lock{m_mutex};
        m_names.erase(name);
    };
    const bool taken = m_workers->run([release, work = std::move(work), answer = std::move(answer)] {
        work();
        // Before the answer: whoever hears it may ask for the next at once.
        release();
        answer();
    });
    if (taken) return Taken::Yes;
    release();
    return Taken::Full;
}

}  // namespace kader::server
