#include <algorithm>

#include "server/gate.h"
#include "server/house.h"

namespace kader::server {

namespace {

using accounts::SignedIn;

SessionAnswer session_of(House& house, const SignedIn& who) {
    SessionAnswer answer;
    answer.practice.id = who.practice;
    for (const auto& practice : subjects::practices(*house.installation->reader()))
        if (practice.id == who.practice) answer.practice.name = practice.name;
    answer.account = {who.name, std::string{access::word(who.role)}};
    answer.demo = !house.demo.empty();
    answer.today = house.today();
    answer.csrf = who.csrf;
    if (answer.demo) {
        answer.practices.emplace();
        for (const auto& entry : house.demo) answer.practices->push_back({entry.practice.id, entry.practice.name});
    }
    return answer;
}

// The session that the browser had until now is over: its token is worth nothing any more.
Outcome<SessionAnswer> begun(House& house, const Asked& asked, const accounts::Begun& session) {
    if (const auto token = session_token_of(asked.request))
        if (const auto before = house.accounts->session(*token, accounts::Use::Looks))
            static_cast<void>(house.accounts->sign_out(*before, asked.request.peer));
    return Given<SessionAnswer>{session_of(house, session.who), {cookie_header(session.token)}};
}

Outcome<SessionAnswer> sign_in(House& house, const Asked& asked, const SignIn& body) {
    const auto outcome = house.accounts->sign_in(body.login, body.password, asked.request.peer, asked.language);
    if (const auto* session = std::get_if<accounts::Begun>(&outcome)) return begun(house, asked, *session);
    const auto& not_in = std::get<accounts::NotIn>(outcome);
    Refusal refusal{not_in.error};
    if (not_in.error.code == Code::Forbidden) refusal.status = not_in.wait ? 429 : 401;
    refusal.retry_after = not_in.wait;
    return refusal;
}

// What the shape of the body could not see: spaces around a name or a login do not count, and a login is taken once.
Refusal refusal_of_setup(const Error& error, const Setup& body) {
    Refusal refusal{error};
    if (error.code == Code::Conflict) refusal.fields.push_back({"/login", error.detail});
    if (error.code == Code::Invalid)
        refusal.fields.push_back({vault::password_refusal(body.password) ? "/password" : trimmed(body.name).empty() ? "/name" : "/login", error.detail});
    return refusal;
}

Refusal no_demo(const Asked& asked) {
    return refuse(404, Code::NotFound, asked.language, "Dit is geen demonstratie.", "This is no demonstration.");
}

}  // namespace

std::vector<Endpoint> session_endpoints(House& house) {
    using http::Method;
    std::vector<Endpoint> all;
    all.push_back(endpoint<Nothing, SessionAnswer>(
        Policy::signed_in(),
        {.pattern = "/api/session", .operation = "getSession", .summary = "Who is signed in", .use = accounts::Use::Looks},
        [&house](const Asked& asked, Nothing) -> Outcome<SessionAnswer> { return Given<SessionAnswer>{session_of(house, *asked.who)}; }));
    all.push_back(endpoint<SignIn, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post, .pattern = "/api/session", .operation = "signIn", .summary = "Sign in", .on = On::Passwords},
        [&house](const Asked& asked, const SignIn& body) { return sign_in(house, asked, body); }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::signed_in(),
        {.method = Method::Delete, .pattern = "/api/session", .operation = "signOut", .summary = "Sign out", .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            // Where its end could not be stored it is over all the same, and the browser forgets the token.
            static_cast<void>(house.accounts->sign_out(*asked.who, asked.request.peer));
            return Given<Nothing>{{}, {no_cookie_header()}};
        }));
    all.push_back(endpoint<Setup, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post,
         .pattern = "/api/setup",
         .operation = "setUp",
         .summary = "Make the first account with the token that was printed once",
         .on = On::Passwords},
        [&house](const Asked& asked, const Setup& body) -> Outcome<SessionAnswer> {
            const auto made = house.accounts->set_up(body.token, {body.name, body.login, body.password}, asked.request.peer, asked.language);
            if (!made) return refusal_of_setup(made.error(), body);
            return begun(house, asked, *made);
        }));
    all.push_back(endpoint<Nothing, Demo>(
        Policy::open_to_all(),
        {.pattern = "/api/demo", .operation = "getDemo", .summary = "The fictional practices; only under kader demo"},
        [&house](const Asked& asked, Nothing) -> Outcome<Demo> {
            if (house.demo.empty()) return no_demo(asked);
            Demo demo;
            for (const auto& entry : house.demo) demo.practices.push_back(entry.practice);
            return Given<Demo>{std::move(demo)};
        }));
    all.push_back(endpoint<DemoChoice, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post,
         .pattern = "/api/demo/session",
         .operation = "signInToDemo",
         .summary = "Sign in to a fictional practice; only under kader demo"},
        [&house](const Asked& asked, const DemoChoice& choice) -> Outcome<SessionAnswer> {
            if (house.demo.empty()) return no_demo(asked);
            const auto entry = std::ranges::find(house.demo, choice.practice, [](const DemoEntry& one) { return one.practice.id; });
            if (entry == house.demo.end())
                return refusal_of_field("/practice", {"deze praktijk is er niet", "there is no such practice"}, asked.language);
            const auto session = house.accounts->begin(entry->account, asked.request.peer, asked.language);
            if (!session) return Refusal{session.error()};
            return begun(house, asked, *session);
        }));
    return all;
}

}  // namespace kader::server
