#include "accounts/throttle.h"

#include <algorithm>

#include "vault/sealed.h"

namespace kader::accounts {

Throttle::Place Throttle::place_of(std::string_view login) const {
    const auto digest = vault::keyed_digest_of(m_key, {vault::bytes_of(login)});
    Place place{static_cast<std::size_t>(digest[0] | digest[1] << 8) % sets, 0};
    for (std::size_t at = 8; at < 16; ++at) place.tag = place.tag << 8 | digest[at];
    place.tag |= 1;
    return place;
}

const Throttle::Slot* Throttle::find(const Place& place) const {
    for (const auto& slot : m_slots[place.set])
        if (slot.tag == place.tag) return &slot;
    return nullptr;
}

std::optional<std::chrono::seconds> Throttle::wait(std::string_view login, Time now) const {
    const auto place = place_of(login);
    const std::lock_guard lock{m_mutex};
    const auto* slot = find(place);
    if (!slot || slot->until <= now) return {};
    return std::chrono::ceil<std::chrono::seconds>(slot->until - now);
}

void Throttle::failed(std::string_view login, Time now) {
    const auto place = place_of(login);
    const std::lock_guard lock{m_mutex};
    auto* slot = const_cast<Slot*>(find(place));
    if (!slot) {
        auto& set = m_slots[place.set];
        slot = &*std::ranges::min_element(set, {}, [](const Slot& one) { return one.tag == 0 ? Time::min() : one.last; });
        *slot = {};
        slot->tag = place.tag;
    }
    // Who left it alone for as long as the longest wait begins anew.
    if (slot->failures > 0 && now - std::max(slot->last, slot->until) > longest_wait) slot->failures = 0;
    ++slot->failures;
    slot->last = now;
    if (slot->failures <= free_failures) return;
    const auto doublings = std::min(slot->failures - free_failures - 1, 10);
    slot->until = now + std::min(first_wait * (1 << doublings), longest_wait);
}

void Throttle::succeeded(std::string_view login) {
    const auto place = place_of(login);
    const std::lock_guard lock{m_mutex};
    if (auto* slot = const_cast<Slot*>(find(place))) *slot = {};
}

}  // namespace kader::accounts
