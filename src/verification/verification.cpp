#include "verification/verification.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>
#include <vector>

#include "log_keeping/log_keeper.h"
#include "destruction/ledger.h"
#include "records/record_store.h"
#include "system/files.h"

namespace kader::verification {

namespace {

// Every question of one moment, about one practice.
class Snapshot {
public:
    Snapshot(installation::Installation& here, const subjects::PracticeId& practice)
        : m_session(here.reader()) {
        m_session->begin_snapshot();
        m_session->enter_practice(practice.bytes());
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() { m_session->end_snapshot(); }
    storage::Session& session() { return *m_session; }

private:
    std::unique_ptr<storage::Session> m_session;
};

// What the log says of a version. Half of the digest is enough to tell contents apart: nobody finds
// another content with the same sixteen bytes.
struct Line {
    UuidBytes record{};
    std::array<std::uint8_t, 16> content{};
    std::uint32_t version = 0;
    std::uint32_t seq = 0;  // 0: too high to keep.
};
static_assert(sizeof(Line) == 40);

bool before(const Line& a, const Line& b) {
    return std::tie(a.record, a.version, a.seq) < std::tie(b.record, b.version, b.seq);
}

std::array<std::uint8_t, 16> half(const vault::Digest& digest) {
    std::array<std::uint8_t, 16> result{};
    std::copy_n(digest.begin(), result.size(), result.begin());
    return result;
}

std::uint32_t small(std::int64_t number) {
    return number <= std::numeric_limits<std::uint32_t>::max() ? static_cast<std::uint32_t>(number) : 0;
}

Text about(const records::Version& version, const std::string& nl, const std::string& en) {
    const auto record = version.list + " " + shortened(version.kenmerk),
               number = std::to_string(version.number);
    return {record + ", versie " + number + ": " + nl, record + ", version " + number + ": " + en};
}

Text about(const Line& line, const std::string& nl, const std::string& en) {
    const auto number = line.seq == 0 ? std::string{"?"} : std::to_string(line.seq);
    return {"Logboek, regel " + number + ": " + nl, "Audit log, line " + number + ": " + en};
}

// The lines of the log that are about a version, in the order of before().
class Lines {
public:
    void add(const audit::Entry& entry) {
        if (!entry.object || entry.object->type != "record" || !entry.object->content) return;
        const auto record = subjects::RecordId::parse(entry.object->id);
        m_lines.push_back({record.value_or(subjects::RecordId{}).bytes(), half(*entry.object->content),
                           small(entry.object->version), small(entry.seq)});
    }
    // Two lines about one version: a line that no version can fit.
    std::optional<Text> sort() {
        std::sort(m_lines.begin(), m_lines.end(), before);
        m_seen.assign(m_lines.size(), false);
        const auto same = std::adjacent_find(
            m_lines.begin(), m_lines.end(),
            [](const Line& a, const Line& b) { return a.record == b.record && a.version == b.version; });
        if (same == m_lines.end()) return {};
        return about(*(same + 1), "over deze versie ging al een eerdere regel.",
                     "an earlier line is about this version already.");
    }
    // Nothing: the log does not speak of this version.
    const Line* take(const records::Version& version) {
        const Line wanted{version.record.bytes(), {}, small(version.number), 0};
        const auto found = std::lower_bound(m_lines.begin(), m_lines.end(), wanted, before);
        if (found == m_lines.end() || found->record != wanted.record || found->version != wanted.version)
            return nullptr;
        m_seen[static_cast<std::size_t>(found - m_lines.begin())] = true;
        return &*found;
    }
    // The earliest line of which no version was taken.
    std::optional<Text> left_over() const {
        const Line* first = nullptr;
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            if (!m_seen[at] && (!first || m_lines[at].seq < first->seq)) first = &m_lines[at];
        if (!first) return {};
        return about(*first, "de versie waar deze regel over gaat, is verdwenen.",
                     "the version that this line is about is gone.");
    }

private:
    std::vector<Line> m_lines;
    std::vector<bool> m_seen;
};

std::optional<Text> wrong_with(const records::Version& version, const Result<records::OpenedVersion>& opened,
                               const Line* line) {
    if (!opened && opened.error().code == Code::NotFound)
        return about(version, "de sleutel ontbreekt, dus niemand kan dit nog lezen.",
                     "the key is missing, so nobody can read this any more.");
    if (!opened)
        return about(version, "dit is beschadigd of buiten Kader om veranderd.",
                     "this is damaged or was changed outside Kader.");
    if (!line)
        return about(version, "hierover staat niets in het logboek; dit is buiten Kader om toegevoegd.",
                     "the audit log says nothing of it; it was added outside Kader.");
    auto whole = version;
    whole.sealed = opened->sealed;
    if (half(records::content_digest(whole, opened->salt)) != line->content)
        return about(version, "de inhoud is een andere dan die waarvan het logboek spreekt.",
                     "the content is another than the one that the audit log speaks of.");
    return {};
}

}  // namespace

Outcome verify(installation::Installation& here, const subjects::PracticeId& practice, const std::filesystem::path& checkpoints) {
    // Keys are looked up while the walk goes on, which takes a session of its own.
    Snapshot walk{here, practice}, keys{here, practice};
    Outcome outcome;
    Lines lines;
    audit::SignedHeads signed_heads;
    if (!checkpoints.empty()) {
        const auto seed = log_keeping::signing_seed_of(here.keyring());
        signed_heads = audit::read_checkpoints(checkpoints, practice, log_keeping::signer_of(seed, here).verifier());
        outcome.beside = signed_heads.wrong;
    }
    audit::Comparison comparison{signed_heads.heads};
    const auto log = audit::verify(walk.session(), here.keyring(), practice,
                                   [&](const audit::Entry& entry) { lines.add(entry); },
                                   [&](std::int64_t lane, const audit::Head& head) { comparison.take(lane, head); });
    outcome.lines = static_cast<std::size_t>(log.entries);
    if (log.wrong) {
        outcome.wrong = Text{"Logboek: " + log.wrong->nl, "Audit log: " + log.wrong->en};
        return outcome;
    }
    outcome.checkpoints = comparison.agreed();
    if (const auto other = comparison.finish(log.head)) {
        outcome.wrong = Text{"Logboek: " + other->nl, "Audit log: " + other->en};
        return outcome;
    }
    if ((outcome.wrong = lines.sort())) return outcome;

    // Who was destroyed has no key, and that is as it should be: of them only the lines of the log are looked at.
    std::set<subjects::SubjectId> destroyed;
    destruction::each_in_ledger(walk.session(), practice, [&](const destruction::LedgerRow& row) { destroyed.insert(row.subject); });
    const records::Keeping keeping{here.keys(), here.keyring(), here.log()};
    subjects::RecordId last;
    records::each_version(
        walk.session(), practice, [&](const records::Version& version, vault::Bytes sealed) {
            if (outcome.wrong) return;
            ++outcome.versions;
            if (version.record != last) ++outcome.records;
            last = version.record;
            const auto opened = records::open_sealed(keys.session(), keeping, practice, version, sealed);
            const auto* line = lines.take(version);
            if (line && !opened && opened.error().code == Code::NotFound && destroyed.contains(version.subject)) {
                ++outcome.destroyed;
                return;
            }
            outcome.wrong = wrong_with(version, opened, line);
            if (!outcome.wrong && destroyed.contains(version.subject))
                outcome.wrong = about(version, "dit is vernietigd, en toch opent het nog.", "this was destroyed, and opens all the same.");
        });
    if (!outcome.wrong) outcome.wrong = lines.left_over();
    return outcome;
}

CheckpointsOutcome verify_checkpoints(const std::filesystem::path& folder, const audit::Verifier& verifier) {
    constexpr std::string_view prefix = "kader-log-";
    std::set<subjects::PracticeId> practices;
    std::error_code fault;
    for (std::filesystem::directory_iterator at{folder, fault}, end; !fault && at != end; at.increment(fault)) {
        const auto name = at->path().filename().string();
        const auto id = name.starts_with(prefix) ? subjects::PracticeId::parse(name.substr(prefix.size(), 36)) : std::nullopt;
        if (id) practices.insert(*id);
    }
    if (fault) throw system::FileError{"the folder of checkpoints cannot be read", fault.value()};
    CheckpointsOutcome outcome;
    for (const auto& practice : practices) {
        auto found = audit::read_checkpoints(folder, practice, verifier);
        std::move(found.wrong.begin(), found.wrong.end(), std::back_inserter(outcome.wrong));
        if (!found.heads.empty()) outcome.practices.push_back({practice, found.heads.size(), found.heads.back()});
    }
    return outcome;
}

}  // namespace kader::verification
