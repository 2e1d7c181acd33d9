// Any bytes as a norm file: the loader answers with a book or with refusals, and never crashes.
//
// The same bytes are read as every kind of file that norms/ has, since the keys of the others are
// then simply unknown.

#include <cstddef>
#include <cstdint>
#include <string>

#include "norm_book/norm_book.h"

namespace {

const std::vector<kader::facts::FactKind> facts = {
    {"staff.works", "person", "", {"care", "bond"}, "", "", ""},
    {"staff.vetted", "person", "", {"check"}, "", "", ""},
    {"staff.hours", "function", "person", {}, "hundredths", "", ""},
    {"practice.needs_hours", "function", "treatment", {}, "hundredths", "", ""},
    {"documents.version", "document", "person", {"type", "accessible"}, "", "", ""},
    {"documents.passage", "document", "", {"element"}, "", "", ""},
    {"documents.read", "person", "document", {}, "", "", ""},
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    std::vector<kader::norm_book::NormFile> files;
    for (const auto* path : {"sources.toml", "questions.toml", "documents.toml", "glossary.toml",
                             "states.toml", "scope.toml", "parameters/x.toml",
                             "requirements/x.toml", "deadlines/x.toml", "cases/questions/x.toml"})
        files.push_back({path, bytes});
    const auto loaded = kader::norm_book::NormBook::load(std::move(files), facts,
                                                         kader::norm_book::Extent::Fragment);
    // Reading the answer reaches text that an address checker would catch.
    if (const auto* faults = std::get_if<std::vector<kader::norm_book::Fault>>(&loaded))
        for (const auto& fault : *faults)
            if (text_of(fault).empty()) __builtin_trap();
    // An own value is text from a practice: the bytes are one too.
    kader::norm_book::Parameter parameter;
    parameter.id = "p";
    parameter.values.push_back({});
    parameter.values.back().value = kader::Length{2, kader::Length::Unit::Months};
    (void)stricter_value(parameter, bytes, kader::day_of(2026, 1, 1));
    return 0;
}
