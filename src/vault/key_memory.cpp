#include "vault/key_memory.h"

#include <sodium.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <new>
#include <vector>

#include "kernel/check.h"
#include "vault/keys.h"

namespace kader::vault::key_memory {

namespace {

constexpr std::size_t page_keys = 512;
constexpr std::size_t page_bytes = page_keys * key_bytes;

struct Memory {
    std::mutex mutex;
    std::vector<std::uint8_t*> pages;
    std::vector<std::uint8_t*> free;

    std::uint8_t* page_of(std::uint8_t* place) const {
        const auto page = std::find_if(pages.begin(), pages.end(), [&](std::uint8_t* start) {
            return std::less_equal<>{}(start, place) && std::less<>{}(place, start + page_bytes);
        });
        HALT_UNLESS(page != pages.end());
        return *page;
    }
    void add_page() {
        pages.reserve(pages.size() + 1);
        free.reserve((pages.size() + 1) * page_keys);
        auto* page = static_cast<std::uint8_t*>(sodium_malloc(page_bytes));
        if (page == nullptr) throw std::bad_alloc{};
        pages.push_back(page);
        for (auto at = page_keys; at > 0; --at) free.push_back(page + (at - 1) * key_bytes);
        sodium_mprotect_readonly(page);
    }
};

Memory& memory() {
    HALT_UNLESS(sodium_init() >= 0);
    // Never destroyed: keys may be let go until the very end of the program.
    static Memory& made = *new Memory;
    return made;
}

}  // namespace

std::uint8_t* keep(std::span<const std::uint8_t> bytes) {
    HALT_UNLESS(bytes.size() == key_bytes);
    auto& all = memory();
    const std::lock_guard lock{all.mutex};
    if (all.free.empty()) all.add_page();
    auto* place = all.free.back();
    all.free.pop_back();
    auto* page = all.page_of(place);
    HALT_UNLESS(sodium_mprotect_readwrite(page) == 0);
    std::copy(bytes.begin(), bytes.end(), place);
    sodium_mprotect_readonly(page);
    return place;
}

void let_go(std::uint8_t* kept) noexcept {
    auto& all = memory();
    const std::lock_guard lock{all.mutex};
    auto* page = all.page_of(kept);
    HALT_UNLESS(sodium_mprotect_readwrite(page) == 0);
    sodium_memzero(kept, key_bytes);
    sodium_mprotect_readonly(page);
    all.free.push_back(kept);  // There is room: add_page() made it.
}

}  // namespace kader::vault::key_memory
