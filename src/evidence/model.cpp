#include "evidence/model.h"

#include <algorithm>

namespace kader::evidence {

using norm_book::Condition;

namespace {

// Two conditions with the same signature mean the same on every day. Plans are told apart by the
// parameter's id and what the plan comes to.
void sign(const Condition& condition, const PlanOf& plan_of, bool selects, std::string& into) {
    const auto plan = [&](const std::string& parameter, Use use) {
        into += parameter + "{";
        if (!parameter.empty())
            for (const auto& segment : plan_of(parameter, use).segments) {
                into += std::to_string(segment.days.from) + ":";
                if (segment.length)
                    into += std::to_string(segment.length->count) + "u" +
                            std::to_string(int(segment.length->unit));
                if (segment.count) into += "n" + std::to_string(*segment.count);
                into += ",";
            }
        into += "}";
    };
    into += std::to_string(int(condition.kind)) + "(" + condition.fact + ";" + condition.subject + ";";
    for (const auto& attribute : condition.where) {
        into += attribute.name + "=";
        for (const auto& value : attribute.values) into += value + "|";
        into += ";";
    }
    plan(condition.within, Use::Within);
    plan(condition.after, selects ? Use::AfterInSelection : Use::After);
    plan(condition.more_than, Use::MoreThan);
    into += condition.at_least ? std::to_string(*condition.at_least) : "";
    into += ";" + condition.covers + (condition.about == norm_book::About::Relation ? ";r" : ";s");
    if (condition.during) sign(*condition.during, plan_of, false, into);
    for (const auto& part : condition.parts) {
        const bool part_selects =
            part.kind == Condition::Kind::Every || part.kind == Condition::Kind::Some;
        sign(part, plan_of, part_selects, into);
    }
    into += "|" + condition.name + ")";
}

bool has_length(const Plan& plan) {
    return std::any_of(plan.segments.begin(), plan.segments.end(),
                       [](const PlanSegment& segment) { return segment.length.has_value(); });
}

}  // namespace

Match Model::match_of(const Condition& condition, const PlanOf& plan_of, Use after) const {
    Match match;
    match.kind = m_names.id(condition.fact);
    match.subject = m_names.id(condition.subject);
    for (const auto& attribute : condition.where) {
        std::vector<NameId> values;
        for (const auto& value : attribute.values) values.push_back(m_names.id(value));
        match.where.emplace_back(m_names.id(attribute.name), std::move(values));
    }
    if (!condition.within.empty()) {
        const auto plan = plan_of(condition.within, Use::Within);
        if (has_length(plan)) match.within = Shift{Shift::Way::Within, plan};
    }
    if (!condition.after.empty())
        match.after = Shift{Shift::Way::After, plan_of(condition.after, after)};
    if (condition.kind == Condition::Kind::Number)
        match.number = condition.more_than.empty()
                           ? Threshold{condition.at_least.value_or(1)}
                           : threshold_of(plan_of(condition.more_than, Use::MoreThan));
    return match;
}

int Model::demand_of(const Condition& condition, const PlanOf& plan_of,
                     std::vector<Demand>& into) const {
    Demand demand;
    demand.kind = condition.kind;
    demand.name = condition.name;
    demand.about = condition.about;
    for (const auto& part : condition.parts) demand.parts.push_back(demand_of(part, plan_of, into));
    switch (condition.kind) {
        case Condition::Kind::Exists:
        case Condition::Kind::Number:
        case Condition::Kind::Sum:
            demand.match = match_of(condition, plan_of, Use::After);
            if (condition.during) demand.during = match_of(*condition.during, plan_of, Use::After);
            if (!condition.covers.empty()) demand.covers = m_names.id(condition.covers);
            break;
        case Condition::Kind::All:
        case Condition::Kind::Any:
        case Condition::Kind::Not:
        case Condition::Kind::Never: break;
        case Condition::Kind::Some:
        case Condition::Kind::Every:
            detail::halt("the loader refuses a quantifier inside `has`", __FILE__, __LINE__);
    }
    into.push_back(std::move(demand));
    return int(into.size()) - 1;
}

NodeId Model::keep(const std::string& signature, Node node) {
    m_nodes.push_back(std::move(node));
    const NodeId id{m_nodes.size() - 1};
    m_by_signature.emplace(signature, id);
    return id;
}

NodeId Model::add(const Condition& condition, const PlanOf& plan_of, const std::string& requirement,
                  const std::string& look_back) {
    const bool quantifies =
        condition.kind == Condition::Kind::Every || condition.kind == Condition::Kind::Some;
    std::string signature;
    sign(condition, plan_of, quantifies, signature);
    // A gap is explained per requirement, so an `every` (and what stands above it) is not shared.
    signature += "@" + requirement + "@" + look_back;
    if (const auto found = m_by_signature.find(signature); found != m_by_signature.end())
        return found->second;

    Node node;
    node.name = condition.name;
    switch (condition.kind) {
        case Condition::Kind::All:
        case Condition::Kind::Any:
        case Condition::Kind::Not:
            node.kind = condition.kind == Condition::Kind::All   ? Node::Kind::All
                        : condition.kind == Condition::Kind::Any ? Node::Kind::Any
                                                                 : Node::Kind::Not;
            for (const auto& part : condition.parts)
                node.parts.push_back(add(part, plan_of, requirement, look_back));
            break;
        case Condition::Kind::Exists:
        case Condition::Kind::Number:
            node.kind = Node::Kind::Exists;
            node.match = match_of(condition, plan_of, Use::After);
            break;
        case Condition::Kind::Some:
        case Condition::Kind::Every: {
            Quantifier quantifier;
            quantifier.every = condition.kind == Condition::Kind::Every;
            quantifier.anchor = match_of(condition, plan_of, Use::AfterInSelection);
            for (const auto& part : condition.parts) demand_of(part, plan_of, quantifier.demands);
            if (quantifier.every) {
                quantifier.requirement = m_names.id("requirement:" + requirement);
                if (!look_back.empty())
                    quantifier.look_back = Shift{Shift::Way::Within, plan_of(look_back, Use::LookBack)};
            } else {
                quantifier.threshold = condition.more_than.empty()
                                           ? Threshold{condition.at_least.value_or(1)}
                                           : threshold_of(plan_of(condition.more_than, Use::MoreThan));
            }
            node.kind = Node::Kind::Quantifier;
            node.quantifier = int(m_quantifiers.size());
            const bool looks_back = quantifier.look_back.has_value();
            m_quantifiers.push_back(std::move(quantifier));
            const auto id = keep(signature, node);
            if (looks_back) {
                Node lapse;
                lapse.kind = Node::Kind::Lapse;
                lapse.name = node.name;
                lapse.quantifier = node.quantifier;
                lapse.parts = {id};
                m_nodes.push_back(std::move(lapse));
            }
            return id;
        }
        case Condition::Kind::Sum:
            detail::halt("the loader refuses `sum` outside `has`", __FILE__, __LINE__);
        case Condition::Kind::Never: node.kind = Node::Kind::Never; break;
    }
    return keep(signature, std::move(node));
}

std::vector<NodeId> Model::lapses_of(NodeId id) const {
    std::vector<NodeId> result;
    const auto& node = m_nodes[id.index()];
    if (node.kind == Node::Kind::Quantifier) {
        const auto next = id.index() + 1;
        if (next < m_nodes.size() && m_nodes[next].kind == Node::Kind::Lapse &&
            m_nodes[next].quantifier == node.quantifier)
            result.push_back(NodeId{next});
    }
    for (const auto part : node.parts)
        for (const auto lapse : lapses_of(part)) result.push_back(lapse);
    return result;
}

void Model::complete() {
    for (auto& node : m_nodes) node.above.clear();
    for (std::size_t id = 0; id < m_nodes.size(); ++id)
        if (m_nodes[id].kind != Node::Kind::Lapse)
            for (const auto part : m_nodes[id].parts)
                m_nodes[part.index()].above.push_back(NodeId{id});
}

}  // namespace kader::evidence
