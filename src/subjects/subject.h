#pragma once

// A subject: what has a key of its own, so that it can be destroyed by itself.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "storage/session.h"
#include "storage/writer.h"
#include "subjects/ids.h"
#include "vault/subject_keys.h"

namespace kader::subjects {

// The numbers are stored; never reuse one.
enum class SubjectKind : std::int64_t { Practice = 1, StaffFile = 2, Account = 3 };

// A subject by what it is and how the practice names it: the kenmerk of a person, the id of an account, or
// "" for the practice.
struct SubjectRef {
    SubjectKind kind = SubjectKind::Practice;
    std::string name;
    friend auto operator<=>(const SubjectRef&, const SubjectRef&) = default;
};

// Within a unit: finds it, or makes it with a key of its own.
SubjectId subject_for(storage::Unit&, vault::SubjectKeys&, const SubjectRef&);
std::optional<SubjectId> find_subject(storage::Session&, const PracticeId&, const SubjectRef&);
bool is_subject(storage::Session&, const PracticeId&, const SubjectId&);

// A subject as it moves with its practice: all but its key, which stays behind.
struct StoredSubject {
    SubjectId id;
    SubjectRef ref;
    system::Instant created_at{};
};
// Every subject of a practice, by id. The visitor may not use the session.
void each_subject(storage::Session&, const PracticeId&, const std::function<void(const StoredSubject&)>&);
// With the id it had, and a new key.
void add_old_subject(storage::Unit&, vault::SubjectKeys&, const StoredSubject&);

}  // namespace kader::subjects
