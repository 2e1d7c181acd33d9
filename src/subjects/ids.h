#pragma once

// The ids of all that can be pointed at. To name a thing is not to depend on it.

#include "kernel/uuid.h"

namespace kader::subjects {

using PracticeId = Uuid<struct PracticeTag>;
// What has a key of its own: the practice itself, a staff file, later a dossier, a complaint.
using SubjectId = Uuid<struct SubjectTag>;
using RecordId = Uuid<struct RecordTag>;
// Who acts: an account, or one of the fixed actors of access/grant.h.
using ActorId = Uuid<struct ActorTag>;
using ImportId = Uuid<struct ImportTag>;
// A reason in words, sealed; and one use of emergency access.
using NoteId = Uuid<struct NoteTag>;
using BreakGlassId = Uuid<struct BreakGlassTag>;

}  // namespace kader::subjects
