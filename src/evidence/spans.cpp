#include "evidence/spans.h"

#include <algorithm>

namespace kader::evidence {

void settle(Spans& spans) {
    if (spans.size() < 2) {
        if (!spans.empty() && spans.front().empty()) spans.clear();
        return;
    }
    std::sort(spans.begin(), spans.end(), [](DaySpan a, DaySpan b) { return a.from < b.from; });
    std::size_t kept = 0;
    for (const auto span : spans) {
        if (span.empty()) continue;
        if (kept > 0 && span.from <= spans[kept - 1].until)
            spans[kept - 1].until = std::max(spans[kept - 1].until, span.until);
        else
            spans[kept++] = span;
    }
    spans.resize(kept);
}

Spans both(const Spans& a, const Spans& b) {
    Spans result;
    for (std::size_t left = 0, right = 0; left < a.size() && right < b.size();) {
        const auto shared = overlap(a[left], b[right]);
        if (!shared.empty()) result.push_back(shared);
        if (a[left].until < b[right].until)
            ++left;
        else
            ++right;
    }
    return result;
}

Spans without(const Spans& a, const Spans& b) {
    Spans result;
    std::size_t right = 0;
    for (auto span : a) {
        while (right < b.size() && b[right].until <= span.from) ++right;
        for (auto at = right; at < b.size() && b[at].from < span.until; ++at) {
            if (b[at].from > span.from) result.push_back({span.from, b[at].from});
            span.from = std::max(span.from, b[at].until);
        }
        if (!span.empty()) result.push_back(span);
    }
    return result;
}

Spans spans_of(const Timeline& timeline) {
    Spans result;
    for (const auto run : timeline.runs()) result.push_back(run);
    return result;
}

}  // namespace kader::evidence
