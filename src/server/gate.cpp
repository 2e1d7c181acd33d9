#include "server/gate.h"

#include <algorithm>
#include <stdexcept>

#include "check/record_types.h"
#include "facts/day_number.h"

namespace kader::server {

namespace {

bool is_unsafe(http::Method method) {
    return method != http::Method::Get && method != http::Method::Head && method != http::Method::Options;
}

Language language_of(const http::Request& request) {
    const auto asked = request.header("accept-language");
    return asked && asked->starts_with("en") ? Language::English : Language::Dutch;
}

access::Area area_of(const lists::ListType& list) {
    for (int at = 0; at < access::area_count; ++at)
        if (access::word(static_cast<access::Area>(at)) == list.room) return static_cast<access::Area>(at);
    HALT_UNLESS(false);
    return {};
}

std::optional<CalendarDay> day_of_text(std::string_view text) {
    const auto day = parse_day(std::string{text});
    if (!day || iso_text(*day) != text) return {};
    if (*day < facts::first_day() || *day > facts::day_at(facts::days_count - 1)) return {};
    return *day;
}

Refusal refusal_of_fault(Language language) {
    return refuse(500, Code::Unavailable, language, "Er ging iets mis; het nummer hieronder staat in het logboek van de server.",
                  "Something went wrong; the number below is in the server's log.");
}

constexpr std::size_t body_at_once_bytes_max = 4096;

std::string policy_missing(const Declared& declared) {
    return std::string{http::word(declared.method)} + " " + std::string{declared.pattern} +
           " says nothing of who may come in; the server does not start";
}

}  // namespace

std::optional<std::string_view> cookie_of(const http::Request& request, std::string_view name) {
    auto rest = request.header("cookie").value_or("");
    std::optional<std::string_view> found;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto one = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!one.starts_with(name) || one.size() <= name.size() || one[name.size()] != '=') continue;
        if (found) return {};
        found = one.substr(name.size() + 1);
    }
    return found;
}

http::Headers safe_headers() {
    return {{"Content-Security-Policy",
             "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; connect-src 'self'; "
             "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
             "require-trusted-types-for 'script'"},
            {"X-Content-Type-Options", "nosniff"},
            {"Referrer-Policy", "no-referrer"},
            {"Cross-Origin-Opener-Policy", "same-origin"},
            {"Cross-Origin-Resource-Policy", "same-origin"}};
}

