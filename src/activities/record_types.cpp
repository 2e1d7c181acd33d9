#include "activities/record_types.h"

#include "activities/meeting.h"

namespace kader::activities {

std::vector<lists::ListType> record_types() {
    return {lists::list_type<Meeting>()};
}

}  // namespace kader::activities
