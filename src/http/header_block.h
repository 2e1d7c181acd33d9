#pragma once

// The raw header block of a request, looked at before any parser may be lenient about it. Fuzzed.

#include <cstddef>
#include <string_view>

namespace kader::http {

inline constexpr std::size_t header_bytes_max = 16 * 1024;
inline constexpr std::size_t header_line_bytes_max = 8 * 1024;
inline constexpr std::size_t header_fields_max = 64;

// Where the block ends: the number of bytes through the empty line; 0 when the end is not there yet.
std::size_t header_end(std::string_view bytes);

// Whether a line feed stands there without its CR. `bytes` need not be a whole block: so a client that
// never sends CR LF is told at once.
bool has_bare_line_feed(std::string_view bytes);

enum class BlockFault { None, BareLineFeed, BareReturn, ControlCharacter, FoldedLine, SpaceBeforeColon, LongLine, ManyFields };
// `block` is a whole block, through the empty line.
BlockFault fault_of(std::string_view block);
// What the other side reads; in English, as all of HTTP.
std::string_view sentence(BlockFault);

}  // namespace kader::http
