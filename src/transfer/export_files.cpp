#include "transfer/export_files.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "kernel/limits.h"
#include "system/files.h"

namespace kader::transfer {

namespace {

constexpr std::size_t piece_bytes = 256 * limits::KiB;

Result<int> open_to_read(const std::filesystem::path& path, Language language) {
    const auto name = shortened(path.filename().string());
    const auto refused = [&](std::string nl, std::string en) {
        return refusal(language, Code::Invalid, "Het bestand " + name + " " + std::move(nl),
                       "The file " + name + " " + std::move(en));
    };
    // Without O_NONBLOCK, opening a pipe that somebody put here would wait for ever.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return refused("ontbreekt.", "is missing.");
        if (errno == ELOOP) return refused("is een verwijzing.", "is a link.");
        const std::string why = std::strerror(errno);
        return refused("kan niet worden gelezen (" + why + ").", "cannot be read (" + why + ").");
    }
    struct stat about {};
    if (::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode)) return descriptor;
    ::close(descriptor);
    return refused("is geen gewoon bestand.", "is not a regular file.");
}

// Bytes that were read; 0 at the end. Throws.
std::size_t read_piece(int descriptor, char* into, std::size_t room, const std::string& name) {
    for (;;) {
        const auto count = ::read(descriptor, into, room);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) throw system::FileError{"cannot read " + name, errno};
    }
}

}  // namespace

struct RunningSum::State {
    crypto_hash_sha256_state sha;
};

RunningSum::RunningSum() : m_state(std::make_unique<State>()) { crypto_hash_sha256_init(&m_state->sha); }
RunningSum::RunningSum(RunningSum&&) noexcept = default;
RunningSum::~RunningSum() = default;

void RunningSum::add(std::string_view bytes) {
    m_bytes += bytes.size();
    crypto_hash_sha256_update(&m_state->sha, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

FileSum RunningSum::finish() {
    FileSum sum{m_bytes, {}};
    crypto_hash_sha256_final(&m_state->sha, sum.sha256.data());
    return sum;
}

FileWriter::FileWriter(const std::filesystem::path& path)
    : m_path(path),
      m_descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)) {
    if (m_descriptor < 0) throw system::FileError{"cannot make " + path.filename().string(), errno};
    m_waiting.reserve(piece_bytes);
}

FileWriter::~FileWriter() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

void FileWriter::write(std::string_view bytes) {
    m_sum.add(bytes);
    m_waiting += bytes;
    if (m_waiting.size() >= piece_bytes) flush();
}

void FileWriter::flush() {
    for (std::string_view rest = m_waiting; !rest.empty();) {
        const auto count = ::write(m_descriptor, rest.data(), rest.size());
        if (count >= 0)
            rest.remove_prefix(static_cast<std::size_t>(count));
        else if (errno != EINTR)
            throw system::FileError{"cannot write " + m_path.filename().string(), errno};
    }
    m_waiting.clear();
}

FileSum FileWriter::finish() {
    flush();
    if (::fsync(m_descriptor) != 0)
        throw system::FileError{"cannot make " + m_path.filename().string() + " last", errno};
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        throw system::FileError{"cannot close " + m_path.filename().string(), errno};
    return m_sum.finish();
}

LineReader::LineReader(int descriptor, std::string name, Language language)
    : m_descriptor(descriptor), m_name(std::move(name)), m_language(language), m_buffer(piece_bytes) {}

LineReader::LineReader(LineReader&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_name(std::move(other.m_name)),
      m_language(other.m_language),
      m_buffer(std::move(other.m_buffer)),
      m_begin(other.m_begin),
      m_end(other.m_end),
      m_line(other.m_line),
      m_sum(std::move(other.m_sum)),
      m_error(std::move(other.m_error)) {}

LineReader::~LineReader() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

Result<LineReader> LineReader::open(const std::filesystem::path& path, Language language) {
    KADER_TRY(descriptor, open_to_read(path, language));
    return LineReader{descriptor, shortened(path.filename().string()), language};
}

// Makes room behind what is there, and reads into it. False at the end of the file, or on an error.
bool LineReader::fill() {
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_end == m_buffer.size()) {
        if (m_buffer.size() >= limits::export_line_bytes_max) {
            const auto line = std::to_string(m_line + 1);
            m_error = refusal(m_language, Code::TooLarge, "Regel " + line + " van " + m_name + " is te lang.",
                              "Line " + line + " of " + m_name + " is too long.");
            return false;
        }
        m_buffer.resize(m_buffer.size() * 2);
    }
    const auto count = read_piece(m_descriptor, m_buffer.data() + m_end, m_buffer.size() - m_end, m_name);
    m_sum.add({m_buffer.data() + m_end, count});
    m_end += count;
    return count > 0;
}

std::optional<std::string_view> LineReader::next() {
    if (m_error) return {};
    for (std::size_t searched = 0;;) {
        const std::string_view there{m_buffer.data() + m_begin, m_end - m_begin};
        if (const auto end = there.find('\n', searched); end != std::string_view::npos) {
            m_begin += end + 1;
            ++m_line;
            return there.substr(0, end);
        }
        searched = there.size();
        if (fill()) continue;
        if (!m_error && m_end > m_begin)
            m_error = refusal(m_language, Code::Invalid, "De laatste regel van " + m_name + " is afgebroken.",
                              "The last line of " + m_name + " is cut off.");
        return {};
    }
}

Result<FileSum> sum_of_file(const std::filesystem::path& path, Language language) {
    KADER_TRY(descriptor, open_to_read(path, language));
    RunningSum sum;
    std::vector<char> piece(piece_bytes);
    try {
        while (const auto count = read_piece(descriptor, piece.data(), piece.size(), path.filename().string()))
            sum.add({piece.data(), count});
    } catch (...) {
        ::close(descriptor);
        throw;
    }
    ::close(descriptor);
    return sum.finish();
}

}  // namespace kader::transfer
