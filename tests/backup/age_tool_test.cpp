// The tool `age` of Debian reads what we write, and we read what it writes: a backup can be opened when there is no
// Kader any more.

#include <doctest/doctest.h>

#include <fstream>

#include "backup/age_file.h"
#include "cli/program.h"

using namespace kader;
using namespace kader::cli_tests;

namespace {

std::string content_of(std::size_t size) {
    std::string content(size, '\0');
    for (std::size_t at = 0; at < size; ++at) content[at] = static_cast<char>(at * 7 + at / 1021);
    return content;
}

const auto sizes = {std::size_t{0}, std::size_t{1}, std::size_t{65'536}, std::size_t{65'537}, std::size_t{300'000}};

}  // namespace

TEST_CASE("what we encrypt the tool age opens, for each recipient") {
    const ScratchFolder scratch;
    const auto one = vault::Key::random(), two = vault::Key::random();
    write(scratch.path() / "one", backup::secret_text_of(one) + "\n");
    write(scratch.path() / "two", backup::secret_text_of(two) + "\n");
    const backup::PublicKey recipients[] = {backup::public_key_of(one), backup::public_key_of(two)};
    for (const auto size : sizes) {
        CAPTURE(size);
        const auto content = content_of(size);
        {
            std::ofstream file{scratch.path() / "file.age", std::ios::binary};
            backup::AgeWriter writer{backup::FileKey::random(), recipients, [&](backup::Bytes bytes) {
                                         file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
                                     }};
            writer.write(vault::bytes_of(content));
            writer.finish();
        }
        for (const auto* who : {"one", "two"}) {
            const auto opened = run_shell("cd '" + scratch.text() + "' && age -d -i " + who + " file.age > opened");
            CAPTURE(opened.err);
            CHECK(opened.code == 0);
            CHECK(bytes_of(scratch.path() / "opened") == content);
        }
    }
}

TEST_CASE("what the tool age encrypts we open, and its keys are ours") {
    const ScratchFolder scratch;
    REQUIRE(run_shell("cd '" + scratch.text() + "' && age-keygen -o key && age-keygen -y key > public").code == 0);
    const auto file = bytes_of(scratch.path() / "key");
    const auto secret = backup::parse_secret_key(file.substr(file.find("AGE-SECRET-KEY-")));
    REQUIRE(secret);
    const auto shown = bytes_of(scratch.path() / "public");
    CHECK(backup::text_of(backup::public_key_of(*secret)) + "\n" == shown);
    for (const auto size : sizes) {
        CAPTURE(size);
        const auto content = content_of(size);
        write(scratch.path() / "plain", content);
        REQUIRE(run_shell("cd '" + scratch.text() + "' && rm -f plain.age && age -r $(cat public) -o plain.age plain").code == 0);
        const auto closed = bytes_of(scratch.path() / "plain.age");
        std::size_t at = 0;
        std::string opened;
        const auto fault = backup::read_age(
            [&](std::span<std::uint8_t> into) {
                const auto part = closed.substr(at, into.size());
                std::copy(part.begin(), part.end(), into.begin());
                at += part.size();
                return part.size();
            },
            *secret, [&](backup::Bytes bytes) { opened.append(reinterpret_cast<const char*>(bytes.data()), bytes.size()); });
        CHECK_FALSE(fault);
        CHECK(opened == content);
    }
}
