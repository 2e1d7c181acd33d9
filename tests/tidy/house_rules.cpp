#include "tidy/house_rules.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string_view>

#include "tidy/source_text.h"
#include "toml/value.h"

namespace kader::tidy {

namespace {

namespace fs = std::filesystem;

constexpr int lines_max = 600;

// "6 weeks", "12 maanden".
bool has_length(std::string_view text) {
    constexpr std::array units = {"weeks", "months", "years", "weken", "maanden", "jaar", "jaren"};
    for (const std::string_view unit : units)
        for (auto at = text.find(unit); at != std::string_view::npos;
             at = text.find(unit, at + 1)) {
            const auto end = at + unit.size();
            if (end < text.size() && is_name_letter(text[end])) continue;
            const auto before = text.substr(0, at).find_last_not_of(' ');
            if (before != std::string_view::npos && '0' <= text[before] && text[before] <= '9')
                return true;
        }
    return false;
}

// Each with the reason why it is no number of the law.
struct Exception {
    std::string_view path;
    std::string_view text;
};
constexpr std::array lengths_that_are_no_law = {
    // Refusals that show how a length is written.
    Exception{"src/kernel/calendar.cpp", "this is not a length like"},
    Exception{"src/norm_book/load_parameters.cpp", "`value` is missing; write a length"},
    Exception{"src/norm_book/load_parameters.cpp", "`value` must be a length"},
    Exception{"src/norm_book/load_parameters.cpp", "is no length of time"},
    Exception{"src/deadlines/deadline_reading.cpp", "`term` must be a length like"},
    // The same in the description of a column.
    Exception{"src/practice/own_rule.h", "else a stricter value, such as"},
    // How far a forecast looks when nobody says so: a choice of the program.
    Exception{"src/cli/main.cpp", "the last day to look at"},
    // Norms made up for tests.
    Exception{"src/norm_book/small_norms.h", ""},
};

}  // namespace

Complaints modules_use_only_what_they_may(const Tree& tree) {
    Complaints complaints;
    const auto all = modules(tree);
    std::map<std::string, std::set<std::string>, std::less<>> reach;
    for (const auto& module : all) {
        auto& allowed = reach[module];
        allowed.insert(module);
        for (const auto& below : may_use(tree, module)) {
            const auto earlier = reach.find(below);
            if (earlier == reach.end() || below == module)
                complaints.push_back("src/" + module + "/CMakeLists.txt: MAY_USE names " + below +
                                     ", which src/CMakeLists.txt does not declare before it");
            else
                allowed.insert(earlier->second.begin(), earlier->second.end());
        }
    }
    each_code_line(tree, "src/", [&](std::string_view line, const std::string& place) {
        const auto header = included(line);
        if (header.empty()) return;
        if (!tree.contains("src/" + std::string{header}))
            complaints.push_back(place + "there is no src/" + std::string{header});
        const auto module = place.substr(4, place.find('/', 4) - 4);
        const auto other = header.substr(0, header.find('/'));
        const auto allowed = reach.find(module);
        if (allowed == reach.end())
            complaints.push_back(place + "src/CMakeLists.txt does not declare " + module);
        else if (!allowed->second.contains(std::string{other}))
            complaints.push_back(place + module + " may not use " + std::string{other} +
                                 "; see MAY_USE in src/" + module + "/CMakeLists.txt");
    });
    return complaints;
}

Complaints files_are_small(const Tree& tree) {
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        const auto lines = std::count(text.begin(), text.end(), '\n');
        if (path.starts_with("src/") && lines > lines_max)
            complaints.push_back(path + ": " + std::to_string(lines) +
                                 " lines; split it by subject, " + std::to_string(lines_max) +
                                 " is the most");
    }
    return complaints;
}

Complaints headers_are_included_once(const Tree& tree) {
    Complaints complaints;
    for (const auto& [path, text] : tree)
        if (path.ends_with(".h") && text.find("#pragma once\n") == std::string::npos)
            complaints.push_back(path + ": a header begins with #pragma once");
    return complaints;
}

Complaints the_world_stays_at_the_door(const Tree& tree) {
    constexpr std::string_view main = "src/cli/main.cpp";
    const auto in_main = [&](std::string_view path) { return path == main; };
    const auto in_clock = [](std::string_view path) { return path == "src/system/clock.cpp"; };
    const auto in_cli = [](std::string_view path) { return path.starts_with("src/cli/"); };
    struct Ban {
        std::string_view word;
        std::string_view where;
        std::function<bool(std::string_view)> allowed;
    };
    const std::array bans = {
        Ban{"std::regex", "nowhere: it is slow and can overflow the stack", {}},
        Ban{"system_clock", "in src/system/clock.cpp: everything else is told the instant", in_clock},
        Ban{"time(", "in src/system/clock.cpp: everything else is told the instant", in_clock},
        Ban{"std::cout", "in src/cli: everything else returns values", in_cli},
        Ban{"std::cerr", "in src/cli: everything else returns values", in_cli},
        Ban{"getenv", "in src/cli/main.cpp and in tests",
            [&](std::string_view path) { return in_main(path) || is_test(path); }},
    };
    Complaints complaints;
    each_code_line(tree, "src/", [&](std::string_view line, const std::string& place) {
        const auto path = std::string_view{place}.substr(0, place.find(':'));
        const auto code = parts_of(line).code;
        for (const auto& ban : bans)
            if (names(code, ban.word) && !(ban.allowed && ban.allowed(path)))
                complaints.push_back(place + std::string{ban.word} + " belongs " +
                                     std::string{ban.where});
    });
    return complaints;
}

