#pragma once

// Small norm folders in memory, for the tests of this module.

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "norm_book/norm_book.h"

namespace kader::norm_book::small {

inline std::vector<facts::FactKind> facts() {
    return {
        {"staff.works", "person", "", {"care", "bond"}, "", "", ""},
        {"staff.vetted", "person", "", {"check"}, "", "", ""},
        {"staff.hours", "function", "person", {}, "hundredths", "", ""},
        {"practice.legal_form", "legal_form", "", {"form"}, "", "", ""},
        {"practice.needs_hours", "function", "treatment", {}, "hundredths", "", ""},
        {"practice.heads_stated", "practice", "", {}, "people", "", ""},
        {"activities.meeting", "practice", "", {"kind"}, "people", "", ""},
        {"documents.version", "document", "person", {"type", "accessible"}, "", "", ""},
        {"documents.passage", "document", "", {"element"}, "", "", ""},
        {"documents.read", "person", "document", {}, "", "", ""},
    };
}

inline NormFile sources() {
    return {"sources.toml",
            "[[source]]\ncode = \"LAW\"\ntitle = \"A law\"\nwhere = \"in a book\"\n"};
}

// The rows below begin on line 1 of their file.
inline std::string parameter(const std::string& id, const std::string& stricter,
                             const std::string& values) {
    return "[[parameter]]\nid = \"" + id +
           "\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\nexplain_nl = \"u\"\n" +
           "explain_en = \"u\"\nstricter = \"" + stricter + "\"\n" + values;
}

inline std::string value(const std::string& from, const std::string& value,
                         const std::string& more = "") {
    return "[[parameter.value]]\nfrom = " + from + "\nvalue = " + value +
           "\ncertainty = \"sourced\"\nsources = [{ code = \"LAW\" }]\n" + more;
}

inline NormFile parameters() {
    return {"parameters/shared.toml",
            parameter("gap-look-back", "longer", value("2020-01-01", "\"12 months\"")) +
                parameter("three-months", "shorter", value("2020-01-01", "\"3 months\"")) +
                parameter("five-days", "shorter", value("2020-01-01", "\"5 working days\"")) +
                parameter("ten", "lower", value("2020-01-01", "10"))};
}

inline NormFile documents() {
    return {
        "documents.toml",
        "[[document]]\nid = \"beleid\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\ncertainty = "
        "\"sourced\"\n"
        "sources = [{ code = \"LAW\" }]\n"
        "[[document.element]]\nid = \"doel\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\n"
        "[[document.element]]\nid = \"wie\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\n"
        "[[document]]\nid = \"leeg\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\ncertainty = \"sourced\"\n"
        "sources = [{ code = \"LAW\" }]\n"};
}

// `rest` begins on line 15.
inline std::string requirement(const std::string& id, int question, const std::string& rest) {
    return "[[requirement]]\nid = \"" + id + "\"\nquestion = " + std::to_string(question) +
           "\ntitle_nl = \"t\"\ntitle_en = \"t\"\nexplain_nl = \"u\"\nexplain_en = \"u\"\n"
           "missing_nl = \"m\"\nmissing_en = \"m\"\nunblock_nl = \"o\"\nunblock_en = \"o\"\n"
           "sources = [{ code = \"LAW\" }]\ncertainty = \"sourced\"\nweight = \"must\"\n" +
           rest;
}
constexpr int rest_line = 15;

// A requirement in force whose condition stands on line 16.
inline std::string asking(const std::string& condition, const std::string& more = "") {
    return requirement("the-row", 1, "from = 2020-01-01\ncondition = " + condition + "\n" + more);
}
constexpr int condition_line = 16;
inline const std::string with_look_back = "look_back = \"gap-look-back\"\nrepair = \"explained\"\n";

inline std::vector<NormFile> with_row(const std::string& row) {
    return {sources(), parameters(), documents(), {"requirements/q01.toml", row}};
}

inline std::vector<Fault> faults_of(std::vector<NormFile> files, Extent extent = Extent::Fragment) {
    auto loaded = NormBook::load(std::move(files), facts(), extent);
    if (auto* faults = std::get_if<std::vector<Fault>>(&loaded)) return *faults;
    return {};
}

inline NormBook book_of(std::vector<NormFile> files, Extent extent = Extent::Fragment) {
    auto loaded = NormBook::load(std::move(files), facts(), extent);
    std::string all;
    if (const auto* faults = std::get_if<std::vector<Fault>>(&loaded))
        for (const auto& fault : *faults) all += text_of(fault) + "\n";
    INFO(all);
    REQUIRE(std::holds_alternative<NormBook>(loaded));
    return std::get<NormBook>(std::move(loaded));
}

// There is exactly one fault, at this line of this file, and its reason holds these words.
inline void check_fault(const std::vector<Fault>& faults, const std::string& file, int line,
                        const std::string& words) {
    std::string all;
    for (const auto& fault : faults) all += text_of(fault) + "\n";
    INFO(all);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].position.file == "norms/" + file);
    CHECK(faults[0].position.line == line);
    CHECK(faults[0].reason.find(words) != std::string::npos);
}

// Among the faults is this one.
inline void check_has_fault(const std::vector<Fault>& faults, const std::string& file, int line,
                            const std::string& words) {
    std::string all;
    bool found = false;
    for (const auto& fault : faults) {
        all += text_of(fault) + "\n";
        found = found || (fault.position.file == "norms/" + file && fault.position.line == line &&
                          fault.reason.find(words) != std::string::npos);
    }
    INFO(all);
    CHECK(found);
}

inline void check_row_fault(const std::string& row, int line, const std::string& words) {
    check_fault(faults_of(with_row(row)), "requirements/q01.toml", line, words);
}

// A file of the real norms/.
inline NormFile real(const std::string& path) {
    std::ifstream file{std::string{KADER_SOURCE_DIR} + "/norms/" + path, std::ios::binary};
    std::ostringstream bytes;
    bytes << file.rdbuf();
    REQUIRE(!bytes.str().empty());
    return {path, bytes.str()};
}

}  // namespace kader::norm_book::small
