#include "backup/drill.h"
#include "backup/house_for_tests.h"
#include "backup/notes.h"

using namespace kader;
using namespace kader::backup;

TEST_CASE("what was backed up comes back whole, and only the kit opens it") {
    Setting setting;
    const auto subject = setting.house->add_subject("P9");
    put_bytes(setting.data / "blobs" / "ab" / "abcdef", std::string(200'000, 'x'));
    const auto report = setting.run();
    CHECK(report.sequence == 1);
    CHECK(report.files == 1);
    CHECK(report.database_bytes == fs::file_size(setting.data / "kader.db"));
    const auto into = setting.scratch.path() / "terug";
    const auto restored = setting.restore(into);
    if (!restored) FAIL(restored.error().detail);
    CHECK(restored->sequence == 1);
    CHECK(restored->keys == 5);
    CHECK(bytes_in(into / "blobs" / "ab" / "abcdef") == std::string(200'000, 'x'));
    CHECK(bytes_in(into / "keyring") == bytes_in(setting.data / "keyring"));
    CHECK((fs::status(into / "root.key").permissions() & fs::perms::all) == fs::perms::owner_read);
    TestHouse back{into};
    CHECK(back.practice() == setting.house->practice());
    CHECK(back.opens(subject));
    CHECK_FALSE(back.fault());

    const auto other = vault::Key::random(), root = root_key_in(setting.data);
    const auto refused = restore(setting.target, setting.scratch.path() / "niets", root, other);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.find("noodblad") != std::string::npos);
    CHECK_FALSE(restore(setting.target, setting.scratch.path() / "niets", other, setting.secret));
    CHECK_FALSE(fs::exists(setting.scratch.path() / "niets"));
}

TEST_CASE("a second backup copies only what is new, and changes nothing that was there") {
    Setting setting;
    for (int i = 0; i < 40; ++i) put_bytes(setting.data / "blobs" / ("b" + std::to_string(i)), std::string(10'000, static_cast<char>('a' + i % 26)) + std::to_string(i));
    const auto first = setting.run();
    CHECK(first.objects.written == 41);
    CHECK(first.file_bytes_read > 800'000);
    const auto before = content_of_folder(setting.target / "data");
    put_bytes(setting.data / "blobs" / "nieuw", "nieuw");
    setting.house->add_subject("P-nieuw");
    const auto second = setting.run();
    // One chunk of the database, one file; and of the files that it knows it reads nothing.
    CHECK(second.objects.written == 2);
    CHECK(second.objects.kept == 40);
    CHECK(second.file_bytes_read == 10);
    CHECK(second.sequence == 2);
    const auto after = content_of_folder(setting.target / "data");
    CHECK(after.size() == before.size() + 3);
    for (const auto& [name, bytes] : before) CHECK(after.at(name) == bytes);
    // Nothing changed: nothing but a manifest is new.
    const auto third = setting.run();
    CHECK(third.objects.written == 0);
    CHECK(third.file_bytes_read == 0);
    REQUIRE(setting.restore(setting.scratch.path() / "terug"));
}

TEST_CASE("who was destroyed does not come back from any older backup with any newer keys, and neighbours do") {
    Setting setting;
    const auto victim = setting.house->add_subject("P-weg"), neighbour = setting.house->add_subject("P-blijft");
    setting.run();
    setting.run();
    setting.house->destroy(victim);
    REQUIRE(copy_keys(setting.house->here(), setting.data));
    for (const auto sequence : std::initializer_list<std::uint64_t>{1, 2}) {
        RestoreOptions options;
        options.sequence = sequence;
        const auto into = setting.scratch.path() / ("terug" + std::to_string(sequence));
        const auto restored = setting.restore(into, options);
        REQUIRE(restored);
        CHECK(restored->destroyed == 1);
        TestHouse back{into};
        CHECK_FALSE(back.opens(victim));
        CHECK(back.opens(neighbour));
    }
}

TEST_CASE("who came after the newest copy of the keys is kept while the epoch is the same") {
    Setting setting;
    setting.run();
    KeysCopy older = find_keys(Target::open(setting.target, Language::Dutch).value()).newest->content;
    const auto late = setting.house->add_subject("P-laat");
    // As on PostgreSQL, where the data can be newer than the copy of the keys.
    const auto root = root_key_in(setting.data);
    auto read = vault::KeyringFile::read(root, older.keyring);
    REQUIRE(read.content);
    const vault::Keyring keyring{*std::move(read.content), "00000000"};
    setting.house.reset();
    {
        const auto database = storage::open_sqlite(setting.data / "kader.db");
        const auto writer = database->open_writer();
        const auto merged = merge_keys(*writer, older, keyring, system::SystemClock{}.now());
        CHECK(merged.only_here == 1);
        CHECK(merged.keys == 5);
    }
    TestHouse back{setting.data};
    CHECK(back.opens(late));
}

TEST_CASE("the drill opens the newest backup from the target alone, and afterwards the server opens it no more") {
    Setting setting;
    put_bytes(setting.data / "blobs" / "foto", "verzegeld");
    setting.run();
    const auto root = root_key_in(setting.data);
    const system::SystemClock clock;
    const BackupPlaces at{setting.data};
    auto drill = read_drill(at, setting.house->here().keyring());
    REQUIRE(drill);
    const auto report = try_backup(setting.data, root, setting.house->here().keyring(), clock, Language::Dutch);
    REQUIRE(report);
    if (report->wrong) FAIL(report->wrong->nl);
    CHECK(report->subjects_opened == 4);
    CHECK(report->files_opened == 1);
    CHECK(report->practices == 1);
    CHECK_FALSE(read_drill(at, setting.house->here().keyring()));
    CHECK_FALSE(fs::exists(setting.data / "backup.trial"));
    CHECK(try_backup(setting.data, root, setting.house->here().keyring(), clock, Language::Dutch).error().code == Code::NotFound);
    // The secret of one backup opens no other.
    setting.house->add_subject("P-later");
    setting.run();
    RestoreOptions second;
    second.sequence = 2;
    CHECK_FALSE(restore(setting.target, setting.scratch.path() / "x", root, drill->secret, second));
}

TEST_CASE("the drill reads a hundred files when there are more, and one file with a changed byte makes it fail") {
    Setting setting;
    for (int i = 0; i < 120; ++i) put_bytes(setting.data / "blobs" / ("b" + std::to_string(i)), "verzegeld " + std::to_string(i));
    const system::SystemClock clock;
    const auto root = root_key_in(setting.data);
    const auto drilled = [&] {
        setting.run();
        const auto report = try_backup(setting.data, root, setting.house->here().keyring(), clock, Language::Dutch);
        REQUIRE(report);
        return *report;
    };
    const auto whole = drilled();
    CHECK_FALSE(whole.wrong);
    CHECK(whole.files_opened == 100);
    // Of one file alone: its object is the only one of about this size.
    put_bytes(setting.data / "blobs" / "foto", std::string(777'000, 'f'));
    setting.run();
    int changed = 0;
    for (const auto& entry : fs::recursive_directory_iterator{setting.target / "data" / "objects"})
        if (entry.is_regular_file() && fs::file_size(entry.path()) > 777'000 && fs::file_size(entry.path()) < 780'000) {
            auto bytes = bytes_in(entry.path());
            bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
            std::ofstream{entry.path(), std::ios::binary | std::ios::trunc} << bytes;
            ++changed;
        }
    REQUIRE(changed == 1);
    const auto report = try_backup(setting.data, root, setting.house->here().keyring(), clock, Language::Dutch);
    REQUIRE(report);
    CHECK(report->wrong);
}

TEST_CASE("a drill that finds a damaged backup says so, and leaves nothing behind") {
    Setting setting;
    setting.run();
    for (const auto& entry : fs::recursive_directory_iterator{setting.target / "data" / "objects"})
        if (entry.is_regular_file()) fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    const auto root = root_key_in(setting.data);
    const system::SystemClock clock;
    const auto report = try_backup(setting.data, root, setting.house->here().keyring(), clock, Language::Dutch);
    REQUIRE(report);
    REQUIRE(report->wrong);
    CHECK(report->wrong->nl.find("afgebroken") != std::string::npos);
    CHECK_FALSE(fs::exists(setting.data / "backup.trial"));
    // The next backup notices by the length of the file, and writes it anew beside it.
    CHECK(setting.run().objects.written >= 1);
    const auto again = try_backup(setting.data, root, setting.house->here().keyring(), clock, Language::Dutch);
    REQUIRE(again);
    CHECK_FALSE(again->wrong);
}

TEST_CASE("what became of backups and drills is noted in each practice, with a line in its log") {
    Setting setting;
    auto& here = setting.house->here();
    REQUIRE(here.add_practice("Andere Praktijk", access::operator_actor(7)));
    Notes notes;
    notes.run = setting.run();
    REQUIRE_FALSE(note(here, notes));
    const auto root = root_key_in(setting.data);
    const system::SystemClock clock;
    Notes tried;
    tried.drill = try_backup(setting.data, root, here.keyring(), clock, Language::Dutch).value();
    REQUIRE_FALSE(note(here, tried));
    for (const auto& practice : subjects::practices(*here.reader())) {
        const auto found = latest(*here.reader(), practice.id);
        CHECK(found.good_run == notes.run->ended);
        CHECK(found.good_drill == tried.drill->ended);
        CHECK_FALSE(found.run_failed);
        CHECK_FALSE(found.drill_failed);
    }
    Notes failed;
    failed.run_failed = RunFailure{clock.now(), clock.now(), "the disk is not plugged in"};
    failed.drill = tried.drill;
    failed.drill->ended = clock.now();
    failed.drill->wrong = Text{"kapot", "broken"};
    REQUIRE_FALSE(note(here, failed));
    const auto found = latest(*here.reader(), setting.house->practice());
    CHECK(found.run_failed);
    CHECK(found.drill_failed);
    CHECK(found.good_run == notes.run->ended);
    CHECK(found.good_drill == tried.drill->ended);
    CHECK(found.drill == failed.drill->ended);
    CHECK_FALSE(setting.house->fault());
}
