// What it costs to seal and store a photo of 5 MB for good, beside the slower of two raw probes of the same minute: bare
// encryption in memory with the same cipher and chunks, and writing as many bytes to the disk, synced, with its folder.
//
//   kader_blob_bench [rounds]        (9)

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "kernel/check.h"
#include "pairs.h"
#include "system/random.h"
#include "vault/blob_store.h"

using namespace kader;
using namespace kader::benchmarks;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t photo_bytes = 5'000'000;

double rate(const std::function<void()>& once) {
    const auto start = std::chrono::steady_clock::now();
    once();
    return 1 / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void encrypt(const vault::ByteVector& photo) {
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> key{};
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    crypto_secretstream_xchacha20poly1305_init_push(&state, header.data(), key.data());
    std::vector<unsigned char> out(vault::blob_chunk_bytes + crypto_secretstream_xchacha20poly1305_ABYTES);
    for (std::size_t at = 0; at < photo.size(); at += vault::blob_chunk_bytes)
        crypto_secretstream_xchacha20poly1305_push(&state, out.data(), nullptr, photo.data() + at, std::min(vault::blob_chunk_bytes, photo.size() - at), nullptr, 0, 0);
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    HALT_UNLESS(descriptor >= 0 && ::fsync(descriptor) == 0);
    ::close(descriptor);
}

void write_out(const fs::path& folder, const vault::ByteVector& photo) {
    const auto file = folder / "probe.new", last = folder / "probe";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    HALT_UNLESS(descriptor >= 0);
    for (std::size_t at = 0; at < photo.size();) {
        const auto wrote = ::write(descriptor, photo.data() + at, std::min<std::size_t>(vault::blob_chunk_bytes, photo.size() - at));
        HALT_UNLESS(wrote > 0);
        at += static_cast<std::size_t>(wrote);
    }
    HALT_UNLESS(::fsync(descriptor) == 0);
    ::close(descriptor);
    fs::rename(file, last);
    sync_folder(folder);
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
    const auto folder = fs::temp_directory_path() / ("kader-blob-bench-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const vault::BlobStore store{folder / "blobs"};
    const auto key = vault::Key::random();
    vault::ByteVector photo(photo_bytes);
    system::fill_random(photo);
    std::vector<Pair> pairs;
    for (int round = 0; round <= rounds; ++round) {
        vault::Place place;
        place.table = "photo";
        system::fill_random(place.row);
        const auto own = rate([&] {
            vault::BlobStore::Incoming incoming{store, key, place, 1};
            for (std::size_t at = 0; at < photo.size(); at += vault::blob_chunk_bytes)
                incoming.add(vault::Bytes{photo}.subspan(at, std::min(vault::blob_chunk_bytes, photo.size() - at)));
            incoming.finish();
        });
        const auto cipher = rate([&] { encrypt(photo); });
        const auto disk = rate([&] { write_out(folder, photo); });
        if (round > 0) pairs.push_back({own, std::min(cipher, disk)});
    }
    say("a photo of 5 MB sealed and stored", pairs, 0.5);
    fs::remove_all(folder);
}
