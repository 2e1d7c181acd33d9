// A file that was destroyed, the backups of before and after, a turn of the keys, and every copy of the keys that the
// target ever held: what opens with what. And the same after a kill at each step between the decision and the end.

#include "backup/house_for_tests.h"
#include "deadlines/amsterdam_time.h"
#include "destruction/certificate.h"
#include "destruction/destruction.h"
#include "epochs/turning.h"
#include "storage/databases.h"

using namespace kader;
using namespace kader::backup;

namespace {

const auto one_person = access::operator_actor(1);

CalendarDay today() { return deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(system::SystemClock{}.now())); }

// Every different content that keys/current-a and -b had, as files in the order in which they came.
class Kept {
public:
    Kept(fs::path target, fs::path into) : m_target(std::move(target)), m_into(std::move(into)) { fs::create_directories(m_into); }
    void keep() const {
        for (const char which : {'a', 'b'}) {
            const auto bytes = bytes_in(m_target / "keys" / (std::string{"current-"} + which));
            if (bytes.empty()) continue;
            bool is_known = false;
            const auto all = copies();
            for (const auto& one : all) is_known = is_known || bytes_in(one) == bytes;
            if (!is_known) put_bytes(m_into / (std::to_string(100 + all.size()) + which), bytes);
        }
    }
    std::vector<fs::path> copies() const {
        std::vector<fs::path> all;
        for (const auto& entry : fs::directory_iterator{m_into}) all.push_back(entry.path());
        std::ranges::sort(all);
        return all;
    }

private:
    fs::path m_target, m_into;
};

// A house with two backups, one on each side of an earlier turn, and a destruction that two people decided on.
struct Story {
    std::unique_ptr<Setting> setting = std::make_unique<Setting>(0);
    subjects::SubjectId gone, early, late;
    destruction::DestructionId decided;

    Story() {
        auto& house = *setting->house;
        gone = house.add_subject("gone");
        early = house.add_subject("early");
        kept().keep();
        setting->run();
        kept().keep();
        REQUIRE(turn({}));
        kept().keep();
        late = house.add_subject("late");
        setting->run();
        kept().keep();
        decide();
    }
    Kept kept() const { return {setting->target, setting->scratch.path() / "kept"}; }
    installation::Installation& here() const { return setting->house->here(); }
    template <class Work>
    static std::optional<Error> write(installation::Installation& here, const subjects::PracticeId& practice, const Work& work) {
        return here.writer().write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> { return work(unit); });
    }
    access::Grant as(std::uint32_t person) const { return access::operator_grant(setting->house->practice(), person); }

    void decide() {
        const auto& practice = setting->house->practice();
        REQUIRE(!write(here(), practice, [&](storage::Unit& unit) -> std::optional<Error> {
            const auto id = destruction::ask(unit, here().log(), as(1), {gone, destruction::Why::Request, "map 12", today(), today() + Days{30}, true}, today());
            REQUIRE(id);
            decided = *id;
            return destruction::agree(unit, here().log(), as(2), decided);
        }));
        // While something stands in the way nothing goes.
        destruction::HoldId hold;
        REQUIRE(!write(here(), practice, [&](storage::Unit& unit) -> std::optional<Error> {
            hold = *destruction::place_hold(unit, here().log(), as(1), gone, destruction::HoldKind::Complaint, "K-1");
            return {};
        }));
        const auto refused = write(here(), practice, [&](storage::Unit& unit) { return carry_out(here(), unit); });
        REQUIRE(refused);
        CHECK(refused->code == Code::RefusedByNorm);
        CHECK(setting->house->opens(gone));
        REQUIRE(!write(here(), practice, [&](storage::Unit& unit) { return destruction::lift_hold(unit, here().log(), as(2), hold, false); }));
    }
    std::optional<Error> carry_out(installation::Installation& where, storage::Unit& unit) const {
        return destruction::carry_out(unit, where.log(), where.keys(), access::operator_grant(subjects::PracticeId{unit.practice()}, 1), decided, {false, true}, today());
    }
    static Result<epochs::Turned> turn_of(installation::Installation& here, const fs::path& data, const Kept& kept, const std::function<void()>& step) {
        epochs::Ground ground{here.database(), here.writer(), here.key_store(), here.keys(), here.log(), here.clock()};
        ground.copies = [&](vault::Bytes keyring) -> std::optional<Error> {
            const auto at_step = [&](std::string_view) {
                kept.keep();
                if (step) step();
            };
            const auto copied = copy_keys(here, data, {.at_step = at_step}, keyring);
            return copied ? std::nullopt : std::optional{copied.error()};
        };
        if (step) {
            ground.is_to_stop = [&] { return step(), false; };
            ground.after_writes = [&](storage::Unit& unit) {
                step();
                unit.after_commit(step);
            };
        }
        return epochs::turn(ground, one_person);
    }
    Result<epochs::Turned> turn(const std::function<void()>& step) { return turn_of(here(), setting->data, kept(), step); }
    destruction::Destruction found() const {
        const auto session = here().reader();
        return *destruction::find(*session, setting->house->practice(), decided);
    }
    Result<destruction::Certificate> certificate() const {
        const auto destruction = found();
        return destruction::certificate(&destruction, here().keyring(), "Praktijk Voorbeeld", Language::English);
    }
    // All from the decision to the end. True: it came to its end before the step of this number.
    bool goes_on_until(int last) {
        const auto practice = setting->house->practice();
        const auto copies = kept();
        setting->house.reset();
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                int steps = 0;
                const std::function<void()> step = [&] {
                    copies.keep();
                    if (++steps == last) ::_exit(7);
                };
                const system::SystemClock clock;
                auto here = installation::Installation::open(setting->data, clock);
                if (!here) ::_exit(2);
                system::watch_file_steps(step);
                step();
                if (write(**here, practice, [&](storage::Unit& unit) {
                        auto refused = carry_out(**here, unit);
                        unit.after_commit(step);
                        return refused;
                    }))
                    ::_exit(3);
                // One that has the ledger, and the keys of before.
                if (!backup::run(**here, setting->data)) ::_exit(4);
                step();
                ::_exit(turn_of(**here, setting->data, copies, step) ? 0 : 5);
            } catch (...) {
                ::_exit(6);
            }
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        setting->house = std::make_unique<TestHouse>(setting->data);
        REQUIRE(WIFEXITED(status));
        REQUIRE_MESSAGE((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 7), WEXITSTATUS(status));
        copies.keep();
        return WEXITSTATUS(status) == 0;
    }
    // What whoever starts the program again does.
    void finish() {
        const auto& practice = setting->house->practice();
        if (found().state == destruction::State::Asked) {
            CHECK(setting->house->opens(gone));
            REQUIRE(!write(here(), practice, [&](storage::Unit& unit) { return carry_out(here(), unit); }));
        }
        while (!epochs::is_out_of_reach(here().keyring(), *found().epoch)) {
            const auto early_certificate = certificate();
            REQUIRE(!early_certificate);
            CHECK(early_certificate.error().code == Code::Conflict);
            REQUIRE(turn({}));
        }
        kept().keep();
    }
};

