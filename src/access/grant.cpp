#include "access/grant.h"

#include <array>

#include "access/mint.h"
#include "kernel/check.h"

namespace kader::access {

namespace {

struct AreaWords {
    std::string_view word, nl, en;
};

// In the order of Area.
constexpr std::array<AreaWords, area_count> area_words = {{
    {"practice", "de praktijk", "the practice"},
    {"staff", "het personeel", "staff"},
    {"documents", "de documenten", "documents"},
    {"activities", "de activiteiten", "activities"},
    {"memberships", "de lidmaatschappen", "memberships"},
    {"partners", "de partners", "partners"},
    {"security_management", "de informatiebeveiliging", "information security"},
    {"improvements", "de verbeteringen", "improvements"},
    {"check", "de antwoorden", "the answers"},
    {"audit", "het logboek", "the audit log"},
    {"transfer", "het overzetten van de praktijk", "moving the practice"},
    {"retention", "bewaren en vernietigen", "keeping and destroying"},
    {"system", "de sleutels en reservekopieën", "keys and backups"},
}};

const AreaWords& words_of(Area area) {
    const auto at = static_cast<std::size_t>(area);
    HALT_UNLESS(at < area_words.size());
    return area_words[at];
}

}  // namespace

std::string_view word(Area area) {
    return words_of(area).word;
}

std::string_view word(ActorKind kind) {
    switch (kind) {
        case ActorKind::Operator:
            return "operator";
        case ActorKind::Staff:
            return "staff";
        case ActorKind::Server:
            return "server";
    }
    HALT_UNLESS(false);
    return {};
}

bool Grant::may(Area area, Act act) const {
    const auto areas = act == Act::Read ? m_reads : m_writes;
    return static_cast<std::size_t>(area) < area_count && (areas & bit(area)) != 0;
}

std::optional<Error> Grant::refusal(Area area, Act act, Language language) const {
    if (may(area, act)) return {};
    const auto& words = words_of(area);
    const auto reads = act == Act::Read;
    auto detail = language == Language::Dutch
                      ? std::string{reads ? "U mag dit niet inzien: " : "U mag dit niet wijzigen: "}
                      : std::string{reads ? "You may not see this: " : "You may not change this: "};
    detail += language == Language::Dutch ? words.nl : words.en;
    return Error{Code::Forbidden, detail + "."};
}

Grant Grant::kept_to(std::span<const Area> areas, std::string case_number) const {
    std::uint32_t within = 0;
    for (const auto area : areas) within |= bit(area);
    auto actor = m_actor;
    actor.case_number = std::move(case_number);
    return Mint::make(m_practice, actor, m_reads & within, m_writes & within);
}

Actor operator_actor(std::uint32_t user_number) {
    // A UUID of version 8, whose content is free: "kader-", and the number at the end. Nobody with an
    // account can get it, because their ids have version 7.
    UuidBytes bytes{'k', 'a', 'd', 'e', 'r', '-', 0x80, 0, 0x80};
    for (std::size_t at = 0; at < 4; ++at)
        bytes[12 + at] = static_cast<std::uint8_t>(user_number >> (8 * (3 - at)));
    return {ActorKind::Operator, subjects::ActorId{bytes}, "operator", "local"};
}

Actor server_actor() {
    return {ActorKind::Server, {}, "server", "local"};
}

Grant operator_grant(const subjects::PracticeId& practice, std::uint32_t user_number) {
    return Mint::make(practice, operator_actor(user_number), everything, everything);
}

Grant server_grant(const subjects::PracticeId& practice, std::string_view workstation) {
    auto actor = server_actor();
    actor.workstation = workstation;
    return Mint::make(practice, actor, bit(Area::Check) | bit(Area::Audit), bit(Area::Audit));
}

Grant observer_grant(const subjects::PracticeId& practice) {
    return Mint::make(practice, server_actor(), bit(Area::SecurityManagement) | bit(Area::Audit), bit(Area::SecurityManagement) | bit(Area::Audit));
}

Grant key_ceremony_grant(const subjects::PracticeId& practice, const Actor& actor) {
    return Mint::make(practice, actor, 0, bit(Area::Audit));
}

Grant founder_grant(const subjects::PracticeId& practice, const Actor& actor) {
    return Mint::make(practice, actor, everything, everything);
}

}  // namespace kader::access
