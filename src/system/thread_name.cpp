#include "system/thread_name.h"

#include <pthread.h>

namespace kader::system {

void name_thread(const char* name) {
    // A name that is refused is missed by nobody but whoever looks.
    ::pthread_setname_np(::pthread_self(), name);
}

}  // namespace kader::system
