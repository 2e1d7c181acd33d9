#include "improvements/record_types.h"

#include "improvements/improvement.h"

namespace kader::improvements {

std::vector<lists::ListType> record_types() {
    return {lists::list_type<Improvement>()};
}

}  // namespace kader::improvements
