#pragma once

// Puts the text of a document together as its parser meets it: paragraphs as lines, with a blank line between
// them and none between the items of a list. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace kader::decode {

class Paragraphs {
public:
    Paragraphs() : m_flows(1) {}

    void begin_paragraph();
    void end_paragraph();
    // Of the paragraph that is open.
    void is_list_item();
    void add(std::string_view text);

    // A box beside or above the text has paragraphs of its own, in the middle of another. They come behind it.
    void begin_box();
    void end_box();

    // So far, boxes that are still open included.
    std::size_t size() const { return m_size; }
    // Ends what is open, at any depth.
    std::string finish() &&;

private:
    // The text proper, and one for each box that is open.
    struct Flow {
        std::string done;         // Paragraphs that ended.
        std::string open;         // The one that did not.
        std::string boxes;        // Of the open paragraph.
        bool is_item = false;     // The open one.
        bool was_item = false;    // The one before.
        int depth = 0;
    };
    static void end_line(Flow&);

    std::vector<Flow> m_flows;
    std::size_t m_size = 0;
};

}  // namespace kader::decode
