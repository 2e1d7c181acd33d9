#pragma once

// What is said when the key files do not open. Every sentence names the file and says what to do; none holds a byte
// of a key.

#include <filesystem>
#include <string>

#include "kernel/result.h"
#include "kernel/text.h"

namespace kader::vault::refusals {

using File = std::filesystem::path;

// `damaged` is what to say of one that is too large.
Error not_read(Code, const File&, Language, const Error& damaged);
Error damaged_root_key(const File&, Language);
Error damaged_sealed_root_key(const File&, Language);
Error damaged_keyring(const File&, Language);
Error newer_keyring(const File&, Language);
Error is_there_already(const File&, Language);
Error of_another_root_key(const File& keyring, const std::string& asked, const File& root_key, const std::string& found, Language);
Error passphrase_needed(const File&, Language);
Error wrong_passphrase(Language);

}  // namespace kader::vault::refusals
