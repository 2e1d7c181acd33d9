#include "server/static_files.h"

#include <algorithm>
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

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "br;q=0.8, gzip" does, "gzip;q=0" says that it does not.
bool takes_gzip(const http::Request& request) {
    auto left = request.header("accept-encoding").value_or("");
    while (!left.empty()) {
        const auto one = left.substr(0, left.find(','));
        left.remove_prefix(std::min(one.size() + 1, left.size()));
        const auto name = one.substr(0, one.find(';'));
        if (trimmed(name) != "gzip") continue;
        const auto weight = trimmed(one.substr(std::min(name.size() + 1, one.size())));
        return !weight.starts_with("q=0") || weight.find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

std::string etag_of(const std::string& bytes) {
    return '"' + vault::hex(vault::digest_of({vault::bytes_of(bytes)})).substr(0, 32) + '"';
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
        file.etag = etag_of(*file.bytes);
        if (file.packed) file.packed_etag = etag_of(*file.packed);
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
    const bool packed = file.packed && takes_gzip(request);
    const auto& etag = packed ? file.packed_etag : file.etag;
    http::Response response;
    response.headers = {{"Content-Type", file.type},
                        {"ETag", etag},
                        {"Vary", "Accept-Encoding"},
                        {"Cache-Control", file.is_for_ever ? "public, max-age=31536000, immutable" : "no-cache"}};
    if (request.header("if-none-match") == etag) {
        response.status = 304;
        return response;
    }
    if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.shared_body = packed ? file.packed : file.bytes;
    return response;
}

}  // namespace kader::server
