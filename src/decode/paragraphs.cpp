#include "decode/paragraphs.h"

#include "kernel/text.h"

namespace kader::decode {

void Paragraphs::begin_paragraph() {
    auto& flow = m_flows.back();
    if (flow.depth++ == 0) flow.open.clear(), flow.is_item = false;
}

void Paragraphs::end_paragraph() {
    auto& flow = m_flows.back();
    if (flow.depth > 0 && --flow.depth == 0) end_line(flow);
}

void Paragraphs::is_list_item() { m_flows.back().is_item = true; }

void Paragraphs::add(std::string_view text) {
    m_flows.back().open += text;
    m_size += text.size();
}

void Paragraphs::begin_box() { m_flows.emplace_back(); }

void Paragraphs::end_box() {
    if (m_flows.size() == 1) return;
    end_line(m_flows.back());
    auto text = std::move(m_flows.back().done);
    m_flows.pop_back();
    m_flows.back().boxes += text;
}

void Paragraphs::end_line(Flow& flow) {
    const auto words = trimmed(flow.open);
    if (!words.empty()) {
        if (!flow.done.empty()) flow.done += flow.is_item && flow.was_item ? "" : "\n";
        if (flow.is_item) flow.done += "- ";
        flow.done += words;
        flow.done += '\n';
        flow.was_item = flow.is_item;
    }
    if (!flow.boxes.empty()) {
        if (!flow.done.empty()) flow.done += '\n';
        flow.done += flow.boxes;
        flow.was_item = false;
    }
    flow.open.clear(), flow.boxes.clear();
    flow.is_item = false, flow.depth = 0;
}

std::string Paragraphs::finish() && {
    while (m_flows.size() > 1) end_box();
    end_line(m_flows.back());
    return std::move(m_flows.back().done);
}

}  // namespace kader::decode
