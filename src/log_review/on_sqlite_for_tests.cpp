#include "log_review/review_for_tests.h"

namespace kader::log_review {

migrations::EngineForTests engine_for_tests() { return {}; }

}  // namespace kader::log_review
