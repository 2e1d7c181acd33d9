#include "documents/passage.h"

#include "evidence/keys.h"

namespace kader::documents {

std::vector<evidence::NewFact> facts_of(const Passage& passage) {
    return {{.kind = "documents.passage",
             .subject = evidence::document_key(passage.document, passage.version),
             .attributes = {{"element", passage.element}},
             .holds = evidence::from_day(passage.pointed_out_on)}};
}

}  // namespace kader::documents
