#include "lists/csv_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "kernel/limits.h"
#include "kernel/text.h"
#include "kernel/windows_1252.h"

namespace kader::lists {

namespace {

struct Magic {
    std::string_view start;
    std::string_view nl, en;
};

constexpr std::string_view workbook_nl =
    "een Excel-werkmap; bewaar hem in Excel als CSV (Opslaan als)";
constexpr std::string_view workbook_en = "an Excel workbook; save it as CSV in Excel (Save as)";
constexpr std::string_view photo_nl = "een foto of plaatje";
constexpr std::string_view photo_en = "a photograph or picture";

constexpr std::array magics = {
    Magic{"PK\x03\x04", workbook_nl, workbook_en},
    Magic{"\xD0\xCF\x11\xE0", workbook_nl, workbook_en},
    Magic{"\x89PNG", photo_nl, photo_en},
    Magic{"\xFF\xD8\xFF", photo_nl, photo_en},
    Magic{"GIF8", photo_nl, photo_en},
    Magic{"RIFF", photo_nl, photo_en},
    Magic{"%PDF", "een PDF", "a PDF"},
    Magic{"{\\rtf", "een tekstdocument", "a text document"},
    Magic{"<?xml", "een XML-bestand", "an XML file"},
    Magic{"<!DOCTYPE", "een webpagina", "a web page"},
    Magic{"<html", "een webpagina", "a web page"},
};

Reason not_a_list(std::string_view nl, std::string_view en) {
    return {"dit is geen lijst maar " + std::string{nl},
            "this is not a list but " + std::string{en}};
}

struct Survey {
    bool beyond_ascii = false;
    bool controls = false;
};

// One look at every byte, sixteen at a time; both compilers make the best of it on every machine.
Survey survey(std::string_view text) {
    using Wide = unsigned char __attribute__((vector_size(16)));
    Wide high{};
    Wide control{};
    const auto look = [&](const char* at) {
        Wide c;
        std::memcpy(&c, at, sizeof c);
        const auto odd = (c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r');
        high |= c;
        control |= reinterpret_cast<Wide>(odd | (c == 0x7F));
    };
    std::size_t at = 0;
    for (; at + sizeof(Wide) <= text.size(); at += sizeof(Wide)) look(text.data() + at);
    if (at < text.size()) {
        char last[sizeof(Wide)];
        std::memset(last, ' ', sizeof last);
        std::memcpy(last, text.data() + at, text.size() - at);
        look(last);
    }
    Survey result;
    for (std::size_t i = 0; i < sizeof(Wide); ++i) {
        result.beyond_ascii |= high[i] >= 0x80;
        result.controls |= control[i] != 0;
    }
    return result;
}

// What stands in the text beyond ASCII.
struct Utf8Count {
    std::size_t right = 0;
    std::size_t wrong = 0;
    bool controls = false;
};

Utf8Count count_utf8(std::string_view text) {
    Utf8Count count;
    for (std::size_t at = 0; at < text.size();) {
        if (at + 8 <= text.size()) {
            std::uint64_t eight;
            std::memcpy(&eight, text.data() + at, 8);
            if ((eight & 0x8080808080808080u) == 0) {
                at += 8;
                continue;
            }
        }
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const auto c = next_character(text, at);
        if (c == bad_byte)
            ++count.wrong;
        else
            ++count.right, count.controls |= is_control(c);
    }
    return count;
}

void mark_unreadable(std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto start = at;
        if (next_character(text, at) == bad_byte) text[start] = unreadable_byte;
    }
}

CsvText from_windows_1252(std::string_view bytes) {
    CsvText result{{}, Encoding::Windows1252};
    result.text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const auto character = windows_1252_character(byte);
        if (byte >= 0x80 && character == 0) {
            result.text.push_back(unreadable_byte);
            result.has_unreadable_bytes = true;
        } else {
            append_utf8(result.text, character);
        }
    }
    return result;
}

CsvText from_utf16(std::string_view bytes, bool low_byte_first) {
    CsvText result{{}, Encoding::Utf16};
    result.text.reserve(bytes.size() / 2);
    const auto refuse = [&] {
        result.text.push_back(unreadable_byte);
        result.has_unreadable_bytes = true;
    };
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]);
        const auto b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(low_byte_first ? a | (b << 8) : b | (a << 8));
    };
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        auto c = unit(at);
        at += 2;
        if (c >= 0xD800 && c <= 0xDBFF && at + 1 < bytes.size()) {
            const auto low = unit(at);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        if (c >= 0xD800 && c <= 0xDFFF)
            refuse();
        else
            append_utf8(result.text, c);
    }
    if (at < bytes.size()) refuse();
    return result;
}

