#pragma once

// The reader of silence clauses: finds in any text the sentences that forbid or punish speaking about incidents,
// complaints, results or reviews, and names the confidentiality that is allowed. Dutch and English.
//
// Norm data (norms/clauses/): what a clause looks like, what kinds there are, and what the law says by the day of
// signing and the other party. The reader marks; it does not judge whether a contract holds. Immutable after loading;
// any thread; nothing is stored.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clauses/patterns.h"
#include "clauses/sentences.h"
#include "norm_book/norm_book.h"

namespace kader::clauses {

using norm_book::Certainty;
using norm_book::Source;

// How sure the reader is of a mark.
enum class Sureness { Sure, Likely, Possible };
std::string_view word(Sureness);

// A kind of clause, such as "no-complaint"; or of confidentiality that is allowed, such as "mediation".
struct Kind {
    std::string id;
    Text title, explain;
    std::vector<std::string> rows;  // Of the law; only of what is allowed.
    std::vector<Source> sources;    // The same.
    Certainty certainty = Certainty::Assumed;
    CalendarDay last_checked{};
};

// What the law says of a clause.
struct Holding {
    std::string id;
    std::vector<std::string> counterparties;              // "care-provider", "intermediary", "foreign", "unknown"
    std::optional<CalendarDay> signed_from, signed_until;  // Half-open; nothing: no bound.
    bool signed_unknown = false;                          // Only when the day of signing is not known.
    Text title, text;
    std::vector<std::string> rows;
    std::vector<Source> sources;
    Certainty certainty = Certainty::Assumed;
    CalendarDay last_checked{};
};

struct Mark {
    std::size_t begin = 0, end = 0;  // Bytes of the text: one whole sentence.
    std::string kind;
    std::string rule;
    Sureness sureness = Sureness::Possible;
    Text why;
};

struct Reading {
    std::vector<Mark> marks;               // In the order of the text.
    std::vector<std::string> legitimate;   // Ids of what is allowed and was found, in order of finding.
    std::string counterparty = "unknown";  // As can be read from the text.
    std::size_t sentences = 0;
    bool is_known_language = false;  // Otherwise nothing can be said of it.
    bool is_cut = false;             // Longer than text_bytes_max: what comes behind that was not read.
};

class Reader {
public:
    static constexpr std::size_t text_bytes_max = 2 * 1024 * 1024;

    // norms/clauses/. Every fault is collected.
    static std::variant<Reader, std::vector<toml::Fault>> load(const std::vector<norm_book::NormFile>&,
                                                               const norm_book::NormBook&);
    Reading read(std::string_view text) const;

    const std::vector<Kind>& kinds() const { return m_kinds; }
    const std::vector<Kind>& legitimate() const { return m_legitimate; }
    const std::vector<Holding>& holdings() const { return m_holdings; }
    // What the law says when this was signed on that day, or on a day that is not known. Nothing: the data say nothing.
    const Holding* holding(std::string_view counterparty, std::optional<CalendarDay> signed_on) const;

private:
    friend class Loading;
    struct Rule {
        std::string id;
        std::size_t kind = 0;    // In the order of precedence. Not of an exemption.
        std::string legitimate;  // Of an exemption; may be empty.
        std::vector<std::size_t> all, none, context, context_none;
        std::size_t after_mark = 0;  // One of so many sentences before it is marked; 0: does not matter.
        bool needs_item = false;
        Sureness sureness = Sureness::Possible;
        Text why;
    };
    struct Sight;
    static bool holds(const Rule&, Sight&);

    SentenceWords m_words;
    PatternGroups m_groups;
    std::vector<std::string> m_precedence;
    std::vector<Rule> m_rules, m_exemptions;
    std::vector<std::pair<std::string, std::vector<std::size_t>>> m_counterparties;
    std::vector<Kind> m_kinds, m_legitimate;
    std::vector<Holding> m_holdings;
};

}  // namespace kader::clauses
