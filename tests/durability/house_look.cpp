#include "durability/house_look.h"

#include <unistd.h>

#include <set>
#include <thread>

#include "records/record_store.h"
#include "subjects/practices.h"

namespace kader::durability {

using installation::Installation;

void Receipts::add(std::uint64_t receipt) {
    created = created || receipt >= receipt_created;
    practice = practice || receipt >= receipt_practice;
    if (!is_record(receipt)) return;
    auto write = Write::of_receipt(receipt);
    const auto version = std::exchange(write.version, 1);
    auto& newest = versions[write];
    newest = std::max(newest, version);
}

void Seen::complain(std::string what) {
    if (wrong.size() < 5) wrong.push_back(std::move(what));
}

namespace {

std::string in_words(const Write& write) {
    return "record R" + std::to_string(write.run) + "-" + std::to_string(write.number) +
           " version " + std::to_string(write.version);
}

class Look {
public:
    Look(Installation& house, const subjects::PracticeId& practice, Seen& seen)
        : m_house(house), m_practice(practice), m_seen(seen), m_session(house.reader()) {
        m_session->begin_snapshot();
        m_session->enter_practice(practice.bytes());
    }
    ~Look() { m_session->end_snapshot(); }

    void at_everything(const Receipts& receipts) {
        at_versions();
        at_receipts(receipts);
        at_changes();
        at_log();
    }

private:
    void at_versions() {
        const records::Keeping keeping{m_house.keys(), m_house.keyring(), m_house.log()};
        struct Found {
            records::Version version;
            vault::ByteVector sealed;
        };
        std::vector<Found> all;
        records::each_version(*m_session, m_practice,
                              [&](const records::Version& version, vault::Bytes sealed) {
                                  all.push_back({version, {sealed.begin(), sealed.end()}});
                              });
        for (const auto& [version, sealed] : all) {
            ++m_seen.versions;
            m_change_seqs.insert(version.change_seq);
            auto write = parse_kenmerk(version.kenmerk);
            if (!write) {
                m_seen.complain("a record that nobody wrote: " + version.kenmerk);
                continue;
            }
            auto& newest = m_newest[*write];
            write->version = std::uint32_t(version.number);
            if (write->version != newest + 1)
                m_seen.complain(in_words(*write) + " follows no version before it");
            newest = write->version;
            const auto known = m_records.emplace(version.kenmerk, version.record);
            if (known.first->second != version.record)
                m_seen.complain(in_words(*write) + " is there twice");
            m_objects.insert({version.record.text(), version.number});
            const auto opened =
                records::open_sealed(*m_session, keeping, m_practice, version, sealed);
            if (!opened) {
                m_seen.complain(in_words(*write) + " does not open: " + opened.error().detail);
                continue;
            }
            auto cells = version.plain;
            cells.insert(opened->sealed.begin(), opened->sealed.end());
            if (cells != draft_of(*write).cells)
                m_seen.complain(in_words(*write) + " is not as it was written");
        }
    }

    void at_receipts(const Receipts& receipts) {
        for (const auto& [write, version] : receipts.versions) {
            const auto found = m_newest.find(write);
            if (found != m_newest.end() && found->second >= version) continue;
            ++m_seen.lost;
            m_seen.complain(in_words({write.run, write.number, version}) +
                            " was acknowledged and is lost");
        }
    }

    // The changes of a practice are numbered 1, 2, 3 …; the first made the practice itself.
    void at_changes() {
        static constexpr storage::Sql newest{
            "SELECT change_seq FROM practice_change WHERE practice_id = $1"};
        std::int64_t last = 0;
        m_session->each(newest, {storage::id(m_practice)},
                        [&](const storage::Row& row) { last = row.integer(0); });
        std::int64_t expected = 1;
        for (const auto number : m_change_seqs) {
            if (number != ++expected)
                m_seen.complain("a gap in the changes before " + std::to_string(number));
            expected = number;
        }
        if (last != expected)
            m_seen.complain("the last change is " + std::to_string(expected) + ", and " +
                            std::to_string(last) + " were counted");
        if (m_change_seqs.size() != m_objects.size())
            m_seen.complain("two versions with one change_seq");
    }

