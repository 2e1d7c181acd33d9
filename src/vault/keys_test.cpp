#include "vault/keys.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "system/files.h"
#include "vault/keyring_file.h"

namespace kader::vault {

namespace {

namespace fs = std::filesystem;

// An empty folder, gone again at the end.
struct Folder {
    fs::path path;
    Folder() {
        auto name = (fs::temp_directory_path() / "kader-keys-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path); }
    fs::path root_key() const { return path / "root.key"; }
    fs::path keyring() const { return path / "keyring"; }
};

const system::Instant now{std::chrono::microseconds{1'800'000'000'000'000}};

ByteVector content_of(const fs::path& file) {
    return *system::read_file(file, 1 << 20);
}

void put(const fs::path& file, Bytes bytes) {
    system::write_file_durably(file, bytes, system::FileAccess::OwnerOnly);
}

bool same_keys(const Keyring& one, const Keyring& two) {
    return one.epoch() == two.epoch() && same_bytes(one.epoch_key(1)->bytes(), two.epoch_key(1)->bytes()) &&
           same_bytes(one.match_key().bytes(), two.match_key().bytes()) &&
           same_bytes(one.chain_key().bytes(), two.chain_key().bytes()) &&
           same_bytes(one.pepper().bytes(), two.pepper().bytes());
}

Keyring opened(const Folder& folder) {
    auto keyring = Keyring::open(folder.root_key(), folder.keyring());
    REQUIRE(keyring);
    return std::move(*keyring);
}

}  // namespace

TEST_CASE("keys that were made are the same every time they are opened, and all different") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    const auto one = opened(folder), two = opened(folder);
    CHECK(same_keys(one, two));
    CHECK(one.epoch() == 1);
    CHECK(one.fingerprint().size() == 8);
    CHECK(one.fingerprint() == two.fingerprint());
    CHECK(!same_bytes(one.epoch_key(1)->bytes(), one.match_key().bytes()));
    CHECK(!same_bytes(one.chain_key().bytes(), one.pepper().bytes()));

    const Folder other;
    REQUIRE(make_key_files(other.root_key(), other.keyring(), now));
    CHECK(!same_keys(one, opened(other)));
}

TEST_CASE("both files are for the owner only, and the root key is not even for writing") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    CHECK(fs::status(folder.root_key()).permissions() == fs::perms::owner_read);
    CHECK(fs::status(folder.keyring()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a key file that others may read is refused, and the refusal says how to mend it") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    fs::permissions(folder.root_key(), fs::perms::owner_read | fs::perms::group_read);
    const auto refused = Keyring::open(folder.root_key(), folder.keyring(), Language::English);
    REQUIRE(!refused);
    CHECK(refused.error().code == Code::Forbidden);
    CHECK(refused.error().detail.find("chmod 400 " + folder.root_key().string()) != std::string::npos);
}

TEST_CASE("a key that exists is never overwritten") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    const auto root_key = content_of(folder.root_key()), keyring = content_of(folder.keyring());
    CHECK(make_key_files(folder.root_key(), folder.keyring(), now).error().code == Code::Conflict);
    CHECK(make_key_files(folder.root_key(), folder.path / "other", now).error().code == Code::Conflict);
    CHECK(make_key_files(folder.path / "other", folder.keyring(), now).error().code == Code::Conflict);
    CHECK(make_keyring_file(folder.root_key(), folder.keyring(), now).error().code == Code::Conflict);
    CHECK(content_of(folder.root_key()) == root_key);
    CHECK(content_of(folder.keyring()) == keyring);
    CHECK(!fs::exists(folder.path / "other"));
}

TEST_CASE("a root key alone, of a making that broke off, gets its keyring") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    const auto before = opened(folder).fingerprint();
    fs::remove(folder.keyring());
    REQUIRE(make_keyring_file(folder.root_key(), folder.keyring(), now));
    CHECK(opened(folder).fingerprint() == before);
}

TEST_CASE("a root key that a person typed over from paper opens the keyring") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    const auto before = opened(folder);
    const auto bytes = content_of(folder.root_key());
    const std::string text{bytes.begin(), bytes.end()};
    CHECK(text.size() == 17 + 64 + 1);
    CHECK(text.starts_with("kader-root-key-1\n"));
    std::string typed = "kader-root-key-1\r\n";
    for (std::size_t at = 17; at < 17 + 64; ++at) {
        typed += static_cast<char>(std::toupper(text[at]));
        if (at % 4 == 0) typed += ' ';
        if (at % 16 == 0) typed += "\r\n";
    }
    put(folder.root_key(), bytes_of(typed));
    CHECK(same_keys(before, opened(folder)));
}

TEST_CASE("a root key with a wrong character is told apart from a damaged keyring") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    const auto right = opened(folder).fingerprint();
    auto root_key = content_of(folder.root_key());
    root_key[20] = root_key[20] == 'a' ? 'b' : 'a';
    put(folder.root_key(), root_key);
    const auto other = Keyring::open(folder.root_key(), folder.keyring(), Language::English);
    REQUIRE(!other);
    CHECK(other.error().code == Code::Invalid);
    CHECK(other.error().detail.find("belongs to key " + right) != std::string::npos);

