#include "http/message.h"

#include <boost/json.hpp>

namespace kader::http {

std::string_view word(Method method) {
    switch (method) {
        case Method::Get: return "GET";
        case Method::Head: return "HEAD";
        case Method::Post: return "POST";
        case Method::Put: return "PUT";
        case Method::Delete: return "DELETE";
        case Method::Patch: return "PATCH";
        case Method::Options: return "OPTIONS";
    }
    return {};
}

namespace {

std::optional<std::string_view> only_one(const std::vector<std::pair<std::string, std::string>>& pairs,
                                         std::string_view name) {
    std::optional<std::string_view> found;
    for (const auto& [key, value] : pairs) {
        if (key != name) continue;
        if (found) return {};
        found = value;
    }
    return found;
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view name) const { return only_one(headers, name); }

std::optional<std::string_view> Request::query_value(std::string_view name) const { return only_one(query, name); }

Response response_of(const Problem& problem) {
    boost::json::object body;
    body["type"] = "about:blank";
    body["status"] = problem.status;
    body["title"] = problem.title;
    if (!problem.detail.empty()) body["detail"] = problem.detail;
    if (!problem.reference.empty()) body["reference"] = problem.reference;
    if (problem.norm) body["norm"] = *problem.norm;
    if (!problem.need.empty()) body["need"] = problem.need;
    if (!problem.fields.empty()) {
        boost::json::array fields;
        for (const auto& field : problem.fields)
            fields.push_back(boost::json::object{{"pointer", field.pointer}, {"detail", field.detail}});
        body["fields"] = std::move(fields);
    }
    Response response;
    response.status = problem.status;
    response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
    response.body = boost::json::serialize(body);
    return response;
}

}  // namespace kader::http
