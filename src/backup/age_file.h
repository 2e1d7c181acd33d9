#pragma once

// Whole files of age: after the head a nonce of 16 bytes, and the content in pieces of 64 KiB, each with its
// own tag, the last one marked as the last. What comes out was checked, piece by piece; that it is whole is
// known only when reading has ended well.

#include <functional>

#include "backup/age_header.h"
#include "kernel/result.h"

namespace kader::backup {

inline constexpr std::size_t age_piece_bytes = 64 * 1024;

// Takes bytes. May throw.
using Sink = std::function<void(Bytes)>;
// Fills as much as it can and gives how much that was; less only at the end. May throw.
using Source = std::function<std::size_t(std::span<std::uint8_t>)>;

// How long a file of so much content becomes.
std::uint64_t age_file_bytes(std::uint64_t content_bytes, std::size_t recipients_count);

// Writes to the sink as it goes; memory does not grow. One thread.
class AgeWriter {
public:
    AgeWriter(const FileKey&, std::span<const PublicKey> recipients, Sink);
    ~AgeWriter();
    AgeWriter(const AgeWriter&) = delete;
    AgeWriter& operator=(const AgeWriter&) = delete;
    void write(Bytes);
    // Exactly once; without it the file is cut off, and readers notice.
    void finish();

private:
    void put(bool is_last);
    Sink m_sink;
    PayloadKey m_key;
    ByteVector m_piece;
    std::uint64_t m_number = 0;
};

enum class AgeFault {
    NotAge,    // No file of age, or a head beyond the limits.
    OtherKey,  // This key does not open it, or its head was changed.
    Damaged,   // A piece was changed.
    Cut,       // The end is missing.
};

// Nothing: all of it was read. Else what is wrong; then whatever the sink was given is to be thrown away.
std::optional<AgeFault> read_age(const Source&, const FileKey&, const Sink&);
std::optional<AgeFault> read_age(const Source&, const vault::Key& secret, const Sink&);

}  // namespace kader::backup
