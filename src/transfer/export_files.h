#pragma once

// The files of an export: written for the owner alone, read as bytes from outside.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/result.h"
#include "kernel/text.h"
#include "vault/sealed.h"

namespace kader::transfer {

// By which a file is known again.
struct FileSum {
    std::uint64_t bytes = 0;
    vault::Digest sha256{};
    friend bool operator==(const FileSum&, const FileSum&) = default;
};

// SHA-256 of bytes that come in pieces.
class RunningSum {
public:
    RunningSum();
    RunningSum(RunningSum&&) noexcept;
    ~RunningSum();
    void add(std::string_view bytes);
    FileSum finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
    std::uint64_t m_bytes = 0;
};

// A new file of mode 0600. Everything throws system::FileError.
class FileWriter {
public:
    explicit FileWriter(const std::filesystem::path&);
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;
    ~FileWriter();

    void write(std::string_view bytes);
    // Writes what is left and fsyncs. The name lasts when its folder was synced as well.
    FileSum finish();

private:
    void flush();
    std::filesystem::path m_path;
    int m_descriptor;
    std::string m_waiting;
    RunningSum m_sum;
};

// Reads a file line by line; never follows a symbolic link, never waits for a pipe, and never keeps more
// than one line of limits::export_line_bytes_max.
class LineReader {
public:
    static Result<LineReader> open(const std::filesystem::path&, Language);
    LineReader(LineReader&&) noexcept;
    ~LineReader();

    // The next line without its end, holding until the next call; nothing at the end, or when the file is
    // wrong: then error() says how (a line that is too long, a last line that is cut off).
    std::optional<std::string_view> next();
    const std::optional<Error>& error() const { return m_error; }
    std::uint64_t line_number() const { return m_line; }
    // Of the whole file; after the end only.
    FileSum sum() { return m_sum.finish(); }

private:
    LineReader(int descriptor, std::string name, Language language);
    bool fill();

    int m_descriptor;
    std::string m_name;
    Language m_language;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0, m_end = 0;
    std::uint64_t m_line = 0;
    RunningSum m_sum;
    std::optional<Error> m_error;
};

// The whole sum of a file that is not read by lines. NotFound, or no regular file.
Result<FileSum> sum_of_file(const std::filesystem::path&, Language);

inline Error refusal(Language language, Code code, std::string nl, std::string en) {
    return {code, language == Language::Dutch ? std::move(nl) : std::move(en)};
}

}  // namespace kader::transfer
