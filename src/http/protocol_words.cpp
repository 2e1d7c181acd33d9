#include "http/protocol_words.h"

#include <cstdio>
#include <ctime>

#include <boost/beast/http/status.hpp>

namespace kader::http {

std::string_view reason(int status) {
    return {boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status)).data(),
            boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status)).size()};
}

std::optional<Method> method_of(boost::beast::http::verb verb) {
    switch (verb) {
        case boost::beast::http::verb::get: return Method::Get;
        case boost::beast::http::verb::head: return Method::Head;
        case boost::beast::http::verb::post: return Method::Post;
        case boost::beast::http::verb::put: return Method::Put;
        case boost::beast::http::verb::delete_: return Method::Delete;
        case boost::beast::http::verb::patch: return Method::Patch;
        case boost::beast::http::verb::options: return Method::Options;
        default: return {};
    }
}

std::string lowered(std::string_view name) {
    std::string lower{name};
    for (char& c : lower)
        if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string http_date() {
    // Its days and months do not follow the machine's language.
    static thread_local std::time_t made_for = 0;
    static thread_local std::string made;
    timespec now{};
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec != made_for) {
        constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        std::tm parts{};
        gmtime_r(&now.tv_sec, &parts);
        char text[64];
        std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
                      months[parts.tm_mon], 1900 + parts.tm_year, parts.tm_hour, parts.tm_min, parts.tm_sec);
        made = text;
        made_for = now.tv_sec;
    }
    return made;
}

}  // namespace kader::http
