#include "documents/read_confirmation.h"

#include "evidence/keys.h"

namespace kader::documents {

std::vector<evidence::NewFact> facts_of(const ReadConfirmation& read) {
    return {{.kind = "documents.read",
             .subject = evidence::person_key(read.person),
             .relation = evidence::document_key(read.document, read.version),
             .holds = evidence::from_day(read.read_on)}};
}

}  // namespace kader::documents
