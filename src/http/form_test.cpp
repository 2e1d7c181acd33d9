#include "http/form.h"

#include <doctest/doctest.h>

using namespace kader::http;

namespace {

constexpr std::string_view type = "multipart/form-data; boundary=----WebKitFormBoundaryAbC123";
std::string part(const std::string& disposition, const std::string& content) {
    return "------WebKitFormBoundaryAbC123\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
}
const std::string end = "------WebKitFormBoundaryAbC123--\r\n";

}  // namespace

TEST_CASE("a form with a text and a file gives both, byte for byte") {
    const std::string bytes{"%PDF-\0\r\n--\r\n", 12};
    const auto body = part("form-data; name=\"tekst\"", "een\r\ntwee; \"drie\"") +
                      part("form-data; name=\"bestand\"; filename=\"mijn; contract.pdf\"\r\nContent-Type: application/pdf", bytes) + end;
    const auto form = read_form(type, body);
    REQUIRE(form);
    REQUIRE(form->size() == 2);
    CHECK((*form)[0].name == "tekst");
    CHECK((*form)[0].content == "een\r\ntwee; \"drie\"");
    CHECK(!(*form)[0].is_file);
    CHECK((*form)[1].name == "bestand");
    CHECK((*form)[1].content == bytes);
    CHECK((*form)[1].is_file);
}

TEST_CASE("a form without parts is a form; an empty body is none") {
    REQUIRE(read_form(type, end));
    CHECK(read_form(type, end)->empty());
    CHECK(!read_form(type, ""));
}

TEST_CASE("what is no whole form is refused at every length") {
    const auto body = part("form-data; name=\"a\"", "1") + part("form-data; name=\"b\"", "2") + end;
    REQUIRE(read_form(type, body));
    // Only the line end behind the last boundary may be missing.
    for (std::size_t length = 0; length < body.size() - 2; ++length) CHECK(!read_form(type, body.substr(0, length)));
    CHECK(read_form(type, body.substr(0, body.size() - 2)));
}

TEST_CASE("what a browser never sends is refused") {
    const auto body = part("form-data; name=\"a\"", "1") + end;
    for (const auto* other : {"", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a b\"",
                              "multipart/form-data; boundary=x; boundary=x", "application/x-www-form-urlencoded"})
        CHECK_MESSAGE(!read_form(other, body), other);
    CHECK(!read_form(type, "before" + body));
    CHECK(!read_form(type, body + "behind"));
    CHECK(!read_form(type, part("attachment; name=\"a\"", "1") + end));
    CHECK(!read_form(type, part("form-data", "1") + end));
    CHECK(!read_form(type, part("form-data; name=\"a\"; name=\"b\"", "1") + end));
    CHECK(!read_form(type, part("form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "1") + end));
    CHECK(!read_form(type, part("form-data; name=\"" + std::string(2000, 'a') + "\"", "1") + end));
    std::string many;
    for (std::size_t count = 0; count <= form_parts_max; ++count) many += part("form-data; name=\"a\"", "1");
    CHECK(!read_form(type, many + end));
}

TEST_CASE("a boundary may stand between quotation marks, and its name in any case") {
    CHECK(read_form("Multipart/Form-Data; charset=utf-8; Boundary=\"----WebKitFormBoundaryAbC123\"", part("form-data; name=\"a\"", "1") + end));
}
