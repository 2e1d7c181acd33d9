// The house rules, held against the whole repository. Each is also held against a small house that
// breaks it, so that a rule that sees nothing would be noticed.

#include <doctest/doctest.h>

#include "tidy/house_rules.h"

namespace kader::tidy {

namespace {

const Tree& repository() {
    static const auto tree = read_tree(KADER_SOURCE_DIR);
    return tree;
}

void holds(const Complaints& complaints) {
    for (const auto& complaint : complaints) FAIL_CHECK(complaint);
    CHECK(complaints.empty());
}

// Two modules, in order: below, above.
Tree small_house() {
    return {
        {"src/CMakeLists.txt", "add_subdirectory(below)\nadd_subdirectory(above)\n"},
        {"src/below/CMakeLists.txt", "kader_module(below\n  SOURCES\n    a.cpp)\n"},
        {"src/below/README.md", "# below\n"},
        {"src/below/a.h", "#pragma once\n"},
        {"src/below/a.cpp", "#include \"below/a.h\"\n"},
        {"src/above/CMakeLists.txt",
         "kader_module(above\n  MAY_USE\n    below\n  LINKS\n    other)\n"},
        {"src/above/README.md", "See [below](../below/README.md) and [why](../../docs#here).\n"},
        {"src/above/b.cpp", "#include <vector>\n#include \"below/a.h\"\n"},
        {"docs/why.md", "[site](https://example.org) [part](#part)\n"},
    };
}

using Rule = Complaints (*)(const Tree&);

// The rule has nothing to say about the small house, and one thing once `path` holds this.
void notices(Rule rule, const std::string& path, const std::string& text) {
    auto tree = small_house();
    CAPTURE(path);
    CAPTURE(text);
    CHECK(rule(tree).empty());
    tree[path] = text;
    CHECK(rule(tree).size() == 1);
}

void lets_be(Rule rule, const std::string& path, const std::string& text) {
    auto tree = small_house();
    tree[path] = text;
    CAPTURE(path);
    holds(rule(tree));
}

}  // namespace

TEST_CASE("a module includes only what it may use, and may use only what is declared before it") {
    holds(modules_use_only_what_they_may(repository()));
    const auto rule = modules_use_only_what_they_may;
    notices(rule, "src/below/a.cpp", "#include \"above/b.cpp\"\n");
    notices(rule, "src/below/a.cpp", "#include \"below/none.h\"\n");
    notices(rule, "src/loose/c.cpp", "#include \"below/a.h\"\n");
    notices(rule, "src/below/CMakeLists.txt", "kader_module(below MAY_USE above)\n");
    notices(rule, "src/above/CMakeLists.txt", "kader_module(above LINKS below)\n");
}

TEST_CASE("no file of the program is longer than 600 lines") {
    holds(files_are_small(repository()));
    lets_be(files_are_small, "src/above/b.cpp", std::string(600, '\n'));
    notices(files_are_small, "src/above/b.cpp", std::string(601, '\n'));
}

TEST_CASE("every header says that it is read once") {
    holds(headers_are_included_once(repository()));
    notices(headers_are_included_once, "src/above/b.h", "int b();\n");
}

TEST_CASE(
    "clock, environment and terminal are touched at the door only, regular expressions never") {
    holds(the_world_stays_at_the_door(repository()));
    const auto rule = the_world_stays_at_the_door;
    for (const std::string line : {"std::regex r;", "auto now = std::chrono::system_clock::now();",
                                   "auto t = time(nullptr);", "std::cout << 1;",
                                   "  std::cerr << 1;", "std::getenv(\"HOME\");"})
        notices(rule, "src/above/b.cpp", "int a;\n" + line + "\n");
    notices(rule, "src/cli/words.cpp", "std::getenv(\"HOME\");\n");
    notices(rule, "src/above/b_test.cpp", "std::chrono::system_clock::now();\n");
    lets_be(rule, "src/above/b_test.cpp", "std::getenv(\"SIZE\");\n");
    lets_be(rule, "src/cli/words.cpp", "std::cout << 1;\n");
    lets_be(rule, "src/above/b.cpp", "amsterdam_time(1);  // never std::cout\n");
}

TEST_CASE("the TOML library and the parser of the command line are each included in one file") {
    holds(heavy_libraries_have_one_door(repository()));
    notices(heavy_libraries_have_one_door, "src/above/b.cpp", "#include <toml++/toml.h>\n");
    notices(heavy_libraries_have_one_door, "tests/b.cpp", "#include <CLI/CLI.hpp>\n");
    lets_be(heavy_libraries_have_one_door, "src/cli/main.cpp", "#include <CLI/CLI.hpp>\n");
}

TEST_CASE("no text of the program holds a length of time that the norms should hold") {
    holds(no_number_of_law_in_code(repository()));
    const auto rule = no_number_of_law_in_code;
    for (const std::string text : {"6 weeks", "within 12 months.", "binnen 6 weken", "3maanden",
                                   "20 jaar", "a \\\"5 years\\\" term"})
        notices(rule, "src/above/b.cpp", "const auto a = \"" + text + "\";\n");
    notices(rule, "src/above/b.h", "#pragma once\nconst auto a = \"6 weeks\";\n");
    lets_be(rule, "src/above/b_test.cpp", "const auto a = \"6 weeks\";\n");
    lets_be(rule, "src/above/b.cpp",
            "// 6 weeks\nconst auto a = \" weeks\", b = \"6 weeksend\";\n");
}

TEST_CASE("what waits to be done says of which kind it is") {
    holds(every_todo_has_a_kind(repository()));
    const std::string todo = std::string{"TO"} + "DO";
    notices(every_todo_has_a_kind, "src/above/b.cpp", "// " + todo + " later\n");
    notices(every_todo_has_a_kind, "norms/x.toml", "# " + todo + "(soon): later\n");
    lets_be(every_todo_has_a_kind, "norms/x.toml", "# " + todo + "(norm): ask the ministry\n");
}

TEST_CASE("every link from one page to another leads somewhere") {
    holds(links_lead_somewhere(repository()));
    notices(links_lead_somewhere, "docs/x.md", "See [there](there.md).\n");
    notices(links_lead_somewhere, "docs/x.md", "See [why](why.md) and ![that](../that.png).\n");
    lets_be(links_lead_somewhere, "docs/x.md", "```\nlambda = [](there)\n```\n[all](../src/)\n");
}

TEST_CASE("every module says what it is for and what it never does") {
    holds(every_module_has_a_readme(repository()));
    auto tree = small_house();
    CHECK(every_module_has_a_readme(tree).empty());
    tree.erase("src/below/README.md");
    CHECK(every_module_has_a_readme(tree).size() == 1);
}

TEST_CASE("nothing names a folder of one machine or the address of a package registry") {
    holds(nothing_points_at_one_machine(repository()));
    for (const std::string& line :
         {std::string{"/ho"} + "me/someone/kader", std::string{"cd /wo"} + "rk/kader",
          std::string{"https://pypi"} + ".org/simple",
          std::string{"https://regis"} + "try.example"})
        notices(nothing_points_at_one_machine, "docs/x.md", line + "\n");
    lets_be(nothing_points_at_one_machine, "docs/x.md",
            "Look it up in the registry. Work goes on.\n");
}

TEST_CASE("every test that a security requirement names is there, and what is not shown says why") {
    const auto rule = security_requirements_name_their_tests;
    holds(rule(repository()));
    const std::string page = "docs/security-requirements.md";
    const auto numbered = [&](const std::string& letters, int first, int last) {
        for (int number = first; number <= last; ++number) {
            const auto row = "\n| " + letters + (number < 10 ? "0" : "") + std::to_string(number) + " | ";
            const auto& text = text_at(repository(), page);
            CAPTURE(row);
            CHECK(text.find(row) != std::string::npos);
            CHECK(text.find(row) == text.rfind(row));
        }
    };
    numbered("SR-", 19, 52);
    numbered("R", 1, 38);

    auto tree = small_house();
    tree["src/above/b_test.cpp"] = "TEST_CASE(\"b is b\") {}\nTEST_CASE(\n    \"b is no a\") {}\n";
    tree["web/e2e/door.mjs"] = "['a door opens', () => {}],\n";
    const auto complaints_about = [&](const std::string& row) {
        tree[page] = "| Number | Asked | State | Shown by | Missing |\n|---|---|---|---|---|\n" + row + "\n";
        return rule(tree).size();
    };
    for (const std::string right : {"| SR-19 | a | yes | `src/above/b_test.cpp` \"b is b\"; \"b is no a\"; `web/e2e/door.mjs` \"a door opens\" | |",
                                    "| R01 | a | half | `src/above/b_test.cpp` \"b is b\" | the other half |", "| R02 | a | not yet | | nobody did it |",
                                    "| what is broken | `src/above/b_test.cpp` \"b is b\" |", "| half | in words |"}) {
        CAPTURE(right);
        CHECK(complaints_about(right) == 0);
    }
    for (const std::string wrong : {"| SR-19 | a | yes | `src/above/b_test.cpp` \"b is c\" | |", "| SR-19 | a | yes | `src/above/c_test.cpp` \"b is b\" | |",
                                    "| SR-19 | a | yes | `src/above/b.cpp` \"b is b\" | |", "| R01 | a | yes | | |", "| R01 | a | half | `src/above/b_test.cpp` \"b is b\" | |",
                                    "| R01 | a | not yet | | |", "| R01 | a | nearly | | so |", "| R01 | a | not asked | so |", "| what is broken | `src/above/b_test.cpp` \"b is c\" |"}) {
        CAPTURE(wrong);
        CHECK(complaints_about(wrong) == 1);
    }
}

TEST_CASE("R24: no shell is started anywhere in the program") {
    const auto rule = no_shell_anywhere;
    holds(rule(repository()));
    for (const std::string line : {"std::system(command.c_str());", "auto* pipe = popen(command, mode);", "::execlp(name, name, nullptr);",
                                   "execvp(words[0], words);", "posix_spawnp(&child, name, nullptr, nullptr, words, environ);",
                                   "const char* words[] = {\"/bin/sh\", option};", "run(\"bash\");"})
        notices(rule, "src/above/b.cpp", "int a;\n" + line + "\n");
    lets_be(rule, "src/above/b.cpp", "system::SystemClock clock; file_system(1);  // never system(1) or \"sh\"\nposix_spawn(&child, \"/usr/bin/other\");\n");
    lets_be(rule, "src/above/b_test.cpp", "std::system(command);\n");
}

TEST_CASE("R14: a statement for the database is never put together") {
    const auto rule = statements_are_constants;
    holds(rule(repository()));
    for (const std::string text : {"storage::Sql sql{\"SELECT \" + name};", "const storage::Sql sql{text};", "session.each(storage::Sql{text}, {}, visit);",
                                   "constexpr storage::Sql sql(\"SELECT 1\");", "auto sql = storage::Sql{made.c_str()};", "storage::Sql sql = {text};",
                                   "session->run({text}, {});", "session.each(\n    {name}, {}, visit);", "session.script(text);",
                                   "sqlite3_exec(database, text, nullptr, nullptr, nullptr);"})
        notices(rule, "src/above/b.cpp", "int a;\n" + text + "\n");
    notices(rule, "src/above/b.cpp", "constexpr storage::Sql sql{\"SELECT \"  // the name\n    NAME};\n");
    lets_be(rule, "src/above/b.cpp",
            "constexpr storage::Sql sql{\n    \"SELECT \\\"a\\\", '{' \"  // a }\n    \"FROM b\"};\nvoid c(const storage::Sql&, storage::Sql of);\n"
            "session.each(sql, {}, visit);\nsession.each({\"SELECT 1\"}, {}, visit);\nstruct Two { storage::Sql one; };\n");
    notices(rule, "src/above/b.cpp", "constexpr storage::Sql sql{KADER_COLUMNS};\n");
    lets_be(rule, "src/above/b.cpp", "constexpr storage::Sql sql{\"SELECT \" KADER_COLUMNS \" FROM b\"};\n");
    lets_be(rule, "src/above/b_test.cpp", "session.run({text}, {});\n");
}

TEST_CASE("names that the glossary advises against are pointed at, not refused") {
    for (const auto& pointer : discouraged_names(repository())) MESSAGE(pointer);
    auto tree = small_house();
    tree["norms/glossary.toml"] =
        "[[term]]\nnl = \"oordeel\"\ncode = \"ruling\"\nnot = [\"verdict\"]\n";
    tree["src/above/b.h"] = "#pragma once\nint verdict;  // a verdict\nint verdicts;\n";
    CHECK(discouraged_names(tree).size() == 1);
}

}  // namespace kader::tidy
