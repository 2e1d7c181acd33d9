#pragma once

// The memory in which keys live: pages of libsodium's own, each with room for 512 keys, so that thousands
// of keys cost kilobytes. Locked (as far as the system allows), left out of core dumps, fenced by pages
// that cannot be touched, and writable only while a key is put in or wiped.
//
// Any thread. Pages are kept for the next keys and never given back.

#include <cstdint>
#include <span>

namespace kader::vault::key_memory {

// The 32 bytes, copied to a place of their own. Throws std::bad_alloc.
std::uint8_t* keep(std::span<const std::uint8_t> bytes);
// Wipes them.
void let_go(std::uint8_t* kept) noexcept;

}  // namespace kader::vault::key_memory
