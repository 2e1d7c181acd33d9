// What signing in costs through the server, beside bare Argon2id with the same parameters in the same minute: the password
// over HTTP, one after another, with all that comes with it: the brake, the session that is stored, the line in the log.
//
//   kader_sign_in_bench [rounds]        (5)

#include <sodium.h>

#include <chrono>
#include <cstdlib>

#include "http_house.h"
#include "http_load.h"
#include "kernel/check.h"
#include "pairs.h"

using namespace kader::benchmarks;

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    constexpr std::size_t count = 10;
    const std::string password = "stoel lantaarn giraffe sneeuw";
    const Scratch data;
    House::prepare(data.path() / "data", password);
    const House house{data.path() / "data"};
    const auto sign_in = house.request("POST /api/session",
                                       "Origin: http://localhost:" + std::to_string(house.port()) + "\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n",
                                       R"({"login":"meting","password":")" + password + "\"}");
    std::array<char, crypto_pwhash_STRBYTES> bare{};
    HALT_UNLESS(crypto_pwhash_str_alg(bare.data(), password.data(), password.size(), 3, std::size_t{64} << 20, crypto_pwhash_ALG_ARGON2ID13) == 0);
    std::vector<Pair> pairs;
    for (int round = 0; round <= rounds; ++round) {
        const auto own = checked(ask_again(house.port(), 1, sign_in, count, 200), count);
        const auto start = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < count; ++i) HALT_UNLESS(crypto_pwhash_str_verify(bare.data(), password.data(), password.size()) == 0);
        const auto probe = static_cast<double>(count) / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (round > 0) pairs.push_back({own.per_second(), probe});
    }
    // At most 1.3 times the time of the probe.
    say("sign-in by password, over HTTP", pairs, 1 / 1.3);
}
