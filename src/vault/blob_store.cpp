#include "vault/blob_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "system/descriptor.h"
#include "system/files.h"

namespace kader::vault {

namespace {

namespace fs = std::filesystem;
using AnyId = Uuid<struct BlobTag>;

class BlobFile {
public:
    explicit BlobFile(const fs::path& file) : m_file(file), m_descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) {
        if (!m_descriptor.is_open() && errno != ENOENT) system::throw_file_error("cannot open", file);
    }
    bool is_there() const { return m_descriptor.is_open(); }
    std::size_t read(std::uint64_t offset, std::span<std::uint8_t> into) const {
        std::size_t filled = 0;
        while (filled < into.size()) {
            const auto got = ::pread(m_descriptor.number(), into.data() + filled, into.size() - filled, static_cast<off_t>(offset + filled));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) system::throw_file_error("cannot read", m_file);
            if (got == 0) break;
            filled += static_cast<std::size_t>(got);
        }
        return filled;
    }

private:
    fs::path m_file;
    system::Descriptor m_descriptor;
};

}  // namespace

fs::path BlobStore::file_of(const UuidBytes& blob) const {
    const auto name = AnyId{blob}.text();
    return m_folder / name.substr(name.size() - 2) / name;
}

BlobStore::Incoming::Incoming(const BlobStore& store, const Key& data_key, const Place& place, std::uint16_t body_version)
    : m_unfinished(store.m_folder / "new" / AnyId{place.row}.text()), m_file(store.file_of(place.row)) {
    system::make_folder_durably(m_unfinished.parent_path());
    system::make_folder_durably(m_file.parent_path());
    m_descriptor = ::open(m_unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_descriptor < 0) system::throw_file_error("cannot create", m_unfinished);
    try {
        m_sealer = std::make_unique<BlobSealer>(data_key, place, body_version, [this](Bytes sealed) { write(sealed); });
    } catch (...) {
        ::close(m_descriptor);
        ::unlink(m_unfinished.c_str());
        throw;
    }
}

BlobStore::Incoming::~Incoming() {
    if (m_descriptor < 0) return;
    ::close(m_descriptor);
    ::unlink(m_unfinished.c_str());
}

void BlobStore::Incoming::write(Bytes bytes) {
    while (!bytes.empty()) {
        const auto wrote = ::write(m_descriptor, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) system::throw_file_error("cannot write", m_unfinished);
        bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    }
}

void BlobStore::Incoming::finish() {
    m_sealer->finish();
    if (::fdatasync(m_descriptor) != 0) system::throw_file_error("cannot make last", m_unfinished);
    if (::fchmod(m_descriptor, 0400) != 0) system::throw_file_error("cannot set the mode of", m_unfinished);
    // Not over one that is there: a blob never changes.
    if (::link(m_unfinished.c_str(), m_file.c_str()) != 0) system::throw_file_error("cannot put in place", m_file);
    ::unlink(m_unfinished.c_str());
    ::close(m_descriptor);
    m_descriptor = -1;
    system::sync_folder(m_file.parent_path());
}

Result<BlobFound> BlobStore::check(const Key& data_key, const Place& place) const {
    const BlobFile opened{file_of(place.row)};
    if (!opened.is_there()) return Error{Code::NotFound, "a sealed file is missing: " + AnyId{place.row}.text()};
    return check_blob(data_key, place, [&](std::uint64_t offset, std::span<std::uint8_t> into) { return opened.read(offset, into); });
}

Result<BlobFound> BlobStore::open(const Key& data_key, const Place& place, const std::function<void(Bytes)>& show) const {
    const BlobFile opened{file_of(place.row)};
    if (!opened.is_there()) return Error{Code::NotFound, "a sealed file is missing: " + AnyId{place.row}.text()};
    return open_blob(data_key, place, [&](std::uint64_t offset, std::span<std::uint8_t> into) { return opened.read(offset, into); }, show);
}

void BlobStore::remove(const UuidBytes& blob) const { system::erase_secret_file_durably(file_of(blob)); }

void BlobStore::remove_unfinished() const {
    std::error_code none;
    bool removed = false;
    for (const auto& file : fs::directory_iterator{m_folder / "new", none}) {
        if (::unlink(file.path().c_str()) != 0 && errno != ENOENT) system::throw_file_error("cannot remove", file.path());
        removed = true;
    }
    if (removed) system::sync_folder(m_folder / "new");
}

void BlobStore::each(const std::function<void(const UuidBytes&, const fs::path&)>& visit) const {
    std::error_code none;
    for (const auto& shelf : fs::directory_iterator{m_folder, none}) {
        if (shelf.path().filename() == "new" || !shelf.is_directory(none)) continue;
        for (const auto& file : fs::directory_iterator{shelf.path(), none})
            if (const auto id = AnyId::parse(file.path().filename().string())) visit(id->bytes(), file.path());
    }
}

}  // namespace kader::vault
