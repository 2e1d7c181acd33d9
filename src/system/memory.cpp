#include "system/memory.h"

#include <mimalloc.h>

// Null in programs that are not linked with mimalloc.
extern "C" {
long mi_option_get(mi_option_t) __attribute__((weak));
void mi_option_set(mi_option_t, long) __attribute__((weak));
void mi_collect(bool force) __attribute__((weak));
}

namespace kader::system {

Thrift::Thrift() {
    if (!mi_option_get || !mi_option_set) return;
    m_usual = mi_option_get(mi_option_decommit_delay);
    mi_option_set(mi_option_decommit_delay, 0);
}

Thrift::~Thrift() {
    if (!mi_option_set || !mi_collect) return;
    mi_collect(true);
    mi_option_set(mi_option_decommit_delay, m_usual);
}

}  // namespace kader::system
