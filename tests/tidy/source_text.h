#pragma once

// The files of a repository as values, and just enough understanding of what stands in them.

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kader::tidy {

// Path below the repository, with slashes, and content.
using Tree = std::map<std::string, std::string>;

// Every file but those that are built or belong to git.
Tree read_tree(const std::filesystem::path& repository);
// A file or a folder.
bool exists(const Tree&, const std::string& path);
// Empty if there is no such file.
const std::string& text_at(const Tree&, const std::string& path);

bool is_test(std::string_view path);
bool is_code(std::string_view path);
bool is_name_letter(char);

// `place` begins a complaint: "src/staff/person.h:12: ".
using Line = std::function<void(std::string_view line, const std::string& place)>;
void each_line(const std::string& path, std::string_view text, const Line& visit);
void each_code_line(const Tree&, std::string_view below, const Line& visit);

// A line of C++ taken apart: what the compiler acts on, and the texts between quotes. Comments are
// in neither.
struct Parts {
    std::string code;
    std::vector<std::string> texts;
};
Parts parts_of(std::string_view line);

// "staff/person.h" of an include between quotes; else empty.
std::string_view included(std::string_view line);
// Whether the word is there, not as a part of a longer name.
bool names(std::string_view code, std::string_view word);
std::vector<std::string> words_in(std::string_view text);

// The modules in the order of src/CMakeLists.txt.
std::vector<std::string> modules(const Tree&);
// What stands behind MAY_USE of a module, up to the next keyword or the end of the call.
std::vector<std::string> may_use(const Tree&, const std::string& module);

}  // namespace kader::tidy
