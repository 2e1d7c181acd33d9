#include "accounts/role_set.h"

#include <algorithm>

#include "accounts/sealed_form.h"

namespace kader::accounts {

namespace {

using form::go;
using form::go_number;

// The role as its word, which is never used again for another; its number here may change.
template <class Way>
void go_role(Way& way, access::Role& role) {
    std::string text{access::word(role)};
    way.bytes(text);
    if (const auto read = access::parse_role(text))
        role = *read;
    else if constexpr (requires { way.fail(); })
        way.fail();
}

template <class Way>
void go(Way& way, Membership& one) {
    go_role(way, one.role);
    go_number(way, one.state);
    std::optional<std::int64_t> day;
    if (one.until) day = one.until->time_since_epoch().count();
    way.maybe(day, [&](std::int64_t& number) { way.number(number); });
    one.until.reset();
    if (day) one.until = CalendarDay{std::chrono::days{*day}};
    go(way, one.granted_by);
    go(way, one.agreed_by);
    go(way, one.asked);
    go_number(way, one.is_alone);
    way.bytes(one.case_number);
    way.list(one.scope, scope_max, [&](std::string& word) { way.bytes(word); });
}

template <class Way>
void go(Way& way, RoleSet& set) {
    way.list(set.all, roles_max, [&](Membership& one) { go(way, one); });
    way.maybe(set.last_used, [&](access::Role& role) { go_role(way, role); });
    way.number(set.resets);
}

template <class Way>
void go(Way& way, GuestCard& card) {
    way.bytes(card.login);
    go(way, card.home);
    go(way, card.account);
    way.maybe(card.accepted, [&](system::Instant& at) { go(way, at); });
    go(way, card.roles);
}

template <class T>
vault::ByteVector written(const T& value) {
    auto copy = value;
    form::Writing way;
    go(way, copy);
    return way.take();
}

template <class T>
std::optional<T> read(vault::Bytes bytes) {
    std::optional<T> made{std::in_place};
    form::Reading way{bytes};
    go(way, *made);
    if (!way.is_whole()) made.reset();
    return made;
}

}  // namespace

std::string_view word(MemberState state) {
    switch (state) {
        case MemberState::Invited: return "invited";
        case MemberState::Active: return "active";
        case MemberState::Suspended: return "suspended";
        case MemberState::Ended: return "ended";
    }
    return {};
}

Membership* RoleSet::find(access::Role role) {
    const auto found = std::ranges::find(all, role, &Membership::role);
    return found == all.end() ? nullptr : &*found;
}

const Membership* RoleSet::find(access::Role role) const {
    const auto found = std::ranges::find(all, role, &Membership::role);
    return found == all.end() ? nullptr : &*found;
}

bool RoleSet::counts(access::Role role, CalendarDay today) const {
    const auto* const one = find(role);
    return one && one->counts(today);
}

std::vector<access::Role> RoleSet::counting(CalendarDay today) const {
    std::vector<access::Role> roles;
    for (const auto& one : all)
        if (one.counts(today)) roles.push_back(one.role);
    return roles;
}

std::vector<access::Role> RoleSet::held(CalendarDay today) const {
    std::vector<access::Role> roles;
    for (const auto& one : all)
        if (one.is_held(today)) roles.push_back(one.role);
    return roles;
}

std::optional<access::Role> RoleSet::first(CalendarDay today) const {
    if (last_used && counts(*last_used, today)) return last_used;
    const auto roles = counting(today);
    if (roles.empty()) return {};
    return roles.front();
}

vault::ByteVector bytes_of_roles(const RoleSet& set) { return written(set); }
std::optional<RoleSet> parse_roles(vault::Bytes bytes) { return read<RoleSet>(bytes); }
vault::ByteVector bytes_of_guest(const GuestCard& card) { return written(card); }
std::optional<GuestCard> parse_guest(vault::Bytes bytes) { return read<GuestCard>(bytes); }

}  // namespace kader::accounts
