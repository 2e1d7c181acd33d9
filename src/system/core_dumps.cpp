#include "system/core_dumps.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace kader::system {

void forbid_core_dumps() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    // The limit does not hold for a core that is piped to a program; this does.
    ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace kader::system
