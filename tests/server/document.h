#pragma once

// The OpenAPI document that the program prints, and whether an answer is what it promises.

#include "server/served.h"

namespace kader::server_tests {

struct Operation {
    std::string method, path;  // "GET", "/api/records/{list}"
    bool needs_session = false;
    json::object declared;
    // The address with something in the place of each parameter.
    std::string target(std::string_view of_list = "mensen", std::string_view kenmerk = "P1") const;
};

const json::object& document();
const std::vector<Operation>& operations();
const Operation& operation(std::string_view id);

// What is not as the document says of the answer to an operation; empty when all is.
std::vector<std::string> faults(const Operation&, const Answer&);

}  // namespace kader::server_tests
