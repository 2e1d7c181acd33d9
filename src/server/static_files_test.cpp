// The files of the front end: packed for who can unpack them, and not sent twice.

#include "server/static_files.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>

namespace kader::server {

namespace {

namespace fs = std::filesystem;

// A built front end of three files, one of them packed too. What is packed need not be real here.
struct Built {
    fs::path folder;
    Built() {
        std::string name = (fs::temp_directory_path() / "kader-web-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        write("index.html", "<!doctype html>");
        write("mark.svg", "<svg/>");
        write("assets/page-1.js", "plain");
        write("assets/page-1.js.gz", "packed");
        write(".vite/manifest.json", "{}");
    }
    ~Built() { fs::remove_all(folder); }
    Built(const Built&) = delete;
    Built& operator=(const Built&) = delete;

    void write(const std::string& name, std::string_view bytes) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream{folder / name, std::ios::binary} << bytes;
    }
};

http::Response asked(const StaticFiles& files, const std::string& path, const std::string& encodings = {},
                     const std::string& tag = {}) {
    http::Request request;
    if (!encodings.empty()) request.headers.emplace_back("accept-encoding", encodings);
    if (!tag.empty()) request.headers.emplace_back("if-none-match", tag);
    return files.answer(request, path);
}

std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

}  // namespace

TEST_CASE("only who says that it unpacks gzip gets a packed file") {
    const Built built;
    const StaticFiles files{built.folder};
    for (const std::string encodings : {"gzip", "gzip, deflate, br, zstd", "br;q=1, gzip;q=0.5", " deflate ,\tgzip ; q=0.001"}) {
        CAPTURE(encodings);
        const auto response = asked(files, "assets/page-1.js", encodings);
        CHECK(response.bytes() == "packed");
        CHECK(header(response, "Content-Encoding") == "gzip");
        CHECK(header(response, "Content-Type") == "text/javascript; charset=utf-8");
    }
    for (const std::string encodings : {"", "br", "identity", "x-gzip2", "gzip;q=0", "gzip; q=0.000, br", ",,;"}) {
        CAPTURE(encodings);
        const auto response = asked(files, "assets/page-1.js", encodings);
        CHECK(response.bytes() == "plain");
        CHECK(header(response, "Content-Encoding").empty());
        CHECK(header(response, "Vary") == "Accept-Encoding");
    }
    // A file that lies there only plain.
    CHECK(asked(files, "mark.svg", "gzip").bytes() == "<svg/>");
    CHECK(header(asked(files, "mark.svg", "gzip"), "Content-Encoding").empty());
}

TEST_CASE("the packed and the plain file have their own tag, and each answers only to its own") {
    const Built built;
    const StaticFiles files{built.folder};
    const auto plain = header(asked(files, "assets/page-1.js"), "ETag");
    const auto packed = header(asked(files, "assets/page-1.js", "gzip"), "ETag");
    CHECK(plain != packed);
    CHECK(asked(files, "assets/page-1.js", "gzip", packed).status == 304);
    CHECK(asked(files, "assets/page-1.js", "gzip", packed).bytes().empty());
    CHECK(asked(files, "assets/page-1.js", "gzip", plain).status == 200);
    CHECK(asked(files, "assets/page-1.js", {}, plain).status == 304);
    CHECK(asked(files, "assets/page-1.js", {}, packed).status == 200);
}

TEST_CASE("a place of the front end is its page, a missing asset is missing, and what is not of the page stays inside") {
    const Built built;
    const StaticFiles files{built.folder};
    for (const std::string path : {"", "kwaliteitscheck", "aanmelden", ".vite/manifest.json", "../secret"}) {
        CAPTURE(path);
        const auto response = asked(files, path);
        CHECK(response.status == 200);
        CHECK(response.bytes() == "<!doctype html>");
        CHECK(header(response, "Cache-Control") == "no-cache");
    }
    CHECK(header(asked(files, "assets/page-1.js"), "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(asked(files, "assets/page-0.js").status == 404);
    CHECK(asked(files, "assets/page-1.js.gz").status == 404);
    const StaticFiles none{built.folder / "nowhere"};
    CHECK(none.empty());
    CHECK(asked(none, "").status == 404);
}

}  // namespace kader::server
