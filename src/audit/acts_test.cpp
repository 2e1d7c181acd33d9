#include "audit/acts.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace kader::audit {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// All text of the program without its tests and without the table itself.
std::string program() {
    std::string all;
    for (const auto& file : fs::recursive_directory_iterator{fs::path{KADER_SOURCE_DIR} / "src"}) {
        const auto name = file.path().filename().string();
        if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
        all += text_of(file.path());
    }
    return all;
}

}  // namespace

TEST_CASE("every act has a word of its own, an action, a purpose and words in both languages") {
    std::set<std::string_view> words;
    for (const auto& row : act_rows) {
        INFO(row.act);
        CHECK(words.insert(row.act).second);
        CHECK(std::string_view{"CRUDE"}.find(row.action) != std::string_view::npos);
        CHECK(!row.purpose.empty());
        CHECK(!row.nl.empty());
        CHECK(!row.en.empty());
        CHECK(find_act(row.act) == &row);
    }
    CHECK(find_act("record.burn") == nullptr);
    CHECK(Act{}.is_none());
    CHECK(Act{"record.read"}.row().action == 'R');
}

TEST_CASE("every act of the table is written somewhere in the program") {
    const auto all = program();
    for (const auto& row : act_rows) {
        INFO(row.act);
        CHECK(all.find('"' + std::string{row.act} + '"') != std::string::npos);
    }
}

TEST_CASE("every event that NEN 7513 asks for has an act, or a reason why it has none yet, and not both") {
    for (const auto& event : events()) {
        INFO(event.en);
        const bool has_act = std::ranges::any_of(act_rows, [&](const ActRow& row) { return row.event == event.event; });
        CHECK(has_act == event.not_yet.empty());
        CHECK(!event.source.empty());
    }
}

TEST_CASE("every field that NEN 7513 asks for is a member of an entry") {
    const auto header = text_of(fs::path{KADER_SOURCE_DIR} / "src/audit/entry.h");
    for (const auto& field : fields()) {
        INFO(field.field);
        const auto member = field.member.substr(field.member.rfind('.') + 1);
        CHECK(header.find('"' + std::string{member} + '"') != std::string::npos);
    }
}

}  // namespace kader::audit
