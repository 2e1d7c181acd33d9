#include "check/record_types.h"

#include <initializer_list>

#include "activities/fact_kinds.h"
#include "activities/record_types.h"
#include "documents/fact_kinds.h"
#include "documents/record_types.h"
#include "improvements/fact_kinds.h"
#include "improvements/record_types.h"
#include "memberships/fact_kinds.h"
#include "memberships/record_types.h"
#include "partners/fact_kinds.h"
#include "partners/record_types.h"
#include "practice/fact_kinds.h"
#include "practice/record_types.h"
#include "security_management/fact_kinds.h"
#include "security_management/record_types.h"
#include "staff/fact_kinds.h"
#include "staff/record_types.h"

namespace kader::check {

namespace {

template <class T>
std::vector<T> joined(std::initializer_list<std::vector<T>> rooms) {
    std::vector<T> all;
    for (const auto& room : rooms) all.insert(all.end(), room.begin(), room.end());
    return all;
}

}  // namespace

const std::vector<lists::ListType>& record_types() {
    static const auto all =
        joined<lists::ListType>({practice::record_types(), staff::record_types(),
                                 documents::record_types(), activities::record_types(),
                                 improvements::record_types(), security_management::record_types(),
                                 memberships::record_types(), partners::record_types()});
    return all;
}

const std::vector<facts::FactKind>& fact_kinds() {
    static const auto all = joined<facts::FactKind>(
        {practice::fact_kinds(), staff::fact_kinds(), documents::fact_kinds(),
         activities::fact_kinds(), improvements::fact_kinds(), security_management::fact_kinds(),
         memberships::fact_kinds(), partners::fact_kinds()});
    return all;
}

}  // namespace kader::check
