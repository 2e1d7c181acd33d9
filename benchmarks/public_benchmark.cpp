// What the pages for everybody cost, beside a bare page of the same size, and what they take from who is signed in.
//
//   kader_public_bench [rounds]        (3)
//
//   page        a page asked again and again over 64 connections from eight addresses, beside the least that answers
//               with Beast and as many bytes. Once as it stands ready, once made anew for each request.
//   signed in   how long a record takes to be read, one after the other, while 64 connections ask for a page; beside
//               the same while they ask for /health, which is as cheap as an answer can be.
//
// Ratios are medians of the rounds, in turns. Nothing fails because the machine is busy; a wrong answer does.

#include <atomic>
#include <thread>

#include "bare_server.h"
#include "http_house.h"
#include "pairs.h"
#include "public_pages/norms_for_tests.h"

using namespace kader;
using namespace kader::benchmarks;

namespace {

constexpr std::size_t connections = 64;
int rounds = 3;

const std::string answered = "/wat-geldt?toon=1&situation=starting&legal-form=sole-trader&alone=only-me&treatments=laser-hair-removal&profession=beautician";

std::size_t bytes_of(std::uint16_t port, const std::string& request) {
    return checked(ask_again(port, 1, request, 1, 200), 1).bytes;
}

void page(const House& house, const std::string& name, const std::string& path) {
    const auto request = house.request("GET " + path);
    const auto size = bytes_of(house.port(), request);
    const BareServer bare{static_cast<int>(std::max(1u, std::thread::hardware_concurrency())), std::string(size, 'x')};
    constexpr std::size_t count = 10'000;
    std::vector<Pair> pairs;
    for (int round = 0; round <= rounds; ++round) {
        const auto own = checked(ask_again(house.port(), connections, request, count, 200), count).per_second();
        const auto probe = checked(ask_again(bare.port(), connections, request, count, 200), count).per_second();
        if (round > 0) pairs.push_back({own, probe});
    }
    say(name + ", " + std::to_string(size) + " bytes", pairs, 0.5);
}

// Each request another address, so that none stands ready.
void page_anew(const House& house, const std::string& name, const std::string& path) {
    const auto size = bytes_of(house.port(), house.request("GET " + path));
    const BareServer bare{static_cast<int>(std::max(1u, std::thread::hardware_concurrency())), std::string(size, 'x')};
    constexpr std::size_t count = 3'000;
    std::vector<Pair> pairs;
    std::size_t number = 0;
    for (int round = 0; round <= rounds; ++round) {
        std::vector<std::string> requests;
        for (std::size_t at = 0; at < count; ++at) requests.push_back(house.request("GET " + path + "&nummer=" + std::to_string(++number)));
        const auto own = checked(ask_all(house.port(), connections, requests, 200), count).per_second();
        const auto probe = checked(ask_all(bare.port(), connections, requests, 200), count).per_second();
        if (round > 0) pairs.push_back({own, probe});
    }
    say(name + ", made anew", pairs, 0.0);
}

// Seconds for a record, while others ask.
double reading_while(const House& house, const Person& who, const std::vector<std::string>& others) {
    std::atomic<bool> is_over{false};
    std::thread load{[&] {
        while (!is_over) ask_all(house.port(), connections, others, 200);
    }};
    const auto reads = house.reads(who, 300, "B", 100);
    const auto read = checked(ask_all(house.port(), 1, reads, 200), reads.size());
    is_over = true;
    load.join();
    return read.seconds / static_cast<double>(reads.size());
}

void signed_in(const House& house, const Person& who, const std::string& name, const std::vector<std::string>& pages) {
    const std::vector<std::string> bare(2'000, house.request("GET /health"));
    std::vector<double> ratios, with, without;
    for (int round = 0; round < rounds; ++round) {
        without.push_back(reading_while(house, who, bare));
        with.push_back(reading_while(house, who, pages));
        ratios.push_back(with.back() / without.back());
    }
    std::printf("%-32s a record in %.0f us, beside /health in %.0f us: ratio %.2f\n", name.c_str(), 1e6 * median(with), 1e6 * median(without), median(ratios));
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1) rounds = std::max(1, std::atoi(argv[1]));
    const public_pages::RealNorms all{(fs::path{KADER_SOURCE_DIR} / "norms").string()};
    const Scratch base;
    const auto data = base.path() / "data";
    const auto who = House::prepare(data);
    const House house{data, &all.pages};
    checked(ask_all(house.port(), 16, house.posts(who, 100, "B"), 201), 100);
    page(house, "first page", "/");
    page(house, "an answer", answered);
    page_anew(house, "an answer", answered);
    signed_in(house, who, "signed in, pages ready", std::vector<std::string>(2'000, house.request("GET " + answered)));
    std::vector<std::string> anew;
    for (int at = 0; at < 2'000; ++at) anew.push_back(house.request("GET " + answered + "&zo=" + std::to_string(at)));
    signed_in(house, who, "signed in, pages made anew", anew);
    return EXIT_SUCCESS;
}
