#include "system/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>

#include "system/random.h"

namespace kader::system {

namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path =
        fs::temp_directory_path() / ("kader-files-" + Uuid<Folder>{make_uuid_bytes({})}.text());
    Folder() { fs::create_directory(path); }
    Folder(const Folder&) = delete;
    ~Folder() { fs::remove_all(path); }
};

std::vector<std::uint8_t> bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

std::string content(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

mode_t mode_of(const fs::path& path) {
    struct stat about {};
    REQUIRE(::lstat(path.c_str(), &about) == 0);
    return about.st_mode & 0777;
}

template <class Work>
int code_of(Work work) {
    try {
        work();
    } catch (const FileError& error) {
        return error.code();
    }
    return 0;
}

std::optional<Code> refusal_of(const fs::path& file, std::size_t bytes_max = 1000,
                               bool private_only = false) {
    const auto read = read_file(file, bytes_max, private_only);
    return read ? std::nullopt : std::optional{read.error().code};
}

}  // namespace

TEST_CASE(
    "a file is replaced as a whole, with the mode that was asked for, and nothing beside it") {
    const Folder folder;
    const auto file = folder.path / "sleutel";
    const auto mask = ::umask(0);
    write_file_durably(file, bytes_of("one"), FileAccess::OwnerOnly);
    CHECK(content(file) == "one");
    CHECK(mode_of(file) == 0600);
    ::umask(0777);
    write_file_durably(file, bytes_of("two and more"), FileAccess::OwnerReadsOnly);
    ::umask(mask);
    CHECK(mode_of(file) == 0400);
    CHECK(*read_file(file, 1000) == bytes_of("two and more"));
    write_file_durably(file, {}, FileAccess::OwnerOnly);
    CHECK(fs::file_size(file) == 0);
    CHECK(std::distance(fs::directory_iterator{folder.path}, {}) == 1);
}

TEST_CASE("what a crash left half written is in nobody's way") {
    const Folder folder;
    const auto file = folder.path / "sleutel";
    std::ofstream{folder.path / "sleutel.new"} << "half";
    write_file_durably(file, bytes_of("whole"), FileAccess::OwnerOnly);
    CHECK(content(file) == "whole");
    CHECK_FALSE(fs::exists(folder.path / "sleutel.new"));
}

TEST_CASE("a write that fails leaves the old file, and says why") {
    const Folder folder;
    const auto nowhere = folder.path / "none" / "file";
    CHECK(code_of([&] { write_file_durably(nowhere, {}, FileAccess::OwnerOnly); }) == ENOENT);
    const auto file = folder.path / "sleutel";
    fs::create_directory(file);
    CHECK(code_of([&] { write_file_durably(file, bytes_of("x"), FileAccess::OwnerOnly); }) ==
          EISDIR);
    CHECK(fs::is_directory(file));
    CHECK_FALSE(fs::exists(folder.path / "sleutel.new"));
}

TEST_CASE("a link is replaced, not followed") {
    const Folder folder;
    const auto target = folder.path / "target", link = folder.path / "link";
    std::ofstream{target} << "old";
    fs::create_symlink(target, link);
    write_file_durably(link, bytes_of("new"), FileAccess::OwnerOnly);
    CHECK(content(target) == "old");
    CHECK_FALSE(fs::is_symlink(link));
}

TEST_CASE("only a file is read, and only one of the size that was allowed") {
    const Folder folder;
    const auto file = folder.path / "file";
    write_file_durably(file, bytes_of("12345"), FileAccess::OwnerOnly);
    CHECK(refusal_of(file, 5) == std::nullopt);
    CHECK(refusal_of(file, 4) == Code::TooLarge);
    CHECK(refusal_of(folder.path / "none") == Code::NotFound);
    CHECK(refusal_of(file / "under") == Code::NotFound);
    CHECK(refusal_of(folder.path) == Code::Invalid);
    CHECK(refusal_of("/dev/zero") == Code::Invalid);
    fs::create_symlink(file, folder.path / "link");
    CHECK(refusal_of(folder.path / "link") == Code::Invalid);
    REQUIRE(::mkfifo((folder.path / "pipe").c_str(), 0600) == 0);
    CHECK(refusal_of(folder.path / "pipe") == Code::Invalid);
}

TEST_CASE("a secret that others can open is refused") {
    const Folder folder;
    const auto file = folder.path / "sleutel";
    write_file_durably(file, bytes_of("x"), FileAccess::OwnerOnly);
    CHECK(refusal_of(file, 10, true) == std::nullopt);
    for (const mode_t mode : {0640u, 0604u, 0610u, 0602u}) {
        REQUIRE(::chmod(file.c_str(), mode) == 0);
        CHECK(refusal_of(file, 10, true) == Code::Forbidden);
        CHECK(refusal_of(file, 10, false) == std::nullopt);
    }
}

TEST_CASE("folders are made for the owner alone, each that is missing") {
    const Folder folder;
    const auto deep = folder.path / "a" / "b" / "c";
    make_folder_durably(deep);
    for (const auto& made : {deep, deep.parent_path(), deep.parent_path().parent_path()})
        CHECK(mode_of(made) == 0700);
    make_folder_durably(deep);
    make_folder_durably(deep / "");
    REQUIRE(::chmod(deep.c_str(), 0750) == 0);
    make_folder_durably(deep);
    CHECK(mode_of(deep) == 0750);
    std::ofstream{folder.path / "file"} << "x";
    CHECK(code_of([&] { make_folder_durably(folder.path / "file"); }) == ENOTDIR);
    CHECK(code_of([&] { make_folder_durably(folder.path / "file" / "under"); }) == ENOTDIR);
    CHECK(code_of([&] { sync_folder(folder.path / "none"); }) == ENOENT);
}

TEST_CASE("one holds the lock, knows its name, and hands it on") {
    const Folder folder;
    const auto file = folder.path / "lock";
    CHECK(OwnerLock::holder(file) == 0);
    {
        auto lock = OwnerLock::take(file);
        REQUIRE(lock);
        CHECK(OwnerLock::holder(file) == ::getpid());
        CHECK(mode_of(file) == 0600);
        CHECK_FALSE(OwnerLock::take(file));
        OwnerLock moved{std::move(*lock)};
        lock.reset();
        CHECK_FALSE(OwnerLock::take(file));
    }
    auto again = OwnerLock::take(file);
    REQUIRE(again);
    // Another file: what was held before is let go.
    again = OwnerLock::take(folder.path / "other");
    CHECK(OwnerLock::take(file));
    std::ofstream{file} << "no number";
    CHECK(OwnerLock::holder(file) == 0);
}

TEST_CASE("the lock of a process that was killed is free") {
    const Folder folder;
    const auto file = folder.path / "lock";
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const auto child = ::fork();
    if (child == 0) {
        const auto lock = OwnerLock::take(file);
        const char said = lock ? 'y' : 'n';
        if (::write(ready[1], &said, 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char said = 0;
    REQUIRE(::read(ready[0], &said, 1) == 1);
    CHECK(said == 'y');
    CHECK_FALSE(OwnerLock::take(file));
    CHECK(OwnerLock::holder(file) == child);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
    CHECK(OwnerLock::take(file));
}

}  // namespace kader::system
