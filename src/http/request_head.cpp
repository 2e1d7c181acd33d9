#include "http/request_head.h"

#include <charconv>
#include <limits>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "http/address.h"
#include "http/header_block.h"

namespace kader::http {

namespace beast = boost::beast;

namespace {

std::optional<Method> method_of(beast::http::verb verb) {
    switch (verb) {
        case beast::http::verb::get: return Method::Get;
        case beast::http::verb::head: return Method::Head;
        case beast::http::verb::post: return Method::Post;
        case beast::http::verb::put: return Method::Put;
        case beast::http::verb::delete_: return Method::Delete;
        case beast::http::verb::patch: return Method::Patch;
        case beast::http::verb::options: return Method::Options;
        default: return {};
    }
}

std::string lowered(std::string_view name) {
    std::string lower{name};
    for (char& c : lower)
        if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

using Fault = std::optional<HeadFault>;

Fault read_fields(const beast::http::fields& fields, RequestHead& head, bool needs_host) {
    std::size_t hosts = 0;
    bool has_length = false;
    for (const auto& field : fields) {
        auto name = lowered({field.name_string().data(), field.name_string().size()});
        std::string value{field.value().data(), field.value().size()};
        if (name == "host") ++hosts;
        if (name == "transfer-encoding") return HeadFault{411, "a body comes with its length, not in chunks"};
        if (name == "content-encoding" && lowered(value) != "identity") return HeadFault{415, "an encoded body is not read"};
        if (name == "content-length") {
            const auto read = std::from_chars(value.data(), value.data() + value.size(), head.body_bytes);
            if (has_length || value.empty() || read.ec != std::errc{} || read.ptr != value.data() + value.size())
                return HeadFault{400, "the length of the body is not one number"};
            has_length = true;
        }
        if (name == "expect") {
            if (lowered(value) != "100-continue") return HeadFault{417, "only 100-continue can be expected"};
            head.expects_continue = true;
        }
        head.request.headers.emplace_back(std::move(name), std::move(value));
    }
    if (hosts != 1 && needs_host) return HeadFault{400, "there must be one Host"};
    return {};
}

}  // namespace

Fault read_request_head(std::string_view block, RequestHead& head) {
    if (const auto fault = fault_of(block); fault != BlockFault::None) {
        const bool large = fault == BlockFault::LongLine || fault == BlockFault::ManyFields;
        return HeadFault{large ? 431 : 400, sentence(fault)};
    }
    beast::http::request_parser<beast::http::empty_body> parser;
    parser.header_limit(header_bytes_max);
    // The body is not for the parser; its route limits it.
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    boost::system::error_code error;
    parser.eager(false);
    parser.put(boost::asio::buffer(block.data(), block.size()), error);
    if ((error && error != beast::http::error::need_more) || !parser.is_header_done()) return HeadFault{400, "this is no HTTP request"};
    const auto& header = parser.get();
    if (header.version() != 11 && header.version() != 10) return HeadFault{505, "HTTP 1.0 or 1.1"};
    head.keeps_alive = header.keep_alive();
    const auto method = method_of(header.method());
    if (!method) return HeadFault{501, "this method is not known"};
    head.request.method = *method;
    if (auto fault = read_fields(header, head, header.version() == 11)) return fault;
    auto address = parse_address({header.target().data(), header.target().size()});
    if (!address) return HeadFault{400, "this is no address"};
    head.request.path = std::move(address->path);
    head.request.query = std::move(address->query);
    return {};
}

}  // namespace kader::http
