#include <algorithm>
#include <chrono>

#include "factors/base64url.h"
#include "server/sessions.h"

namespace kader::server {

namespace {

bool is_wrong_line(std::string_view text, std::size_t least) {
    return holds_control(text) || text.find_first_of("\r\n\t") != std::string_view::npos || trimmed(text).size() < least;
}

// What the shape of the body could not see: spaces around a name or a login do not count, and a login is taken once.
Refusal refusal_of_setup(const Error& error, const Setup& body) {
    Refusal refusal{error};
    if (error.code == Code::Conflict) refusal.fields.push_back({"/login", error.detail});
    if (error.code == Code::Invalid)
        refusal.fields.push_back({is_wrong_line(body.name, 1) ? "/name" : is_wrong_line(body.login, 3) ? "/login" : "/password", error.detail});
    return refusal;
}

Refusal no_demo(const Asked& asked) {
    return refuse(404, Code::NotFound, asked.language, "Dit is geen demonstratie.", "This is no demonstration.");
}

// For the pages, so that they show what there is to do; nothing is allowed by it.
std::vector<std::string> rights_of(const access::Grant& grant) {
    std::vector<std::string> all;
    for (int at = 0; at < access::area_count; ++at) {
        const auto area = static_cast<access::Area>(at);
        if (grant.may(area, access::Act::Read)) all.push_back(std::string{access::word(area)} + ".read");
        if (grant.may(area, access::Act::Write)) all.push_back(std::string{access::word(area)} + ".write");
    }
    return all;
}

}  // namespace

SessionAnswer session_of(House& house, const accounts::SignedIn& who) {
    SessionAnswer answer;
    answer.practice.id = who.practice;
    answer.account = {who.name, std::string{access::word(who.role)}};
    answer.role = answer.account.role;
    const auto practices = subjects::practices(*house.installation->reader());
    for (const auto& practice : practices)
        if (practice.id == who.practice) answer.practice.name = practice.name;
    std::vector<PracticeName> others;
    for (const auto& place : house.accounts->workplaces(who)) {
        if (place.practice == who.practice)
            for (const auto role : place.roles) answer.roles.emplace_back(access::word(role));
        for (const auto& practice : practices)
            if (practice.id == place.practice) others.push_back({practice.id, practice.name});
    }
    if (others.size() > 1) answer.practices = std::move(others);
    answer.demo = !house.demo.empty();
    answer.today = house.today();
    if (who.state == accounts::SessionState::Active) answer.may = rights_of(who.grant("local"));
    answer.csrf = who.csrf;
    answer.state = accounts::word(who.state);
    answer.lacks = accounts::word(who.lacks);
    answer.fresh = who.is_fresh;
    answer.shared = who.is_shared;
    answer.recovery_codes_left = static_cast<int>(who.codes_left);
    if (answer.demo) {
        answer.practices.emplace();
        for (const auto& entry : house.demo) answer.practices->push_back({entry.practice.id, entry.practice.name});
    }
    return answer;
}

Outcome<SessionAnswer> begun(House& house, const Asked& asked, const accounts::Begun& session) {
    if (const auto token = session_token_of(asked.request))
        if (const auto before = house.accounts->session(*token, accounts::Use::Looks))
            static_cast<void>(house.accounts->sign_out(*before, asked.request.peer));
    return Given<SessionAnswer>{session_of(house, session.who), {cookie_header(session.token)}};
}

Refusal refusal_of(const accounts::NotIn& not_in) {
    Refusal refusal{not_in.error};
    if (not_in.error.code == Code::Forbidden) refusal.status = not_in.wait ? 429 : 401;
    refusal.retry_after = not_in.wait;
    return refusal;
}

Outcome<SessionAnswer> answer_of(House& house, const Asked& asked, const accounts::SignInOutcome& outcome) {
    if (const auto* session = std::get_if<accounts::Begun>(&outcome)) return begun(house, asked, *session);
    return refusal_of(std::get<accounts::NotIn>(outcome));
}

accounts::Where where(const Asked& asked) {
    return {asked.request.peer, std::string{cookie_of(asked.request, station_cookie).value_or("")}};
}

// A browser gives passkeys to a page over https, or to this machine itself; so beyond that only https counts.
accounts::Site site_of(const Asked& asked) {
    const std::string host{asked.request.header("host").value_or("")};
    const std::string name = host.substr(0, host.find(':'));
    const std::string origin{asked.request.header("origin").value_or("")};
    return {name, name == "localhost" && origin == "http://" + host ? origin : "https://" + host};
}

std::string challenge_text(const std::array<std::uint8_t, 32>& challenge) { return factors::base64url(challenge); }

std::optional<std::array<std::uint8_t, 32>> parse_challenge(std::string_view text) {
    const auto bytes = factors::parse_base64url(text);
    std::optional<std::array<std::uint8_t, 32>> challenge;
    if (bytes && bytes->size() == 32) std::copy_n(bytes->begin(), 32, challenge.emplace().begin());
    return challenge;
}

std::string instant_text(system::Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
    const std::chrono::sys_seconds when{std::chrono::seconds{seconds}};
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::hh_mm_ss time{when - day};
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return iso_text(CalendarDay{std::chrono::year_month_day{day}}) + "T" + two(time.hours().count()) + ":" + two(time.minutes().count()) + ":" +
           two(time.seconds().count()) + "Z";
}

std::vector<Endpoint> session_endpoints(House& house) {
    using http::Method;
    std::vector<Endpoint> all;
    all.push_back(endpoint<RoleChoice, SessionAnswer>(
        Policy::signed_in(),
        {.method = Method::Post, .pattern = "/api/session/role", .operation = "useRole", .summary = "Go on in another role of one's own; the same session, under a new token"},
        [&house](const Asked& asked, const RoleChoice& body) -> Outcome<SessionAnswer> {
            const auto role = access::parse_role(body.role).value_or(asked.who->role);
            if (access::is_privileged(role) && !asked.who->is_fresh) return step_up_first(asked.language);
            return next_session(house, house.accounts->use_role(*asked.who, role, where(asked), asked.language));
        }));
    all.push_back(endpoint<PracticeChoice, SessionAnswer>(
        Policy::signed_in(),
        {.method = Method::Post, .pattern = "/api/session/practice", .operation = "usePractice", .summary = "Go on in another practice, with a second factor"},
        [&house](const Asked& asked, const PracticeChoice& body) -> Outcome<SessionAnswer> {
            const auto proof = accounts_proof_of(body.proof, asked.language);
            if (const auto* refused = std::get_if<Refusal>(&proof)) return *refused;
            const auto& given = std::get<accounts::Proof>(proof);
            return next_session(house, house.accounts->use_practice(*asked.who, body.practice, given, site_of(asked), where(asked), asked.language));
        }));
    all.push_back(endpoint<Nothing, SessionAnswer>(
        Policy::any_session(),
        {.pattern = "/api/session", .operation = "getSession", .summary = "Who is signed in", .use = accounts::Use::Looks},
        [&house](const Asked& asked, Nothing) -> Outcome<SessionAnswer> { return Given<SessionAnswer>{session_of(house, *asked.who)}; }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::any_session(),
        {.method = Method::Delete, .pattern = "/api/session", .operation = "signOut", .summary = "Sign out", .use = accounts::Use::Looks, .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            // Where its end could not be stored it is over all the same, and the browser forgets the token.
            static_cast<void>(house.accounts->sign_out(*asked.who, asked.request.peer));
            return Given<Nothing>{{}, {no_cookie_header()}};
        }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::any_session(),
        {.method = Method::Post, .pattern = "/api/session/lock", .operation = "lock", .summary = "Lock the screen", .use = accounts::Use::Looks, .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            // Locked at once, also where it could not be stored.
            static_cast<void>(house.accounts->lock(*asked.who, asked.request.peer));
            return Given<Nothing>{};
        }));
    all.push_back(endpoint<Setup, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post,
         .pattern = "/api/setup",
         .operation = "setUp",
         .summary = "Make the first account with the token that was printed once",
         .on = On::Passwords},
        [&house](const Asked& asked, const Setup& body) -> Outcome<SessionAnswer> {
            const auto made = house.accounts->set_up(body.token, {body.name, body.login, body.password}, where(asked), asked.language);
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
