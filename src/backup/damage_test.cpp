// Sets that are damaged, cut off, swapped or mixed: refused with a reason, and nothing is put in place.

#include <algorithm>

#include "backup/house_for_tests.h"

using namespace kader;
using namespace kader::backup;

namespace {

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::string reason(Setting& setting, const RestoreOptions& options = {}) {
    const auto into = setting.scratch.path() / "terug";
    const auto restored = setting.restore(into, options);
    CHECK_FALSE(fs::exists(into));
    CHECK_FALSE(fs::exists(setting.scratch.path() / ".terug.kader-restoring"));
    if (restored) {
        fs::remove_all(into);
        return {};
    }
    return restored.error().detail;
}

bool says(const std::string& sentence, std::string_view words) {
    CAPTURE(sentence);
    return sentence.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("an object that is missing, cut off, changed or swapped with another is refused") {
    Setting setting;
    put_bytes(setting.data / "blobs" / "een", std::string(90'000, '1'));
    put_bytes(setting.data / "blobs" / "twee", std::string(90'000, '2'));
    setting.run();
    const auto objects = files_in(setting.target / "data" / "objects");
    REQUIRE(objects.size() == 3);
    for (const auto& object : objects) {
        const auto whole = bytes_in(object);
        fs::remove(object);
        CHECK(says(reason(setting), "ontbreekt"));
        put_bytes(object, whole.substr(0, whole.size() - 1));
        CHECK(says(reason(setting), "afgebroken"));
        put_bytes(object, {});
        CHECK(says(reason(setting), "afgebroken"));
        for (const auto at : {std::size_t{30}, whole.size() / 2, whole.size() - 1}) {
            auto changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            put_bytes(object, changed);
            CHECK_FALSE(reason(setting).empty());
        }
        put_bytes(object, whole + "x");
        CHECK(says(reason(setting), "beschadigd"));
        put_bytes(object, whole);
    }
    // Both files are of one length.
    std::vector<fs::path> same;
    for (const auto& object : objects)
        if (fs::file_size(object) < 100'000) same.push_back(object);
    REQUIRE(same.size() == 2);
    const auto first = bytes_in(same[0]), second = bytes_in(same[1]);
    put_bytes(same[0], second);
    put_bytes(same[1], first);
    CHECK(says(reason(setting), "hoort niet"));
}

TEST_CASE("one damaged copy of the keys is told, two are refused, and older keys than the backup are refused") {
    Setting setting;
    setting.run();
    const auto a = setting.target / "keys" / "current-a", b = setting.target / "keys" / "current-b";
    const auto whole = bytes_in(a);
    put_bytes(a, whole.substr(0, whole.size() / 2));
    const auto into = setting.scratch.path() / "met-een";
    const auto restored = setting.restore(into);
    REQUIRE(restored);
    CHECK(restored->one_key_copy_was_damaged);
    put_bytes(b, {});
    CHECK(says(reason(setting), "Beide kopieën"));
    put_bytes(a, whole);
    put_bytes(b, whole);
    CHECK(setting.run().sequence == 2);
    const auto newer = bytes_in(a);
    put_bytes(a, whole);
    put_bytes(b, whole);
    CHECK(says(reason(setting), "ouder"));
    // With one old copy the newer counts.
    put_bytes(b, newer);
    REQUIRE(setting.restore(setting.scratch.path() / "met-nieuwe"));
    for (std::size_t at = 0; at < newer.size(); at += 41) {
        auto changed = newer;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        put_bytes(a, changed);
        put_bytes(b, changed);
        CHECK(says(reason(setting), "Beide kopieën"));
    }
}

TEST_CASE("a manifest that was changed is refused; one that is cut off was never finished, and is told") {
    Setting setting;
    setting.run();
    setting.house->add_subject("P-meer");
    setting.run();
    const auto manifests = Target::open(setting.target, Language::Dutch).value().manifests();
    REQUIRE(manifests.size() == 2);
    const auto newest = manifests.front().path;
    const auto whole = bytes_in(newest);
    for (std::size_t at = 0; at < whole.size(); at += 53) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 2);
        put_bytes(newest, changed);
        CHECK_FALSE(reason(setting).empty());
    }
    put_bytes(newest, whole.substr(0, 100));
    const auto restored = setting.restore(setting.scratch.path() / "vorige");
    REQUIRE(restored);
    CHECK(restored->sequence == 1);
    CHECK(restored->unfinished == std::vector<std::string>{newest.filename().string()});
    // The name of another backup on it.
    put_bytes(newest, bytes_in(manifests.back().path));
    CHECK(says(reason(setting), "beschadigd"));
}

TEST_CASE("parts of two installations are refused, whichever part was swapped") {
    Setting one, two;
    one.run();
    two.run();
    const auto keys = [](const Setting& setting, char copy) { return setting.target / "keys" / (std::string{"current-"} + copy); };
    const auto mine = bytes_in(keys(one, 'a'));
    put_bytes(keys(one, 'b'), bytes_in(keys(two, 'b')));
    CHECK(says(reason(one), "verschillende installaties"));
    // Nor are keys of another written over.
    CHECK(run(one.house->here(), one.data).error().code == Code::Conflict);
    put_bytes(keys(one, 'a'), bytes_in(keys(two, 'a')));
    CHECK(says(reason(one), "hoofdsleutel hoort niet"));
    put_bytes(keys(one, 'a'), mine);
    put_bytes(keys(one, 'b'), mine);
    REQUIRE(one.restore(one.scratch.path() / "weer-goed"));
    fs::remove_all(one.target / "data");
    fs::copy(two.target / "data", one.target / "data", fs::copy_options::recursive);
    CHECK(says(reason(one), "andere noodblad"));
    // Also with the secret of the other: the keys do not vouch for it.
    const auto root = root_key_in(one.data);
    const auto refused = restore(one.target, one.scratch.path() / "niets", root, two.secret);
    REQUIRE_FALSE(refused);
    CHECK(says(refused.error().detail, "andere installatie"));
    CHECK(set_up(one.house->here(), one.data, two.target, public_key_of(one.secret), Language::Dutch).error().code == Code::Conflict);
}

TEST_CASE("a backup of a newer Kader is refused in one sentence") {
    CHECK(parse_manifest("kader-backup-2\nanything").fault == ManifestFault::Newer);
    CHECK(parse_manifest("something else\n").fault == ManifestFault::Damaged);
    Setting setting;
    setting.run();
    // One that knows a migration more.
    const auto target = Target::open(setting.target, Language::Dutch).value();
    const auto& keyring = setting.house->here().keyring();
    Manifest manifest;
    manifest.installation = keyring.installation();
    manifest.sequence = 9;
    manifest.made_by = "99.0";
    manifest.schema = 999;
    auto file = std::ofstream{target.new_manifest(9), std::ios::binary};
    const auto recipient = public_key_of(setting.secret);
    AgeWriter writer{FileKey::random(), {&recipient, 1}, [&](Bytes bytes) { file.write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes)); }};
    writer.write(vault::bytes_of(text_of(manifest, keyring)));
    writer.finish();
    file.close();
    CHECK(says(reason(setting), "nieuwere Kader"));
    RestoreOptions first;
    first.sequence = 1;
    REQUIRE(setting.restore(setting.scratch.path() / "eerste", first));
}

TEST_CASE("a manifest gives back what was written, and nothing that was not") {
    const auto keyring = vault::Keyring::random();
    Manifest manifest;
    manifest.sequence = 3;
    manifest.made_by = "0.1.0";
    manifest.chunks.push_back({{}, 0, 5, {}, FileKey::random()});
    manifest.database_bytes = 5;
    manifest.files.push_back({{{}, 2, 7, {}, FileKey::random()}, "blobs/ab/cd"});
    manifest.practices.push_back({subjects::PracticeId{UuidBytes{1}}, 1, 2, 3, 4, 5, {}});
    const auto text = text_of(manifest, keyring);
    const auto read = parse_manifest(text);
    REQUIRE(read.manifest);
    CHECK(text_of(*read.manifest, keyring) == text);
    CHECK(is_manifest_of(keyring, text));
    CHECK_FALSE(is_manifest_of(vault::Keyring::random(), text));
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto changed = text;
        changed[at] = changed[at] == '0' ? '1' : '0';
        if (changed == text) continue;
        CAPTURE(at);
        CHECK_FALSE((parse_manifest(changed).manifest && is_manifest_of(keyring, changed)));
        CHECK_FALSE(parse_manifest(std::string_view{text}.substr(0, at)).manifest);
    }
    for (const char* path : {"blobs", "blobs/", "blobs/../x", "blobs/.x", "/blobs/a", "blobs//a", "blobs/a b", "kader.db", "blobs/a\n"})
        CHECK_FALSE(is_path_of_copy(path));
    CHECK(is_path_of_copy("blobs/ab/0190a5b2.blob"));
}
