#include <algorithm>

#include "audit/chain.h"

namespace kader::audit {

namespace {

// Entries and heads in one question, so that both are of one moment. A head comes right behind the entry
// it points at.
constexpr storage::Sql select_log{
    "SELECT lane, seq, entry, salt, chain, CAST(0 AS bigint) FROM audit_entry WHERE practice_id = $1"
    " UNION ALL "
    "SELECT lane, seq, '', mac, chain, CAST(1 AS bigint) FROM audit_head WHERE practice_id = $1"
    " ORDER BY 1, 2, 6"};

class Walk {
public:
    Walk(const vault::Keyring& keyring, const subjects::PracticeId& practice,
         const std::function<void(const Entry&)>& visit, const std::function<void(std::int64_t, const Head&)>& heads)
        : m_keyring(keyring), m_practice(practice), m_visit(visit), m_heads(heads) {}

    void take(const storage::Row& row) {
        if (m_found.wrong) return;
        const auto lane = row.integer(0);
        if (!m_lane || *m_lane != lane) {
            end_lane();
            if (m_found.wrong) return;
            m_lane = lane;
            m_found.head = {};
            m_head_seen = false;
        }
        if (row.integer(5) == 0)
            take_entry(row);
        else
            take_head(row);
    }

    Verified finish() {
        if (!m_found.wrong) end_lane();
        if (!m_found.wrong && m_found.entries == 0)
            wrong(1, "Het logboek is leeg; zelfs de eerste regel ontbreekt.",
                  "The log is empty; even the first line is missing.");
        return std::move(m_found);
    }

private:
    void take_entry(const storage::Row& row) {
        const auto seq = row.integer(1);
        const auto expected = m_found.head.seq + 1;
        if (m_head_seen)
            return wrong(expected, "staat na het einde van het logboek; die regel is later toegevoegd.",
                         "stands past the end of the log; it was added later.");
        if (seq != expected) return wrong(expected, "ontbreekt.", "is missing.");
        const auto text = row.text(2);
        const auto salt = row.blob(3);
        if (salt.size() != salt_bytes) return wrong_changed(seq);
        const auto next = following(m_found.head, salt, text);
        if (!vault::same_bytes(next.chain, row.blob(4))) return wrong_changed(seq);
        const auto entry = parse_entry(text);
        if (!entry) return wrong(seq, "is geen regel van een logboek.", "is no line of an audit log.");
        if (entry->practice != m_practice)
            return wrong(seq, "is van een andere praktijk.", "is of another practice.");
        if (entry->lane != *m_lane || entry->seq != seq)
            return wrong(seq, "hoort op een andere plaats.", "belongs in another place.");
        m_found.head = next;
        ++m_found.entries;
        if (m_visit) m_visit(*entry);
        if (m_heads) m_heads(*m_lane, next);
    }

    void take_head(const storage::Row& row) {
        const Head& end = m_found.head;
        const auto seq = row.integer(1);
        if (seq > end.seq)
            return wrong(end.seq + 1, "ontbreekt; het logboek is afgekapt.",
                         "is missing; the log was cut off.");
        const auto mac = mac_of(m_keyring.chain_key(), m_practice.bytes(), *m_lane, end);
        if (seq != end.seq || !vault::same_bytes(row.blob(4), end.chain) ||
            !vault::same_bytes(row.blob(3), mac))
            return wrong(
                end.seq,
                "is niet de regel waarmee dit logboek eindigde; het is vervangen, of van een "
                "andere installatie.",
                "is not the line this log ended with; it was replaced, or is of another installation.");
        m_head_seen = true;
    }

    void end_lane() {
        if (m_lane && !m_head_seen)
            wrong(m_found.head.seq, "is de laatste, maar het bewijs van het einde ontbreekt.",
                  "is the last, but the proof of the end is missing.");
    }

    void wrong_changed(std::int64_t seq) {
        wrong(seq, "is veranderd, of de regel ervoor is vervangen.",
              "was changed, or the line before it was replaced.");
    }

    // A sentence that begins with a small letter is about the line at the position.
    void wrong(std::int64_t seq, const std::string& nl, const std::string& en) {
        const auto number = std::to_string(seq);
        const bool about_line = 'a' <= nl.front() && nl.front() <= 'z';
        m_found.wrong = {m_lane.value_or(first_lane), seq, about_line ? "Regel " + number + " " + nl : nl,
                         about_line ? "Line " + number + " " + en : en};
    }

    const vault::Keyring& m_keyring;
    const subjects::PracticeId& m_practice;
    const std::function<void(const Entry&)>& m_visit;
    const std::function<void(std::int64_t, const Head&)>& m_heads;
    std::optional<std::int64_t> m_lane;
    bool m_head_seen = false;
    Verified m_found;
};

}  // namespace

Verified verify(storage::Session& session, const vault::Keyring& keyring,
                const subjects::PracticeId& practice, const std::function<void(const Entry&)>& visit,
                const std::function<void(std::int64_t, const Head&)>& heads) {
    Walk walk{keyring, practice, visit, heads};
    session.each(select_log, {storage::id(practice)}, [&](const storage::Row& row) { walk.take(row); });
    return walk.finish();
}

}  // namespace kader::audit
