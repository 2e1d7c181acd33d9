#include "accounts/factor_set.h"

#include "accounts/sealed_form.h"

namespace kader::accounts {

namespace {

using form::go;
using form::go_number;

template <class Way>
void go(Way& way, FactorSet& all) {
    const auto instant = [&](system::Instant& at) { go(way, at); };
    way.maybe(all.totp, [&](FactorSet::Totp& one) {
        go(way, one.id);
        way.bytes(one.secret);
        go_number(way, one.last_step);
        go(way, one.added);
        way.maybe(one.used, instant);
    });
    way.list(all.passkeys, passkeys_max, [&](FactorSet::Passkey& one) {
        go(way, one.id);
        way.bytes(one.site);
        way.bytes(one.credential);
        way.bytes(one.key);
        go_number(way, one.algorithm);
        go_number(way, one.counter);
        way.bytes(one.name);
        go(way, one.added);
        way.maybe(one.used, instant);
    });
    way.list(all.codes, 100, [&](vault::Digest& one) { go(way, one); });
    way.maybe(all.code_used, instant);
    go_number(way, all.has_lost);
    way.maybe(all.pin, [&](FactorSet::Pin& one) {
        way.bytes(one.hash);
        go_number(way, one.wrong);
    });
    way.list(all.returns, returns_max, [&](FactorSet::Return& one) {
        go(way, one.station);
        go(way, one.until);
    });
    way.maybe(all.activation, [&](FactorSet::Activation& one) {
        go(way, one.hash);
        go(way, one.ends);
    });
}

}  // namespace

vault::ByteVector bytes_of_factors(const FactorSet& all) {
    auto copy = all;
    form::Writing way;
    go(way, copy);
    return way.take();
}

std::optional<FactorSet> parse_factors(vault::Bytes bytes) {
    std::optional<FactorSet> all{std::in_place};
    form::Reading way{bytes};
    go(way, *all);
    if (!way.is_whole()) all.reset();
    return all;
}

std::string_view word(SessionState state) {
    switch (state) {
        case SessionState::Active: return "active";
        case SessionState::Enrolling: return "enrolling";
        case SessionState::Locked: return "locked";
    }
    return {};
}

std::string_view word(Lacks lacks) {
    switch (lacks) {
        case Lacks::Nothing: return "nothing";
        case Lacks::Factor: return "factor";
        case Lacks::Lost: return "lost";
    }
    return {};
}

std::string_view word(FactorKind kind) { return kind == FactorKind::Totp ? "totp" : "passkey"; }

}  // namespace kader::accounts
