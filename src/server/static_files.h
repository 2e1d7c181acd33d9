#pragma once

// The files of the front end, read once at the start and served from memory.

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "http/message.h"

namespace kader::server {

class StaticFiles {
public:
    // Every file below the folder, at most 64 MiB together; a file beside it with ".gz" is what a browser gets
    // that can unpack it (Accept-Encoding: gzip). An empty or missing folder: there is no front end, and the page says so.
    explicit StaticFiles(const std::filesystem::path& folder);

    bool empty() const { return m_files.empty(); }
    // `path` is what comes behind /app/. A page of the front end (no file) is index.html; a missing asset is 404.
    http::Response answer(const http::Request&, const std::string& path) const;

private:
    struct File {
        std::shared_ptr<const std::string> bytes, packed;
        std::string type, etag, packed_etag;  // Other bytes have another tag (RFC 9110, 8.8.3).
        bool is_for_ever = false;  // Its name changes with its content.
    };
    std::map<std::string, File> m_files;
};

}  // namespace kader::server
