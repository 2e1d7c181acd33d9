#pragma once

// Sealed files beside the database, in <data folder>/blobs. A blob is written once under an id of its own, and never
// changed: first as a file that nobody counts, then made to last, then put in place under its name; only then is the
// row committed that names it. What has no row is of nobody, and may be removed.
//
// The folder: blobs/new/ID while it is being written; blobs/XX/ID after that, XX being the last two digits of the id.

#include <filesystem>
#include <optional>

#include "vault/blob.h"

namespace kader::vault {

class BlobStore {
public:
    explicit BlobStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    // Of one blob that is being written. Gone again unless it was finished. Every call may throw FileError.
    class Incoming {
    public:
        Incoming(const BlobStore&, const Key& data_key, const Place&, std::uint16_t body_version);
        Incoming(const Incoming&) = delete;
        Incoming& operator=(const Incoming&) = delete;
        ~Incoming();
        void add(Bytes plain) { m_sealer->add(plain); }
        // There for good when it returns.
        void finish();

    private:
        void write(Bytes);
        std::filesystem::path m_unfinished, m_file;
        int m_descriptor = -1;
        std::unique_ptr<BlobSealer> m_sealer;
    };

    // NotFound: no such blob. Invalid: as open_blob(). Throws FileError.
    Result<BlobFound> check(const Key& data_key, const Place&) const;
    Result<BlobFound> open(const Key& data_key, const Place&, const std::function<void(Bytes plain)>& show) const;
    // Overwritten, and gone for good; nothing happens when it is not there. Throws FileError.
    void remove(const UuidBytes& blob) const;
    // What was being written when the program died. Only for who holds the lock of the folder. Throws FileError.
    void remove_unfinished() const;
    // Every blob there is, in no order.
    void each(const std::function<void(const UuidBytes& blob, const std::filesystem::path&)>&) const;

    std::filesystem::path file_of(const UuidBytes& blob) const;

private:
    std::filesystem::path m_folder;
};

}  // namespace kader::vault
