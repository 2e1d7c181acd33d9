// Any bytes as a Word file, and as a part of one: no crash, no endless walk, and text within its bounds.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "decode/docx_text.h"
#include "decode/docx_xml.h"
#include "decoding/kind.h"
#include "kernel/limits.h"

using namespace kader;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    (void)decoding::kind_of(bytes);
    const auto reading = decode::docx_text(bytes);
    if (reading.result != decoding::protocol::Result::Text && !reading.text.empty()) std::abort();
    // A part in two pieces ends as it does in one.
    decode::Paragraphs whole, halved;
    bool in_whole = false, in_halved = false;
    const auto one = decode::text_part(whole, limits::MiB, in_whole), two = decode::text_part(halved, limits::MiB, in_halved);
    auto first = one->take(bytes), second = two->take(bytes.substr(0, size / 2));
    if (second == decode::Parsed::GoesOn) second = two->take(bytes.substr(size / 2));
    if (first == decode::Parsed::GoesOn) first = one->end();
    if (second == decode::Parsed::GoesOn) second = two->end();
    if (first != second) std::abort();
    if (first == decode::Parsed::GoesOn && std::move(whole).finish() != std::move(halved).finish()) std::abort();
    return 0;
}
