#pragma once

// Conditions met by facts: for every node of a model, the set of days on which it holds, kept true
// while records come, change and go.
//
// Pure: no clock, no I/O. Not thread-safe: one owner changes it, and nobody reads meanwhile.
//
// What a change costs does not depend on how many facts there are. It is the facts under the keys
// that the change touches, the words of the leaves in the days that it touches, and the same words of
// what stands above them. `Work` counts them.

#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "evidence/day_counter.h"
#include "evidence/model.h"
#include "evidence/spans.h"
#include "evidence/store.h"
#include "evidence/timeline.h"
#include "kernel/limits.h"

namespace kader::evidence {

// What a change did, counted.
struct Work {
    std::int64_t leaf_words = 0;    // Words of leaves written anew.
    std::int64_t above_words = 0;   // Words of `all`, `any` and `not` written anew.
    std::int64_t subjects = 0;      // Subjects judged anew, before and after.
    std::int64_t facts_read = 0;    // Facts looked at while judging them.
    std::int64_t runs = 0;          // Runs of days that came out of judging them.

    std::int64_t words() const { return leaf_words + above_words; }
};

// One fact that speaks for a condition on a day.
struct Witness {
    RecordId record;
    DaySpan days;  // The run of days around the asked one on which it counts.
    friend bool operator==(const Witness&, const Witness&) = default;
};

// One thing that is lacking on a day.
struct Lack {
    std::string condition = {};  // The name of the condition, if it has one.
    std::string subject = {};    // For a subject of a `some` or an `every`: its key. Else empty.
    // The subject's own record, or the record that is in the way; no_name if none. `days` is the run
    // of days on which that record plays this part.
    RecordId record = {};
    DaySpan days = {};
    RecordId last = {};  // The record that met it last, before the day; no_name if none ever did.
    std::optional<DayNumber> ended = {};  // The first day on which that record no longer counted.
    RecordId next = {};  // The first record that will meet it, after the day; no_name if none.
    std::optional<DayNumber> begins = {};
    bool in_the_way = false;  // `record` is there, and the condition asks that it is not.
};

struct Reasons {
    std::vector<Witness> witnesses;  // Sorted by record, each once; at most the limit's subjects.
    std::vector<Lack> lacks;         // At most the limit.
    std::int64_t subjects_total = 0;  // How many subjects the day has, from the counters.
    std::int64_t lacking_total = 0;   // How many of them lack something.
};

class Evidence {
public:
    // The model must be complete and outlive this. `big_key`: above so many facts of one kind under
    // one key, a demand keeps a counter for that key instead of reading them each time.
    explicit Evidence(const Model& model,
                      std::size_t big_key = limits::key_facts_before_counter_count);

    struct RecordFacts {
        RecordId record;
        std::vector<NewFact> facts;
    };

    // Replaces everything, from scratch.
    void load(std::span<const RecordFacts> records);
    // The same for facts that are stored form already.
    void load(std::span<const Fact> facts);

    // The record has these facts from now on; none: it is withdrawn.
    Work change(RecordId record, std::span<const NewFact> facts);
    Work change(RecordId record, std::span<const Fact> facts);

    // The days on which it is met; to be looked at before the next change.
    const Timeline& on(NodeId node) const;
    const Store& store() const { return m_store; }
    Store& store() { return m_store; }

    // Why a condition holds or does not hold on a day: the facts that speak for it, and what lacks.
    // Reads the facts; nothing of it is kept. Stops at limits::reasons_shown_count_max subjects.
    Reasons reasons(NodeId node, DayNumber day) const;

private:
    struct Contribution {
        Spans here;     // `some`: what it has; `every`: being there at all.
        Spans lacking;  // `every`: there, and not having it.
        Spans lapsed;   // `every`: a gap that still counts.
    };
    struct Counters {
        DayCounter here, lacking, lapsed;
    };
    struct DemandAt {
        int quantifier;
        int demand;
        friend auto operator<=>(const DemandAt&, const DemandAt&) = default;
    };
    // Who looks at facts of a kind, and how.
    struct Interest {
        std::vector<NodeId> leaves;
        std::vector<int> anchors;
        std::vector<DemandAt> demands, durings, covers;
    };
    struct Judged {
        int quantifier;
        NameId subject;
        friend auto operator<=>(const Judged&, const Judged&) = default;
    };

    bool matches(const Match&, const Fact&) const;
    // Appends the days on which the fact counts; the result is not settled.
    void days_of(const Match&, const Fact&, Spans& into) const;

    void index();
    void add_to_leaves(const Fact&, std::int32_t amount, std::map<NodeId, WordRange>* touched);
    void count_big(const Fact&, std::int32_t amount);
    void find_judged(const Fact&, std::vector<Judged>& into) const;
    Contribution judge(Judged, Work&) const;
    // The days, settled, on which a subject with this relation meets a demand.
    Spans meet(const Quantifier&, int quantifier, int demand, NameId subject, NameId relation,
               Work&) const;
    Spans met_by_facts(const Demand&, DemandAt, NameId key, Work&) const;
    Spans met_by_sum(const Demand&, NameId key, Work&) const;
    Spans lapses(const Quantifier&, NameId subject, const Spans& lacking) const;
    void write_leaf(NodeId, WordRange, Timeline& into);
    void write_above(std::map<NodeId, WordRange> touched, Work&);
    void write_node(NodeId, WordRange);
    void write_node(NodeId, WordRange, Timeline& into);

    void explain(NodeId, DayNumber, bool wanted, Reasons&) const;
    void explain_leaf(const Node&, DayNumber, bool wanted, Reasons&) const;
    void explain_quantifier(NodeId, DayNumber, bool wanted, Reasons&) const;
    void explain_demand(const Quantifier&, int demand, const Fact& anchor, DayNumber, bool wanted,
                        Reasons&) const;
    bool met(const Quantifier&, int demand, const Fact& anchor, DayNumber) const;
    bool counts(const Match&, const Fact&, DayNumber) const;
    bool counts_during(const Demand&, const Fact&, DayNumber) const;
    DaySpan run_around(const Match&, const Fact&, DayNumber) const;
    template <class Facts>
    void note_neighbours(const Match&, const Facts&, DayNumber, Lack&) const;

    const Model& m_model;
    const std::size_t m_big_key;
    Store m_store;
    std::vector<std::unique_ptr<Timeline>> m_timelines;  // None while no day was ever in the set: that is most.
    std::vector<std::unique_ptr<DayCounter>> m_leaf_counters;  // By node; for Exists.
    std::vector<std::unique_ptr<Counters>> m_quantifier_counters;
    std::vector<NodeId> m_quantifier_nodes, m_lapse_nodes;     // By quantifier.
    std::unordered_map<NameId, Interest> m_interests;
    // Keys with more facts than m_big_key have a counter per demand.
    // A cache: filled when such a key is first judged, kept true by change().
    mutable std::map<std::pair<DemandAt, NameId>, std::unique_ptr<DayCounter>> m_big;
    NameId m_gap_kind, m_every_subject;
};

}  // namespace kader::evidence