    auto keyring = content_of(folder.keyring());
    keyring[50] ^= 1;
    put(folder.keyring(), keyring);
    const auto damaged = Keyring::open(folder.root_key(), folder.keyring(), Language::English);
    REQUIRE(!damaged);
    CHECK(damaged.error().detail.find("is damaged") != std::string::npos);
}

TEST_CASE("a file that is missing or too large is named") {
    const Folder folder;
    const auto none = Keyring::open(folder.root_key(), folder.keyring());
    REQUIRE(!none);
    CHECK(none.error().code == Code::NotFound);
    CHECK(none.error().detail.find(folder.root_key().string()) != std::string::npos);

    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    put(folder.keyring(), ByteVector(100'000, 'x'));
    const auto large = Keyring::open(folder.root_key(), folder.keyring());
    REQUIRE(!large);
    CHECK(large.error().code == Code::Invalid);
    CHECK(large.error().detail.find(folder.keyring().string()) != std::string::npos);
    fs::remove(folder.keyring());
    CHECK(Keyring::open(folder.root_key(), folder.keyring()).error().code == Code::NotFound);
}

TEST_CASE("no refusal holds a digit of the root key") {
    const Folder folder;
    REQUIRE(make_key_files(folder.root_key(), folder.keyring(), now));
    const auto bytes = content_of(folder.root_key());
    const auto digits = std::string{bytes.begin(), bytes.end()}.substr(17, 64);
    auto cut = bytes;
    cut.resize(60);
    put(folder.root_key(), cut);
    const auto refused = Keyring::open(folder.root_key(), folder.keyring());
    REQUIRE(!refused);
    for (std::size_t at = 0; at + 8 <= digits.size(); ++at)
        CHECK(refused.error().detail.find(digits.substr(at, 8)) == std::string::npos);
}

TEST_CASE("a change of any byte of a keyring is refused") {
    const auto root_key = Key::random();
    auto file = KeyringFile::write(root_key, KeyringFile::fresh(), now);
    REQUIRE(KeyringFile::read(root_key, file).content);
    for (std::size_t at = 0; at < file.size(); ++at) {
        file[at] ^= 0x40;
        const auto read = KeyringFile::read(root_key, file);
        CHECK_MESSAGE(!read.content, at);
        CHECK_MESSAGE(read.fault == KeyFileFault::Damaged, at);
        file[at] ^= 0x40;
    }
    for (std::size_t length = 0; length < file.size(); ++length)
        CHECK_MESSAGE(!KeyringFile::read(root_key, Bytes{file}.first(length)).content, length);
}

TEST_CASE("a keyring that someone made to pass its checksum is refused all the same") {
    const auto root_key = Key::random();
    auto file = KeyringFile::write(root_key, KeyringFile::fresh(), now);
    const auto mend_checksum = [&] {
        const auto sum = digest_of({Bytes{file}.first(file.size() - 32)});
        std::copy(sum.begin(), sum.end(), file.end() - 32);
    };
    for (std::size_t at = 20; at < file.size() - 32; ++at) {
        file[at] ^= 1;
        mend_checksum();
        CHECK_MESSAGE(!KeyringFile::read(root_key, file).content, at);
        file[at] ^= 1;
    }
    file[14] = '2';  // "kader-keyring-2"
    mend_checksum();
    CHECK(KeyringFile::read(root_key, file).fault == KeyFileFault::Newer);
}

TEST_CASE("a keyring of long ago opens for ever") {
    const auto file = parse_hex(
        "6b616465722d6b657972696e672d310aa06e2c046465666768696a6b6c6d6e6f707172737475767778797a7b9f"
        "7e8015dd62b2ad10cc700c319cb79f97d6ad17795739851d2cf76ba3484d25b01a9ebf889e9a546e144e1c4543"
        "73a52992e9ef99a69fddebf87642367c181067bf340764288217a1e4ac2cca617dd24effc6d910511a9d890a26"
        "c3149bb134e1763c16ac75b93fa7c2e551392bc0ec4ca12b7ad1fd02d8aaa5272e5b95f19e1f8529119a9dee5b"
        "3267383b3cd93258a6654ad43172fc051514e08d78df53b64c2929f45e8ab9d981ebfc59e2089861ee49b1519a"
        "e06831ff1ea6876a3863bf121aa8ea58228cc059b5a4993839957b");
    REQUIRE(file);
    const ByteVector root_bytes(key_bytes, 0x5A);
    const auto read = KeyringFile::read(Key::from(root_bytes), *file);
    REQUIRE(read.content);
    CHECK(read.content->epochs.size() == 1);
    CHECK(read.content->epochs.contains(1));
    CHECK(hex(read.content->chain->bytes()) ==
          "9414886b1ebf025db067a4cbd13a0903fbd9733a5372bba1b58bd72c1699b798");
    CHECK(!read.content->signing);
    CHECK(KeyringFile::asks_for(*file) == "a06e2c04");
}

}  // namespace kader::vault
