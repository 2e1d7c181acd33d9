#pragma once

// Serves the pages for everybody: their addresses, what is kept ready of them, and the threads that make them.
//
// They have threads of their own, few and with a short queue: however many strangers ask, who is signed in does not
// wait for them. What a stranger sends in is never stored, logged or kept ready.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "decoding/outcome.h"
#include "public_pages/pages.h"
#include "server/endpoint.h"
#include "server/workers.h"

namespace kader::server {

// Pages that were made for a day, by address and language. Bounded: when it is full it begins anew. Any thread.
class ReadyPages {
public:
    static constexpr std::size_t bytes_max = 16 * 1024 * 1024;
    using Bytes = std::shared_ptr<const std::string>;
    Bytes find(CalendarDay, const std::string& key);
    void keep(CalendarDay, const std::string& key, Bytes);

private:
    void turn_to(CalendarDay);
    std::mutex m_mutex;
    CalendarDay m_day{};
    std::size_t m_bytes = 0;
    std::unordered_map<std::string, Bytes> m_all;
};

class PublicDesk {
public:
    // Turns the bytes of a file into text; may take seconds.
    using TextOf = std::function<decoding::Outcome(std::string_view bytes)>;
    // At most so much of one text or file.
    static constexpr std::size_t form_bytes_max = 11 * 1024 * 1024;

    // The pages outlive it.
    PublicDesk(const public_pages::Pages&, TextOf, std::function<CalendarDay()> today, Workers::Failed = {});

    // They refer to this, which outlives the server they serve.
    std::vector<Endpoint> endpoints();
    // Finishes what waits. Once or more, from one thread.
    void stop();

private:
    using Make = std::function<public_pages::Page(const public_pages::Visit&, const http::Request&)>;
    Endpoint page(std::string_view pattern, std::string_view summary, Make);
    void answer(const AskedPtr&, const Respond&, const Make&);
    public_pages::Visit visit_of(const Asked&) const;
    http::Response reading_of(const Asked&) const;

    const public_pages::Pages& m_pages;
    TextOf m_text_of;
    std::function<CalendarDay()> m_today;
    ReadyPages m_ready;
    Workers m_makers;   // Of pages.
    Workers m_readers;  // Of texts that were sent in.
};

}  // namespace kader::server
