#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

#include "backup/age_file.h"

using namespace kader;
using namespace kader::backup;

namespace {

ByteVector content_of(std::size_t size) {
    ByteVector content(size);
    for (std::size_t at = 0; at < size; ++at) content[at] = static_cast<std::uint8_t>(at * 31 + at / 251);
    return content;
}

ByteVector written(Bytes content, const FileKey& key, std::span<const PublicKey> recipients, bool finish = true) {
    ByteVector file;
    AgeWriter writer{key, recipients, [&](Bytes bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); }};
    // In pieces that fit no border.
    for (std::size_t at = 0; at < content.size(); at += 10'007) writer.write(content.subspan(at, std::min<std::size_t>(10'007, content.size() - at)));
    if (finish) writer.finish();
    return file;
}

struct Read {
    std::optional<AgeFault> fault;
    ByteVector content;
};

template <class KeyOrSecret>
Read read(Bytes file, const KeyOrSecret& key) {
    Read result;
    std::size_t at = 0;
    const auto source = [&](std::span<std::uint8_t> into) {
        const auto size = std::min(into.size(), file.size() - at);
        if (size > 0) std::memcpy(into.data(), file.data() + at, size);
        at += size;
        return size;
    };
    result.fault = read_age(source, key, [&](Bytes bytes) { result.content.insert(result.content.end(), bytes.begin(), bytes.end()); });
    return result;
}

}  // namespace

TEST_CASE("what is written for somebody is read by them, by the key of the file, and by nobody else") {
    const auto mine = vault::Key::random(), theirs = vault::Key::random(), other = vault::Key::random();
    const PublicKey recipients[] = {public_key_of(mine), public_key_of(theirs)};
    for (const auto size : std::initializer_list<std::size_t>{0, 1, 65'535, 65'536, 65'537, 131'072, 200'000}) {
        CAPTURE(size);
        const auto content = content_of(size);
        const auto key = FileKey::random();
        const auto file = written(content, key, recipients);
        CHECK(file.size() == age_file_bytes(size, 2));
        CHECK(read(file, mine).content == content);
        CHECK(read(file, theirs).content == content);
        CHECK(read(file, key).content == content);
        CHECK_FALSE(read(file, mine).fault);
        CHECK(read(file, other).fault == AgeFault::OtherKey);
        CHECK(read(file, FileKey::random()).fault == AgeFault::OtherKey);
        CHECK(read(file, other).content.empty());
    }
}

TEST_CASE("a file that ends too early is refused, wherever it ends") {
    const auto secret = vault::Key::random();
    const PublicKey recipients[] = {public_key_of(secret)};
    const auto file = written(content_of(140'000), FileKey::random(), recipients);
    for (std::size_t size = 0; size < file.size(); size += size < 300 || size > file.size() - 40 ? 1 : 997) {
        CAPTURE(size);
        CHECK(read(Bytes{file}.first(size), secret).fault.has_value());
    }
    // At the border of two pieces nothing is damaged, and still the end is missing.
    const auto border = age_file_bytes(0, 1) - 16 + 65'536 + 16;
    CHECK(read(Bytes{file}.first(border), secret).fault == AgeFault::Cut);
    CHECK(read(written(content_of(70'000), FileKey::random(), recipients, false), secret).fault.has_value());
}

TEST_CASE("a file of which any byte was changed, or with bytes behind its end, is refused") {
    const auto secret = vault::Key::random();
    const PublicKey recipients[] = {public_key_of(secret)};
    auto file = written(content_of(500), FileKey::random(), recipients);
    for (std::size_t at = 0; at < file.size(); ++at) {
        CAPTURE(at);
        file[at] ^= 1;
        CHECK(read(file, secret).fault.has_value());
        file[at] ^= 1;
    }
    CHECK_FALSE(read(file, secret).fault);
    file.push_back(0);
    CHECK(read(file, secret).fault == AgeFault::Damaged);
}

TEST_CASE("keys have one text, in which a mistyped letter is noticed") {
    const auto secret = vault::Key::random();
    const auto shown = text_of(public_key_of(secret));
    CHECK(shown.starts_with("age1"));
    CHECK(parse_public_key(shown) == public_key_of(secret));
    auto wrong = shown;
    wrong[20] = wrong[20] == 'q' ? 'p' : 'q';
    CHECK_FALSE(parse_public_key(wrong));
    CHECK_FALSE(parse_public_key(shown.substr(0, 40)));
    const auto typed = secret_text_of(secret);
    CHECK(typed.starts_with("AGE-SECRET-KEY-1"));
    const auto again = parse_secret_key(typed.substr(0, 30) + " \n" + typed.substr(30));
    REQUIRE(again);
    CHECK(public_key_of(*again) == public_key_of(secret));
    CHECK_FALSE(parse_secret_key(shown));
    CHECK_FALSE(parse_public_key(typed));
}

TEST_CASE("a pair that the tool age made is read as the tool reads it") {
    // From the test vectors of age (testkit, x25519): made by others, and fixed.
    const auto secret = parse_secret_key("AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0");
    REQUIRE(secret);
    CHECK(text_of(public_key_of(*secret)) == "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef");
}

TEST_CASE("a head beyond the limits is refused, and a recipient of a kind we do not know is passed over") {
    const auto secret = vault::Key::random();
    const PublicKey recipients[] = {public_key_of(secret)};
    const auto head = write_age_header(FileKey::random(), recipients);
    CHECK(parse_age_header(vault::bytes_of(head)));
    const std::string first = "age-encryption.org/v1\n";
    const auto with = first + "-> some-grease a b c\nc29tZQ\n" + head.substr(first.size());
    const auto parsed = parse_age_header(vault::bytes_of(with));
    REQUIRE(parsed);
    CHECK(parsed->shares.size() == 1);
    std::string many = first;
    for (int i = 0; i < 100; ++i) many += "-> x\n\n";
    CHECK_FALSE(parse_age_header(vault::bytes_of(many + head.substr(first.size()))));
    CHECK_FALSE(parse_age_header(vault::bytes_of(first + "-> " + std::string(20'000, 'x') + "\n\n" + head.substr(first.size()))));
    CHECK_FALSE(parse_age_header(vault::bytes_of("age-encryption.org/v2\n" + head.substr(first.size()))));
}
