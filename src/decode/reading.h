#pragma once

// What opening one document came to. The text goes through decoding/plain_text.h at the other side.

#include <string>

#include "decoding/protocol.h"

namespace kader::decode {

struct Reading {
    decoding::protocol::Result result = decoding::protocol::Result::Damaged;
    std::string text;
    int pages = 0, pages_without_text = 0;
    bool has_macros = false, has_embedded = false, is_cut = false;
};

}  // namespace kader::decode
