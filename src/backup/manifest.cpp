#include "backup/manifest.h"

#include <algorithm>
#include <charconv>

namespace kader::backup {

namespace {

constexpr std::string_view manifest_line = "kader-backup-1";
constexpr std::string_view any_manifest_line = "kader-backup-";
constexpr std::string_view mac_word = "mac ";

void add_words(std::string& text, const Object& object) {
    text += vault::hex(object.id) + ' ' + std::to_string(object.variant) + ' ' + std::to_string(object.bytes) + ' ' + vault::hex(object.digest) + ' ' +
            vault::hex(object.key.bytes);
}

std::string body_of(const Manifest& manifest) {
    std::string text;
    text.reserve(512 + (manifest.chunks.size() + manifest.files.size()) * 300);
    const auto line = [&](std::string_view word, const std::string& rest) { text.append(word).append(" ").append(rest).append("\n"); };
    text.append(manifest_line).append("\n");
    line("installation", vault::hex(manifest.installation));
    line("sequence", std::to_string(manifest.sequence));
    line("made_at", system::instant_text(manifest.made_at));
    line("kader", manifest.made_by);
    line("schema", std::to_string(manifest.schema));
    line("keys", std::to_string(manifest.keys_generation));
    line("database", std::to_string(manifest.database_bytes));
    line("practices", std::to_string(manifest.practices.size()));
    for (const auto& one : manifest.practices) {
        std::string counts;
        for (const auto count : {one.subjects, one.records, one.versions, one.lines, one.accounts}) counts += ' ' + std::to_string(count);
        line("practice", one.id.text() + counts + ' ' + vault::hex(one.chain));
    }
    line("chunks", std::to_string(manifest.chunks.size()));
    for (const auto& chunk : manifest.chunks) {
        text += "chunk ";
        add_words(text, chunk);
        text += '\n';
    }
    line("files", std::to_string(manifest.files.size()));
    for (const auto& file : manifest.files) {
        text += "file ";
        add_words(text, file.object);
        text += ' ' + file.path + '\n';
    }
    return text;
}

vault::Digest mac_of(std::string_view body, const vault::Keyring& keyring) {
    return vault::keyed_digest_of(keyring.chain_key().for_purpose("backup-manifest"), {vault::bytes_of("kader-backup-manifest-1"), vault::bytes_of(body)});
}

// Takes lines and their words; after the first that is not as expected nothing is.
class Lines {
public:
    explicit Lines(std::string_view text) : m_rest(text) {}

    // Begins the next line, which must have this word first.
    void next(std::string_view word) {
        const auto end = m_rest.find('\n');
        if (!m_right || end == std::string_view::npos) return refuse();
        m_line = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        if (this->word() != word) refuse();
    }
    std::string_view word() {
        if (!m_right) return {};
        const auto end = m_line.find(' ');
        const auto taken = m_line.substr(0, end);
        m_line = end == std::string_view::npos ? std::string_view{} : m_line.substr(end + 1);
        return taken;
    }
    std::string_view rest_of_line() { return std::exchange(m_line, {}); }
    template <class Number>
    Number number(Number most) {
        const auto text = word();
        Number value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > most) refuse();
        return m_right ? value : Number{};
    }
    template <std::size_t size>
    std::array<std::uint8_t, size> bytes() {
        std::array<std::uint8_t, size> made{};
        auto found = vault::parse_hex(word());
        if (!found || found->size() != size) {
            refuse();
            return made;
        }
        std::ranges::copy(*found, made.begin());
        vault::wipe(*found);
        return made;
    }
    void refuse() { m_right = false; }
    bool all_right() const { return m_right; }
    std::size_t left() const { return m_rest.size(); }

private:
    std::string_view m_rest, m_line;
    bool m_right = true;
};

Object object_of(Lines& lines) {
    Object object;
    object.id = lines.bytes<32>();
    object.variant = lines.number<int>(variants_max);
    object.bytes = lines.number<std::uint64_t>(object_bytes_max);
    object.digest = lines.bytes<32>();
    object.key.bytes = lines.bytes<file_key_bytes>();
    return object;
}

PracticeCounts practice_of(Lines& lines) {
    constexpr auto most = std::int64_t{1} << 60;
    PracticeCounts one;
    if (const auto id = subjects::PracticeId::parse(lines.word()))
        one.id = *id;
    else
        lines.refuse();
    for (auto* count : {&one.subjects, &one.records, &one.versions, &one.lines, &one.accounts}) *count = lines.number<std::int64_t>(most);
    one.chain = lines.bytes<32>();
    return one;
}

}  // namespace

