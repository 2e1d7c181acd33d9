#include "documents/read_confirmation.h"

#include "facts/keys.h"

namespace kader::documents {

std::vector<facts::NewFact> facts_of(const ReadConfirmation& read) {
    return {{.kind = "documents.read",
             .subject = facts::person_key(read.person),
             .relation = facts::document_key(read.document, read.version),
             .holds = facts::from_day(read.read_on)}};
}

}  // namespace kader::documents
