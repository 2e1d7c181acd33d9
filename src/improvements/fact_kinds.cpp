#include "improvements/fact_kinds.h"

namespace kader::improvements {

std::vector<facts::FactKind> fact_kinds() {
    return {
        {"improvements.planned",
         "improvement",
         "",
         {},
         "",
         "een plan voor een verbetering",
         "a plan for an improvement"},
        {"improvements.done",
         "improvement",
         "",
         {},
         "",
         "een uitgevoerde verbetering",
         "an improvement that was carried out"},
        {"improvements.closed",
         "improvement",
         "",
         {"effect"},
         "",
         "een verbetering met een gemeten effect",
         "an improvement with a measured effect"},
        {"improvements.late",
         "improvement",
         "",
         {},
         "",
         "een verbetering die te laat is",
         "an improvement that is late"},
    };
}

}  // namespace kader::improvements
