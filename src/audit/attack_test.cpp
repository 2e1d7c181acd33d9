// A thousand attacks on a stored log by somebody who can write in the database but lacks the keys.

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "audit/chain.h"
#include "audit/log_for_tests.h"

namespace kader::audit {

namespace {

using vault::ByteVector;

constexpr std::int64_t lines_count = 40;
constexpr int attacks_count = 1000;

struct Row {
    std::int64_t lane = first_lane, seq = 0;
    std::string entry;
    ByteVector salt, chain;
};
struct StoredHead {
    std::int64_t lane = first_lane, seq = 0;
    ByteVector chain, mac;
};
struct Stored {
    std::vector<Row> rows;
    std::vector<StoredHead> heads;
};

ByteVector copy(storage::Bytes bytes) {
    return {bytes.begin(), bytes.end()};
}

// A house whose log is attacked within a transaction that never commits.
class Target {
public:
    Target() {
        m_house.add_lines(lines_count);
        m_house.add_lines(lines_count, LogForTests::practice(2));
        m_house.stop();
        sound = read(LogForTests::practice());
        other = read(LogForTests::practice(2));
        m_session = m_house.database().open_writer();
    }
    Verified after(const Stored& attacked) {
        static constexpr storage::Sql no_entries{"DELETE FROM audit_entry WHERE practice_id = $1"};
        static constexpr storage::Sql no_heads{"DELETE FROM audit_head WHERE practice_id = $1"};
        static constexpr storage::Sql add_entry{
            "INSERT INTO audit_entry (practice_id, lane, seq, entry, salt, chain) VALUES ($1, $2, $3, $4, $5, $6)"};
        static constexpr storage::Sql add_head{"INSERT INTO audit_head (practice_id, lane, seq, chain, mac) VALUES ($1, $2, $3, $4, $5)"};
        const auto practice = LogForTests::practice();
        m_session->begin();
        m_session->enter_practice(practice.bytes());
        m_session->run(no_entries, {storage::id(practice)});
        m_session->run(no_heads, {storage::id(practice)});
        for (const auto& row : attacked.rows)
            m_session->run(add_entry, {storage::id(practice), row.lane, row.seq, row.entry, storage::Bytes{row.salt}, storage::Bytes{row.chain}});
        for (const auto& head : attacked.heads)
            m_session->run(add_head, {storage::id(practice), head.lane, head.seq, storage::Bytes{head.chain}, storage::Bytes{head.mac}});
        auto verified = verify(*m_session, m_house.keyring, practice);
        m_session->rollback();
        return verified;
    }
    Stored sound, other;

private:
    Stored read(const subjects::PracticeId& practice) {
        static constexpr storage::Sql entries{"SELECT lane, seq, entry, salt, chain FROM audit_entry WHERE practice_id = $1 ORDER BY seq"};
        static constexpr storage::Sql heads{"SELECT lane, seq, chain, mac FROM audit_head WHERE practice_id = $1"};
        Stored found;
        const auto session = m_house.reader();
        session->each(entries, {storage::id(practice)}, [&](const storage::Row& row) {
            found.rows.push_back({row.integer(0), row.integer(1), std::string{row.text(2)}, copy(row.blob(3)), copy(row.blob(4))});
        });
        session->each(heads, {storage::id(practice)}, [&](const storage::Row& row) {
            found.heads.push_back({row.integer(0), row.integer(1), copy(row.blob(2)), copy(row.blob(3))});
        });
        return found;
    }
    LogForTests m_house;
    std::unique_ptr<storage::Session> m_session;
};

class Attacker {
public:
    Attacker(const Target& target, std::uint32_t seed) : m_target(target), m_chance(seed) {}

    using Attack = std::int64_t (Attacker::*)();
    static const std::map<std::string, Attack>& all();

    Stored now;  // What is attacked. Each attack gives the first position that is wrong after it.

