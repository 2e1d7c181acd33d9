#pragma once

// The name of a type, for a log: an exception's words may repeat what somebody sent, its type cannot.

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <typeinfo>

namespace kader {

// "std::out_of_range"; the compiler's own form when that cannot be read.
inline std::string type_name(const std::type_info& type) {
    struct Free {
        void operator()(char* text) const { std::free(text); }
    };
    int status = 0;
    const std::unique_ptr<char, Free> readable{abi::__cxa_demangle(type.name(), nullptr, nullptr, &status)};
    return status == 0 && readable ? readable.get() : type.name();
}

}  // namespace kader
