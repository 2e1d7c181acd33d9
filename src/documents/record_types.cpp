#include "documents/record_types.h"

#include "documents/controlled_document.h"
#include "documents/passage.h"
#include "documents/read_confirmation.h"

namespace kader::documents {

std::vector<lists::ListType> record_types() {
    return {lists::list_type<ControlledDocument>(), lists::list_type<Passage>(),
            lists::list_type<ReadConfirmation>()};
}

}  // namespace kader::documents
