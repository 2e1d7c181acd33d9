// Accounts in the hands of who manages them, and the shared workstations of a practice.

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "factors/recovery_codes.h"
#include "system/random.h"

namespace kader::accounts {

using rows::refuse;

namespace {

constexpr storage::Sql insert_station{
    "INSERT INTO station (practice_id, station_id, token_hash, account_id, made_at, ended_at, proof) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr storage::Sql end_station_row{"UPDATE station SET ended_at = $3 WHERE practice_id = $1 AND station_id = $2 AND ended_at IS NULL"};
constexpr storage::Sql count_stations{"SELECT count(*) FROM station WHERE practice_id = $1 AND ended_at IS NULL"};

constexpr std::chrono::hours activation_time{72};

Error nobody(Language language) { return refuse(Code::NotFound, language, "Dit account bestaat niet.", "There is no such account."); }

}  // namespace

std::optional<Error> Accounts::suspend(const access::Grant& grant, const subjects::ActorId& id, Language language) {
    if (auto refused = grant.refusal(access::Area::Practice, access::Act::Write, language)) return refused;
    const auto known = find(id);
    if (!known || known->practice != grant.practice()) return nobody(language);
    return change(grant.practice(), id, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        if (auto refused = rows::refuse_above(grant, stored.role, language)) return refused;
        stored.state = AccountState::Suspended;
        stored.factors.returns.clear();
        note(unit, grant, stored, "account.suspend");
        end_others(unit, grant, stored, nullptr, "account.suspend");
        return {};
    });
}

Result<std::string> Accounts::reset(const access::Grant& grant, const subjects::ActorId& id, Language language) {
    if (auto refused = grant.refusal(access::Area::Practice, access::Act::Write, language)) return *std::move(refused);
    if (grant.actor().kind == access::ActorKind::Staff && grant.actor().id == id)
        return refuse(Code::Forbidden, language, "Uw eigen account kan alleen iemand anders terugzetten. Gebruik zelf een herstelcode.",
                      "Only somebody else can reset your own account. Use a recovery code yourself.");
    const auto known = find(id);
    if (!known || known->practice != grant.practice()) return nobody(language);
    const auto code = factors::RecoveryCode::random();
    auto refused = change(grant.practice(), id, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        if (stored.state != AccountState::Active) return nobody(language);
        if (auto above = rows::refuse_above(grant, stored.role, language)) return above;
        stored.hash.clear();
        stored.factors = {};
        stored.factors.activation = {code_hash("activation", id, code.bytes()), unit.now() + activation_time};
        note(unit, grant, stored, "account.reset");
        end_others(unit, grant, stored, nullptr, "account.reset");
        return {};
    });
    if (refused) return *std::move(refused);
    return code.text();
}

Result<std::vector<Listed>> Accounts::list(const access::Grant& grant, Language language) {
    if (auto refused = grant.refusal(access::Area::Practice, access::Act::Write, language)) return *std::move(refused);
    be_fresh();
    std::vector<Listed> all;
    {
        const std::lock_guard lock{m_mutex};
        for (const auto& [id, account] : m_known->accounts)
            if (account->practice == grant.practice())
                all.push_back({id, account->name, account->login, account->role, account->state == AccountState::Suspended, account->factors.has_second()});
    }
    // Names are shown only when the log says so.
    audit::Line line{.act = "account.list", .count = static_cast<std::int64_t>(all.size())};
    auto refused = m_ground.writer.write(grant.practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        m_ground.log.append(unit, grant, line);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
    if (refused) return *std::move(refused);
    return all;
}

bool Accounts::others_may(const subjects::PracticeId& practice, access::Area area, access::Act act, const subjects::ActorId& but) {
    be_fresh();
    const std::lock_guard lock{m_mutex};
    for (const auto& [id, account] : m_known->accounts)
        if (account->practice == practice && id != but && account->state != AccountState::Suspended &&
            access::staff_grant(practice, id, account->role, "local").may(area, act))
            return true;
    return false;
}

Result<std::string> Accounts::make_station(const SignedIn& who, const Where& where, Language language) {
    const auto token = rows::new_token();
    const auto hash = rows::hash_of_token(m_token_key, token);
    const auto id = system::make_id<StationId>(m_ground.clock.now());
    auto refused = m_ground.writer.write(who.practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        std::int64_t count = 0;
        unit.each(count_stations, {storage::id(who.practice)}, [&](const storage::Row& row) { count = row.integer(0); });
        if (count >= static_cast<std::int64_t>(stations_max))
            return refuse(Code::TooLarge, language, "Er zijn al te veel gedeelde werkplekken.", "There are too many shared workstations already.");
        unit.run(insert_station, {storage::id(who.practice), storage::id(id), storage::Bytes{hash}, storage::id(who.account), rows::number(unit.now()),
                                  storage::null(), storage::Bytes{rows::proof_of_station(m_token_key, hash, who.practice, id)}});
        m_ground.log.append(unit, who.grant(where.workstation), {.act = "station.add", .object = audit::Object{"station", id.text()}});
        if (m_ground.after_writes) m_ground.after_writes(unit);
        follow(unit, [hash, id, practice = who.practice](Known& known) { known.stations[hash] = {id, practice}; });
        return {};
    });
    if (refused) return *std::move(refused);
    return token;
}

std::optional<Error> Accounts::end_station(const SignedIn& who, const Where& where, Language language) {
    const auto station = station_of(where, who.practice);
    if (!station) return refuse(Code::NotFound, language, "Dit is geen gedeelde werkplek.", "This is no shared workstation.");
    return m_ground.writer.write(who.practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        unit.run(end_station_row, {storage::id(who.practice), storage::id(*station), rows::number(unit.now())});
        m_ground.log.append(unit, who.grant(where.workstation), {.act = "station.remove", .object = audit::Object{"station", station->text()}});
        if (m_ground.after_writes) m_ground.after_writes(unit);
        follow(unit, [id = *station](Known& known) { std::erase_if(known.stations, [&](const auto& one) { return one.second.id == id; }); });
        return {};
    });
}

bool Accounts::is_station(std::string_view token) {
    const auto hash = rows::hash_of_token(m_token_key, token);
    be_fresh();
    const std::lock_guard lock{m_mutex};
    return m_known->stations.contains(hash);
}

}  // namespace kader::accounts
