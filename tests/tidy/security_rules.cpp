// The rules by which holes of other programs cannot come in here.

#include <algorithm>
#include <array>
#include <cctype>

#include "tidy/house_rules.h"

namespace kader::tidy {

namespace {

bool is_program(std::string_view path) {
    return path.starts_with("src/") && is_code(path) && !is_test(path) && path.find("for_tests") == std::string_view::npos &&
           path.find("/suite_") == std::string_view::npos && path.find("_suite") == std::string_view::npos;
}

// The code of a file without its comments, each as long as it was, so that places stay what they are.
std::string without_comments(std::string text) {
    bool in_text = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (in_text && text[at] == '\\') {
            ++at;
        } else if (text[at] == '"' && !(at > 0 && text[at - 1] == '\'' && text.substr(at + 1, 1) == "'")) {
            in_text = !in_text;
        } else if (!in_text && text.compare(at, 2, "//") == 0) {
            for (; at < text.size() && text[at] != '\n'; ++at) text[at] = ' ';
        }
    }
    return text;
}

void skip_space(std::string_view text, std::size_t& at) {
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
}
void skip_name(std::string_view text, std::size_t& at) {
    while (at < text.size() && is_name_letter(text[at])) ++at;
}

// From behind an opening brace to its closing one: nothing but texts between quotes, and our macros beside them. Without
// a sign between them such a macro can only be a text too.
bool holds_only_texts(std::string_view text, std::size_t at) {
    constexpr std::string_view macro = "KADER_";
    bool any = false;
    for (skip_space(text, at); at < text.size() && (text[at] == '"' || text.substr(at).starts_with(macro)); skip_space(text, at)) {
        if (text[at] != '"') {
            skip_name(text, at);
            continue;
        }
        for (++at; at < text.size() && text[at] != '"'; ++at)
            if (text[at] == '\\') ++at;
        ++at;
        any = true;
    }
    return any && at < text.size() && text[at] == '}';
}

std::string place_in(const std::string& path, std::string_view text, std::size_t at) {
    return path + ":" + std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + ": ";
}

// Each place where `word` stands by itself.
template <class Visit>
void each_word(std::string_view text, std::string_view word, const Visit& visit) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if ((at == 0 || !is_name_letter(text[at - 1]) || !is_name_letter(word.front())) &&
            (at + word.size() >= text.size() || !is_name_letter(text[at + word.size()]) || !is_name_letter(word.back())))
            visit(at, at + word.size());
}

}  // namespace

Complaints no_shell_anywhere(const Tree& tree) {
    constexpr std::array calls = {std::string_view{"system("}, std::string_view{"popen("},  std::string_view{"wordexp("}, std::string_view{"execlp("},
                                  std::string_view{"execvp("}, std::string_view{"execvpe("}, std::string_view{"posix_spawnp("}};
    constexpr std::array shells = {std::string_view{"sh"}, std::string_view{"bash"}, std::string_view{"dash"}};
    Complaints complaints;
    each_code_line(tree, "src/", [&](std::string_view line, const std::string& place) {
        if (!is_program(std::string_view{place}.substr(0, place.find(':')))) return;
        const auto parts = parts_of(line);
        for (const auto call : calls)
            if (names(parts.code, call))
                complaints.push_back(place + std::string{call} + ") starts a shell, or what a folder of the environment holds; a program is started by "
                                                                 "its whole path, with a list of words");
        for (const auto& text : parts.texts) {
            const auto name = std::string_view{text}.substr(text.rfind('/') + 1);
            if (std::ranges::find(shells, name) != shells.end()) complaints.push_back(place + "names a shell; nothing of ours runs in one");
        }
    });
    return complaints;
}

Complaints statements_are_constants(const Tree& tree) {
    const std::string wrong = "a statement for the database is one constant text; what differs is bound to it as a value";
    Complaints complaints;
    for (const auto& [path, whole] : tree) {
        if (!is_program(path)) continue;
        const auto text = without_comments(whole);
        each_word(text, "Sql", [&, &file = path](std::size_t from, std::size_t at) {
            if (from >= 7 && text.compare(from - 7, 7, "struct ") == 0) return;
            skip_space(text, at);
            skip_name(text, at);
            skip_space(text, at);
            if (at >= text.size()) return;
            const bool is_made = text[at] == '{' && !holds_only_texts(text, at + 1);
            if (is_made || text[at] == '(' || text[at] == '=') complaints.push_back(place_in(file, text, from) + wrong);
        });
        // A session would take anything between braces for a statement.
        for (const std::string_view call : {".each(", ".run(", "->each(", "->run("})
            each_word(text, call, [&, &file = path](std::size_t from, std::size_t at) {
                skip_space(text, at);
                if (at < text.size() && text[at] == '{' && !holds_only_texts(text, at + 1)) complaints.push_back(place_in(file, text, from) + wrong);
            });
        if (path.starts_with("src/storage/")) continue;
        for (const std::string_view door : {".script(", "->script(", "sqlite3_prepare", "sqlite3_exec", "PQexec", "PQsendQuery", "PQprepare"})
            each_word(text, door, [&, &file = path](std::size_t from, std::size_t) {
                complaints.push_back(place_in(file, text, from) + "only src/storage speaks to the library of a database");
            });
    }
    return complaints;
}

}  // namespace kader::tidy
