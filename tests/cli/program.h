#pragma once

// Runs the real program as a child process, the way a terminal or a script does.

#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kader::cli_tests {

namespace fs = std::filesystem;
namespace json = boost::json;

struct Outcome {
    int code = -1;   // The exit code; -1 when a signal ended it.
    int signal = 0;  // The signal that ended it; SIGKILL when it took too long.
    std::string out;
    std::string err;
    std::chrono::milliseconds took{};
};

// How the child is started, where that matters.
struct Start {
    fs::path working_folder;                         // Empty: that of the test.
    std::map<std::string, std::string> environment;  // Beside that of the test.
    std::chrono::seconds limit{60};                  // Longer is a failure, not a wait.
    std::optional<std::size_t> reader_stops_after;   // Closes the reading end after so many bytes.
};

// The program under test: the one that was built beside the tests or, where the environment says so with
// KADER_INSTALLED, one that was installed.
std::string program();

// No shell is involved: the words arrive as they stand.
Outcome run(const std::vector<std::string>& words, const Start& start = {});

// The same for a script of the shell; the program is "$KADER" in it.
Outcome run_shell(const std::string& script, const Start& start = {});

// A folder of its own that is gone again after the test.
class ScratchFolder {
public:
    ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();

    const fs::path& path() const { return m_path; }
    std::string text() const { return m_path.string(); }
    ScratchFolder& with(const std::string& name, std::string_view bytes);

private:
    fs::path m_path;
};

std::string bytes_of(const fs::path&);
void write(const fs::path&, std::string_view bytes);
// Each file of a folder with its bytes, to see that nothing changed.
std::map<std::string, std::string> bytes_of_folder(const fs::path&);
// Replaces the first place where `old` stands, which must be there.
void replace_in(const fs::path& file, std::string_view old, std::string_view now);

bool holds(std::string_view text, std::string_view part);
std::vector<std::string> lines_of(std::string_view text);

// The folder with the norms of the program, and a copy of it to spoil.
fs::path norms_folder();
void copy_norms(const fs::path& into, bool with_cases = true);

// ---- The answers as JSON ----

// Runs `check FOLDER --on DAY --format json` with more words behind it; it must succeed.
json::object check(const fs::path& folder, const std::string& day,
                   const std::vector<std::string>& more = {});
json::object parsed(const Outcome&);
const json::object& question(const json::object& answers, int number);
const json::object& requirement(const json::object& answers, std::string_view id);
// The same of answers that are gone after the line.
inline json::object question(json::object&& answers, int number) {
    return question(std::as_const(answers), number);
}
inline json::object requirement(json::object&& answers, std::string_view id) {
    return requirement(std::as_const(answers), id);
}
std::string text(const json::object&, std::string_view key);  // "null" for null.
bool has_remark(const json::object& requirement, std::string_view remark);
// The kenmerk of each witness of a requirement.
std::vector<std::string> evidence(const json::object& requirement);
// "bestand, rij 3, kolom x: reden" for each reject, in Dutch.
std::vector<std::string> rejects(const json::object& answers);
// One line per question and requirement with state, dates, reasons and evidence, without the rows.
std::string answers_text(const json::object& answers);

// A data folder as it came out of a checkout. The modes do not travel with that, and a key that others may read
// is refused.
void copy_data(const fs::path& from, const fs::path& into);

}  // namespace kader::cli_tests