Complaints heavy_libraries_have_one_door(const Tree& tree) {
    struct Library {
        std::string_view start;
        std::string_view door;
    };
    constexpr std::array libraries = {Library{"#include <toml++/", "src/toml/value.cpp"},
                                      Library{"#include <CLI/", "src/cli/main.cpp"},
                                      Library{"#include <boost/asio", "src/http/"},
                                      Library{"#include <boost/beast", "src/http/"},
                                      Library{"#include <libpq-fe.h>", "src/storage/postgres"},
                                      Library{"#include <poppler/", "src/decode/pdf_text.cpp"},
                                      Library{"#include <expat.h>", "src/decode/docx_xml.cpp"},
                                      Library{"#include <seccomp.h>", "src/decode/sandbox.cpp"},
                                      Library{"#include <openssl/ssl.h>", "src/http/tls"}};
    // The bare server is what ours is measured against; the other starts ours as systemd would.
    constexpr std::array apart = {std::string_view{"benchmarks/bare_server.cpp"}, std::string_view{"tests/edge/under_filter.cpp"}};
    Complaints complaints;
    each_code_line(tree, "", [&](std::string_view line, const std::string& place) {
        if (std::ranges::any_of(apart, [&](std::string_view file) { return place.starts_with(file); })) return;
        for (const auto& library : libraries)
            if (line.starts_with(library.start) && !place.starts_with(library.door))
                complaints.push_back(place + std::string{library.start} + "…> belongs only in " +
                                     std::string{library.door});
    });
    return complaints;
}

Complaints no_number_of_law_in_code(const Tree& tree) {
    Complaints complaints;
    each_code_line(tree, "src/", [&](std::string_view line, const std::string& place) {
        const auto path = std::string_view{place}.substr(0, place.find(':'));
        if (is_test(path)) return;
        for (const auto& text : parts_of(line).texts) {
            const bool known = std::any_of(
                lengths_that_are_no_law.begin(), lengths_that_are_no_law.end(),
                [&](const auto& exception) {
                    return path == exception.path && text.find(exception.text) != std::string::npos;
                });
            if (has_length(text) && !known)
                complaints.push_back(place + "\"" + text +
                                     "\" holds a length of time; a number of the law stands in "
                                     "norms/, with its days and its source");
        }
    });
    return complaints;
}

Complaints every_todo_has_a_kind(const Tree& tree) {
    const std::string todo = std::string{"TO"} + "DO";
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        if (path == "CONTRIBUTING.md") continue;  // It explains the kinds.
        each_line(path, text, [&](std::string_view line, const std::string& place) {
            if (!names(line, todo)) return;
            const auto after = line.substr(line.find(todo) + todo.size());
            for (const std::string_view kind : {"(norm)", "(security)", "(someday)"})
                if (after.starts_with(kind)) return;
            complaints.push_back(place + "what waits says its kind: norm, security or someday");
        });
    }
    return complaints;
}

Complaints links_lead_somewhere(const Tree& tree) {
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        if (!path.ends_with(".md")) continue;
        const auto folder = fs::path{path}.parent_path();
        bool in_code = false;
        each_line(path, text, [&](std::string_view line, const std::string& place) {
            if (line.starts_with("```")) in_code = !in_code;
            if (in_code) return;
            for (auto at = line.find("]("); at != std::string_view::npos;
                 at = line.find("](", at + 1)) {
                const auto rest = line.substr(at + 2);
                const auto link = rest.substr(0, rest.find_first_of(")# "));
                if (link.find(':') != std::string_view::npos) continue;  // Another site.
                if (!exists(tree, (folder / link).lexically_normal().generic_string()) &&
                    !link.empty())
                    complaints.push_back(place + "there is no " + std::string{link});
            }
        });
    }
    return complaints;
}

Complaints every_module_has_a_readme(const Tree& tree) {
    Complaints complaints;
    for (const auto& module : modules(tree))
        if (!tree.contains("src/" + module + "/README.md"))
            complaints.push_back("src/" + module + "/README.md is missing: its purpose, its " +
                                 "words, and what it never does");
    return complaints;
}

