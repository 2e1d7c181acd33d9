// A store of 50 GB, of which a night copies what is new. The files have their size and no blocks, and so have their
// copies; what was read and written is counted.

#include "backup/house_for_tests.h"
#include "backup/settings.h"

using namespace kader;
using namespace kader::backup;

namespace {

constexpr std::uint64_t file_bytes = 100'000'000;
constexpr int files_count = 500;

void make_sparse(const fs::path& path, std::uint64_t bytes) {
    put_bytes(path, {});
    fs::resize_file(path, bytes);
}

// As after a first backup of all of it: the copies are there, and noted.
void pretend_it_was_copied(Setting& setting) {
    const BackupPlaces at{setting.data};
    const auto& keyring = setting.house->here().keyring();
    const auto target = Target::open(setting.target, Language::Dutch).value();
    auto known = read_known(at, keyring);
    for (int i = 0; i < files_count; ++i) {
        const auto name = "blobs/" + std::to_string(i % 10) + "/" + std::to_string(i);
        make_sparse(setting.data / name, file_bytes);
        const auto digest = vault::digest_of({vault::bytes_of(name)});
        known.blobs[name] = {file_bytes, digest};
        const auto id = object_id(keyring, digest);
        known.objects[id] = 0;
        make_sparse(target.object(id, 0), age_file_bytes(file_bytes, 1));
    }
    write_known(at, known, keyring);
}

}  // namespace

TEST_CASE("a night's backup of a store of 50 GB reads and writes what is new, and nothing else") {
    Setting setting;
    setting.run();
    pretend_it_was_copied(setting);
    put_bytes(setting.data / "blobs" / "7" / "nieuw", std::string(300'000, 'n'));
    setting.house->add_subject("P-nieuw");
    const auto report = setting.run();
    CHECK(report.files == files_count + 1);
    CHECK(report.objects.kept == files_count);
    CHECK(report.objects.written == 2);
    // Once for its digest, once to copy it.
    CHECK(report.file_bytes_read == 2 * 300'000);
    CHECK(report.objects.bytes_written < 300'000 + chunk_bytes + 1000);
    const auto next = setting.run();
    CHECK(next.objects.written == 0);
    CHECK(next.file_bytes_read == 0);
    CHECK(next.files == files_count + 1);
}
