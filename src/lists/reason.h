#pragma once

#include <string>

namespace kader::lists {

// Why something was refused or noticed, in both languages of the reader.
struct Reason {
    std::string nl;
    std::string en;
    friend bool operator==(const Reason&, const Reason&) = default;
};

}  // namespace kader::lists
