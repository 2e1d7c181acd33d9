#include "decode/pdf_text.h"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "kernel/limits.h"
#include "kernel/text.h"

namespace kader::decode {

namespace {

using decoding::protocol::Result;

// Behind the last place that says where the table is, no object begins. A file that was cut off would be read as far
// as it goes, or as it was before its last change, and what was lost would look as if nothing had stood there.
bool is_whole(std::string_view bytes) {
    const auto end = bytes.rfind("startxref");
    return end != bytes.npos && bytes.find(" obj", end) == bytes.npos;
}

// How a word lies on its page: along the line and across it, also when it was turned a quarter.
struct Place {
    double begin, end, top, bottom;
    int turned;
};
Place place_of(const poppler::text_box& word) {
    const auto box = word.bbox();
    if (word.rotation() % 2 == 0) return {box.left(), box.right(), box.top(), box.bottom(), word.rotation()};
    return {box.top(), box.bottom(), box.left(), box.right(), word.rotation()};
}

// Between two words that follow each other: nothing, a blank, the end of a line or of a paragraph.
std::string_view between(const Place& last, bool has_space, const Place& next) {
    const auto height = std::max(1.0, std::min(last.bottom - last.top, next.bottom - next.top));
    const auto shared = std::min(last.bottom, next.bottom) - std::max(last.top, next.top);
    const bool same_line = last.turned == next.turned && shared > height / 2;
    if (same_line && next.begin >= last.begin) return has_space || next.begin - last.end > height / 10 ? " " : "";
    if (same_line && last.turned >= 2) return " ";
    if (next.top - last.bottom > height * 0.9) return "\n\n";
    return "\n";
}

// Letters that type setters draw as one, and the hyphen that shows at the end of a line only.
void append_word(std::string& text, std::string_view word) {
    constexpr std::string_view joined[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    for (std::size_t at = 0; at < word.size();) {
        const auto c = next_character(word, at);
        if (c >= 0xFB00 && c <= 0xFB06)
            text += joined[c - 0xFB00];
        else if (c == 0xAD)
            text += at >= word.size() ? "-" : "";
        else if (c != bad_byte)
            append_utf8(text, c);
    }
}

std::string text_of(const poppler::page& page) {
    std::string text;
    Place last{};
    bool has_space = false, is_first = true;
    for (const auto& word : page.text_list()) {
        const auto bytes = word.text().to_utf8();
        const auto place = place_of(word);
        if (!is_first) text += between(last, has_space, place);
        append_word(text, {bytes.data(), bytes.size()});
        last = place, has_space = word.has_space_after(), is_first = false;
        if (text.size() > limits::document_text_bytes_max) break;
    }
    return text;
}

void say_nothing(const std::string&, void*) {}

}  // namespace

Reading pdf_text(std::string_view bytes) {
    Reading reading;
    poppler::set_debug_error_function(say_nothing, nullptr);
    if (bytes.size() > limits::document_pdf_bytes_max) {
        reading.result = Result::TooLarge;
        return reading;
    }
    if (!is_whole(bytes)) return reading;
    const std::unique_ptr<poppler::document> document{poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size()))};
    if (!document) return reading;
    if (document->is_locked()) {
        reading.result = Result::Locked;
        return reading;
    }
    reading.pages = document->pages();
    if (reading.pages <= 0) return reading;
    if (reading.pages > limits::document_pages_count_max) {
        reading.result = Result::TooLarge;
        return reading;
    }
    reading.has_embedded = document->has_embedded_files();
    for (int number = 0; number < reading.pages; ++number) {
        const std::unique_ptr<poppler::page> page{document->create_page(number)};
        if (!page) return reading;  // A page that is promised and not there.
        const auto text = text_of(*page);
        if (trimmed(text).empty()) {
            ++reading.pages_without_text;
            continue;
        }
        reading.text += text;
        reading.text += '\n';
        if (reading.text.size() <= limits::document_text_bytes_max) continue;
        reading.is_cut = true;
        break;
    }
    reading.result = reading.text.empty() ? Result::NoText : Result::Text;
    return reading;
}

void prepare_pdf() {
    // A page with a letter of each kind that the library has tables for. It stays open, and with it what it loaded.
    static const std::string page =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R/S 6 0 R>>>>>>endobj\n"
        "4 0 obj<</Length 66>>stream\nBT /F 12 Tf 20 100 Td (een \\351\\233n) Tj /S 12 Tf 0 -20 Td (abc) Tj ET\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
        "6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Symbol>>endobj\n"
        "trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n";
    poppler::set_debug_error_function(say_nothing, nullptr);
    static const std::unique_ptr<poppler::document> kept{poppler::document::load_from_raw_data(page.data(), static_cast<int>(page.size()))};
    if (!kept || kept->pages() < 1) return;
    const std::unique_ptr<poppler::page> first{kept->create_page(0)};
    if (first) (void)text_of(*first);
}

}  // namespace kader::decode
