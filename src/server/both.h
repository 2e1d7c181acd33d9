#pragma once

#include "answers/check_answer.h"

namespace kader::server {

// As it travels.
inline answers::BothLanguages in_both(const Text& text) { return {text.nl, text.en}; }

}  // namespace kader::server
