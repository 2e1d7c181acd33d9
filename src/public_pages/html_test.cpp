#include <doctest/doctest.h>

#include "public_pages/frame.h"

using namespace kader;
using namespace kader::public_pages;
using namespace std::string_literals;

TEST_CASE("what is put in is text and never markup, in elements and in attributes") {
    Html html;
    html.put("p", {{"title", "\"><script>"}}, "<script>alert('x')</script> & \"y\"");
    CHECK(html.take() ==
          "<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;y&quot;</p>");
}

TEST_CASE("what HTML may not hold is replaced, and a carriage return goes") {
    Html html;
    html.text("a\0b\x01" "c\x7f" "d\r\ne\tf\xff" "g\xc2\x85h\xef\xbf\xbei\xc3\xa9"s);
    const std::string bad = "\xEF\xBF\xBD";
    CHECK(html.take() == "<!DOCTYPE html>\na" + bad + "b" + bad + "c" + bad + "d\ne\tf" + bad + "g" + bad + "h" + bad + "i\xc3\xa9");
}

TEST_CASE("an element ends with its scope, and an attribute without a value is left out") {
    Html html;
    {
        const auto list = html.in("ul", {{"class", std::nullopt}});
        const auto item = html.in("li");
        html.lone("input", {{"type", "radio"}, {"checked", Html::only_if(true)}, {"disabled", Html::only_if(false)}});
    }
    CHECK(html.take() == "<!DOCTYPE html>\n<ul><li><input type=\"radio\" checked></li></ul>");
}

TEST_CASE("an address of our own holds nothing that is not encoded") {
    CHECK(address("/wat-geldt", {}) == "/wat-geldt");
    CHECK(address("/wat-geldt", {{"a b", "é&=\"<"}, {"taal", "nl"}}) == "/wat-geldt?a%20b=%C3%A9%26%3D%22%3C&taal=nl");
}

TEST_CASE("a source leads to the web only where it says where") {
    CHECK(web_address("wetten.overheid.nl/BWBR0037173; gelezen is de tekst van 2018") == "https://wetten.overheid.nl/BWBR0037173");
    CHECK(web_address("igj.nl, oktober 2023") == "https://igj.nl");
    CHECK(web_address("stb-2020-111; verpleegkundig specialisten: stcrt-2018-39930") == "https://zoek.officielebekendmakingen.nl/stb-2020-111.html");
    CHECK(web_address("base27.eu/blog/nen-75102024; metaware.nl") == "https://base27.eu/blog/nen-75102024");
    for (const auto* none : {"", "112", "Staatsblad 2020, 130", "vindplaats nog niet bekend; niet zelf gelezen", "art. 84-85", "Verordening (EU) 2016/679",
                             "het besluit en de pagina's van de GGD", "javascript:alert(1)", "Kamerstuk 35 581 nr. 5", ".nl"})
        CHECK_MESSAGE(web_address(none).empty(), none);
}

TEST_CASE("the language of the address comes before that of the browser") {
    CHECK(language_of({}, Language::English) == Language::English);
    CHECK(language_of({{"taal", "nl"}}, Language::English) == Language::Dutch);
    CHECK(language_of({{"taal", "en"}}, Language::Dutch) == Language::English);
    CHECK(language_of({{"taal", "tr"}}, Language::Dutch) == Language::Dutch);
}
