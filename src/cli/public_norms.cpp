#include "cli/public_norms.h"

#include <ostream>

namespace kader::cli {

std::optional<PublicNorms> load_public_norms(const Common& common, const norm_book::NormBook& book, std::ostream& err) {
    const auto files = norm_book::read_norm_files(common.norms);
    if (!files) {
        err << files.error().detail << "\n";
        return {};
    }
    auto treatments = catalogue::Catalogue::load(*files, book);
    auto instruments = instruments::Register::load(*files, book);
    auto interviews = interviews::Interviews::load(*files, book);
    bool is_sound = true;
    const auto print = [&](const auto& loaded) {
        const auto* faults = std::get_if<std::vector<toml::Fault>>(&loaded);
        if (!faults) return;
        is_sound = false;
        for (const auto& fault : *faults) err << toml::text_of(fault) << "\n";
    };
    print(treatments);
    print(instruments);
    print(interviews);
    if (!is_sound) return {};
    return PublicNorms{std::get<catalogue::Catalogue>(std::move(treatments)), std::get<instruments::Register>(std::move(instruments)),
                       std::get<interviews::Interviews>(std::move(interviews))};
}

std::optional<clauses::Reader> load_clause_reader(const Common& common, const norm_book::NormBook& book, std::ostream& err) {
    const auto files = norm_book::read_norm_files(common.norms);
    if (!files) {
        err << files.error().detail << "\n";
        return {};
    }
    auto loaded = clauses::Reader::load(*files, book);
    if (auto* reader = std::get_if<clauses::Reader>(&loaded)) return std::move(*reader);
    for (const auto& fault : std::get<std::vector<toml::Fault>>(loaded)) err << toml::text_of(fault) << "\n";
    return {};
}

}  // namespace kader::cli
