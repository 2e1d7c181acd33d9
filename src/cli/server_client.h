#pragma once

// A running server, asked through the socket in its data folder: for commands that write while it has the data.

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "installation/installation.h"
#include "kernel/result.h"
#include "wire/fields.h"

namespace kader::cli {

// HTTP over a Unix socket: one connection for each question. Any thread.
class ServerClient {
public:
    // Nothing: nobody listens in this data folder.
    static std::optional<ServerClient> find(const std::filesystem::path& data);
    // Without looking.
    static ServerClient in(const std::filesystem::path& data) { return ServerClient{data}; }

    // What the server answers to POST; else the sentence with which it refuses, or Unavailable when it does not
    // answer as it should. Waits for hours if need be: an import takes its time, and a server that dies closes
    // the connection. `practice` by name, or empty.
    Result<std::string> post(std::string_view path, const std::string& practice, const std::string& body, Language) const;

    // The same with described types (wire/fields.h).
    template <class Answer, class Body>
    Result<Answer> ask(std::string_view path, const std::string& practice, const Body& body, Language language) const {
        KADER_TRY(text, post(path, practice, wire::text_of(wire::write(body)), language));
        wire::Complaints complaints;
        auto answer = wire::read<Answer>(text, complaints);
        if (!answer) return not_understood(language);
        return *std::move(answer);
    }

private:
    explicit ServerClient(std::filesystem::path data) : m_data(std::move(data)) {}
    static Error not_understood(Language);

    std::filesystem::path m_data;
};

// What a command that writes works on: the data itself, or the server that has them.
struct OpenedToWrite {
    std::unique_ptr<installation::Installation> here;
    std::optional<ServerClient> server;
    explicit operator bool() const { return here || server; }
};
// Neither: the sentence is on `err` and its exit code in `code`.
OpenedToWrite open_to_write(const Common&, const std::filesystem::path& data, std::ostream& err, int& code);

// Where the first account of a practice is made, for whoever may make it: never for a log.
std::string way_in_text(Language, const std::string& practice, const std::string& address);

}  // namespace kader::cli
