#include "toml/fault.h"

#include <algorithm>
#include <tuple>

namespace kader::toml {

std::string text_of(const Fault& fault) {
    auto text = fault.position.file;
    if (fault.position.line > 0) text += ":" + std::to_string(fault.position.line);
    return text + ": " + fault.reason;
}

std::vector<Fault> Faults::sorted() const {
    auto result = m_faults;
    std::stable_sort(result.begin(), result.end(), [](const Fault& a, const Fault& b) {
        return std::tie(a.position.file, a.position.line) <
               std::tie(b.position.file, b.position.line);
    });
    return result;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

}  // namespace kader::toml
