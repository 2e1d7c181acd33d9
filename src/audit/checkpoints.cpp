// Folders of checkpoints: reading, adding, and comparing with the log.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <tuple>

#include "audit/checkpoint.h"
#include "kernel/limits.h"
#include "system/files.h"

namespace kader::audit {

namespace {

std::string prefix_of(const subjects::PracticeId& practice) {
    return "kader-log-" + practice.text() + "-";
}

std::string short_of(const Head& head) {
    return vault::base64(head.chain).substr(0, 12) + "\u2026";
}

std::string day_and_time(system::Instant at) {
    return system::instant_text(at).substr(0, 19) + "Z";
}

Text note_text(const std::string& from, std::size_t number, const Error& error) {
    const auto which = from + ", " + std::to_string(number) + ": ";
    return error.code == Code::Forbidden
               ? Text{which + "de handtekening klopt niet, of is van een andere sleutel.", which + "the signature is false, or of another key."}
               : Text{which + "dit is geen controlepunt van een logboek.", which + "this is no checkpoint of a log."};
}

bool ends_whole(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary | std::ios::ate};
    if (!stream || stream.tellg() == std::streampos{0}) return true;
    stream.seekg(-1, std::ios::end);
    return stream.get() == '\n';
}

class Appending {
public:
    explicit Appending(const std::filesystem::path& file)
        : m_descriptor(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644)) {
        if (m_descriptor < 0) fail();
    }
    Appending(const Appending&) = delete;
    Appending& operator=(const Appending&) = delete;
    ~Appending() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    void add(std::string_view text) const {
        while (!text.empty()) {
            const auto written = ::write(m_descriptor, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) fail();
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(m_descriptor) != 0) fail();
    }

private:
    [[noreturn]] static void fail() { throw system::FileError{"the checkpoint of the log cannot be written", errno}; }
    int m_descriptor;
};

}  // namespace

std::string checkpoint_file(const subjects::PracticeId& practice, system::Instant at) {
    return prefix_of(practice) + system::instant_text(at).substr(0, 7) + ".checkpoints";
}

void add_checkpoint(const std::filesystem::path& folder, const subjects::PracticeId& practice, system::Instant at, std::string_view note,
                    const Verifier& verifier) {
    const auto file = folder / checkpoint_file(practice, at);
    const auto key = folder / verifier_file;
    std::error_code none;
    const bool is_new = !std::filesystem::exists(file, none);
    if (!std::filesystem::exists(key, none)) Appending{key}.add(verifier.text() + "\n");
    // What was cut short by a crash ends here, and is told as no checkpoint.
    const std::string end_of_line = is_new || ends_whole(file) ? "" : "\n";
    Appending{file}.add(end_of_line + std::string{note} + "\n");
    if (is_new) system::sync_folder(folder);
}

void read_notes(std::string_view text, const std::string& from, const subjects::PracticeId& practice, const Verifier& verifier,
                SignedHeads& into) {
    for (std::size_t number = 1; !text.empty(); ++number) {
        // Each note begins with the line that names its log, so that one that broke off spoils no other.
        static const auto begin = "\n" + std::string{kind_of_origin};
        const auto end = text.find(begin);
        auto note = text.substr(0, end == text.npos ? end : end + 1);
        text.remove_prefix(note.size());
        if (note.ends_with("\n\n")) note.remove_suffix(1);
        const auto read = read_checkpoint(note, verifier);
        if (!read)
            into.wrong.push_back(note_text(from, number, read.error()));
        else if (read->practice != practice)
            into.wrong.push_back({from + ": een controlepunt van een andere praktijk.", from + ": a checkpoint of another practice."});
        else
            into.heads.push_back(*read);
    }
}

