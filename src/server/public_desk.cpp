#include "server/public_desk.h"

#include "http/form.h"

namespace kader::server {

namespace {

using http::Response;
using public_pages::GivenText;
using public_pages::Page;
using public_pages::Visit;

// Longer addresses are answered, and not kept ready.
constexpr std::size_t kept_address_bytes_max = 2048;
constexpr std::size_t pages_waiting_max = 256;
constexpr std::size_t texts_waiting_max = 16;

// Stricter than what the staff's pages need: no script at all. The browser may say from which page of ours a form
// came, which is how the gate knows it.
http::Headers page_headers() {
    return {{"Content-Type", "text/html; charset=utf-8"},
            {"Content-Security-Policy",
             "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
            {"Referrer-Policy", "same-origin"},
            {"Vary", "Accept-Language"}};
}

Response response_of(int status, std::shared_ptr<const std::string> html, bool holds_what_was_sent) {
    auto headers = page_headers();
    headers.emplace_back("Cache-Control", holds_what_was_sent ? "no-store" : "no-cache");
    return {status, std::move(headers), {}, std::move(html)};
}

Response response_of(Page page, bool holds_what_was_sent) {
    return response_of(page.status, std::make_shared<const std::string>(std::move(page.html)), holds_what_was_sent);
}

Response busy(Language language) {
    return {503, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}, {"Retry-After", "10"}},
            language == Language::Dutch ? "Het is nu te druk. Probeer het zo opnieuw.\n" : "It is too busy now. Try again shortly.\n", {}};
}

std::string key_of(const http::Request& request, Language language) {
    std::string key = request.path;
    key += language == Language::Dutch ? "\nnl" : "\nen";
    for (const auto& [name, value] : request.query) key.append("\n").append(name).append("=").append(value);
    return key;
}

Response fixed(std::string_view type, const std::shared_ptr<const std::string>& bytes) {
    return {200, {{"Content-Type", std::string{type}}, {"Cache-Control", "public, max-age=3600"}}, {}, bytes};
}

}  // namespace

void ReadyPages::turn_to(CalendarDay day) {
    if (m_day == day) return;
    m_day = day;
    m_bytes = 0;
    m_all.clear();
}

ReadyPages::Bytes ReadyPages::find(CalendarDay day, const std::string& key) {
    const std::lock_guard lock{m_mutex};
    turn_to(day);
    const auto found = m_all.find(key);
    return found == m_all.end() ? nullptr : found->second;
}

void ReadyPages::keep(CalendarDay day, const std::string& key, Bytes bytes) {
    const std::lock_guard lock{m_mutex};
    turn_to(day);
    const auto size = key.size() + bytes->size();
    if (m_bytes + size > bytes_max) {
        m_bytes = 0;
        m_all.clear();
    }
    if (m_all.emplace(key, std::move(bytes)).second) m_bytes += size;
}

PublicDesk::PublicDesk(const public_pages::Pages& pages, TextOf text_of, std::function<CalendarDay()> today, Workers::Failed failed)
    : m_pages(pages),
      m_text_of(std::move(text_of)),
      m_today(std::move(today)),
      m_makers(1, pages_waiting_max, failed),
      m_readers(2, texts_waiting_max, failed) {}

void PublicDesk::stop() {
    m_makers.stop();
    m_readers.stop();
}

Visit PublicDesk::visit_of(const Asked& asked) const {
    return {public_pages::language_of(asked.request.query, asked.language), m_today(), asked.request.query};
}

void PublicDesk::answer(const AskedPtr& asked, const Respond& respond, const Make& make) {
    const auto visit = visit_of(*asked);
    const auto key = key_of(asked->request, visit.language);
    if (auto ready = m_ready.find(visit.today, key)) return respond(response_of(200, std::move(ready), false));
    const auto taken = m_makers.run([this, asked, respond, make, visit, key] {
        auto page = make(visit, asked->request);
        auto bytes = std::make_shared<const std::string>(std::move(page.html));
        if (page.status == 200 && key.size() <= kept_address_bytes_max) m_ready.keep(visit.today, key, bytes);
        respond(response_of(page.status, std::move(bytes), false));
    });
    if (!taken) respond(busy(visit.language));
}