struct Opened {
    bool restored = false, gone = false, early = false, late = false;
};
// Puts a backup back with these bytes as both copies of the keys, as anybody can who has the target, the root key, the
// secret of the backups, and a copy of the keys of whenever.
Opened opens(const Story& story, std::uint64_t sequence, const std::string& copy, const vault::Key& root_key, const fs::path& keep_database = {}) {
    const auto& setting = *story.setting;
    const ScratchFolder scratch;
    const auto target = scratch.path() / "elders", into = scratch.path() / "terug";
    fs::create_directories(target / "keys");
    fs::create_directory_symlink(setting.target / "data", target / "data");
    for (const auto* name : {"current-a", "current-b"}) put_bytes(target / "keys" / name, copy);
    Opened opened;
    RestoreOptions options;
    options.sequence = sequence;
    if (!backup::restore(target, into, root_key, setting.secret, options)) return opened;
    opened.restored = true;
    {
        TestHouse back{into};
        opened.gone = back.opens(story.gone);
        opened.early = back.opens(story.early);
        opened.late = back.opens(story.late);
    }
    if (opened.gone && !keep_database.empty()) fs::copy_file(into / "kader.db", keep_database);
    return opened;
}

// Past our own restore, which keeps to the ledger: any keyring on a database that still has a key of who is gone.
bool opens_raw(const Story& story, const std::vector<fs::path>& databases, const vault::Keyring& keyring) {
    bool opens = false;
    for (const auto& file : databases) {
        const auto database = storage::open_sqlite_to_read(file);
        vault::SubjectKeys keys{keyring};
        opens = opens || keys.open(*database->open_reader(), story.setting->house->practice().bytes(), story.gone.bytes());
    }
    return opens;
}

std::vector<std::uint64_t> backups_of(const Story& story) {
    std::vector<std::uint64_t> all;
    for (const auto& one : Target::open(story.setting->target, Language::English).value().manifests()) all.insert(all.begin(), one.sequence);
    return all;
}

std::vector<std::string> on_target(const Story& story) {
    return {bytes_in(story.setting->target / "keys" / "current-a"), bytes_in(story.setting->target / "keys" / "current-b")};
}

