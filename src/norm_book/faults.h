#pragma once

// What the linter refuses, collected: one wrong row never hides the next.

#include <string>
#include <vector>

#include "norm_book/condition.h"

namespace kader::norm_book {

// One refusal of the linter: where, and a reason that says what to do.
struct Fault {
    Position position;
    std::string reason;
};
std::string text_of(const Fault&);  // "norms/requirements/q07.toml:12: …"

class Faults {
public:
    void add(Position position, std::string reason) {
        m_faults.push_back({std::move(position), std::move(reason)});
    }
    bool empty() const { return m_faults.empty(); }
    std::size_t size() const { return m_faults.size(); }
    // By file and line.
    std::vector<Fault> sorted() const;

private:
    std::vector<Fault> m_faults;
};

// "a, b and c", for "the allowed keys are …".
std::string listed(const std::vector<std::string>& words);

}  // namespace kader::norm_book
