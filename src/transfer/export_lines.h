#pragma once

// The lines of an export: each one JSON object, written in one way only, so that a line means one thing.
// docs/export-format.md says what stands in them. Reading refuses whatever writing would not have made:
// other members, another order, members twice, spaces.

#include <optional>
#include <string>
#include <string_view>

#include "records/version.h"
#include "subjects/ids.h"
#include "subjects/subject.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::transfer {

// What had a key of its own; the key stays behind.
using SubjectLine = subjects::StoredSubject;

// A version with its sealed cells opened.
struct VersionLine {
    records::Version version;
    vault::ByteVector salt;
};

struct AuditLine {
    std::int64_t lane = 0;
    std::int64_t seq = 0;
    std::string entry;  // The canonical bytes.
    vault::ByteVector salt;
    vault::Digest chain{};
};

// Without the line end.
std::string text_of(const SubjectLine&);
std::string text_of(const VersionLine&);
std::string text_of(const AuditLine&);

// Nothing: no such line.
std::optional<SubjectLine> parse_subject(std::string_view);
std::optional<VersionLine> parse_version(std::string_view);
std::optional<AuditLine> parse_audit(std::string_view);

}  // namespace kader::transfer
