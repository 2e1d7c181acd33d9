#pragma once

// The sealed part of a stored version: its body, and what its tag vouches for.
//
// Body, version 1: the salt of the content digest (16 bytes), then the sealed cells as plain_text writes
// them. The tag vouches for every other column of the row and for the place of the row, so that nothing
// in the clear can be changed unnoticed either.

#include "records/record_store.h"

namespace kader::records {

inline constexpr std::string_view version_table = "record_version";

// With the sealed part open, and everything but the bytes filled in.
vault::ByteVector seal_version(const vault::Key&, const subjects::PracticeId&, const Version&,
                               vault::Bytes salt);
// Invalid: not what seal_version made of this version.
Result<OpenedVersion> open_version(const vault::Key&, const subjects::PracticeId&, const Version&,
                                   vault::Bytes sealed);

// Of a person with a name and a day of birth; nothing for everybody else and for other lists.
std::optional<std::array<std::uint8_t, 16>> match_of(const vault::Keyring&, const subjects::PracticeId&,
                                                     std::string_view list, const Cells& cells);

}  // namespace kader::records
