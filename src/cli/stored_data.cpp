#include "cli/stored_data.h"

#include <ostream>

namespace kader::cli {

namespace {

using installation::Installation;

installation::Options options_of(const Common& common) {
    installation::Options options;
    options.language = common.language;
    options.root_key = common.root_key;
    return options;
}

std::unique_ptr<Installation> taken(Result<std::unique_ptr<Installation>> opened, std::ostream& err,
                                    int& code) {
    if (opened) return std::move(*opened);
    code = print_refusal(opened.error(), err);
    return nullptr;
}

}  // namespace

int exit_of(const Error& error) {
    switch (error.code) {
        case Code::RefusedByNorm:
            return Exit::Refused;
        case Code::Unavailable:
            return Exit::Broken;
        case Code::Invalid:
        case Code::NotFound:
        case Code::Forbidden:
        case Code::Conflict:
        case Code::TooLarge:
            return Exit::Wrong;
    }
    detail::halt("a refusal has an exit code", __FILE__, __LINE__);
}

int print_refusal(const Error& error, std::ostream& err) {
    err << harmless(error.detail) << "\n";
    return exit_of(error);
}

int print_refusal(const Common& common, const storage::StorageError& error, std::ostream& err) {
    err << say(common.language,
               "De database antwoordt niet goed; voer kader verify uit en zet zo nodig een reservekopie "
               "terug: ",
               "The database does not answer well; run kader verify and put back a backup if needed: ")
        << harmless(error.what()) << "\n";
    return Exit::Broken;
}

std::unique_ptr<Installation> open_data(const Common& common, const std::filesystem::path& data,
                                        std::ostream& err, int& code) {
    return taken(Installation::open(data, *common.clock, options_of(common)), err, code);
}

std::unique_ptr<Installation> open_data_to_read(const Common& common, const std::filesystem::path& data,
                                                std::ostream& err, int& code) {
    return taken(Installation::open_to_read(data, *common.clock, options_of(common)), err, code);
}

std::optional<subjects::Practice> practice_of(const Common& common, Installation& here,
                                              const std::string& name, std::ostream& err, int& code) {
    const auto session = here.reader();
    if (!name.empty()) {
        auto found = subjects::find_practice(*session, name, common.language);
        if (found) return std::move(*found);
        code = print_refusal(found.error(), err);
        return {};
    }
    auto all = subjects::practices(*session);
    if (all.size() == 1) return std::move(all.front());
    code = Exit::Wrong;
    if (all.empty()) {
        err << say(common.language,
                   "In deze map staat nog geen praktijk; voeg er een toe met kader init --practice NAAM.\n",
                   "There is no practice in this folder yet; add one with kader init --practice NAME.\n");
        return {};
    }
    err << say(common.language, "Zeg met --practice om welke praktijk het gaat: ",
               "Say with --practice which practice is meant: ");
    for (const auto& practice : all)
        err << (&practice == &all.front() ? "" : ", ") << harmless(practice.name);
    err << "\n";
    return {};
}

}  // namespace kader::cli
