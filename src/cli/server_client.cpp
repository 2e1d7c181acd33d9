#include "cli/server_client.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <ostream>

#include "cli/stored_data.h"
#include "kernel/limits.h"
#include "system/descriptor.h"

namespace kader::cli {

namespace {

using system::Descriptor;
using Time = std::chrono::steady_clock;

constexpr std::chrono::seconds sending_time{30};
constexpr std::chrono::hours answer_time{24};
constexpr std::size_t head_bytes_max = 16 * limits::KiB;
constexpr std::size_t answer_bytes_max = 64 * limits::MiB;
constexpr std::string_view end_of_head = "\r\n\r\n";

// False: the time is over, or the socket is no good any more.
bool wait_for(int socket, short events, Time::time_point end) {
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Time::now()).count();
        if (left <= 0) return false;
        pollfd one{socket, events, 0};
        const auto ready = ::poll(&one, 1, static_cast<int>(left));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

// For a value in an address.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4];
        encoded += digits[byte & 15];
    }
    return encoded;
}

// What stands in the head of an answer; nothing: this is no answer of ours.
struct Head {
    int status = 0;
    std::size_t body_bytes = 0;
};

std::optional<std::size_t> number_of(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

std::optional<Head> head_of(std::string_view text) {
    constexpr std::string_view start = "HTTP/1.1 ", length = "Content-Length: ";
    if (!text.starts_with(start) || text.size() < start.size() + 3) return {};
    const auto status = number_of(text.substr(start.size(), 3));
    if (!status) return {};
    Head head{static_cast<int>(*status), 0};
    while (!text.empty()) {
        const auto end = std::min(text.find("\r\n"), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        if (!line.starts_with(length)) continue;
        const auto bytes = number_of(line.substr(length.size()));
        if (!bytes || *bytes > answer_bytes_max) return {};
        head.body_bytes = *bytes;
    }
    return head;
}

Code code_of(int status, bool by_norm) {
    switch (status) {
        case 403: return Code::Forbidden;
        case 404: return Code::NotFound;
        case 409: return by_norm ? Code::RefusedByNorm : Code::Conflict;
        case 413: return Code::TooLarge;
        default: return status >= 500 ? Code::Unavailable : Code::Invalid;
    }
}

// A refusal as the server words it (RFC 9457), with the fields it is about.
std::optional<Error> refusal_of(int status, const std::string& body) {
    wire::Complaints complaints;
    const auto problem = wire::parse(body, complaints);
    if (!problem || !problem->is_object()) return {};
    const auto text_in = [](const wire::json::object& object, const char* name) {
        const auto* value = object.if_contains(name);
        return value && value->is_string() ? std::string{value->as_string().c_str()} : std::string{};
    };
    auto detail = text_in(problem->as_object(), "detail");
    if (const auto* fields = problem->as_object().if_contains("fields"); fields && fields->is_array())
        for (const auto& field : fields->as_array())
            if (field.is_object()) detail += " " + text_in(field.as_object(), "pointer") + " " + text_in(field.as_object(), "detail") + ".";
    if (detail.empty()) return {};
    const auto norm = text_in(problem->as_object(), "norm");
    return Error{code_of(status, !norm.empty()), detail, norm.empty() ? std::optional<std::string>{} : norm};
}

// Nothing: nobody listens there.
std::optional<Descriptor> connected(const std::filesystem::path& data) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto path = (data / "kader.sock").string();
    const Descriptor folder{::open(data.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
    // The address of a socket is short, and the name of a folder need not be: then by way of the open folder.
    if (path.size() >= sizeof address.sun_path) path = "/proc/self/fd/" + std::to_string(folder.number()) + "/kader.sock";
    if (!folder.is_open() || path.size() >= sizeof address.sun_path) return {};
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    Descriptor opened{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!opened.is_open()) return {};
    if (::connect(opened.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
    return opened;
}

bool send_all(int socket, std::string_view bytes) {
    const auto end = Time::now() + sending_time;
    while (!bytes.empty()) {
        if (!wait_for(socket, POLLOUT, end)) return false;
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0)
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno != EINTR && errno != EAGAIN)
            return false;
    }
    return true;
}

// Everything until the other side closes, within limits.
std::optional<std::string> receive_all(int socket) {
    const auto end = Time::now() + answer_time;
    std::string all;
    char piece[16 * limits::KiB];
    while (wait_for(socket, POLLIN, end)) {
        const auto got = ::recv(socket, piece, sizeof piece, 0);
        if (got == 0) return all;
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got < 0 || all.size() + static_cast<std::size_t>(got) > head_bytes_max + answer_bytes_max) return {};
        all.append(piece, static_cast<std::size_t>(got));
    }
    return {};
}

}  // namespace

std::optional<ServerClient> ServerClient::find(const std::filesystem::path& data) {
    if (!connected(data)) return {};
    return ServerClient{data};
}

Error ServerClient::not_understood(Language language) {
    return {Code::Unavailable,
            std::string{say(language,
                            "De server die in deze map met gegevens werkt, gaf geen goed antwoord; misschien is hij net gestopt of van een andere versie. "
                            "Kijk met kader check of het gelukt is, of voer de opdracht nog eens uit.",
                            "The server that works in this data folder gave no proper answer; perhaps it has just stopped or is of another version. "
                            "See with kader check whether it was done, or give the command again.")}};
}

Result<std::string> ServerClient::post(std::string_view path, const std::string& practice, const std::string& body, Language language) const {
    std::string request = "POST " + std::string{path};
    if (!practice.empty()) request += "?practice=" + percent_encoded(practice);
    request += " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nAccept-Language: ";
    request += language == Language::Dutch ? "nl" : "en";
    request += "\r\nContent-Length: " + std::to_string(body.size()) + std::string{end_of_head} + body;
    const auto connection = connected(m_data);
    if (!connection || !send_all(connection->number(), request)) return not_understood(language);
    const auto answer = receive_all(connection->number());
    const auto end = answer ? answer->find(end_of_head) : std::string::npos;
    if (end == std::string::npos || end > head_bytes_max) return not_understood(language);
    const auto head = head_of(std::string_view{*answer}.substr(0, end));
    if (!head || answer->size() - end - end_of_head.size() != head->body_bytes) return not_understood(language);
    auto text = answer->substr(end + end_of_head.size());
    if (head->status >= 200 && head->status < 300) return text;
    if (auto refusal = refusal_of(head->status, text)) return *std::move(refusal);
    return not_understood(language);
}

OpenedToWrite open_to_write(const Common& common, const std::filesystem::path& data, std::ostream& err, int& code) {
    OpenedToWrite opened;
    auto here = installation::Installation::open(data, *common.clock, {.language = common.language, .root_key = common.root_key});
    if (here) {
        opened.here = *std::move(here);
        return opened;
    }
    // Another process has it; is it a server?
    if (here.error().code == Code::Conflict) opened.server = ServerClient::find(data);
    if (!opened.server) code = print_refusal(here.error(), err);
    return opened;
}

std::string way_in_text(Language language, const std::string& practice, const std::string& address) {
    return harmless(practice) +
           std::string{say(language, " heeft nog geen account. Maak het eerste hier (deze sleutel werkt één keer):",
                           " has no account yet. Make the first one here (this token works once):")} +
           "\n  " + address;
}

}  // namespace kader::cli
