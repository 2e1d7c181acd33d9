#include "vault/blob.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "system/random.h"
#include "vault/blob_store.h"

namespace kader::vault {

namespace {

namespace fs = std::filesystem;

const Place here{{1}, "photo", {2}, 3};

ByteVector random_bytes(std::size_t size) {
    ByteVector bytes(size);
    if (size > 0) system::fill_random(bytes);
    return bytes;
}

ByteVector sealed(const Key& key, const ByteVector& plain, const Place& place = here, std::size_t piece = 10'000) {
    ByteVector result;
    BlobSealer sealer{key, place, 1, [&](Bytes bytes) { result.insert(result.end(), bytes.begin(), bytes.end()); }};
    for (std::size_t at = 0; at < plain.size(); at += piece) sealer.add(Bytes{plain}.subspan(at, std::min(piece, plain.size() - at)));
    sealer.finish();
    return result;
}

BlobSource source_of(const ByteVector& bytes) {
    return [&bytes](std::uint64_t offset, std::span<std::uint8_t> into) {
        const auto from = std::min<std::size_t>(static_cast<std::size_t>(offset), bytes.size());
        const auto count = std::min(into.size(), bytes.size() - from);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), count, into.begin());
        return count;
    };
}

struct Shown {
    bool ok = false;
    ByteVector plain;
};
Shown opened(const Key& key, const ByteVector& bytes, const Place& place = here) {
    Shown shown;
    const auto found = open_blob(key, place, source_of(bytes), [&](Bytes plain) { shown.plain.insert(shown.plain.end(), plain.begin(), plain.end()); });
    shown.ok = static_cast<bool>(found);
    if (found) CHECK(found->plain_bytes == shown.plain.size());
    return shown;
}

struct Folder {
    fs::path path;
    Folder() {
        auto name = (fs::temp_directory_path() / "kader-blobs-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("a blob of any size comes back as it was, and is as large as was said") {
    const auto key = Key::random();
    for (const std::size_t size : {0u, 1u, 65'535u, 65'536u, 65'537u, 131'072u, 200'000u}) {
        CAPTURE(size);
        const auto plain = random_bytes(size);
        const auto bytes = sealed(key, plain);
        CHECK(bytes.size() == sealed_blob_bytes(size));
        const auto shown = opened(key, bytes);
        CHECK(shown.ok);
        CHECK(shown.plain == plain);
    }
}

TEST_CASE("of a blob that is cut off, damaged, longer, or has chunks in another order, not one byte is shown") {
    const auto key = Key::random();
    const auto plain = random_bytes(3 * blob_chunk_bytes + 5);
    const auto bytes = sealed(key, plain);
    const auto refused = [&](const ByteVector& other) {
        const auto shown = opened(key, other);
        return !shown.ok && shown.plain.empty();
    };
    constexpr auto step = blob_chunk_bytes + blob_chunk_extra_bytes;
    for (const std::size_t cut : {std::size_t{0}, std::size_t{5}, std::size_t{27}, 27 + step, 27 + 2 * step, 27 + 3 * step, bytes.size() - 1})
        CHECK(refused(ByteVector(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(cut))));
    for (std::size_t at = 0; at < bytes.size(); at += 9'973) {
        auto other = bytes;
        other[at] ^= 4;
        CHECK_MESSAGE(refused(other), at);
    }
    auto longer = bytes;
    longer.push_back(0);
    CHECK(refused(longer));
    auto swapped = bytes;
    std::swap_ranges(swapped.begin() + 27, swapped.begin() + 27 + step, swapped.begin() + 27 + step);
    CHECK(refused(swapped));
    auto other_version = bytes;
    other_version[2] ^= 1;
    CHECK(refused(other_version));
}

TEST_CASE("a blob opens in its own place, under its own key, and nowhere else") {
    const auto key = Key::random();
    const auto bytes = sealed(key, random_bytes(100));
    CHECK(opened(key, bytes).ok);
    CHECK(!opened(Key::random(), bytes).ok);
    for (const auto& other : {Place{{9}, "photo", {2}, 3}, Place{{1}, "file", {2}, 3}, Place{{1}, "photo", {9}, 3}, Place{{1}, "photo", {2}, 4}})
        CHECK(!opened(key, bytes, other).ok);
}

TEST_CASE("a blob that was stored opens again, is never written over, and is gone when it is removed") {
    const Folder folder;
    const BlobStore store{folder.path / "blobs"};
    const auto key = Key::random();
    const auto plain = random_bytes(150'000);
    const auto keep = [&] {
        BlobStore::Incoming incoming{store, key, here, 1};
        incoming.add(plain);
        incoming.finish();
    };
    CHECK(store.check(key, here).error().code == Code::NotFound);
    keep();
    ByteVector shown;
    REQUIRE(store.open(key, here, [&](Bytes bytes) { shown.insert(shown.end(), bytes.begin(), bytes.end()); }));
    CHECK(shown == plain);
    CHECK_THROWS(keep());
    CHECK(store.check(key, here));
    int count = 0;
    store.each([&](const UuidBytes& id, const fs::path& file) {
        ++count;
        CHECK(id == here.row);
        CHECK(fs::file_size(file) == sealed_blob_bytes(plain.size()));
    });
    CHECK(count == 1);
    store.remove(here.row);
    CHECK(store.check(key, here).error().code == Code::NotFound);
}

TEST_CASE("what was never finished leaves nothing, and what a crash left is removed") {
    const Folder folder;
    const BlobStore store{folder.path / "blobs"};
    const auto key = Key::random();
    {
        BlobStore::Incoming incoming{store, key, here, 1};
        incoming.add(random_bytes(100'000));
    }
    CHECK(fs::is_empty(folder.path / "blobs/new"));
    std::ofstream{folder.path / "blobs/new/left"} << "half";
    store.remove_unfinished();
    CHECK(fs::is_empty(folder.path / "blobs/new"));
    int count = 0;
    store.each([&](const UuidBytes&, const fs::path&) { ++count; });
    CHECK(count == 0);
}

}  // namespace kader::vault
