#include "partners/record_types.h"

#include "partners/partner.h"

namespace kader::partners {

std::vector<lists::ListType> record_types() {
    return {lists::list_type<Partner>()};
}

}  // namespace kader::partners