    // Every version has its line in the log, and no line stands there for what is not.
    void at_log() {
        std::set<std::pair<std::string, std::int64_t>> lines;
        const auto verified = audit::verify(
            *m_session, m_house.keyring(), m_practice, [&](const audit::Entry& entry) {
                if (!entry.object || entry.object->type != "record" || entry.action == 'R') return;
                if (!lines.insert({entry.object->id, entry.object->version}).second)
                    m_seen.complain("two lines in the log for one version");
            });
        if (verified.wrong)
            m_seen.complain("the log is wrong at " + std::to_string(verified.wrong->seq) + ": " +
                            verified.wrong->en);
        if (lines != m_objects)
            m_seen.complain(std::to_string(lines.size()) + " lines in the log for " +
                            std::to_string(m_objects.size()) + " versions");
    }

    Installation& m_house;
    const subjects::PracticeId m_practice;
    Seen& m_seen;
    std::unique_ptr<storage::Session> m_session;
    std::map<Write, std::uint32_t> m_newest;
    std::map<std::string, subjects::RecordId> m_records;
    std::set<std::pair<std::string, std::int64_t>> m_objects;  // Record and version.
    std::set<std::int64_t> m_change_seqs;
};

// A number no run of the writer uses.
constexpr std::uint32_t run_of_looks = 4'000'000'000;

void write_one_more(Installation& house, const subjects::PracticeId& practice, Receipts& receipts,
                    Seen& seen) {
    Write write{run_of_looks, 0, 1};
    {
        const auto session = house.reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        do ++write.number;
        while (records::find_newest(*session, practice, draft_of(write).type->name,
                                    draft_of(write).kenmerk));
        session->end_snapshot();
    }
    const records::Keeping keeping{house.keys(), house.keyring(), house.log()};
    const auto grant = access::operator_grant(practice, ::getuid());
    const auto refused =
        house.writer().write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            const auto written = records::add(unit, keeping, grant, draft_of(write));
            if (!written) return written.error();
            return {};
        });
    if (refused)
        seen.complain("it takes no new record: " + refused->detail);
    else
        receipts.add(write.receipt());
}

Result<std::unique_ptr<Installation>> open(const std::filesystem::path& folder,
                                           const system::Clock& clock, const Looking& looking) {
    const auto until = std::chrono::steady_clock::now() + looking.patience;
    while (true) {
        auto house = Installation::open(folder, clock, looking.options);
        const bool may_pass = !house && (house.error().code == Code::Conflict ||
                                         house.error().code == Code::Unavailable);
        if (!may_pass || std::chrono::steady_clock::now() > until) return house;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

}  // namespace

Seen look(const std::filesystem::path& folder, const Receipts& acknowledged,
          const Looking& looking) {
    const system::SystemClock clock;
    Seen seen;
    auto receipts = acknowledged;
    const auto lost_everything = [&](const std::string& why) {
        seen.lost = std::int64_t(receipts.versions.size()) + receipts.practice + receipts.created;
        seen.complain(why);
        return seen;
    };
    try {
        if (!receipts.created)
            if (const auto made = installation::create(folder, clock, looking.options); !made)
                return lost_everything("cannot be made again: " + made.error().detail);
        const auto house = open(folder, clock, looking);
        if (!house) return lost_everything("does not open: " + house.error().detail);
        const auto practice = [&] {
            const auto session = (*house)->reader();
            return subjects::find_practice(*session, practice_name);
        }();
        if (!practice) {
            if (receipts.practice) return lost_everything("the practice is lost");
            return seen;
        }
        Look{**house, practice->id, seen}.at_everything(receipts);
        if (looking.write_after && seen.wrong.empty()) {
            write_one_more(**house, practice->id, receipts, seen);
            seen.versions = 0;
            Look{**house, practice->id, seen}.at_everything(receipts);
        }
    } catch (const std::exception& broken) {
        return lost_everything(std::string{"breaks: "} + broken.what());
    }
    return seen;
}

}  // namespace kader::durability
