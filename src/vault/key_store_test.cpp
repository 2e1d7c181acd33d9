#include "vault/key_store.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "kernel/limits.h"
#include "system/files.h"

namespace kader::vault {

namespace {

namespace fs = std::filesystem;

const system::Instant now{std::chrono::microseconds{1'800'000'000'000'000}};
// As light as a sealed root key may be.
constexpr PassphraseCost light{1, std::uint64_t{64} << 20};
constexpr std::string_view passphrase = "vier gewone woorden achter elkaar";

struct Folder {
    fs::path path;
    Folder() {
        auto name = (fs::temp_directory_path() / "kader-store-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path); }
    KeyPlaces places() const { return {path / "root.key", path / "root.sealed", path / "keyring"}; }
    void make() const { REQUIRE(make_key_files(places().root_key, places().keyring, now)); }
    RootKeyFrom from(std::string_view with = passphrase, const fs::path& credential = {}) const {
        return {[with] { return std::optional<SecretText>{SecretText{with}}; }, credential};
    }
    Result<std::unique_ptr<KeyStore>> open(const RootKeyFrom& from) const { return KeyStore::open(places(), from, Language::English); }
    std::unique_ptr<KeyStore> opened() const {
        auto store = open(from());
        REQUIRE_MESSAGE(store, store.error().detail);
        (*store)->settle(now);
        return std::move(*store);
    }
    std::set<std::string> files() const {
        std::set<std::string> names;
        for (const auto& file : fs::directory_iterator{path}) names.insert(file.path().filename());
        return names;
    }
};

std::string match_of(KeyStore& store) { return hex(store.keyring().match_key().bytes()); }

// Runs the work in a child that dies at its n-th step on the disk. True: it died there; false: there were fewer steps.
template <class Work>
bool killed_at(int n, const Work& work) {
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        int steps = 0;
        system::watch_file_steps([&] {
            if (++steps == n) ::_exit(7);
        });
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    REQUIRE((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 7));
    return WEXITSTATUS(status) == 7;
}

}  // namespace

TEST_CASE("a keyring of an older Kader gets what it lacks when it is opened to write, and keeps what it has") {
    const Folder folder;
    const auto file = parse_hex(
        "6b616465722d6b657972696e672d310aa06e2c046465666768696a6b6c6d6e6f707172737475767778797a7b9f"
        "7e8015dd62b2ad10cc700c319cb79f97d6ad17795739851d2cf76ba3484d25b01a9ebf889e9a546e144e1c4543"
        "73a52992e9ef99a69fddebf87642367c181067bf340764288217a1e4ac2cca617dd24effc6d910511a9d890a26"
        "c3149bb134e1763c16ac75b93fa7c2e551392bc0ec4ca12b7ad1fd02d8aaa5272e5b95f19e1f8529119a9dee5b"
        "3267383b3cd93258a6654ad43172fc051514e08d78df53b64c2929f45e8ab9d981ebfc59e2089861ee49b1519a"
        "e06831ff1ea6876a3863bf121aa8ea58228cc059b5a4993839957b");
    const ByteVector root_bytes(key_bytes, 0x5A);
    system::write_file_durably(folder.places().keyring, *file, system::FileAccess::OwnerOnly);
    system::write_file_durably(folder.places().root_key, write_root_key(Key::from(root_bytes)), system::FileAccess::OwnerReadsOnly);
    const auto one = folder.opened();
    const auto seed = hex(one->keyring().signing_seed().bytes());
    CHECK(one->keyring().installation() != UuidBytes{});
    CHECK(hex(one->keyring().chain_key().bytes()) == "9414886b1ebf025db067a4cbd13a0903fbd9733a5372bba1b58bd72c1699b798");
    const auto two = folder.opened();
    CHECK(hex(two->keyring().signing_seed().bytes()) == seed);
    CHECK(two->keyring().installation() == one->keyring().installation());
}

TEST_CASE("what is changed is in the file before anybody sees it, and the generation counts") {
    const Folder folder;
    folder.make();
    const auto store = folder.opened();
    const auto generation = store->keyring().content()->generation;
    const auto next = std::make_shared<const Key>(Key::random());
    (void)store->change([&](KeyringContent& content) { content.epochs[2] = next; }, now);
    CHECK(store->keyring().epoch() == 2);
    CHECK(store->keyring().content()->generation == generation + 1);
    const auto again = folder.opened();
    CHECK(again->keyring().epoch() == 2);
    REQUIRE(again->keyring().epoch_key(2));
    CHECK(same_bytes(again->keyring().epoch_key(2)->bytes(), next->bytes()));
    (void)again->change([](KeyringContent& content) { content.epochs.erase(1); }, now);
    CHECK(!folder.opened()->keyring().epoch_key(1));
}

TEST_CASE("a copy elsewhere that refuses stops a change, and nothing changed") {
    const Folder folder;
    folder.make();
    const auto store = folder.opened();
    const auto before = store->keyring_bytes();
    const auto refused = store->change([](KeyringContent& content) { content.epochs[2] = content.match; }, now,
                                       [](Bytes) { return std::optional<Error>{Error{Code::Unavailable, "no"}}; });
    CHECK(refused);
    CHECK(store->keyring().epoch() == 1);
    CHECK(store->keyring_bytes() == before);
}

TEST_CASE("an epoch that was forgotten is in none of the bytes of the folder") {
    const Folder folder;
    folder.make();
    const auto store = folder.opened();
    const auto before = store->keyring_bytes();
    (void)store->change([](KeyringContent& content) {
        content.epochs[2] = std::make_shared<const Key>(Key::random());
        content.epochs.erase(1);
    }, now);
    for (const auto& name : folder.files()) {
        const auto bytes = system::read_file(folder.path / name, 1 << 20);
        REQUIRE(bytes);
        CHECK(std::search(bytes->begin(), bytes->end(), before.begin() + 44, before.end() - 32) == bytes->end());
    }
}

TEST_CASE("the old bytes of a key file are overwritten, not only let go") {
    const Folder folder;
    const auto file = folder.path / "secret", witness = folder.path / "witness";
    system::write_file_durably(file, bytes_of("an old secret"), system::FileAccess::OwnerReadsOnly);
    // A second name keeps the bytes in sight.
    fs::create_hard_link(file, witness);
    system::replace_secret_file_durably(file, bytes_of("a new secret"), system::FileAccess::OwnerReadsOnly);
    CHECK(*system::read_file(witness, 100) == ByteVector(13));
    CHECK(*system::read_file(file, 100) == ByteVector{'a', ' ', 'n', 'e', 'w', ' ', 's', 'e', 'c', 'r', 'e', 't'});
    fs::remove(witness);
    fs::create_hard_link(file, witness);
    system::erase_secret_file_durably(file);
    CHECK(!fs::exists(file));
    CHECK(*system::read_file(witness, 100) == ByteVector(12));
}

TEST_CASE("a keyring that is changed is written over where it stood, not only replaced") {
    const Folder folder;
    folder.make();
    const auto keyring = folder.path / "keyring", witness = folder.path / "witness";
    const auto before = *system::read_file(keyring, limits::key_file_bytes_max);
    // A second name keeps the old bytes in sight.
    fs::create_hard_link(keyring, witness);
    CHECK(!folder.opened()->change([](KeyringContent& content) { content.epochs[2] = std::make_shared<const Key>(Key::random()); }, now, {}));
    CHECK(*system::read_file(witness, limits::key_file_bytes_max) == ByteVector(before.size()));
}

TEST_CASE("the root key goes from a file to a passphrase and back, and stands in one place at a time") {
    const Folder folder;
    folder.make();
    const auto match = match_of(*folder.opened());
    folder.opened()->change_root(RootKeyPlace::Passphrase, passphrase, now, light);
    CHECK(folder.files() == std::set<std::string>{"keyring", "root.sealed"});
    {
        const auto store = folder.opened();
        CHECK(store->place() == RootKeyPlace::Passphrase);
        CHECK(match_of(*store) == match);
    }
    const auto wrong = folder.open(folder.from("vier andere woorden achter elkaar"));
    REQUIRE(!wrong);
    CHECK(wrong.error().detail.find("passphrase") != std::string::npos);
    const auto nobody = folder.open({});
    REQUIRE(!nobody);
    CHECK(nobody.error().code == Code::Forbidden);
    folder.opened()->change_root(RootKeyPlace::File, {}, now);
    CHECK(folder.files() == std::set<std::string>{"keyring", "root.key"});
    CHECK(folder.opened()->place() == RootKeyPlace::File);
    CHECK(match_of(*folder.opened()) == match);
}

TEST_CASE("a credential of the service takes over once it holds the new root key") {
    const Folder folder, service;
    folder.make();
    const auto match = match_of(*folder.opened());
    folder.opened()->change_root(RootKeyPlace::Credential, {}, now);
    CHECK(folder.files() == std::set<std::string>{"keyring", "root.key.next"});
    const auto credential = service.path / "kader-root-key";
    // An old one, which somebody forgot to replace: the program still starts, and says what it waits for.
    system::write_file_durably(credential, write_root_key(Key::random()), system::FileAccess::OwnerReadsOnly);
    {
        const auto store = folder.open(folder.from({}, credential));
        REQUIRE(store);
        (*store)->settle(now);
        CHECK((*store)->waits_for_credential());
        CHECK((*store)->place() == RootKeyPlace::Credential);
    }
    fs::remove(credential);
    fs::copy_file(folder.path / "root.key.next", credential);
    const auto store = folder.open(folder.from({}, credential));
    REQUIRE(store);
    (*store)->settle(now);
    CHECK(!(*store)->waits_for_credential());
    CHECK(folder.files() == std::set<std::string>{"keyring"});
    CHECK(match_of(**store) == match);
    CHECK(!folder.open({}));
}

TEST_CASE("a change of the root key that is killed at any step leaves one root key that opens everything") {
    const auto places = {RootKeyPlace::File, RootKeyPlace::Passphrase, RootKeyPlace::Credential};
    int kills = 0;
    for (const auto to : places)
        for (int n = 1;; ++n) {
            const Folder folder;
            folder.make();
            const auto match = match_of(*folder.opened());
            const bool killed = killed_at(n, [&] { folder.opened()->change_root(to, passphrase, now, light); });
            const auto credential = folder.path / "root.key.next";
            const bool waits = to == RootKeyPlace::Credential && fs::exists(credential);
            const auto store = folder.open(folder.from(passphrase, waits ? credential : fs::path{}));
            REQUIRE_MESSAGE(store, store.error().detail);
            if (!waits) (*store)->settle(now);
            CHECK(match_of(**store) == match);
            if (!waits) CHECK(folder.files().size() == 2);
            if (!killed) break;
            ++kills;
        }
    CHECK(kills >= 12);
    MESSAGE("killed at " << kills << " steps");
}

TEST_CASE("a change of the keyring that is killed at any step leaves the one before or the one after") {
    for (int n = 1;; ++n) {
        const Folder folder;
        folder.make();
        const auto killed = killed_at(n, [&] {
            (void)folder.opened()->change([](KeyringContent& content) { content.epochs[2] = std::make_shared<const Key>(Key::random()); }, now);
        });
        const auto store = folder.opened();
        CHECK(store->keyring().epoch_key(1));
        CHECK((store->keyring().epoch() == 1 || store->keyring().epoch() == 2));
        CHECK(folder.files() == std::set<std::string>{"keyring", "root.key"});
        if (!killed) {
            CHECK(store->keyring().epoch() == 2);
            break;
        }
    }
}

TEST_CASE("no byte of a sealed root key can be changed unnoticed, and its cost cannot be driven up") {
    const auto key = Key::random();
    auto file = write_sealed_root_key(key, passphrase, light);
    const auto read = read_sealed_root_key(passphrase, file);
    REQUIRE(read.key);
    CHECK(same_bytes(read.key->bytes(), key.bytes()));
    for (std::size_t at = 0; at < file.size(); ++at) {
        file[at] ^= 1;
        CHECK(!read_sealed_root_key(passphrase, file).key);
        file[at] ^= 1;
    }
    for (std::size_t length = 0; length < file.size(); ++length) CHECK(!read_sealed_root_key(passphrase, Bytes{file}.first(length)).is_sound);
    const auto mend = [&] {
        const auto sum = digest_of({Bytes{file}.first(file.size() - 32)});
        std::copy(sum.begin(), sum.end(), file.end() - 32);
    };
    auto asks_much = file;
    std::swap(file, asks_much);
    file[28] = 0x7F;  // Memory: more than there is anywhere.
    mend();
    CHECK(!read_sealed_root_key(passphrase, file).is_sound);
}

}  // namespace kader::vault
