#pragma once

// The recovery kit as a page to print: plain words, the five lines, and a QR code.

#include <filesystem>
#include <string>
#include <vector>

#include "kernel/text.h"
#include "subjects/practices.h"
#include "vault/recovery_kit.h"

namespace kader::cli {

struct KitPage {
    std::string fingerprint;
    std::string day;  // On which it was made.
    std::vector<subjects::Practice> practices;
};

// For its owner only; overwrites nothing. Throws FileError.
void write_kit_page(const std::filesystem::path& file, const vault::RecoveryKit&, const KitPage&, Language);

}  // namespace kader::cli