// Closes a file on every way out.
struct OpenFile {
    int handle;
    explicit OpenFile(int opened) : handle(opened) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (handle >= 0) ::close(handle);
    }
};

Reason too_large(std::size_t bytes_max) {
    const auto most = std::to_string(bytes_max / limits::MiB) + " MiB";
    return {"dit bestand is te groot; ten hoogste " + most,
            "this file is too large; at most " + most};
}

}  // namespace

std::variant<CsvText, Reason> csv_text_of(std::string bytes) {
    for (const auto& magic : magics)
        if (bytes.starts_with(magic.start)) return not_a_list(magic.nl, magic.en);
    CsvText result;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        result = from_utf16(std::string_view{bytes}.substr(2), bytes[0] == '\xFF');
        result.has_controls = holds_control(result.text);
    } else {
        const bool marked = bytes.starts_with("\xEF\xBB\xBF");
        if (marked) bytes.erase(0, 3);
        result.text = std::move(bytes);
        const auto seen = survey(result.text);
        const auto count = seen.beyond_ascii ? count_utf8(result.text) : Utf8Count{};
        if (count.wrong > 0 && !marked && count.wrong > count.right) {
            result = from_windows_1252(result.text);
        } else if (count.wrong > 0) {
            mark_unreadable(result.text);
            result.has_unreadable_bytes = true;
        }
        result.has_controls = seen.controls || count.controls;
    }
    if (result.has_controls && result.text.find('\0') != std::string::npos)
        return not_a_list("een bestand van een ander soort", "a file of another kind");
    return result;
}

std::variant<std::string, Reason> read_bytes(const std::filesystem::path& path,
                                             std::size_t bytes_max) {
    const auto unreadable = [](int code) {
        const std::string why = std::strerror(code);
        return Reason{"dit bestand kan niet worden gelezen (" + why + ")",
                      "this file cannot be read (" + why + ")"};
    };
    const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.handle < 0 && errno == ENOENT)
        return Reason{"dit bestand is er niet", "this file is not there"};
    if (file.handle < 0) return unreadable(errno);
    struct stat about {};
    if (::fstat(file.handle, &about) != 0) return unreadable(errno);
    if (!S_ISREG(about.st_mode))
        return Reason{"dit is geen gewoon bestand", "this is not a plain file"};
    if (static_cast<std::uintmax_t>(about.st_size) > bytes_max) return too_large(bytes_max);
    std::string bytes(static_cast<std::size_t>(about.st_size) + 1, '\0');
    std::size_t count = 0;
    for (;;) {
        const auto got = ::read(file.handle, bytes.data() + count, bytes.size() - count);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unreadable(errno);
        if (got == 0) break;
        count += static_cast<std::size_t>(got);
        // It is still growing: someone is saving it.
        if (count == bytes.size()) {
            if (count > bytes_max) return too_large(bytes_max);
            bytes.resize(std::min(bytes_max + 1, 2 * count));
        }
    }
    bytes.resize(count);
    return bytes;
}

std::variant<CsvText, Reason> read_csv_text(const std::filesystem::path& path) {
    auto bytes = read_bytes(path, limits::list_file_bytes_max);
    if (auto* refused = std::get_if<Reason>(&bytes)) return std::move(*refused);
    return csv_text_of(std::get<std::string>(std::move(bytes)));
}

}  // namespace kader::lists
