#include "accounts/throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "vault/sealed.h"

namespace kader::accounts {

namespace {

using Seconds = std::chrono::seconds;

bool is_of_this_machine(std::string_view address) {
    return address == "local" || address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

// Who has one address of IPv6 has 2^64 of them.
std::string network_of(std::string_view address) {
    std::string text{address};
    in6_addr six{};
    if (text.starts_with("::ffff:") || ::inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
    return {reinterpret_cast<const char*>(six.s6_addr), 8};
}

std::optional<Seconds> left(Throttle::Time until, Throttle::Time now) {
    if (until <= now) return {};
    return std::chrono::ceil<Seconds>(until - now);
}

}  // namespace

Throttle::Place Throttle::place_of(char kind, std::string_view one, std::string_view other) const {
    const auto length = vault::big_endian(static_cast<std::int64_t>(one.size()));
    const auto digest = vault::keyed_digest_of(
        m_key, {vault::bytes_of(std::string_view{&kind, 1}), length, vault::bytes_of(one), vault::bytes_of(other)});
    Place place{static_cast<std::size_t>(digest[0] | digest[1] << 8) % sets, 0};
    for (std::size_t at = 8; at < 16; ++at) place.tag = place.tag << 8 | digest[at];
    place.tag |= 1;
    return place;
}

const Throttle::Slot* Throttle::find(const Table& table, const Place& place) {
    for (const auto& slot : table[place.set])
        if (slot.tag == place.tag) return &slot;
    return nullptr;
}

Throttle::Slot& Throttle::slot_at(Table& table, const Place& place) {
    if (const auto* found = find(table, place)) return const_cast<Slot&>(*found);
    // Who waits is not let free by a crowd of other names.
    const auto matters = [](const Slot& one) {
        return one.tag == 0 ? std::pair{Time::min(), Time::min()} : std::pair{one.until, one.last};
    };
    auto& slot = *std::ranges::min_element(table[place.set], {}, matters);
    slot = {};
    slot.tag = place.tag;
    return slot;
}

const Throttle::Slot* Throttle::slot_of(Guess guess, std::string_view login, std::string_view address) const {
    const bool is_code = guess == Guess::Code;
    if (const auto* known = find(m_known, place_of(is_code ? 'K' : 'k', login, address))) return known;
    return find(m_logins, place_of(is_code ? 'L' : 'l', login));
}

std::optional<Seconds> Throttle::wait(Guess guess, std::string_view login, std::string_view address, Time now) const {
    const std::lock_guard lock{m_mutex};
    std::optional<Seconds> wait;
    if (guess != Guess::Passkey)
        if (const auto* slot = slot_of(guess, login, address)) wait = left(slot->until, now);
    if (!is_of_this_machine(address))
        if (const auto* slot = find(m_addresses, place_of('a', network_of(address))))
            wait = std::max(wait, left(slot->until - address_failures * address_pause, now));
    return wait;
}

void Throttle::failed(Guess guess, std::string_view login, std::string_view address, Time now) {
    const std::lock_guard lock{m_mutex};
    if (!is_of_this_machine(address)) {
        // When all its failures are forgotten; each moves that on.
        auto& slot = slot_at(m_addresses, place_of('a', network_of(address)));
        slot.until = std::max(slot.until, now) + address_pause;
        slot.last = now;
    }
    if (guess == Guess::Passkey) return;
    const bool is_code = guess == Guess::Code;
    const auto known = place_of(is_code ? 'K' : 'k', login, address);
    auto& slot = find(m_known, known) ? slot_at(m_known, known) : slot_at(m_logins, place_of(is_code ? 'L' : 'l', login));
    is_code ? count_code(slot, now) : count_password(slot, now);
}

void Throttle::count_password(Slot& slot, Time now) {
    // Who left it alone for as long as the longest wait begins anew.
    if (slot.failures > 0 && now - std::max(slot.last, slot.until) > longest_wait) slot.failures = 0;
    ++slot.failures;
    slot.last = now;
    if (slot.failures <= free_failures) return;
    const auto doublings = std::min(slot.failures - free_failures - 1, 10);
    slot.until = now + std::min(first_wait * (1 << doublings), longest_wait);
}

void Throttle::count_code(Slot& slot, Time now) {
    if (slot.failures == 0 || now - slot.last >= codes_time) {
        slot.failures = 0;
        slot.last = now;
    }
    if (++slot.failures >= codes) slot.until = slot.last + codes_time;
}

void Throttle::succeeded(std::string_view login, std::string_view address, Time now) {
    const std::lock_guard lock{m_mutex};
    for (const auto& [kind, known_kind] : {std::pair{'l', 'k'}, std::pair{'L', 'K'}}) {
        if (const auto* slot = find(m_logins, place_of(kind, login))) const_cast<Slot&>(*slot) = {};
        auto& known = slot_at(m_known, place_of(known_kind, login, address));
        known.failures = 0;
        known.until = known.last = now;
    }
    if (const auto* slot = find(m_addresses, place_of('a', network_of(address)))) const_cast<Slot*>(slot)->until -= address_pause;
}

}  // namespace kader::accounts
