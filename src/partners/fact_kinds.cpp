#include "partners/fact_kinds.h"

namespace kader::partners {

std::vector<facts::FactKind> fact_kinds() {
    return {
        {"partners.partner", "partner", "", {"kind"}, "", "een partner", "a partner"},
        {"partners.does",
         "partner",
         "",
         {"activity"},
         "",
         "iets wat een partner doet",
         "something that a partner does"},
        {"partners.agreed",
         "partner",
         "",
         {},
         "",
         "vastgelegde afspraken met een partner",
         "a written arrangement with a partner"},
    };
}

}  // namespace kader::partners
