#include "decode/docx_xml.h"

#include <expat.h>

#include <algorithm>
#include <array>

#include "kernel/limits.h"

namespace kader::decode {

namespace {

constexpr char between_names = '|';
constexpr std::size_t relations_count_max = 2000;

// Of a namespace and a name within it.
struct Name {
    std::string_view space, local;
};
Name split(const char* whole) {
    const std::string_view text{whole};
    const auto at = text.rfind(between_names);
    return at == text.npos ? Name{{}, text} : Name{text.substr(0, at), text.substr(at + 1)};
}

std::string_view attribute(const char** attributes, std::string_view local) {
    for (; *attributes; attributes += 2)
        if (split(attributes[0]).local == local) return attributes[1];
    return {};
}

// What all parts share: depth, no document type, and stopping from within.
class Parser : public XmlPart {
public:
    Parser() : m_parser(::XML_ParserCreateNS(nullptr, between_names)) {
        if (!m_parser) throw std::bad_alloc{};
        ::XML_SetUserData(m_parser, this);
        ::XML_SetElementHandler(m_parser, on_begin, on_end);
        ::XML_SetCharacterDataHandler(m_parser, on_characters);
        ::XML_SetStartDoctypeDeclHandler(m_parser, on_doctype);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    ~Parser() override { ::XML_ParserFree(m_parser); }

    Parsed take(std::string_view piece) final { return parse(piece, false); }
    Parsed end() final { return parse({}, true); }

protected:
    virtual void begin(const Name&, const char** attributes) = 0;
    virtual void end_of(const Name&) {}
    virtual void characters(std::string_view) {}

    void stop(Parsed why) {
        if (m_parsed != Parsed::GoesOn) return;
        m_parsed = why;
        ::XML_StopParser(m_parser, XML_FALSE);
    }

private:
    Parsed parse(std::string_view piece, bool is_last) {
        if (m_parsed != Parsed::GoesOn) return m_parsed;
        if (::XML_Parse(m_parser, piece.data(), static_cast<int>(piece.size()), is_last ? XML_TRUE : XML_FALSE) != XML_STATUS_OK && m_parsed == Parsed::GoesOn)
            m_parsed = Parsed::Damaged;
        return m_parsed;
    }
    static Parser& of(void* user) { return *static_cast<Parser*>(user); }
    static void on_begin(void* user, const char* name, const char** attributes) {
        auto& self = of(user);
        if (self.m_parsed != Parsed::GoesOn) return;
        if (++self.m_depth > limits::document_xml_depth_max) return self.stop(Parsed::TooDeep);
        self.begin(split(name), attributes);
    }
    static void on_end(void* user, const char* name) {
        auto& self = of(user);
        if (self.m_parsed != Parsed::GoesOn) return;
        self.end_of(split(name));
        --self.m_depth;
    }
    static void on_characters(void* user, const char* text, int length) {
        auto& self = of(user);
        if (self.m_parsed == Parsed::GoesOn) self.characters({text, static_cast<std::size_t>(length)});
    }
    static void on_doctype(void* user, const char*, const char*, const char*, int) { of(user).stop(Parsed::Damaged); }

    XML_Parser m_parser;
    Parsed m_parsed = Parsed::GoesOn;
    int m_depth = 0;
};

constexpr std::array word_spaces = {std::string_view{"http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
                                    std::string_view{"http://purl.oclc.org/ooxml/wordprocessingml/main"}};
constexpr std::string_view compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

class TextPart : public Parser {
public:
    TextPart(Paragraphs& text, std::size_t bytes_max, bool& has_other) : m_text(text), m_bytes_max(bytes_max), m_has_other(has_other) {}

private:
    static bool is_of_word(const Name& name) { return std::ranges::find(word_spaces, name.space) != word_spaces.end(); }
    // Deleted and moved away in tracked changes, and the small letters that say how a sign is spoken.
    static bool is_left_out(std::string_view local) { return local == "del" || local == "moveFrom" || local == "rt"; }

    void begin(const Name& name, const char** attributes) override {
        if (m_left_out > 0) return void(++m_left_out);
        if (name.space == compatibility) return begin_alternative(name.local);
        if (!is_of_word(name)) return;
        const auto local = name.local;
        if (is_left_out(local)) {
            // <w:del/> in the properties of a mark has nothing inside; that is well.
            m_left_out = 1;
        } else if (local == "p") {
            m_text.begin_paragraph();
        } else if (local == "t") {
            m_in_text = true;
        } else if (local == "tab" && !m_in_tabs) {
            add("\t");
        } else if (local == "tabs") {
            m_in_tabs = true;
        } else if (local == "br" || local == "cr") {
            add("\n");
        } else if (local == "noBreakHyphen") {
            add("-");
        } else if (local == "numId") {
            if (attribute(attributes, "val") != "0") m_text.is_list_item();
        } else if (local == "txbxContent") {
            m_text.begin_box();
        } else if (local == "altChunk" || local == "object") {
            m_has_other = true;
        }
    }

    // Of several ways to show the same, such as a text box for old and new programs, the first that has words.
    void begin_alternative(std::string_view local) {
        if (local == "AlternateContent")
            m_alternatives.push_back(m_text.size());
        else if (local == "Fallback" && !m_alternatives.empty() && m_text.size() > m_alternatives.back())
            m_left_out = 1;
    }

    void end_of(const Name& name) override {
        if (m_left_out > 0) return void(--m_left_out);
        if (name.space == compatibility && name.local == "AlternateContent" && !m_alternatives.empty()) m_alternatives.pop_back();
        if (!is_of_word(name)) return;
        if (name.local == "p")
            m_text.end_paragraph();
        else if (name.local == "t")
            m_in_text = false;
        else if (name.local == "tabs")
            m_in_tabs = false;
        else if (name.local == "txbxContent")
            m_text.end_box();
    }

    void characters(std::string_view text) override {
        if (m_in_text && m_left_out == 0) add(text);
    }

    void add(std::string_view text) {
        m_text.add(text);
        if (m_text.size() > m_bytes_max) stop(Parsed::Full);
    }

    Paragraphs& m_text;
    std::size_t m_bytes_max;
    bool& m_has_other;
    std::vector<std::size_t> m_alternatives;  // How much text there was before each.
    int m_left_out = 0;                       // How deep within what is left out.
    bool m_in_text = false, m_in_tabs = false;
};

class RelationsPart : public Parser {
public:
    explicit RelationsPart(std::vector<Relation>& into) : m_into(into) {}

private:
    void begin(const Name& name, const char** attributes) override {
        if (name.local != "Relationship" || attribute(attributes, "TargetMode") == "External") return;
        const auto type = attribute(attributes, "Type");
        m_into.push_back({std::string{type.substr(type.rfind('/') + 1)}, std::string{attribute(attributes, "Target")}});
        if (m_into.size() > relations_count_max) stop(Parsed::TooDeep);
    }
    std::vector<Relation>& m_into;
};

}  // namespace

std::unique_ptr<XmlPart> text_part(Paragraphs& text, std::size_t bytes_max, bool& has_other) {
    return std::make_unique<TextPart>(text, bytes_max, has_other);
}

std::unique_ptr<XmlPart> relations_part(std::vector<Relation>& into) { return std::make_unique<RelationsPart>(into); }

}  // namespace kader::decode
