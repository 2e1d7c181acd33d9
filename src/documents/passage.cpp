#include "documents/passage.h"

#include "facts/keys.h"

namespace kader::documents {

std::vector<facts::NewFact> facts_of(const Passage& passage) {
    return {{.kind = "documents.passage",
             .subject = facts::document_key(passage.document, passage.version),
             .attributes = {{"element", passage.element}},
             .holds = facts::from_day(passage.pointed_out_on)}};
}

}  // namespace kader::documents
