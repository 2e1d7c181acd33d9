#include "storage/session.h"

#include "kernel/check.h"

namespace kader::storage {

std::string_view word(Fault fault) {
    switch (fault) {
        case Fault::Unique:
            return "unique";
        case Fault::ForeignKey:
            return "foreign_key";
        case Fault::Check:
            return "check";
        case Fault::Busy:
            return "busy";
        case Fault::ReadOnly:
            return "read_only";
        case Fault::Full:
            return "full";
        case Fault::Io:
            return "io";
        case Fault::Gone:
            return "gone";
        case Fault::Damaged:
            return "damaged";
        case Fault::Newer:
            return "newer";
        case Fault::Other:
            return "other";
    }
    HALT_UNLESS(false && "a fault of the list");
    return {};
}

}  // namespace kader::storage
