#pragma once

// What passes between a Decoder and kader-decode, over one stream socket between two processes of one machine,
// built together: so whole structs, in the machine's own order of bytes.
//
//   kader-decode says Hello once. Then, for each document: Request and its bytes; Answer and its text.
//   A side that hears anything else hangs up.

#include <cstdint>
#include <type_traits>

namespace kader::decoding::protocol {

inline constexpr std::uint32_t version = 0x4B444331;  // "KDC1"
inline constexpr int socket_number = 3;               // The descriptor that kader-decode is born with.

struct Hello {
    std::uint32_t version = protocol::version;
    std::int32_t landlock_abi = 0;
    std::uint32_t is_locked = 0;  // 1: a child was locked up and said so.
    std::uint32_t unused = 0;
};

enum class Job : std::uint32_t { Pdf = 1, Docx = 2 };

struct Request {
    std::uint32_t version = protocol::version;
    Job job = Job::Pdf;
    std::uint64_t bytes = 0;
};

enum class Result : std::uint32_t { Text, NoText, Locked, Damaged, TooLarge, Bomb, TookTooLong, NotLockedUp, OtherKind };
inline constexpr std::uint32_t results_count = 9;

enum Flag : std::uint32_t { has_macros = 1, has_embedded = 2, is_cut = 4 };

// Also what the child tells kader-decode, with peak_memory_kib 0.
struct Answer {
    std::uint32_t version = protocol::version;
    Result result = Result::Damaged;
    std::uint32_t flags = 0;
    std::uint32_t pages = 0, pages_without_text = 0;
    std::uint32_t text_bytes = 0;  // 0 unless the result is Text.
    std::int64_t peak_memory_kib = 0;
};

static_assert(std::is_trivially_copyable_v<Hello> && std::is_trivially_copyable_v<Request> && std::is_trivially_copyable_v<Answer>);
static_assert(sizeof(Hello) == 16 && sizeof(Request) == 16 && sizeof(Answer) == 32);

}  // namespace kader::decoding::protocol
