#pragma once

// The writer (writer_program.cpp) as a child process, with or without the disk of disk_shim.cpp
// under it.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "durability/disk_shim.h"
#include "durability/house_look.h"

namespace kader::durability {

// A folder of its own that is gone after the test; in memory where there is such a place, because
// these tests sync a great deal and a sync is what they model or count, not what they time.
class Scratch {
public:
    Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch();
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

class Child {
public:
    using Environment = std::map<std::string, std::string>;
    explicit Child(std::vector<std::string> words, const Environment& = {});
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();  // Killed, when it still runs.

    // The next line that it says; nothing when it says nothing for so long, or has ended.
    std::optional<std::string> next_line(std::chrono::milliseconds wait);
    // Reads until a line for which `is_it` holds. Each line goes through `receipts` on the way.
    std::optional<std::string> await(const std::function<bool(const std::string&)>& is_it,
                                     std::chrono::milliseconds wait);
    std::optional<std::string> await_start(const std::string& start,
                                           std::chrono::milliseconds wait = std::chrono::seconds{
                                               20});
    // Everything that it still says until it ends. False: it did not end in time.
    bool read_to_end(std::chrono::milliseconds wait = std::chrono::seconds{60});

    void close_input();
    void kill();
    // Its exit code, or minus the signal that ended it.
    int wait();

    // What it acknowledged until now.
    const std::vector<std::uint64_t>& receipts() const { return m_receipts; }
    void add_receipts_to(Receipts&) const;
    pid_t process() const { return m_process; }

private:
    void note(const std::string& line);
    pid_t m_process = 0;
    int m_output = -1, m_input = -1;
    std::string m_read;
    bool m_ended = false;
    std::vector<std::uint64_t> m_receipts;
};

// The environment that puts the disk under a child.
Child::Environment disk_under(const std::filesystem::path& folder);

// The control of a disk, shared with the child that was started with it.
class Control {
public:
    explicit Control(const std::filesystem::path& file);
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;
    ~Control();
    DiskControl* operator->() const { return m_memory; }
    std::string path() const { return m_path; }

private:
    std::string m_path;
    DiskControl* m_memory = nullptr;
};

}  // namespace kader::durability
