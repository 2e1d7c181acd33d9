#include "epochs/turning.h"

#include <algorithm>
#include <map>

namespace kader::epochs {

namespace {

class Turn {
public:
    Turn(const Ground& ground, const access::Actor& actor, Language language) : m_ground(ground), m_actor(actor), m_language(language) {}

    Result<Turned> run() {
        if (!is_under_way(keyring()))
            if (auto refused = begin()) return *refused;
        m_from = keyring().content()->epochs.begin()->first;
        const auto practices = all_practices();
        for (const auto& practice : practices)
            if (auto refused = move(practice)) return *refused;
        // A practice that came meanwhile has all its keys under the new epoch; that is seen here, not believed.
        for (const auto& practice : all_practices())
            if (auto refused = see_that_none_is_left(practice)) return *refused;
        if (auto refused = forget()) return *refused;
        m_turned.epoch = keyring().epoch();
        return m_turned;
    }

private:
    vault::Keyring& keyring() { return m_ground.store.keyring(); }

    std::optional<Error> change(const std::function<void(vault::KeyringContent&)>& change) {
        return m_ground.store.change(change, m_ground.clock.now(), [&](vault::Bytes bytes) -> std::optional<Error> {
            return m_ground.copies ? m_ground.copies(bytes) : std::nullopt;
        });
    }

    std::optional<Error> begin() {
        return change([](vault::KeyringContent& content) {
            content.epochs[content.epochs.rbegin()->first + 1] = std::make_shared<const vault::Key>(vault::Key::random());
        });
    }

    std::vector<subjects::PracticeId> all_practices() {
        std::vector<subjects::PracticeId> all;
        const auto session = m_ground.database.open_reader();
        for (const auto& practice : subjects::practices(*session)) all.push_back(practice.id);
        for (const auto& practice : subjects::practices_being_moved_in(*session)) all.push_back(practice.id);
        return all;
    }

    std::optional<Error> move(const subjects::PracticeId& practice) {
        for (bool is_all = false; !is_all;) {
            if (m_ground.is_to_stop && m_ground.is_to_stop()) return stopped();
            vault::SubjectKeys::Moved moved;
            std::chrono::steady_clock::time_point began, ended;
            auto refused = m_ground.writer.write(
                practice.bytes(),
                [&](storage::Unit& unit) -> std::optional<Error> {
                    moved = {};
                    began = m_ground.steady();
                    auto some = m_ground.keys.move_from(unit, m_from, m_at_a_time);
                    if (!some) return some.error();
                    moved = *some;
                    if (m_ground.after_writes && unit.has_written()) m_ground.after_writes(unit);
                    unit.after_commit([&] { ended = m_ground.steady(); });
                    return {};
                },
                storage::Kind::Bulk);
            if (refused) return refused;
            m_turned.keys += moved.keys;
            ++m_turned.units;
            m_moved[practice] += moved.keys;
            is_all = moved.is_all;
            if (moved.keys > 0) adapt(moved.keys, ended - began);
        }
        return {};
    }

    void adapt(std::int64_t keys, std::chrono::steady_clock::duration held) {
        if (m_ground.told) m_ground.told(keys, held);
        if (held > held_most) m_at_a_time = std::max<std::int64_t>(1, std::min(keys, m_at_a_time) / 2);
        if (held < held_least && keys == m_at_a_time) m_at_a_time = std::min(keys_most, 2 * m_at_a_time);
    }

    std::optional<Error> see_that_none_is_left(const subjects::PracticeId& practice) {
        return m_ground.writer.write(
            practice.bytes(),
            [&](storage::Unit& unit) -> std::optional<Error> {
                if (vault::SubjectKeys::count_under(unit.session(), practice.bytes(), m_from) != 0) return not_all();
                audit::Line line;
                line.act = "keys.turn_epoch";
                line.object = audit::Object{"epoch", std::to_string(m_from)};
                line.count = m_moved[practice];
                m_ground.log.append(unit, access::key_ceremony_grant(practice, m_actor), line);
                if (m_ground.after_writes) m_ground.after_writes(unit);
                return {};
            },
            storage::Kind::Bulk);
    }

    std::optional<Error> forget() {
        return change([&](vault::KeyringContent& content) { content.epochs.erase(m_from); });
    }

    Error said(const char* nl, const char* en) const { return {Code::Unavailable, m_language == Language::Dutch ? nl : en}; }
    Error stopped() const {
        return said("De wisseling van de sleutels is onderbroken; de volgende keer gaat zij verder waar zij was.",
                    "The turn of the keys was interrupted; the next time it goes on where it was.");
    }
    Error not_all() const {
        return said("Er staat nog een sleutel onder de oude periode; de wisseling gaat later verder.",
                    "A key is still under the old epoch; the turn goes on later.");
    }

    const Ground& m_ground;
    const access::Actor& m_actor;
    Language m_language;
    int m_from = 0;
    std::int64_t m_at_a_time = keys_at_first;
    std::map<subjects::PracticeId, std::int64_t> m_moved;
    Turned m_turned;
};

}  // namespace

bool is_under_way(const vault::Keyring& keyring) { return keyring.content()->epochs.size() > 1; }

bool is_out_of_reach(const vault::Keyring& keyring, int epoch) { return keyring.content()->epochs.begin()->first > epoch; }

Result<Turned> turn(const Ground& ground, const access::Actor& actor, Language language) { return Turn{ground, actor, language}.run(); }

}  // namespace kader::epochs
