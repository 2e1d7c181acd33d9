#pragma once

// What a disk was told, in order, as disk_shim.cpp wrote it down.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "durability/disk_shim.h"

namespace kader::durability {

struct Operation {
    using Kind = RecordedHead::Kind;
    Kind kind{};
    std::uint32_t handle = 0;
    std::uint64_t offset = 0;  // Of the write; the new size; the number that was acknowledged.
    std::string_view path;     // Below the folder; "" is the folder itself.
    std::string_view bytes;    // Of the write; the new name.
    bool made = false;         // Open: there was no such file before.
    bool emptied = false;      // Open: what it held is gone.
};

class Recording {
public:
    // Throws std::runtime_error when the file is not a whole recording.
    explicit Recording(const std::filesystem::path&);
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    const std::vector<Operation>& operations() const { return m_operations; }

private:
    std::string m_bytes;
    std::vector<Operation> m_operations;
};

}  // namespace kader::durability
