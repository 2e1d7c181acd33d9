#include "durability/recording.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace kader::durability {

Recording::Recording(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    m_bytes.assign(std::istreambuf_iterator<char>{file}, {});
    std::string_view rest = m_bytes;
    const auto take = [&](std::uint64_t count) {
        if (rest.size() < count) throw std::runtime_error{"a recording that stops halfway"};
        const auto taken = rest.substr(0, std::size_t(count));
        rest.remove_prefix(std::size_t(count));
        return taken;
    };
    while (!rest.empty()) {
        RecordedHead head;
        std::memcpy(&head, take(sizeof head).data(), sizeof head);
        Operation operation;
        operation.kind = head.kind;
        operation.handle = head.handle;
        operation.offset = head.offset;
        operation.path = take(head.path_bytes);
        operation.bytes = take(head.data_bytes);
        operation.made = (head.flags & 1) != 0;
        operation.emptied = (head.flags & 2) != 0;
        m_operations.push_back(operation);
    }
}

}  // namespace kader::durability
