#include "documents/fact_kinds.h"

namespace kader::documents {

std::vector<facts::FactKind> fact_kinds() {
    return {
        {"documents.version",
         "document",
         "person",
         {"type", "accessible"},
         "",
         "een geldende versie van een document",
         "a version of a document in force"},
        {"documents.protocol",
         "treatment",
         "document",
         {"type"},
         "",
         "een protocol voor een behandeling",
         "a protocol for a treatment"},
        {"documents.passage",
         "document",
         "",
         {"element"},
         "",
         "een aangewezen plaats in een document",
         "a place pointed out in a document"},
        {"documents.read",
         "person",
         "document",
         {},
         "",
         "een bevestiging dat iemand een versie las",
         "a confirmation that someone read a version"},
    };
}

}  // namespace kader::documents
