#pragma once

// Files that are written once and in order, and files that are written over in their place. Private to this
// module; what fails throws system::FileError.

#include <filesystem>

#include "backup/age_file.h"
#include "kernel/text.h"
#include "system/descriptor.h"

namespace kader::backup {

namespace fs = std::filesystem;

inline Error refusal(Code code, Language language, const std::string& nl, const std::string& en) {
    return {code, language == Language::Dutch ? nl : en};
}
inline std::string quoted(const fs::path& path) { return "\"" + path.string() + "\""; }

// A file that was not there before. Let go without finish() it stays as it is, cut off: where the target
// forbids it, nothing can be taken away again.
class NewFile {
public:
    // Nothing: something of this name is there.
    static std::optional<NewFile> make(const fs::path&);
    void write(Bytes);
    // On the disk for good, once the folder is synced as well.
    void finish();

private:
    NewFile(system::Descriptor descriptor, fs::path path) : m_descriptor(std::move(descriptor)), m_path(std::move(path)) {}
    system::Descriptor m_descriptor;
    fs::path m_path;
};

// To read from its beginning. Nothing: it is not there, or no plain file.
class OldFile {
public:
    static std::optional<OldFile> open(const fs::path&);
    std::size_t read(std::span<std::uint8_t> into);
    void rewind();
    std::uint64_t size() const { return m_size; }
    // The fsync that a run before may not have come to.
    void make_last();

private:
    OldFile(system::Descriptor descriptor, fs::path path, std::uint64_t size)
        : m_descriptor(std::move(descriptor)), m_path(std::move(path)), m_size(size) {}
    system::Descriptor m_descriptor;
    fs::path m_path;
    std::uint64_t m_size;
};

// Over the bytes that stand there, so that they are gone: no second file, no rename. What is longer is made
// zero before it is cut off. A kill in the middle leaves neither the old nor the new.
// `at_half` is for tests that stop there.
void write_over(const fs::path&, Bytes, const std::function<void()>& at_half = {});

inline bool is_there(const fs::path& path) {
    std::error_code none;
    return fs::exists(fs::symlink_status(path, none));
}

}  // namespace kader::backup
