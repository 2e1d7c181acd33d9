#include "http/protocol_words.h"

#include <cstdio>
#include <ctime>

#include <boost/beast/http/status.hpp>

namespace kader::http {

std::string_view reason(int status) {
    return {boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status)).data(),
            boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status)).size()};
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

void append_header(std::string& head, const std::pair<std::string, std::string>& header) {
    constexpr std::string_view line_ends{"\r\n\0", 3};
    head += "\r\n";
    head += header.first;
    head += ": ";
    auto at = head.size();
    head += header.second;
    // What would begin a new line would begin a new header.
    for (; (at = head.find_first_of(line_ends, at)) != std::string::npos;) head[at] = ' ';
}

}  // namespace kader::http
