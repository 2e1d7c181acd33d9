#include "http/header_block.h"

#include <doctest/doctest.h>

#include <string>

namespace kader::http {

namespace {
constexpr std::string_view good = "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n";
}

TEST_CASE("a block ends at its first empty line, and not before") {
    CHECK(header_end(good) == good.size());
    CHECK(header_end(std::string{good} + "next") == good.size());
    for (std::size_t size = 0; size < good.size(); ++size) CHECK(header_end(good.substr(0, size)) == 0);
}

TEST_CASE("every way to write a header that two readers could take apart is refused") {
    CHECK(fault_of(good) == BlockFault::None);
    CHECK(fault_of("GET / HTTP/1.1\nHost: a\r\n\r\n") == BlockFault::BareLineFeed);
    CHECK(fault_of("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n") == BlockFault::BareReturn);
    CHECK(fault_of("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n") == BlockFault::FoldedLine);
    CHECK(fault_of("GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n") == BlockFault::FoldedLine);
    CHECK(fault_of("GET / HTTP/1.1\r\nHost : a\r\n\r\n") == BlockFault::SpaceBeforeColon);
    CHECK(fault_of(std::string_view{"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30}) == BlockFault::ControlCharacter);
    CHECK(fault_of("GET / HTTP/1.1\r\nX: " + std::string(header_line_bytes_max, 'x') + "\r\n\r\n") == BlockFault::LongLine);
    std::string many = "GET / HTTP/1.1\r\n";
    for (std::size_t i = 0; i <= header_fields_max; ++i) many += "X: 1\r\n";
    CHECK(fault_of(many + "\r\n") == BlockFault::ManyFields);
    CHECK(has_bare_line_feed("GET / HTTP/1.1\nHost"));
    CHECK(!has_bare_line_feed("GET / HTTP/1.1\r\nHost\r"));
}

}  // namespace kader::http
