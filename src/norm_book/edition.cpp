// Which files a book is made of, and the one name of that content.

#include <sodium.h>

#include <array>
#include <fstream>

#include "kernel/limits.h"
#include "norm_book/loader.h"

namespace kader::norm_book {

namespace {

class Sha256 {
public:
    Sha256() { crypto_hash_sha256_init(&m_state); }
    void add(std::string_view bytes) {
        crypto_hash_sha256_update(&m_state, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    void add_length(std::uint64_t length) {
        std::array<char, 8> bytes{};
        for (auto& byte : bytes) {
            byte = static_cast<char>(length & 0xFF);
            length >>= 8;
        }
        add({bytes.data(), bytes.size()});
    }
    std::string hex() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&m_state, hash.data());
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (const auto byte : hash) {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        return text;
    }

private:
    crypto_hash_sha256_state m_state;
};

Result<std::string> bytes_of(const std::filesystem::path& path, const std::string& name) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (!error && size > limits::norm_file_bytes_max)
        return Error{Code::TooLarge, "norms/" + name + " is larger than " +
                                         std::to_string(limits::norm_file_bytes_max) +
                                         " bytes; split it"};
    std::ifstream file{path, std::ios::binary};
    std::string bytes;
    if (!error) bytes.resize(size);
    if (error || !file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        return Error{Code::Invalid, "norms/" + name + " cannot be read"};
    return bytes;
}

}  // namespace

bool is_norm_file(std::string_view path) {
    std::string_view name = path;
    for (;;) {
        if (name.starts_with('.')) return false;
        const auto slash = name.find('/');
        if (slash == std::string_view::npos) break;
        name.remove_prefix(slash + 1);
    }
    return name.ends_with(".toml") || name == "README.md";
}

std::string edition_of(std::vector<NormFile> files) {
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    Sha256 hash;
    for (const auto& file : files) {
        if (!is_norm_file(file.path)) continue;
        hash.add_length(file.path.size());
        hash.add_length(file.bytes.size());
        hash.add(file.path);
        hash.add(file.bytes);
    }
    return "kader-norms-1:" + hash.hex();
}

Result<std::vector<NormFile>> read_norm_files(const std::filesystem::path& folder) {
    std::error_code error;
    const Error unreadable{Code::Invalid, "there is no folder of norms at " + folder.string()};
    std::filesystem::recursive_directory_iterator entry{folder, error};
    if (error) return unreadable;
    std::vector<NormFile> files;
    for (; entry != std::filesystem::recursive_directory_iterator{}; entry.increment(error)) {
        if (error) return unreadable;
        const auto name = entry->path().lexically_relative(folder).generic_string();
        if (!is_norm_file(name) || !entry->is_regular_file(error)) continue;
        if (files.size() == limits::folder_files_count_max)
            return Error{Code::TooLarge, "there are more than " +
                                             std::to_string(limits::folder_files_count_max) +
                                             " files in " + folder.string()};
        KADER_TRY(bytes, bytes_of(entry->path(), name));
        files.push_back({name, std::move(bytes)});
    }
    return files;
}

}  // namespace kader::norm_book
