#include "accounts/house_for_tests.h"

namespace kader::accounts {

migrations::EngineForTests engine_for_tests() { return {}; }

}  // namespace kader::accounts