Complaints nothing_points_at_one_machine(const Tree& tree) {
    // In two halves, so that this file does not accuse itself.
    const std::array folders = {std::string{"/wo"} + "rk/", std::string{"/ho"} + "me/",
                                std::string{"/ro"} + "ot/"};
    const std::array hosts = {
        std::string{"pypi"} + ".org",         std::string{"npmjs"} + ".org",
        std::string{"crates"} + ".io",        std::string{"docker"} + ".io",
        std::string{"ghcr"} + ".io",          std::string{"deb.debian"} + ".org",
        std::string{"proxy.golang"} + ".org", std::string{"//regis"} + "try.",
        std::string{"arti"} + "factory"};
    Complaints complaints;
    for (const auto& [path, text] : tree)
        each_line(path, text, [&](std::string_view line, const std::string& place) {
            for (const auto& folder : folders)
                if (line.find(folder) != std::string_view::npos)
                    complaints.push_back(place + "names a folder of one machine");
            for (const auto& host : hosts)
                if (line.find(host) != std::string_view::npos)
                    complaints.push_back(place + "names a package registry; packages.txt lists " +
                                         "what Debian has");
        });
    return complaints;
}

namespace {

// The cells of a row of a table, without the blanks around them.
std::vector<std::string_view> cells_of(std::string_view row) {
    std::vector<std::string_view> cells;
    for (row.remove_prefix(1); row.find('|') != std::string_view::npos; row.remove_prefix(row.find('|') + 1)) {
        auto cell = row.substr(0, row.find('|'));
        while (cell.starts_with(' ')) cell.remove_prefix(1);
        while (cell.ends_with(' ')) cell.remove_suffix(1);
        cells.push_back(cell);
    }
    return cells;
}

// `file` "a test of it"; "another one": how many tests are named. What is not there is a complaint.
int tests_named(const Tree& tree, std::string_view cell, const std::string& place, Complaints& complaints) {
    int named = 0;
    std::string file;
    for (auto at = cell.find_first_of("`\""); at != std::string_view::npos; at = cell.find_first_of("`\"")) {
        const char mark = cell[at];
        cell.remove_prefix(at + 1);
        const std::string word{cell.substr(0, cell.find(mark))};
        cell.remove_prefix(std::min(word.size() + 1, cell.size()));
        if (mark == '`') {
            file = word;
            if (tree.contains(file) && (is_test(file) || file.starts_with("web/e2e/"))) continue;
            complaints.push_back(place + "there is no test file " + file);
            file.clear();
            continue;
        }
        ++named;
        const auto& text = text_at(tree, file);
        if (tree.contains(file) && text.find('"' + word + '"') == std::string::npos && text.find('\'' + word + '\'') == std::string::npos)
            complaints.push_back(place + file + " has no test \"" + word + "\"");
    }
    return named;
}

}  // namespace

Complaints security_requirements_name_their_tests(const Tree& tree) {
    const std::string page = "docs/security-requirements.md";
    Complaints complaints;
    each_line(page, text_at(tree, page), [&](std::string_view line, const std::string& place) {
        if (!line.starts_with("| ")) return;
        const auto cells = cells_of(line);
        // A row of what is asked begins with its number; the other tables end with a test, or name none.
        if (!line.starts_with("| SR-") && !(line.starts_with("| R") && line.size() > 3 && line[3] >= '0' && line[3] <= '9')) {
            tests_named(tree, cells.empty() ? std::string_view{} : cells.back(), place, complaints);
            return;
        }
        if (cells.size() != 5) {
            complaints.push_back(place + "a row has a number, what is asked, a state, its tests, and what is missing");
            return;
        }
        const auto state = cells[2], missing = cells[4];
        const bool shows = state == "yes" || state == "half";
        if (!shows && state != "not yet" && state != "not asked" && state != "cannot apply")
            complaints.push_back(place + "no state is called " + std::string{state});
        if (tests_named(tree, cells[3], place, complaints) == 0 && shows) complaints.push_back(place + "no test is named that shows it");
        if (state != "yes" && missing.empty()) complaints.push_back(place + "it does not say what is missing");
    });
    return complaints;
}

Complaints discouraged_names(const Tree& tree) {
    const auto parsed = toml::parse(text_at(tree, "norms/glossary.toml"));
    const auto* glossary = std::get_if<toml::Value>(&parsed);
    const auto* terms = glossary == nullptr ? nullptr : glossary->find("term");
    std::map<std::string, std::string> instead;
    for (const auto& term : terms == nullptr ? std::vector<toml::Value>{} : terms->items) {
        const auto* code = term.find("code");
        const auto* not_these = term.find("not");
        if (code == nullptr || not_these == nullptr) continue;
        if (!not_these->text.empty()) instead[not_these->text] = code->text;
        for (const auto& word : not_these->items) instead[word.text] = code->text;
    }
    Complaints complaints;
    each_code_line(tree, "src/", [&](std::string_view line, const std::string& place) {
        if (place.find(".h:") == std::string::npos) return;
        for (const auto& word : words_in(parts_of(line).code))
            if (const auto found = instead.find(word); found != instead.end())
                complaints.push_back(place + "the glossary says " + found->second + ", not " +
                                     word);
    });
    return complaints;
}

}  // namespace kader::tidy
