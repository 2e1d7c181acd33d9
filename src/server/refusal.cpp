#include "server/refusal.h"

namespace kader::server {

namespace {

struct Title {
    int status;
    std::string_view nl, en;
};

constexpr Title titles[] = {
    {400, "Dit verzoek is niet goed", "This request is wrong"},
    {401, "U bent niet aangemeld", "You are not signed in"},
    {403, "Dit mag niet", "This is not allowed"},
    {404, "Dit is er niet", "This does not exist"},
    {409, "Dit botst met wat er al is", "This clashes with what is there"},
    {412, "Iemand anders was u voor", "Somebody else was before you"},
    {413, "Dit is te groot", "This is too large"},
    {415, "Dit soort inhoud wordt niet gelezen", "This kind of content is not read"},
    {421, "Dit adres is niet van deze server", "This address is not this server's"},
    {422, "Er klopt iets niet", "Something is wrong"},
    {423, "Dit scherm is vergrendeld", "This screen is locked"},
    {428, "Er ontbreekt een voorwaarde", "A condition is missing"},
    {429, "Even wachten", "Wait a while"},
    {503, "Dit kan nu even niet", "This cannot be done now"},
};

constexpr std::chrono::seconds usual_wait{5};

}  // namespace

int status_of(Code code) {
    switch (code) {
        case Code::Invalid: return 422;
        case Code::NotFound: return 404;
        case Code::Forbidden: return 403;
        case Code::Conflict: return 409;
        case Code::RefusedByNorm: return 409;
        case Code::TooLarge: return 413;
        case Code::Unavailable: return 503;
    }
    return 500;
}

http::Response response_of(const Refusal& refusal, Language language, const std::string& reference) {
    http::Problem problem;
    problem.status = refusal.status != 0 ? refusal.status : status_of(refusal.error.code);
    problem.title = language == Language::Dutch ? "Er ging iets mis" : "Something went wrong";
    for (const auto& title : titles)
        if (title.status == problem.status) problem.title = language == Language::Dutch ? title.nl : title.en;
    problem.detail = refusal.error.detail;
    problem.reference = reference;
    problem.fields = refusal.fields;
    problem.norm = refusal.error.norm;
    problem.need = refusal.need;
    auto response = http::response_of(problem);
    response.headers.emplace_back("Content-Language", language == Language::Dutch ? "nl" : "en");
    if (refusal.retry_after || problem.status == 503)
        response.headers.emplace_back("Retry-After", std::to_string(refusal.retry_after.value_or(usual_wait).count()));
    return response;
}

Refusal refusal_of(const wire::Complaints& complaints, Language language) {
    auto refusal = refuse(422, Code::Invalid, language, "Deze gegevens kunnen zo niet worden verwerkt.",
                          "These data cannot be taken like this.");
    for (const auto& one : complaints) refusal.fields.push_back({one.pointer, one.detail.in(language)});
    return refusal;
}

Refusal refusal_of_field(std::string pointer, const Text& what, Language language) {
    return refusal_of(wire::Complaints{{std::move(pointer), what}}, language);
}

}  // namespace kader::server
