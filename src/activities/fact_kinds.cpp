#include "activities/fact_kinds.h"

namespace kader::activities {

std::vector<facts::FactKind> fact_kinds() {
    return {
        {"activities.meeting",
         "practice",
         "",
         {"kind"},
         "the number of people present",
         "een verslag van een bijeenkomst",
         "the notes of a meeting"},
        {"activities.topic",
         "practice",
         "",
         {"topic", "kind"},
         "",
         "een onderwerp van een bijeenkomst",
         "a topic of a meeting"},
        {"activities.attended",
         "person",
         "",
         {"kind"},
         "",
         "iemands aanwezigheid bij een bijeenkomst",
         "someone's presence at a meeting"},
    };
}

}  // namespace kader::activities