// With what is left: nothing opens who is gone, and everybody else comes back from every backup that had them.
void see_what_is_left(const Story& story) {
    const auto root_key = root_key_in(story.setting->data);
    CHECK(!story.setting->house->opens(story.gone));
    CHECK(story.setting->house->opens(story.early));
    CHECK(story.setting->house->opens(story.late));
    const auto left = on_target(story);
    CHECK(left[0] == left[1]);
    // No copy knows the epoch under which it was, also past the ledger.
    for (const auto& bytes : left) {
        const auto content = parse_keys_copy(vault::bytes_of(bytes));
        REQUIRE(content);
        const auto keyring = vault::KeyringFile::read(root_key, content->keyring).content;
        REQUIRE(keyring);
        CHECK(keyring->epochs.begin()->first > *story.found().epoch);
    }
    for (const auto sequence : backups_of(story)) {
        CAPTURE(sequence);
        const auto opened = opens(story, sequence, left[0], root_key);
        CHECK(opened.restored);
        CHECK(!opened.gone);
        CHECK(opened.early);
        CHECK(opened.late == (sequence > 1));
    }
}

}  // namespace

TEST_CASE("SR-44: of every backup with every copy of the keys that the target ever held, none that is left opens who was destroyed") {
    Story story;
    REQUIRE(story.goes_on_until(0));
    story.finish();
    REQUIRE(story.certificate());
    REQUIRE(backup::run(story.here(), story.setting->data));
    story.kept().keep();
    see_what_is_left(story);
    const auto left = on_target(story);
    const auto old_root = root_key_in(story.setting->data);
    // Of the copies that were written over some would open it: that they are gone is what the promise rests on. Those that
    // came after the old epoch was forgotten do not.
    const auto forgotten = *story.found().epoch;
    int opening = 0, safe = 0;
    std::string listed;
    std::vector<fs::path> databases;
    for (const auto& file : story.kept().copies()) {
        const auto bytes = bytes_in(file);
        const auto content = parse_keys_copy(vault::bytes_of(bytes));
        listed += "\n  " + file.filename().string() + (content ? ": number " + std::to_string(content->generation) : ": half written");
        const auto keyring = content ? vault::KeyringFile::read(old_root, content->keyring).content : std::nullopt;
        const bool knows_old = keyring && keyring->epochs.begin()->first <= forgotten;
        bool any = false;
        for (const auto sequence : backups_of(story)) {
            const auto database = story.setting->scratch.path() / ("raw-" + std::to_string(databases.size()));
            const auto opened = opens(story, sequence, bytes, old_root, database);
            if (opened.gone) databases.push_back(database);
            any = any || opened.gone;
            listed += ", backup " + std::to_string(sequence) + (opened.gone ? " OPENS" : opened.restored ? " does not" : " refused");
        }
        CAPTURE(file);
        if (!content || !knows_old) CHECK(!any);
        ++(any ? opening : safe);
        // Whatever opens it is on the target no more.
        if (any) CHECK(std::ranges::find(left, bytes) == left.end());
    }
    CHECK(databases.size() >= 5);
    int raw = 0;
    for (const auto& file : story.kept().copies()) {
        const auto bytes = bytes_in(file);
        const auto content = parse_keys_copy(vault::bytes_of(bytes));
        if (!content) continue;
        auto read = vault::KeyringFile::read(old_root, content->keyring).content;
        REQUIRE(read);
        const bool knows_old = read->epochs.begin()->first <= forgotten;
        const bool any = opens_raw(story, databases, vault::Keyring{*std::move(read), vault::fingerprint_of(old_root)});
        listed += "\n  " + file.filename().string() + ": its keyring, on those databases, past the ledger" + (any ? " OPENS" : " does not");
        if (!knows_old) CHECK(!any);
        if (any) CHECK(std::ranges::find(left, bytes) == left.end());
        raw += any ? 1 : 0;
    }
    CHECK(raw >= 4);
    CHECK(!opens_raw(story, databases, story.here().keyring()));
    MESSAGE("copies of the keys, in the order in which the target held them:" << listed);
    CHECK(opening >= 2);
    CHECK(safe >= 2);
    // After a new root key nothing that was kept from before opens with the one that is left.
    story.here().key_store().change_root(vault::RootKeyPlace::File, {}, story.here().clock().now());
    REQUIRE(copy_keys(story.here(), story.setting->data));
    const auto new_root = root_key_in(story.setting->data);
    for (const auto& file : story.kept().copies())
        for (const auto sequence : backups_of(story)) CHECK(!opens(story, sequence, bytes_in(file), new_root).restored);
    see_what_is_left(story);
}

TEST_CASE("SR-44, SR-47: killed at any step of a destruction and the turn after it, everybody else opens and the certificate comes last") {
    int kills = 0;
    for (int last = 1;; ++last) {
        CAPTURE(last);
        REQUIRE(last < 200);
        Story story;
        const bool ended = story.goes_on_until(last);
        CHECK(story.setting->house->opens(story.early));
        CHECK(story.setting->house->opens(story.late));
        story.finish();
        const auto given = story.certificate();
        REQUIRE(given);
        see_what_is_left(story);
        CHECK_FALSE(story.setting->house->fault());
        if (ended) break;
        ++kills;
    }
    CHECK(kills >= 15);
    MESSAGE("killed at " << kills << " steps");
}