    std::int64_t change_entry() {
        auto& row = any();
        row.entry[below(row.entry.size())] ^= 1;
        return row.seq;
    }
    std::int64_t change_salt() {
        auto& row = any();
        row.salt[below(row.salt.size())] ^= bit();
        return row.seq;
    }
    std::int64_t change_chain() {
        auto& row = any();
        row.chain[below(row.chain.size())] ^= bit();
        return row.seq;
    }
    std::int64_t change_head_chain() {
        now.heads[0].chain[below(32)] ^= bit();
        return lines_count;
    }
    std::int64_t change_head_mac() {
        now.heads[0].mac[below(32)] ^= bit();
        return lines_count;
    }
    std::int64_t move_head_on() {
        now.heads[0].seq += 1 + static_cast<std::int64_t>(below(5));
        return lines_count + 1;
    }
    std::int64_t move_head_back() {
        const auto seq = static_cast<std::int64_t>(1 + below(lines_count - 1));
        now.heads[0].seq = seq;
        now.heads[0].chain = now.rows[static_cast<std::size_t>(seq - 1)].chain;
        return seq;
    }
    std::int64_t take_head_away() {
        now.heads.clear();
        return lines_count;
    }
    std::int64_t remove() {
        const auto at = place();
        now.rows.erase(now.rows.begin() + at);
        return at + 1;
    }
    std::int64_t remove_and_close_the_gap() {
        const auto at = below(lines_count - 1);
        now.rows.erase(now.rows.begin() + static_cast<std::ptrdiff_t>(at));
        number();
        return static_cast<std::int64_t>(at) + 1;
    }
    std::int64_t insert_copy() {
        const auto at = place();
        now.rows.insert(now.rows.begin() + at, now.rows[below(now.rows.size())]);
        number();
        return first_difference();
    }
    std::int64_t swap_rows() {
        auto [one, two] = two_places();
        std::swap(now.rows[one], now.rows[two]);
        number();
        return static_cast<std::int64_t>(one) + 1;
    }
    std::int64_t swap_parts() {
        auto [one, two] = two_places();
        auto &a = now.rows[one], &b = now.rows[two];
        switch (below(3)) {
            case 0: std::swap(a.entry, b.entry); break;
            case 1: std::swap(a.salt, b.salt); break;
            default: std::swap(a.chain, b.chain);
        }
        return static_cast<std::int64_t>(one) + 1;
    }
    std::int64_t cut_off() {
        const auto keep = below(lines_count);
        now.rows.resize(keep);
        return static_cast<std::int64_t>(keep) + 1;
    }
    std::int64_t cut_off_with_head() {
        const auto keep = 1 + below(lines_count - 1);
        now.rows.resize(keep);
        set_head();
        return static_cast<std::int64_t>(keep);
    }
    std::int64_t cut_off_all() {
        now = {};
        return 1;
    }
    std::int64_t row_of_other_practice() {
        auto& row = any();
        row = m_target.other.rows[static_cast<std::size_t>(row.seq - 1)];
        return row.seq;
    }
    std::int64_t log_of_other_practice() {
        now = m_target.other;
        return 1;
    }
    std::int64_t add_past_the_end() {
        now.rows.push_back(now.rows[below(now.rows.size())]);
        now.rows.back().seq = lines_count + 1 + static_cast<std::int64_t>(below(3));
        return lines_count + 1;
    }
    std::int64_t move_to_other_lane() {
        auto& row = any();
        row.lane = 1;
        return row.seq;
    }
    // As sound as one can make it without the keys: every hash is made again, and every number inside the lines.
    std::int64_t change_and_chain_again() {
        auto& row = any();
        auto entry = *parse_entry(row.entry);
        entry.act = "record.read";
        row.entry = canonical(entry);
        chain_again();
        return lines_count;
    }
    std::int64_t remove_and_chain_again() {
        now.rows.erase(now.rows.begin() + place());
        number_inside();
        chain_again();
        return lines_count - 1;
    }
    std::int64_t insert_and_chain_again() {
        const auto at = place();
        now.rows.insert(now.rows.begin() + at, now.rows[static_cast<std::size_t>(at)]);
        number_inside();
        chain_again();
        return lines_count + 1;
    }
    std::int64_t swap_and_chain_again() {
        auto [one, two] = two_places();
        // Lines differ by their salt at least.
        std::swap(now.rows[one], now.rows[two]);
        number_inside();
        chain_again();
        return lines_count;
    }
    std::int64_t swap_numbers_and_chain_again() {
        auto [one, two] = two_places();
        std::swap(now.rows[one], now.rows[two]);
        number();
        chain_again();
        return static_cast<std::int64_t>(one) + 1;
    }
    std::int64_t new_log_with_keys_of_their_own() {
        for (auto& row : now.rows) row.salt.assign(row.salt.size(), static_cast<std::uint8_t>(below(256)));
        chain_again();
        const auto keyring = vault::Keyring::random();
        Head head{lines_count, {}};
        std::copy(now.rows.back().chain.begin(), now.rows.back().chain.end(), head.chain.begin());
        now.heads[0].mac = copy(mac_of(keyring.chain_key(), LogForTests::practice().bytes(), first_lane, head));
        return lines_count;
    }

private:
    std::size_t below(std::size_t end) { return m_chance() % end; }
    std::uint8_t bit() { return static_cast<std::uint8_t>(1U << below(8)); }
    std::ptrdiff_t place() { return static_cast<std::ptrdiff_t>(below(lines_count)); }
    Row& any() { return now.rows[below(now.rows.size())]; }
    std::pair<std::size_t, std::size_t> two_places() {
        const auto one = below(lines_count - 1);
        return {one, one + 1 + below(lines_count - one - 1)};
    }
    void number() {
        std::int64_t seq = 0;
        for (auto& row : now.rows) row.seq = ++seq;
    }
    void number_inside() {
        number();
        for (auto& row : now.rows) {
            auto entry = *parse_entry(row.entry);
            entry.seq = row.seq;
            row.entry = canonical(entry);
        }
    }
    void set_head() {
        now.heads[0].seq = now.rows.back().seq;
        now.heads[0].chain = now.rows.back().chain;
    }
    void chain_again() {
        Head head;
        for (auto& row : now.rows) {
            head = following(head, row.salt, row.entry);
            row.chain = copy(head.chain);
        }
        set_head();
    }
    std::int64_t first_difference() const {
        const auto& before = m_target.sound.rows;
        for (std::size_t at = 0; at < before.size(); ++at)
            if (before[at].salt != now.rows[at].salt) return static_cast<std::int64_t>(at) + 1;
        return lines_count + 1;
    }