std::pair<std::string, std::string> cookie_header(std::string_view token) {
    return {"Set-Cookie", std::string{session_cookie} + "=" + std::string{token} + "; Path=/; Secure; HttpOnly; SameSite=Strict"};
}
std::pair<std::string, std::string> no_cookie_header() {
    return {"Set-Cookie", std::string{session_cookie} + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"};
}

std::pair<std::string, std::string> station_cookie_header(std::string_view token) {
    // As long as a browser keeps any cookie; the workstation ends here, by hand.
    return {"Set-Cookie", std::string{station_cookie} + "=" + std::string{token} + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=34560000"};
}
std::pair<std::string, std::string> no_station_cookie_header() {
    return {"Set-Cookie", std::string{station_cookie} + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"};
}

Gate::Gate(accounts::Accounts& accounts, storage::Database& database, Workers& workers, Workers& passwords, GateOptions options,
           FaultLog faults)
    : m_accounts(&accounts),
      m_database(&database),
      m_workers(workers),
      m_passwords(passwords),
      m_options(std::move(options)),
      m_faults(std::move(faults)) {}

Gate::Gate(Workers& workers, GateOptions options, FaultLog faults)
    : m_workers(workers), m_passwords(workers), m_options(std::move(options)), m_faults(std::move(faults)) {}

std::vector<http::Route> Gate::routes_of(const std::vector<Endpoint>& endpoints) {
    std::vector<http::Route> routes;
    for (const auto& endpoint : endpoints) {
        if (endpoint.policy.kind() == Policy::Kind::None) throw std::logic_error{policy_missing(endpoint.declared)};
        if (!m_accounts && endpoint.policy.kind() != Policy::Kind::Public) throw std::logic_error{std::string{endpoint.declared.pattern} + " needs practices"};
        const auto shared = std::make_shared<const Endpoint>(endpoint);
        routes.push_back({endpoint.declared.method, std::string{endpoint.declared.pattern}, endpoint.has_body ? body_bytes_max : endpoint.declared.raw_body_bytes_max,
                          [this, shared](http::Request request, http::Reply reply) { take(shared, std::move(request), std::move(reply)); }});
    }
    return routes;
}

void Gate::take(const std::shared_ptr<const Endpoint>& endpoint, http::Request request, http::Reply reply) {
    const auto asked = std::make_shared<Asked>(Asked{std::move(request)});
    asked->language = language_of(asked->request);
    // Who comes through the local socket is looked up in the database, and everybody once it was away; for that a
    // connection may not wait, nor for reading a large body of JSON.
    const bool is_looked_up = endpoint->policy.kind() != Policy::Kind::Public && (asked->request.peer == "local" || !m_accounts->is_at_hand());
    const bool may_be_at_once = !is_looked_up && (!endpoint->has_body || asked->request.body.size() <= body_at_once_bytes_max);
    if (endpoint->declared.on == On::Connection && may_be_at_once) return pass(*endpoint, asked, reply);
    auto& workers = endpoint->declared.on == On::Passwords ? m_passwords : m_workers;
    if (workers.run([this, endpoint, asked, reply] { pass(*endpoint, asked, reply); })) return;
    reply(response_of(refuse(503, Code::Unavailable, asked->language, "Het is nu te druk. Probeer het zo opnieuw.",
                             "It is too busy now. Try again shortly."),
                      asked->language, asked->request.reference));
}

// Whatever happens inside, there is one answer, and what went wrong stays inside: its cause stands in the log only.
void Gate::pass(const Endpoint& endpoint, const std::shared_ptr<Asked>& asked, const Respond& respond) {
    const auto answer = [&](const Refusal& refusal) { respond(response_of(refusal, asked->language, asked->request.reference)); };
    try {
        if (const auto refusal = refusal_of(endpoint, *asked)) {
            if (m_options.refused && asked->who && asked->grant && refusal->error.code == Code::Forbidden) m_options.refused(*asked, endpoint);
            return answer(*refusal);
        }
        endpoint.run(asked, [this, asked, respond](http::Answer given) { respond(watched(asked, std::move(given))); });
    } catch (const storage::StorageError& error) {
        m_faults.note(asked->request.reference, error);
        answer(refuse(503, Code::Unavailable, asked->language, "De database antwoordt nu niet. Probeer het zo opnieuw.",
                      "The database does not answer now. Try again shortly."));
    } catch (const std::exception& error) {
        m_faults.note(asked->request.reference, error);
        answer(refusal_of_fault(asked->language));
    }
}

// An answer that is put into words later can go wrong then.
http::Answer Gate::watched(const std::shared_ptr<Asked>& asked, http::Answer given) const {
    auto* const make = std::get_if<std::function<http::Response()>>(&given);
    if (!make) return given;
    return [this, asked, make = std::move(*make)] {
        try {
            return make();
        } catch (const std::exception& error) {
            m_faults.note(asked->request.reference, error);
            return response_of(refusal_of_fault(asked->language), asked->language, asked->request.reference);
        }
    };
}

// Who it is comes first: a stranger hears nothing of what else is wrong. The body is read last.
std::optional<Refusal> Gate::refusal_of(const Endpoint& endpoint, Asked& asked) const {
    if (auto stopped = asked.request.peer == "local" ? stop_tool(endpoint, asked) : stop(endpoint, asked)) return stopped;
    if (auto stopped = stop_parameters(endpoint, asked)) return stopped;
    if (endpoint.has_body && asked.request.header("content-type").value_or("") != "application/json")
        return refuse(415, Code::Invalid, asked.language, "Stuur de gegevens als application/json.", "Send the data as application/json.");
    return {};
}

bool Gate::is_own_host(std::string_view host) const {
    const auto port = ":" + std::to_string(m_port.load());
    for (const auto* name : {"localhost", "127.0.0.1", "[::1]"})
        if (host == name + port) return true;
    return std::ranges::any_of(m_options.names, [&](const std::string& name) { return host == name || host == name + port; });
}

// A browser says where a request comes from; what does not say it at all is no browser with our cookie.
bool Gate::is_same_origin(const http::Request& request) const {
    const auto site = request.header("sec-fetch-site");
    if (site && *site != "same-origin") return false;
    const auto origin = request.header("origin");
    if (!origin) return site.has_value();
    const auto host = std::string{request.header("host").value_or("")};
    return *origin == "http://" + host || *origin == "https://" + host;
}

std::optional<Refusal> Gate::stop(const Endpoint& endpoint, Asked& asked) const {
    const auto language = asked.language;
    const auto& request = asked.request;
    if (!is_own_host(request.header("host").value_or("")))
        return refuse(421, Code::Forbidden, language, "Deze server luistert niet naar deze naam.", "This server does not go by this name.");
    const auto& policy = endpoint.policy;
    const bool unsafe = is_unsafe(endpoint.declared.method);
    if (unsafe && !is_same_origin(request))
        return refuse(403, Code::Forbidden, language, "Dit verzoek komt niet van de eigen pagina's.", "This request does not come from our own pages.");
    if (policy.kind() == Policy::Kind::Public) return {};
    // A question changes nothing, but it leaves a line in the log and keeps a session alive: so no page elsewhere
    // may ask it, not even one of another program on this machine, to which the browser gives our cookie along.
    if (const auto site = request.header("sec-fetch-site"); site && *site != "same-origin" && *site != "none")
        return refuse(403, Code::Forbidden, language, "Dit verzoek komt niet van de eigen pagina's.", "This request does not come from our own pages.");
    if (policy.kind() == Policy::Kind::Tools) return refuse(404, Code::NotFound, language, "Dit adres bestaat niet.", "There is no such address.");
    if (const auto token = session_token_of(request)) asked.who = m_accounts->session(*token, endpoint.declared.use);
    if (!asked.who)
        return refuse(401, Code::Forbidden, language, "U bent niet aangemeld, of te lang niets gedaan. Meld u opnieuw aan.",
                      "You are not signed in, or did nothing for too long. Sign in again.");
    const auto csrf = request.header("x-kader-csrf").value_or("");
    if (unsafe && !vault::same_bytes(vault::bytes_of(csrf), vault::bytes_of(asked.who->csrf)))
        return refuse(403, Code::Forbidden, language, "Dit verzoek mist zijn bewijs. Laad de pagina opnieuw.", "This request lacks its proof. Load the page again.");
    if (auto stopped = stop_session(policy, *asked.who, language)) return stopped;
    // Nobody has a grant before both factors were there and the session is open.
    if (asked.who->state == accounts::SessionState::Active) asked.grant = asked.who->grant(request.peer);
    if (policy.kind() == Policy::Kind::SignedIn || policy.kind() == Policy::Kind::AnySession || policy.kind() == Policy::Kind::Enrolling) return {};
    auto area = policy.area();
    if (policy.kind() == Policy::Kind::List) {
        const auto& types = check::record_types();
        const auto type = std::ranges::find(types, std::string_view{request.parameters.at(0)}, &lists::ListType::name);
        if (type == types.end()) return refuse(404, Code::NotFound, language, "Deze lijst bestaat niet.", "There is no such list.");
        asked.list = &*type;
        area = area_of(*type);
    }
    if (policy.kind() == Policy::Kind::Part) return stop_part(endpoint, asked);
    asked.part = access::part_of(area);
    asked.decision = access::decide(*asked.grant, area, policy.act());
    if (asked.decision.allowed) return {};
    auto refused = asked.grant->refusal(area, policy.act(), language);
    return refused ? Refusal{*std::move(refused)} : Refusal{access::refusal_error(*asked.part, access::action_of(area, policy.act()), language)};
}

std::optional<Refusal> Gate::stop_part(const Endpoint& endpoint, Asked& asked) const {
    access::Question question;
    question.part = endpoint.policy.part();
    question.action = endpoint.policy.action();
    question.is_fresh = asked.who && asked.who->is_fresh;
    if (endpoint.relate) endpoint.relate(asked, question);
    asked.part = endpoint.policy.part();
    asked.decision = access::decide(*asked.grant, question);
    if (asked.decision.allowed) return {};
    return Refusal{access::refusal_error(question.part, question.action, asked.language)};
}

std::optional<Refusal> Gate::stop_session(const Policy& policy, const accounts::SignedIn& who, Language language) const {
    using accounts::SessionState;
    if (policy.kind() == Policy::Kind::AnySession) return {};
    std::optional<Refusal> stopped;
    if (who.state == SessionState::Locked) {
        stopped = refuse(423, Code::Forbidden, language, "Dit scherm is vergrendeld. Ontgrendel het om verder te gaan.", "This screen is locked. Unlock it to go on.");
        stopped->need = "unlock";
    } else if (who.state == SessionState::Enrolling) {
        if (policy.kind() == Policy::Kind::Enrolling) return {};
        stopped = refuse(403, Code::Forbidden, language, "Voeg eerst een tweede stap toe aan uw account.", "Add a second step to your account first.");
        stopped->need = "second_factor";
    } else if (policy.steps_up() && !who.is_fresh) {
        stopped = refuse(403, Code::Forbidden, language, "Bevestig eerst met uw tweede stap dat u het bent.", "Confirm with your second step first that it is you.");
        stopped->need = "step_up";
    }
    return stopped;
}

// Through the local socket: whoever started the server, and so may read the key file as well. The socket has a
// mode that keeps everybody else out; this holds where somebody changed it, and for the one whom no mode stops.
std::optional<Refusal> Gate::stop_tool(const Endpoint& endpoint, Asked& asked) const {
    const auto kind = endpoint.policy.kind();
    if (kind == Policy::Kind::Public) return {};
    if (kind == Policy::Kind::SignedIn || kind == Policy::Kind::AnySession || kind == Policy::Kind::Enrolling)
        return refuse(401, Code::Forbidden, asked.language, "Dit is voor wie zich aanmeldt.", "This is for those who sign in.");
    if (asked.request.user != m_options.user_number)
        return refuse(403, Code::Forbidden, asked.language, "Dit mag alleen de gebruiker van deze computer die de server heeft gestart.",
                      "Only the user of this machine who started the server may do this.");
    const auto session = m_database->open_reader();
    std::optional<subjects::PracticeId> practice;
    if (const auto name = asked.request.query_value("practice")) {
        auto found = subjects::find_practice(*session, *name, asked.language);
        if (!found) return Refusal{found.error()};
        practice = found->id;
    } else if (const auto all = subjects::practices(*session); all.size() == 1) {
        practice = all.front().id;
    }
    if (!practice && kind != Policy::Kind::Tools)
        return refuse(422, Code::Invalid, asked.language, "Zeg met ?practice= om welke praktijk het gaat.", "Say with ?practice= which practice is meant.");
    if (practice) asked.grant = access::operator_grant(*practice, m_options.user_number);
    if (kind != Policy::Kind::List) return {};
    const auto& types = check::record_types();
    const auto type = std::ranges::find(types, std::string_view{asked.request.parameters.at(0)}, &lists::ListType::name);
    if (type == types.end()) return refuse(404, Code::NotFound, asked.language, "Deze lijst bestaat niet.", "There is no such list.");
    asked.list = &*type;
    return {};
}

std::optional<Refusal> Gate::stop_parameters(const Endpoint& endpoint, const Asked& asked) const {
    const auto& parameters = endpoint.declared.parameters;
    for (const auto& given : asked.request.query) {
        const auto& name = given.first;
        const auto& value = given.second;
        if (name == "practice" && asked.request.peer == "local") continue;
        const auto declared = std::ranges::find_if(parameters, [&](const Parameter& one) { return one.in == Parameter::In::Query && one.name == name; });
        // What is opened by a browser may come with anything behind it.
        if (declared == parameters.end() && !endpoint.declared.pattern.starts_with("/api/")) continue;
        const auto pointer = "?" + shortened(name);
        if (declared == parameters.end()) return refusal_of_field(pointer, {"deze parameter is niet bekend", "this parameter is not known"}, asked.language);
        if (!asked.request.query_value(name)) return refusal_of_field(pointer, {"staat er twee keer", "stands there twice"}, asked.language);
        if (declared->is_day && !day_of_text(value))
            return refusal_of_field(pointer,
                                    {"moet een dag zijn zoals 2026-03-31, van 1980-01-01 tot en met 2069-09-17",
                                     "must be a day such as 2026-03-31, from 1980-01-01 through 2069-09-17"},
                                    asked.language);
    }
    for (const auto& one : parameters) {
        if (one.missing == 0) continue;
        const auto value = one.in == Parameter::In::Header ? asked.request.header(one.name) : asked.request.query_value(one.name);
        if (value && !value->empty()) continue;
        auto refusal = refusal_of_field((one.in == Parameter::In::Query ? "?" : "") + std::string{one.name}, {"ontbreekt", "is missing"}, asked.language);
        refusal.status = one.missing;
        return refusal;
    }
    return {};
}

std::optional<CalendarDay> Asked::day(std::string_view name) const {
    const auto value = request.query_value(name);
    return value ? day_of_text(*value) : std::nullopt;
}

http::Response json_response(int status, const wire::json::value& value, http::Headers headers) {
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("Cache-Control", "no-store");
    return {status, std::move(headers), wire::text_of(value), {}};
}

}  // namespace kader::server
