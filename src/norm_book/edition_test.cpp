#include <chrono>

#include "kernel/limits.h"
#include "norm_book/small_norms.h"

using namespace kader::norm_book::small;
using kader::norm_book::NormBook;
using kader::norm_book::NormFile;
namespace fs = std::filesystem;

namespace {

std::string edition(std::vector<NormFile> files) {
    return book_of(std::move(files)).edition();
}

class TemporaryFolder {
public:
    TemporaryFolder() : m_path{fs::temp_directory_path() / "kader-edition-test"} {
        fs::remove_all(m_path);
        fs::create_directories(m_path);
    }
    ~TemporaryFolder() { fs::remove_all(m_path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return m_path; }
    void write(const std::string& name, const std::string& bytes) const {
        fs::create_directories((m_path / name).parent_path());
        std::ofstream{m_path / name, std::ios::binary} << bytes;
    }
    std::string edition() const {
        auto files = kader::norm_book::read_norm_files(m_path);
        REQUIRE(files);
        return ::edition(*std::move(files));
    }

private:
    fs::path m_path;
};

}  // namespace

TEST_CASE("the edition is the SHA-256 of paths and content, with their lengths before them") {
    CHECK(edition({}) ==
          "kader-norms-1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    // 0c 00 00 00 00 00 00 00  04 00 00 00 00 00 00 00  "sources.toml"  "# x\n", hashed with
    // another program.
    CHECK(edition({{"sources.toml", "# x\n"}}) ==
          "kader-norms-1:21660df281a238e54023f6f45a1417d10ad1b23ad60553b8f86468e8c756f820");
}

TEST_CASE("the edition changes when one byte changes and not with the order of the files") {
    const NormFile a{"sources.toml", "# a\n"};
    const NormFile b{"glossary.toml", "# b\n"};
    const auto first = edition({a, b});
    CHECK(edition({b, a}) == first);
    CHECK(edition({{"sources.toml", "# c\n"}, b}) != first);
    CHECK(edition({a, b, {"README.md", "words"}}) != first);
    CHECK(edition({a, b, {"deadlines/x.toml", "# d\n"}}) != first);
    CHECK(edition({a, b, {"cases/deadlines/x.toml", "# d\n"}}) != first);
    CHECK(edition({a, b, {".hidden.toml", "x"}, {".git/x.toml", "x"}, {"notes.txt", "x"}}) ==
          first);
    // A byte that moves from the name to the content is a change too.
    CHECK(edition({{"parameters/a.toml", "# b\n"}}) != edition({{"parameters/a.toml#", " b\n"}}));
}

TEST_CASE("touching a file does not change the edition, writing another byte does") {
    const TemporaryFolder folder;
    folder.write("sources.toml", sources().bytes);
    folder.write("parameters/shared.toml", parameters().bytes);
    const auto first = folder.edition();
    fs::last_write_time(folder.path() / "sources.toml",
                        fs::file_time_type::clock::now() + std::chrono::hours{5});
    CHECK(folder.edition() == first);
    folder.write("sources.toml", sources().bytes + "\n");
    CHECK(folder.edition() != first);
}

TEST_CASE("a folder that is not there, or a file that is too large, is refused by name") {
    const auto nowhere = NormBook::load(fs::path{"no/such/folder"}, facts());
    REQUIRE(std::holds_alternative<std::vector<kader::norm_book::Fault>>(nowhere));
    CHECK(text_of(std::get<1>(nowhere).at(0)).find("no/such/folder") != std::string::npos);
    const TemporaryFolder folder;
    folder.write("requirements/q01.toml", std::string(kader::limits::norm_file_bytes_max + 1, '#'));
    const auto large = kader::norm_book::read_norm_files(folder.path());
    REQUIRE_FALSE(large);
    CHECK(large.error().code == kader::Code::TooLarge);
    CHECK(large.error().detail.find("requirements/q01.toml") != std::string::npos);
}
