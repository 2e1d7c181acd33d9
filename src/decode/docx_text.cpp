#include "decode/docx_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "decode/docx_package.h"
#include "kernel/limits.h"
#include "kernel/text.h"

namespace kader::decode {

namespace {

using decoding::protocol::Result;
using Read = Package::Read;

constexpr std::array parts_beside_the_body = {"footnotes", "endnotes", "header", "footer"};

// Nothing: there is no Word document. Some programs name it otherwise than "word/document.xml".
struct Main {
    Read read = Read::Done;
    std::string part;
};
Main main_part(Package& package) {
    std::vector<Relation> relations;
    const auto read = package.read("_rels/.rels", *relations_part(relations));
    if (read != Read::Done && read != Read::Absent) return {read, {}};
    for (const auto& relation : relations)
        if (relation.type == "officeDocument")
            if (auto part = part_beside({}, relation.target); package.has(part)) return {Read::Done, std::move(part)};
    return {Read::Done, package.has("word/document.xml") ? "word/document.xml" : ""};
}

class WholeText {
public:
    explicit WholeText(Package& package, Reading& reading) : m_package(package), m_reading(reading) {}

    Read add(const std::string& part) {
        if (!m_read.insert(part).second) return Read::Done;
        Paragraphs paragraphs;
        auto& text = m_reading.text;
        const auto room = limits::document_text_bytes_max - std::min(text.size(), limits::document_text_bytes_max);
        const auto read = m_package.read(part, *text_part(paragraphs, room, m_reading.has_embedded));
        if (read != Read::Done && read != Read::Full) return read;
        const auto more = std::move(paragraphs).finish();
        if (!text.empty() && !more.empty()) text += '\n';
        text += more;
        m_reading.is_cut = m_reading.is_cut || read == Read::Full;
        return read;
    }

private:
    Package& m_package;
    Reading& m_reading;
    std::set<std::string> m_read;
};

Read read_all(Package& package, const std::string& body, Reading& reading) {
    WholeText whole{package, reading};
    if (const auto read = whole.add(body); read != Read::Done) return read;
    std::vector<Relation> relations;
    if (const auto read = package.read(relations_of(body), *relations_part(relations)); read != Read::Done && read != Read::Absent) return read;
    for (const std::string_view type : parts_beside_the_body)
        for (const auto& relation : relations)
            if (relation.type == type)
                if (const auto part = part_beside(body, relation.target); !part.empty())
                    if (const auto read = whole.add(part); read != Read::Done && read != Read::Absent) return read;
    return Read::Done;
}

Result result_of(Read read) {
    switch (read) {
        case Read::Done:
        case Read::Full: return Result::Text;
        case Read::Bomb: return Result::Bomb;
        case Read::Absent:
        case Read::Damaged: break;
    }
    return Result::Damaged;
}

}  // namespace

Reading docx_text(std::string_view bytes) {
    Reading reading;
    const auto ends = [&](Result result) {
        reading.result = result;
        if (result != Result::Text) reading.text.clear();
        return std::move(reading);
    };
    if (bytes.size() > limits::document_docx_bytes_max) return ends(Result::TooLarge);
    Package package{bytes};
    reading.has_macros = package.has_macros();
    reading.has_embedded = package.has_embedded();
    if (package.has_too_many_files()) return ends(Result::Bomb);
    if (package.is_damaged()) return ends(Result::Damaged);
    if (package.has_locked_files()) return ends(Result::Locked);
    const auto main = main_part(package);
    if (main.read != Read::Done) return ends(result_of(main.read));
    if (main.part.empty()) return ends(Result::OtherKind);
    if (const auto result = result_of(read_all(package, main.part, reading)); result != Result::Text) return ends(result);
    return ends(trimmed(reading.text).empty() ? Result::NoText : Result::Text);
}

}  // namespace kader::decode
