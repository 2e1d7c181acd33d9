#include "cli/public_norms.h"

#include <ostream>

#include "cli/loading.h"
#include "cli/norm_rules.h"

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

std::optional<WholeEdition> load_edition(const Common& common, std::ostream& err) {
    auto book = load_norms(common, err);
    if (!book) return {};
    auto rules = load_deadline_rules(common, *book, err);
    auto doors = load_public_norms(common, *book, err);
    if (!rules || !doors) return {};
    return WholeEdition{*std::move(book), *std::move(rules), *std::move(doors)};
}

std::unique_ptr<PublicDoors> PublicDoors::load(const Common& common, const std::filesystem::path& earlier, bool has_staff, std::ostream& err) {
    auto now = load_edition(common, err);
    if (!now) return nullptr;
    auto reader = load_clause_reader(common, now->book, err);
    if (!reader) return nullptr;
    std::optional<WholeEdition> before;
    if (!earlier.empty()) {
        auto old = common;
        old.norms = earlier;
        before = load_edition(old, err);
        if (!before) return nullptr;
    }
    std::unique_ptr<PublicDoors> made{new PublicDoors{*std::move(now), std::move(before), *std::move(reader)}};
    const auto& all = *made;
    public_pages::Norms norms{all.m_now.book, all.m_now.doors.treatments, all.m_now.doors.instruments, all.m_now.doors.interviews, all.m_reader, all.m_now.rules};
    if (all.m_earlier) norms.earlier = all.m_earlier->edition();
    norms.has_staff = has_staff;
    made->m_pages.emplace(norms);
    return made;
}

PublicDoors::PublicDoors(WholeEdition now, std::optional<WholeEdition> earlier, clauses::Reader reader)
    : m_now(std::move(now)), m_earlier(std::move(earlier)), m_reader(std::move(reader)) {}

}  // namespace kader::cli