bool is_path_of_copy(std::string_view path) {
    constexpr std::size_t characters_max = 512;
    if (!path.starts_with("blobs/") || path.size() > characters_max) return false;
    for (std::string_view rest = path; !rest.empty();) {
        const auto end = rest.find('/');
        const auto name = rest.substr(0, end);
        const auto is_plain = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        };
        if (name.empty() || name.front() == '.' || !std::ranges::all_of(name, is_plain)) return false;
        if (end == std::string_view::npos) return true;
        rest.remove_prefix(end + 1);
    }
    return false;
}

std::string text_of(const Manifest& manifest, const vault::Keyring& keyring) {
    auto text = body_of(manifest);
    const auto mac = mac_of(text, keyring);
    return text.append(mac_word).append(vault::hex(mac)).append("\n");
}

ReadManifest parse_manifest(std::string_view text) {
    constexpr std::size_t least_line_bytes = 160;
    if (text.size() > manifest_bytes_max) return {};
    const auto first = text.substr(0, text.find('\n'));
    if (first != manifest_line) return {{}, first.starts_with(any_manifest_line) ? ManifestFault::Newer : ManifestFault::Damaged};
    if (first.size() == text.size()) return {};
    Lines lines{text.substr(first.size() + 1)};
    Manifest manifest;
    const auto number = [&]<class Number>(std::string_view word, Number most) {
        lines.next(word);
        return lines.number<Number>(most);
    };
    constexpr auto any = ~std::uint64_t{0} >> 1;
    lines.next("installation");
    manifest.installation = lines.bytes<16>();
    manifest.sequence = number("sequence", any);
    lines.next("made_at");
    if (const auto at = system::parse_instant(lines.word()))
        manifest.made_at = *at;
    else
        lines.refuse();
    lines.next("kader");
    manifest.made_by = lines.rest_of_line();
    manifest.schema = number("schema", 1'000'000);
    manifest.keys_generation = number("keys", any);
    manifest.database_bytes = number("database", any);
    // No more memory is asked for than the lines that are there can need.
    const auto count = [&](std::string_view word, std::size_t least) {
        const auto counted = number(word, std::uint64_t{100'000'000});
        if (counted > lines.left() / least) lines.refuse();
        return lines.all_right() ? static_cast<std::size_t>(counted) : 0;
    };
    for (auto left = count("practices", 40); left > 0 && lines.all_right(); --left) {
        lines.next("practice");
        manifest.practices.push_back(practice_of(lines));
    }
    const auto chunks = count("chunks", least_line_bytes);
    manifest.chunks.reserve(chunks);
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < chunks && lines.all_right(); ++at) {
        lines.next("chunk");
        manifest.chunks.push_back(object_of(lines));
        sum += manifest.chunks.back().bytes;
        if (manifest.chunks.back().bytes > chunk_bytes) lines.refuse();
    }
    const auto files = count("files", least_line_bytes);
    manifest.files.reserve(files);
    for (std::size_t at = 0; at < files && lines.all_right(); ++at) {
        lines.next("file");
        auto object = object_of(lines);
        manifest.files.push_back({std::move(object), std::string{lines.rest_of_line()}});
        if (!is_path_of_copy(manifest.files.back().path)) lines.refuse();
    }
    lines.next("mac");
    (void)lines.bytes<32>();
    // One text for one content: whatever is read is what was written.
    if (!lines.all_right() || lines.left() != 0 || sum != manifest.database_bytes) return {};
    const auto body = body_of(manifest);
    if (!text.starts_with(body)) return {};
    return {std::move(manifest), {}};
}

bool is_manifest_of(const vault::Keyring& keyring, std::string_view text) {
    const auto at = text.rfind(mac_word);
    if (at == std::string_view::npos || at == 0 || text[at - 1] != '\n') return false;
    const auto mac = vault::parse_hex(trimmed(text.substr(at + mac_word.size())));
    return mac && vault::same_bytes(*mac, mac_of(text.substr(0, at), keyring));
}

}  // namespace kader::backup
