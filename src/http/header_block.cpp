#include "http/header_block.h"

namespace kader::http {

namespace {
constexpr std::string_view block_end = "\r\n\r\n";
}

std::size_t header_end(std::string_view bytes) {
    const auto found = bytes.find(block_end);
    return found == std::string_view::npos ? 0 : found + block_end.size();
}

bool has_bare_line_feed(std::string_view bytes) {
    for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1))
        if (at == 0 || bytes[at - 1] != '\r') return true;
    return false;
}

BlockFault fault_of(std::string_view block) {
    std::size_t fields = 0;
    bool first = true;
    while (!block.empty()) {
        const auto feed = block.find('\n');
        if (feed == std::string_view::npos || feed == 0 || block[feed - 1] != '\r') return BlockFault::BareLineFeed;
        const auto line = block.substr(0, feed - 1);
        block.remove_prefix(feed + 1);
        if (line.size() > header_line_bytes_max) return BlockFault::LongLine;
        for (const char c : line) {
            if (c == '\r') return BlockFault::BareReturn;
            const auto byte = static_cast<unsigned char>(c);
            if ((byte < 0x20 && c != '\t') || byte == 0x7f) return BlockFault::ControlCharacter;
        }
        if (first) {
            first = false;
            continue;
        }
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') return BlockFault::FoldedLine;
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && colon > 0 && (line[colon - 1] == ' ' || line[colon - 1] == '\t'))
            return BlockFault::SpaceBeforeColon;
        if (++fields > header_fields_max) return BlockFault::ManyFields;
    }
    return BlockFault::None;
}

std::string_view sentence(BlockFault fault) {
    switch (fault) {
        case BlockFault::None: return "";
        case BlockFault::BareLineFeed: return "a header line must end in CR LF";
        case BlockFault::BareReturn: return "a CR stands within a header line";
        case BlockFault::ControlCharacter: return "a control character stands in the header";
        case BlockFault::FoldedLine: return "a header line is folded";
        case BlockFault::SpaceBeforeColon: return "a space stands before the colon of a header";
        case BlockFault::LongLine: return "a header line is too long";
        case BlockFault::ManyFields: return "there are too many header fields";
    }
    return "";
}

}  // namespace kader::http