    const Target& m_target;
    std::mt19937 m_chance;
};

const std::map<std::string, Attacker::Attack>& Attacker::all() {
    static const std::map<std::string, Attack> attacks = {
        {"an entry is changed", &Attacker::change_entry},
        {"a salt is changed", &Attacker::change_salt},
        {"a link of the chain is changed", &Attacker::change_chain},
        {"the chain of the head is changed", &Attacker::change_head_chain},
        {"the code of the head is changed", &Attacker::change_head_mac},
        {"the head is moved on", &Attacker::move_head_on},
        {"the head is moved back", &Attacker::move_head_back},
        {"the head is taken away", &Attacker::take_head_away},
        {"a line is removed", &Attacker::remove},
        {"a line is removed and the gap closed", &Attacker::remove_and_close_the_gap},
        {"a copy of a line is put between", &Attacker::insert_copy},
        {"two lines are swapped", &Attacker::swap_rows},
        {"a part of two lines is swapped", &Attacker::swap_parts},
        {"the end is cut off", &Attacker::cut_off},
        {"the end is cut off and the head set back", &Attacker::cut_off_with_head},
        {"everything is removed", &Attacker::cut_off_all},
        {"a line of another practice is put in place", &Attacker::row_of_other_practice},
        {"the log of another practice is put in place", &Attacker::log_of_other_practice},
        {"a line is added past the end", &Attacker::add_past_the_end},
        {"a line is moved to another lane", &Attacker::move_to_other_lane},
        {"a line is changed and the chain made again", &Attacker::change_and_chain_again},
        {"a line is removed and the chain made again", &Attacker::remove_and_chain_again},
        {"a line is put between and the chain made again", &Attacker::insert_and_chain_again},
        {"two lines are swapped and the chain made again", &Attacker::swap_and_chain_again},
        {"two places are swapped and the chain made again", &Attacker::swap_numbers_and_chain_again},
        {"the whole log is made again with other keys", &Attacker::new_log_with_keys_of_their_own},
    };
    return attacks;
}

}  // namespace

TEST_CASE("each of a thousand attacks on a stored log is found, at the place where the log became wrong") {
    Target target;
    REQUIRE(!target.after(target.sound).wrong);
    Attacker attacker{target, 20'261'122};
    std::map<std::string, int> tried;
    for (int done = 0; done < attacks_count;) {
        for (const auto& one : Attacker::all()) {
            const auto& name = one.first;
            const auto attack = one.second;
            if (done++ == attacks_count) break;
            attacker.now = target.sound;
            const auto expected = (attacker.*attack)();
            const auto verified = target.after(attacker.now);
            ++tried[name];
            INFO(name);
            REQUIRE(verified.wrong);
            CHECK(verified.wrong->seq == expected);
            CHECK(verified.entries < lines_count + 2);
        }
    }
    CHECK(tried.size() == Attacker::all().size());
    REQUIRE(!target.after(target.sound).wrong);
}

}  // namespace kader::audit