void find_forks(SignedHeads& into) {
    auto& heads = into.heads;
    std::stable_sort(heads.begin(), heads.end(), [](const Checkpoint& a, const Checkpoint& b) { return a.at < b.at; });
    for (std::size_t at = 1; at < heads.size(); ++at) {
        const auto &before = heads[at - 1], &after = heads[at];
        if (after.head.seq >= before.head.seq) continue;
        const auto was = std::to_string(before.head.seq), is = std::to_string(after.head.seq);
        into.wrong.push_back({"Het logboek werd korter: op " + day_and_time(before.at) + " had het " + was + " regels, op " +
                                  day_and_time(after.at) + " nog " + is + ". Het is teruggezet uit een oudere kopie, of afgekapt.",
                              "The log became shorter: on " + day_and_time(before.at) + " it had " + was + " lines, on " +
                                  day_and_time(after.at) + " only " + is + ". It was put back from an older copy, or cut off."});
    }
    std::stable_sort(heads.begin(), heads.end(), [](const Checkpoint& a, const Checkpoint& b) {
        return std::tie(a.lane, a.head.seq) < std::tie(b.lane, b.head.seq);
    });
    for (std::size_t at = 1; at < heads.size(); ++at) {
        const auto &one = heads[at - 1], &other = heads[at];
        if (one.lane != other.lane || one.head.seq != other.head.seq || one.head.chain == other.head.chain) continue;
        const auto seq = std::to_string(one.head.seq);
        into.wrong.push_back({"Er zijn twee logboeken van " + seq + " regels ondertekend: " + short_of(one.head) + " op " +
                                  day_and_time(one.at) + " en " + short_of(other.head) + " op " + day_and_time(other.at) + ".",
                              "Two logs of " + seq + " lines were signed: " + short_of(one.head) + " on " + day_and_time(one.at) + " and " +
                                  short_of(other.head) + " on " + day_and_time(other.at) + "."});
    }
}

SignedHeads read_checkpoints(const std::filesystem::path& folder, const subjects::PracticeId& practice, const Verifier& verifier) {
    std::vector<std::filesystem::path> files;
    std::error_code fault;
    for (std::filesystem::directory_iterator at{folder, fault}, end; !fault && at != end; at.increment(fault))
        if (const auto name = at->path().filename().string(); name.starts_with(prefix_of(practice)) && name.ends_with(".checkpoints"))
            files.push_back(at->path());
    if (fault) throw system::FileError{"the folder of checkpoints cannot be read", fault.value()};
    std::sort(files.begin(), files.end());
    SignedHeads found;
    for (const auto& file : files) {
        const auto bytes = system::read_file(file, limits::checkpoint_file_bytes_max);
        const auto name = file.filename().string();
        if (!bytes) {
            found.wrong.push_back({name + ": dit bestand kan niet worden gelezen, of is te groot.", name + ": this file cannot be read, or is too large."});
            continue;
        }
        read_notes({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, name, practice, verifier, found);
    }
    find_forks(found);
    return found;
}

void Comparison::take(std::int64_t lane, const Head& head) {
    for (; m_next < m_heads.size() && m_heads[m_next].lane == lane && m_heads[m_next].head.seq <= head.seq; ++m_next) {
        const auto& signed_head = m_heads[m_next];
        if (signed_head.head.seq == head.seq && signed_head.head.chain == head.chain) {
            ++m_agreed;
            if (!m_first_other) m_last_agreed = head.seq;
        } else if (!m_first_other) {
            m_first_other = signed_head;
        }
    }
}

std::optional<Wrong> Comparison::finish(const Head& end) const {
    if (m_first_other) {
        const auto from = std::to_string(m_last_agreed + 1), through = std::to_string(m_first_other->head.seq);
        const auto when = day_and_time(m_first_other->at);
        return Wrong{m_first_other->lane, m_last_agreed + 1,
                     "Van regel " + from + " tot en met " + through + " is het logboek een ander dan wat op " + when + " is ondertekend.",
                     "From line " + from + " through " + through + " the log is another than what was signed on " + when + "."};
    }
    if (m_next == m_heads.size()) return {};
    const auto& missing = m_heads.back();
    const auto has = std::to_string(end.seq), had = std::to_string(missing.head.seq);
    return Wrong{missing.lane, end.seq + 1,
                 "Het logboek heeft " + has + " regels, maar op " + day_and_time(missing.at) + " waren er " + had +
                     " ondertekend: het is afgekapt, of teruggezet uit een oudere kopie.",
                 "The log has " + has + " lines, but on " + day_and_time(missing.at) + " " + had +
                     " were signed: it was cut off, or put back from an older copy."};
}

}  // namespace kader::audit
