#include "memberships/fact_kinds.h"

namespace kader::memberships {

std::vector<facts::FactKind> fact_kinds() {
    return {
        {"memberships.member",
         "membership",
         "",
         {"kind", "number"},
         "",
         "een lidmaatschap",
         "a membership"},
        {"memberships.recognised",
         "membership",
         "",
         {},
         "",
         "een instantie waarvan de erkenning gezien is",
         "a body whose recognition was seen"},
        {"memberships.recognition_lost",
         "membership",
         "",
         {},
         "",
         "een erkenning die vervallen is",
         "a recognition that has ended"},
        {"memberships.complaints_officer",
         "officer",
         "",
         {"independent", "described", "free", "reachable"},
         "",
         "een klachtenfunctionaris",
         "a complaints officer"},
    };
}

}  // namespace kader::memberships
