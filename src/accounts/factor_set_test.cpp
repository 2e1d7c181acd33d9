#include "accounts/factor_set.h"

#include <doctest/doctest.h>

namespace kader::accounts {

namespace {

FactorSet a_full_one() {
    const auto at = [](int number) { return system::Instant{std::chrono::microseconds{number}}; };
    FactorSet all;
    all.totp = {FactorId{UuidBytes{1}}, {1, 2, 3}, -5, at(7), at(8)};
    all.passkeys.push_back({FactorId{UuidBytes{2}}, "localhost", {4, 5}, {6}, -257, 4'000'000'000U, "Telefoon", at(9), {}});
    all.codes = {{1}, {2}};
    all.code_used = at(10);
    all.has_lost = true;
    all.pin = {"hash", 3};
    all.returns.push_back({StationId{UuidBytes{3}}, at(11)});
    all.activation = {{3}, at(12)};
    return all;
}

}  // namespace

TEST_CASE("all factors of an account come back as they were written, and what is cut or longer is none") {
    const auto bytes = bytes_of_factors(a_full_one());
    const auto read = parse_factors(bytes);
    REQUIRE(read);
    CHECK(bytes_of_factors(*read) == bytes);
    CHECK(read->passkeys.at(0).counter == 4'000'000'000U);
    CHECK(read->passkeys.at(0).algorithm == -257);
    CHECK(read->lacks() == Lacks::Lost);
    for (std::size_t length = 0; length < bytes.size(); ++length) CHECK(!parse_factors(vault::Bytes{bytes}.first(length)));
    auto longer = bytes;
    longer.push_back(0);
    CHECK(!parse_factors(longer));
    CHECK(parse_factors(bytes_of_factors({}))->lacks() == Lacks::Factor);
}

}  // namespace kader::accounts
