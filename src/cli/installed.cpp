#include "cli/installed.h"

namespace kader::cli {

std::filesystem::path brought_along(const char* name, const char* of_the_sources) {
    std::error_code error;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    if (error || folder.filename() != "kader" || folder.parent_path().filename() != "lib") return of_the_sources;
    return folder.parent_path().parent_path() / "share" / "kader" / name;
}

}  // namespace kader::cli
