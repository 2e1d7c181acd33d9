#pragma once

// Reasons in words. A line of the log never holds them: they are sealed under the key of whom they are about, and
// the line names them. So when that key is destroyed nobody can read them, and the log is still whole.

#include <string>
#include <string_view>

#include "kernel/result.h"
#include "storage/writer.h"
#include "subjects/ids.h"
#include "vault/sealed.h"
#include "vault/subject_keys.h"

namespace kader::audit {

// Characters, without spaces around it.
inline constexpr std::size_t note_characters_max = 2000;

// Invalid: too long, or with characters that lead a screen astray. NotFound: the subject has no key any more. Refused
// before it writes.
Result<subjects::NoteId> keep_note(storage::Unit&, vault::SubjectKeys&, const subjects::SubjectId&, std::string_view text);
// Invalid: damaged. NotFound: no such note, or its key was destroyed.
Result<std::string> read_note(storage::Session&, vault::SubjectKeys&, const subjects::PracticeId&, const subjects::NoteId&);

// In characters, not bytes.
std::size_t length_of(std::string_view text);

}  // namespace kader::audit
