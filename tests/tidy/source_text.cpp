#include "tidy/source_text.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

namespace kader::tidy {

namespace fs = std::filesystem;

Tree read_tree(const fs::path& repository) {
    Tree tree;
    for (fs::recursive_directory_iterator entry{repository}, end; entry != end; ++entry) {
        const auto path = entry->path().lexically_relative(repository).generic_string();
        // What is built or installed, not written.
        if (path == "build" || path == ".git" || path == "web/node_modules" || path == "web/dist" || path == "web/.node")
            entry.disable_recursion_pending();
        if (!entry->is_regular_file()) continue;
        std::ifstream file{entry->path(), std::ios::binary};
        tree[path] = {std::istreambuf_iterator<char>{file}, {}};
    }
    return tree;
}

bool is_test(std::string_view path) {
    return path.starts_with("tests/") || path.ends_with("_test.cpp");
}

bool is_code(std::string_view path) {
    return path.ends_with(".cpp") || path.ends_with(".h");
}

bool is_name_letter(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

void each_line(const std::string& path, std::string_view text, const Line& visit) {
    int number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        visit(text.substr(0, end), path + ":" + std::to_string(++number) + ": ");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void each_code_line(const Tree& tree, std::string_view below, const Line& visit) {
    for (const auto& [path, text] : tree)
        if (is_code(path) && path.starts_with(below)) each_line(path, text, visit);
}

Parts parts_of(std::string_view line) {
    Parts parts;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line.substr(at, 2) == "//") break;
        if (line[at] == '\'' && at + 2 < line.size() && line[at + 2] == '\'') {
            at += 2;
        } else if (line[at] == '"') {
            std::string text;
            for (++at; at < line.size() && line[at] != '"'; ++at) {
                if (line[at] == '\\') ++at;
                if (at < line.size()) text += line[at];
            }
            parts.texts.push_back(std::move(text));
        } else {
            parts.code += line[at];
        }
    }
    return parts;
}

bool names(std::string_view code, std::string_view word) {
    for (auto at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool ends =
            !is_name_letter(word.back()) || end == code.size() || !is_name_letter(code[end]);
        if (ends && (at == 0 || !is_name_letter(code[at - 1]))) return true;
    }
    return false;
}

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char letter : text) {
        if (is_name_letter(letter))
            words.back() += letter;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

const std::string& text_at(const Tree& tree, const std::string& path) {
    static const std::string nothing;
    const auto found = tree.find(path);
    return found == tree.end() ? nothing : found->second;
}

std::vector<std::string> modules(const Tree& tree) {
    std::vector<std::string> result;
    constexpr std::string_view start = "add_subdirectory(";
    each_line("", text_at(tree, "src/CMakeLists.txt"), [&](std::string_view line, const auto&) {
        if (line.starts_with(start))
            result.emplace_back(line.substr(start.size(), line.find(')') - start.size()));
    });
    return result;
}

std::vector<std::string> may_use(const Tree& tree, const std::string& module) {
    std::string_view text = text_at(tree, "src/" + module + "/CMakeLists.txt");
    constexpr std::string_view start = "MAY_USE";
    const auto at = text.find(start);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + start.size());
    auto words = words_in(text.substr(0, text.find(')')));
    words.erase(std::find_if(words.begin(), words.end(),
                             [](const auto& word) {
                                 return std::isupper(static_cast<unsigned char>(word[0])) != 0;
                             }),
                words.end());
    return words;
}

std::string_view included(std::string_view line) {
    constexpr std::string_view start = "#include \"";
    if (!line.starts_with(start)) return {};
    line.remove_prefix(start.size());
    return line.substr(0, line.find('"'));
}

bool exists(const Tree& tree, const std::string& path) {
    if (path.empty() || path == "." || tree.contains(path)) return true;
    const auto folder = path.ends_with('/') ? path : path + "/";
    const auto below = tree.lower_bound(folder);
    return below != tree.end() && below->first.starts_with(folder);
}

}  // namespace kader::tidy
