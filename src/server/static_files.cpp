#include "server/static_files.h"

#include <array>
#include <string_view>

#include "kernel/limits.h"
#include "system/files.h"
#include "vault/sealed.h"

namespace kader::server {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t all_bytes_max = 64 * limits::MiB;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
}};

std::string_view type_of(std::string_view name) {
    for (const auto& [ending, type] : types)
        if (name.ends_with(ending)) return type;
    return "application/octet-stream";
}

std::shared_ptr<const std::string> read(const fs::path& file, std::size_t& left) {
    const auto bytes = system::read_file(file, left);
    if (!bytes) return nullptr;
    left -= bytes->size();
    return std::make_shared<const std::string>(bytes->begin(), bytes->end());
}

bool takes_gzip(const http::Request& request) {
    return request.header("accept-encoding").value_or("").find("gzip") != std::string_view::npos;
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& folder) {
    std::error_code error;
    std::size_t left = all_bytes_max;
    for (fs::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        if (!at->is_regular_file() || at->is_symlink()) continue;
        const auto name = at->path().lexically_relative(folder).generic_string();
        // Of the build, not of the page.
        if (name.ends_with(".gz") || name.starts_with('.')) continue;
        File file;
        file.bytes = read(at->path(), left);
        if (!file.bytes) continue;
        file.packed = read(fs::path{at->path().string() + ".gz"}, left);
        file.type = type_of(name);
        const auto digest = vault::digest_of({vault::bytes_of(*file.bytes)});
        file.etag = '"' + vault::hex(digest).substr(0, 32) + '"';
        file.is_for_ever = name.starts_with("assets/");
        m_files.emplace(name, std::move(file));
    }
}

http::Response StaticFiles::answer(const http::Request& request, const std::string& path) const {
    auto found = m_files.find(path);
    if (found == m_files.end() && !path.starts_with("assets/")) found = m_files.find("index.html");
    if (found == m_files.end())
        return {404, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
                m_files.empty() ? "De pagina's zijn nog niet gebouwd: scripts/web. / The pages are not built yet: scripts/web.\n"
                                : "Dit bestand is er niet. / There is no such file.\n",
                {}};
    const auto& file = found->second;
    http::Response response;
    response.headers = {{"Content-Type", file.type},
                        {"ETag", file.etag},
                        {"Vary", "Accept-Encoding"},
                        {"Cache-Control", file.is_for_ever ? "public, max-age=31536000, immutable" : "no-cache"}};
    if (request.header("if-none-match") == file.etag) {
        response.status = 304;
        return response;
    }
    const bool packed = file.packed && takes_gzip(request);
    if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.shared_body = packed ? file.packed : file.bytes;
    return response;
}

}  // namespace kader::server