Endpoint PublicDesk::page(std::string_view pattern, std::string_view summary, Make make) {
    Endpoint made;
    made.declared = {.pattern = pattern, .operation = {}, .summary = summary, .on = On::Connection};
    made.policy = Policy::open_to_all();
    made.run = [this, make = std::move(make)](const AskedPtr& asked, const Respond& respond) { answer(asked, respond, make); };
    return made;
}

// The text or the file of the form; what is wrong with it is told in the page.
Response PublicDesk::reading_of(const Asked& asked) const {
    const auto visit = visit_of(asked);
    const auto say = [&](std::string_view nl, std::string_view en) { return std::string{visit.language == Language::Dutch ? nl : en}; };
    GivenText given;
    const auto form = http::read_form(asked.request.header("content-type").value_or(""), asked.request.body);
    if (!form) {
        given.refusal = say("Dit formulier kwam niet heel aan. Probeer het opnieuw.", "This form did not arrive whole. Try again.");
        return response_of(m_pages.clause_reading(visit, given), true);
    }
    std::string_view file;
    for (const auto& part : *form) {
        if (part.name == "tekst") given.text = part.content;
        if (part.name == "bestand") file = part.content;
        if (part.name == "getekend") given.signed_on = part.content.substr(0, 20);
        if (part.name == "wie") given.party = part.content.substr(0, 20);
    }
    if (!file.empty()) {
        if (!trimmed(given.text).empty())
            given.notes.push_back(say("U gaf een tekst en een bestand. Het bestand is gelezen, de tekst niet.",
                                      "You gave a text and a file. The file was read, the text was not."));
        auto outcome = m_text_of(file);
        if (!outcome) {
            given.refusal = decoding::words_of(outcome).in(visit.language);
        } else {
            given.text = std::move(outcome.text);
            for (const auto& note : decoding::words_of(outcome.notes)) given.notes.push_back(note.in(visit.language));
        }
    }
    return response_of(m_pages.clause_reading(visit, given), true);
}

std::vector<Endpoint> PublicDesk::endpoints() {
    std::vector<Endpoint> all;
    const auto add = [&](std::string_view pattern, std::string_view summary, Make make) { all.push_back(page(pattern, summary, std::move(make))); };
    add("/", "The pages for everybody", [this](const Visit& visit, const http::Request&) { return m_pages.home(visit); });
    add("/wat-geldt", "What applies to me?", [this](const Visit& visit, const http::Request&) { return m_pages.interview("what-applies", visit); });
    add("/waar-terecht", "Where can I turn?", [this](const Visit& visit, const http::Request&) { return m_pages.interview("where-to-turn", visit); });
    add("/zwijgbeding", "May they forbid me to speak?", [this](const Visit& visit, const http::Request&) { return m_pages.clause_form(visit); });
    add("/kwaliteitsinstrumenten", "The register of quality instruments", [this](const Visit& visit, const http::Request&) { return m_pages.instruments(visit); });
    add("/kwaliteitsinstrumenten/wat-veranderde", "What a new edition changed", [this](const Visit& visit, const http::Request&) { return m_pages.changes(visit); });
    add("/kwaliteitsinstrumenten/{id}", "A quality instrument",
        [this](const Visit& visit, const http::Request& request) { return m_pages.instrument(request.parameters.at(0), visit); });

    Endpoint reading;
    reading.declared = {.method = http::Method::Post, .pattern = "/zwijgbeding", .operation = {}, .summary = "Reads a text", .on = On::Connection,
                        .raw_body_bytes_max = form_bytes_max};
    reading.policy = Policy::open_to_all();
    reading.run = [this](const AskedPtr& asked, const Respond& respond) {
        if (!m_readers.run([this, asked, respond] { respond(reading_of(*asked)); })) respond(busy(visit_of(*asked).language));
    };
    all.push_back(std::move(reading));

    const auto add_fixed = [&](std::string_view pattern, std::string_view summary, std::string_view type, std::string_view bytes) {
        Endpoint made;
        made.declared = {.pattern = pattern, .operation = {}, .summary = summary, .on = On::Connection};
        made.policy = Policy::open_to_all();
        made.run = [type, bytes = std::make_shared<const std::string>(bytes)](const AskedPtr&, const Respond& respond) { respond(fixed(type, bytes)); };
        all.push_back(std::move(made));
    };
    add_fixed("/publiek.css", "The style of the pages for everybody", "text/css; charset=utf-8", public_pages::style());
    add_fixed("/merk.svg", "The mark", "image/svg+xml", public_pages::mark());
    return all;
}

}  // namespace kader::server
