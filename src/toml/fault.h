#pragma once

// What a reader of TOML refuses, collected: one wrong row never hides the next.

#include <string>
#include <vector>

namespace kader::toml {

// Where a thing stands, for a refusal that can be found.
struct Position {
    std::string file;
    int line = 0;  // 0: the whole file.
};

// One refusal: where, and a reason that says what to do.
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
    const std::vector<Fault>& in_order_found() const { return m_faults; }
    // By file and line.
    std::vector<Fault> sorted() const;

private:
    std::vector<Fault> m_faults;
};

// "a, b and c", for "the allowed keys are …".
std::string listed(const std::vector<std::string>& words);

}  // namespace kader::toml
