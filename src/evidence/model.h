#pragma once

// Conditions, made ready to be computed: leaves that look at facts, and the words above them.
//
// A model is built once per edition of the norms and per set of adopted rules, and does not change
// afterwards. Equal conditions are the same node.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "evidence/names.h"
#include "evidence/plan.h"
#include "norm_book/condition.h"

namespace kader::evidence {

using NodeId = Id<struct NodeTag>;

// Which facts a leaf looks at, and on which of their days.
struct Match {
    NameId kind;
    NameId subject;  // no_name: any.
    // Attribute name, and the values of which it must have one.
    std::vector<std::pair<NameId, std::vector<NameId>>> where;
    std::optional<Shift> within;
    std::optional<Shift> after;
    std::optional<Threshold> number;  // The fact's number must reach this on the day.
};

// One step of what a subject must have.
struct Demand {
    norm_book::Condition::Kind kind = norm_book::Condition::Kind::Never;
    std::string name;
    std::vector<int> parts;  // Indices into Quantifier::demands.
    Match match;
    norm_book::About about = norm_book::About::Subject;
    std::optional<Match> during;
    NameId covers;  // no_name: not a Sum.
};

// `some` or `every`: a count of subjects.
struct Quantifier {
    bool every = false;
    Match anchor;
    std::vector<Demand> demands;  // The last is the whole; empty: being there is enough.
    Threshold threshold;          // For `some`.
    std::optional<Shift> look_back;  // For `every`: how long a gap counts after its last day.
    NameId requirement;              // "requirement:<id>", what an explanation of a gap names.
};

struct Node {
    enum class Kind { All, Any, Not, Exists, Quantifier, Lapse, Never };
    Kind kind = Kind::Never;
    std::string name;
    std::vector<NodeId> parts;  // Always smaller numbers. For Lapse: the quantifier it belongs to.
    Match match;                // Exists
    int quantifier = -1;        // Quantifier, Lapse
    std::vector<NodeId> above;  // Filled when the model is complete.
};

class Model {
public:
    explicit Model(Names& names) : m_names(names) {}

    // Adds a condition. `requirement` and `look_back` (a parameter) are used by its `every`s.
    NodeId add(const norm_book::Condition&, const PlanOf&, const std::string& requirement,
               const std::string& look_back);

    // The days on which a past gap of an `every` in this tree still counts, one node per `every`.
    std::vector<NodeId> lapses_of(NodeId) const;

    // Call once, before the first computation.
    void complete();

    const std::vector<Node>& nodes() const { return m_nodes; }
    const std::vector<Quantifier>& quantifiers() const { return m_quantifiers; }
    Names& names() const { return m_names; }

private:
    Match match_of(const norm_book::Condition&, const PlanOf&, Use after) const;
    int demand_of(const norm_book::Condition&, const PlanOf&, std::vector<Demand>& into) const;
    NodeId keep(const std::string& signature, Node node);

    Names& m_names;
    std::vector<Node> m_nodes;
    std::vector<Quantifier> m_quantifiers;
    std::map<std::string, NodeId> m_by_signature;
};

// The kind of the explanations that end a gap (practice/gap_explanation.h): subject, or "*" for all;
// relation "requirement:<id>"; number the day of signing.
inline constexpr std::string_view gap_explained_kind = "practice.gap_explained";
inline constexpr std::string_view every_subject = "*";

}  // namespace kader::evidence
