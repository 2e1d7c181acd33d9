#include <sys/mount.h>
#include <sys/stat.h>

#include "backup/house_for_tests.h"

using namespace kader;
using namespace kader::backup;

namespace {

std::string refused(const fs::path& folder, const fs::path& data) {
    const auto made = Target::set_up(folder, data, UuidBytes{1}, Language::Dutch);
    return made ? std::string{} : made.error().detail;
}

}  // namespace

TEST_CASE("a target within the data folder is refused, by whatever name") {
    const ScratchFolder scratch;
    const auto data = scratch.path() / "data", elsewhere = scratch.path() / "elders";
    fs::create_directories(data / "blobs" / "diep");
    fs::create_directories(elsewhere);
    fs::create_directory_symlink(data / "blobs", scratch.path() / "link");
    for (const auto& folder : {data, data / "blobs" / "diep", elsewhere / ".." / "data" / "blobs", scratch.path() / "link" / "diep", data / "."}) {
        CAPTURE(folder.string());
        CHECK(refused(folder, data).find("in de map met gegevens") != std::string::npos);
    }
    // The data folder by a link, the target by its name.
    fs::create_directory_symlink(data, scratch.path() / "naam");
    CHECK(refused(data / "blobs", scratch.path() / "naam").find("in de map met gegevens") != std::string::npos);
    // A place that would put its own folder data over ours.
    CHECK_FALSE(refused(scratch.path(), data).empty());
    CHECK(refused(elsewhere, data).empty());
    CHECK_FALSE(fs::exists(data / "keys"));
}

TEST_CASE("a mount of a part of the data folder is recognised" * doctest::skip(::geteuid() != 0)) {
    const ScratchFolder scratch;
    const auto data = scratch.path() / "data", mounted = scratch.path() / "usb";
    fs::create_directories(data / "blobs" / "diep");
    fs::create_directories(mounted);
    if (::mount((data / "blobs").c_str(), mounted.c_str(), nullptr, MS_BIND, nullptr) != 0) {
        MESSAGE("mounting is not allowed here");
        return;
    }
    const auto whole = refused(mounted, data), part = refused(mounted / "diep", data);
    CHECK(::umount(mounted.c_str()) == 0);
    CHECK(whole.find("in de map met gegevens") != std::string::npos);
    CHECK(part.find("in de map met gegevens") != std::string::npos);
}

TEST_CASE("a target that is not there, or on which nothing can be written, is refused with the reason") {
    const ScratchFolder scratch;
    const auto data = scratch.path() / "data", target = scratch.path() / "elders";
    fs::create_directories(data);
    CHECK(refused(target, data).find("is er niet") != std::string::npos);
    fs::create_directories(target / "data");
    // A file where the folder of the keys must come.
    put_bytes(target / "keys", "x");
    CHECK(refused(target, data).find("kan Kader niet schrijven") != std::string::npos);
    fs::remove(target / "keys");
    // Something that cannot be written over.
    fs::create_directories(target / "keys" / ".kader-probe");
    CHECK(refused(target, data).find("overschreven") != std::string::npos);
    fs::remove_all(target / "keys");
    CHECK(refused(target, data).empty());
    CHECK(refused(target, data).empty());
    CHECK(Target::open(target, Language::Dutch));
    CHECK(Target::open(scratch.path(), Language::Dutch).error().code == Code::NotFound);
}

TEST_CASE("a target that went away stops a backup with one sentence, and it goes on when it is back") {
    Setting setting;
    setting.run();
    fs::rename(setting.target, setting.scratch.path() / "weg");
    const auto gone = run(setting.house->here(), setting.data);
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == Code::NotFound);
    CHECK(gone.error().detail.find("aangesloten") != std::string::npos);
    fs::rename(setting.scratch.path() / "weg", setting.target);
    CHECK(setting.run().sequence == 2);
}

TEST_CASE("what a data folder keeps of its backups may be lost: then all is compared, and nothing is written twice") {
    Setting setting;
    put_bytes(setting.data / "blobs" / "een", std::string(50'000, '1'));
    const auto first = setting.run();
    CHECK(first.objects.written == 2);
    fs::remove(setting.data / "backup.known");
    const auto second = setting.run();
    CHECK(second.objects.written == 0);
    CHECK(second.objects.kept == 2);
    CHECK(second.file_bytes_read == 50'000);
    // One that was changed is not trusted.
    put_bytes(setting.data / "backup.known", "x" + bytes_in(setting.data / "backup.known"));
    CHECK(setting.run().file_bytes_read == 50'000);
}

TEST_CASE("a file of the right length without its content, as a power cut leaves one, is not taken for a copy") {
    Setting setting;
    put_bytes(setting.data / "blobs" / "een", std::string(50'000, '1'));
    setting.run();
    for (const auto& entry : fs::recursive_directory_iterator{setting.target / "data" / "objects"})
        if (entry.is_regular_file()) put_bytes(entry.path(), std::string(fs::file_size(entry.path()), '\0'));
    // Of a backup that noted nothing any more.
    fs::remove(setting.data / "backup.known");
    CHECK(setting.run().objects.written == 2);
    REQUIRE(setting.restore(setting.scratch.path() / "terug"));
}
