#pragma once

// The pages over the norms as they are, for tests and benchmarks.

#include "check/record_types.h"
#include "public_pages/pages.h"

namespace kader::public_pages {

struct RealNorms {
    explicit RealNorms(const std::string& folder)
        : files(norm_book::read_norm_files(folder).value()),
          book(std::get<norm_book::NormBook>(norm_book::NormBook::load(folder, check::fact_kinds()))),
          treatments(std::get<catalogue::Catalogue>(catalogue::Catalogue::load(files, book))),
          instruments(std::get<instruments::Register>(instruments::Register::load(files, book))),
          interviews(std::get<interviews::Interviews>(interviews::Interviews::load(files, book))),
          reader(std::get<clauses::Reader>(clauses::Reader::load(files, book))),
          rules(std::get<deadlines::DeadlineRules>(deadlines::DeadlineRules::load(folder, names_of(book)))),
          pages({book, treatments, instruments, interviews, reader, rules}) {}
    RealNorms(const RealNorms&) = delete;

    std::vector<norm_book::NormFile> files;
    norm_book::NormBook book;
    catalogue::Catalogue treatments;
    instruments::Register instruments;
    interviews::Interviews interviews;
    clauses::Reader reader;
    deadlines::DeadlineRules rules;
    Pages pages;

private:
    static deadlines::KnownNames names_of(const norm_book::NormBook& book) {
        deadlines::KnownNames known;
        for (const auto& source : book.sources()) known.source_codes.push_back(source.code);
        for (const auto& kind : check::fact_kinds()) known.fact_kinds.emplace_back(kind.name);
        return known;
    }
};

}  // namespace kader::public_pages
