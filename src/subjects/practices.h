#pragma once

// The practices of an installation, by name.

#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "kernel/text.h"
#include "storage/session.h"
#include "storage/writer.h"
#include "subjects/ids.h"

namespace kader::subjects {

struct Practice {
    PracticeId id;
    std::string name;
    system::Instant created_at{};
};

// 1 to 100 characters, printable UTF-8, trimmed. Compared without regard to case (kernel/text.h folded).
Result<std::string> practice_name(std::string_view, Language = Language::Dutch);

// A practice that is being moved in is not there yet for anybody else: not in practices(), not in
// find_practice().
enum class Arrival : std::int64_t { BeingMovedIn = 0, Complete = 1 };

// The unit is of the new practice: its id is unit.practice(). Conflict: a practice with this name exists,
// or is being moved in; or one with this id. Makes neither its subject nor its first line in the log.
// `created_at` is that of the unit, unless the practice was made elsewhere before.
std::optional<Error> add_practice(storage::Unit&, const std::string& name, Arrival = Arrival::Complete,
                                  Language = Language::Dutch, std::optional<system::Instant> created_at = {});
// The last step of moving in.
void complete_practice(storage::Unit&);
// Every practice that is complete, by name.
std::vector<Practice> practices(storage::Session&);
// Those that a broken move left behind.
std::vector<Practice> practices_being_moved_in(storage::Session&);
// NotFound names the practices there are.
Result<Practice> find_practice(storage::Session&, std::string_view name, Language = Language::Dutch);

}  // namespace kader::subjects
