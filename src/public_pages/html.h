#pragma once

// Writes HTML. Every text and every value of an attribute is escaped where it is put in, names are literals, and an
// element ends with the scope it was opened in: markup from outside cannot come in, and none is left open.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kader::public_pages {

class Html {
public:
    // The name of an element or an attribute: a literal of this program.
    class Name {
    public:
        template <std::size_t length>
        consteval Name(const char (&literal)[length]) : m_text(literal, length - 1) {}
        std::string_view text() const { return m_text; }

    private:
        std::string_view m_text;
    };
    // Without a value it is left out; an empty value stands for one that is only there or not, such as "checked".
    struct Attribute {
        Name name;
        std::optional<std::string> value;
    };
    using Attributes = std::vector<Attribute>;
    static std::optional<std::string> only_if(bool truth) { return truth ? std::optional{std::string{}} : std::nullopt; }

    class Element {
    public:
        Element(Html& html, Name name) : m_html(html), m_name(name) {}
        Element(const Element&) = delete;
        ~Element();

    private:
        Html& m_html;
        Name m_name;
    };

    Html();
    // Ends with the scope.
    [[nodiscard]] Element in(Name, const Attributes& = {});
    void put(Name, std::string_view text);
    void put(Name, const Attributes&, std::string_view text);
    // An element that has nothing in it: input, link, meta, br.
    void lone(Name, const Attributes&);
    void text(std::string_view);

    std::string take() { return std::move(m_out); }

private:
    void open(Name, const Attributes&);
    std::string m_out;
};

}  // namespace kader::public_pages
