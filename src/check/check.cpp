// What a check is made of: which records count, which conditions are computed.

#include "check/check.h"

#include <algorithm>

namespace kader::check {

using norm_book::Condition;

namespace {

Condition about_key(std::string fact, std::string subject, std::vector<norm_book::AttributeIs> where) {
    Condition condition;
    condition.kind = Condition::Kind::Exists;
    condition.fact = std::move(fact);
    condition.subject = std::move(subject);
    condition.where = std::move(where);
    return condition;
}

// The parameters that a condition uses.
void add_parameters(const Condition& condition, std::vector<std::string>& into) {
    for (const auto* parameter : {&condition.within, &condition.after, &condition.more_than})
        if (!parameter->empty() && std::find(into.begin(), into.end(), *parameter) == into.end())
            into.push_back(*parameter);
    if (condition.during) add_parameters(*condition.during, into);
    for (const auto& part : condition.parts) add_parameters(part, into);
}

// The first day on which the record says anything; records without facts never do.
std::optional<CalendarDay> first_held(const Record& record) {
    std::optional<CalendarDay> first;
    for (const auto& fact : record.facts)
        if (!first || fact.holds.from < *first) first = fact.holds.from;
    return first;
}

}  // namespace

Check::Check(const norm_book::NormBook& book, const std::vector<Record>& records,
             std::optional<CalendarDay> known_on)
    : m_book(book), m_known_on(known_on) {
    build(records);
}

void Check::build(const std::vector<Record>& records) {
    m_records.clear();
    for (const auto& record : records) {
        const auto known = record.known_on ? record.known_on : first_held(record);
        if (m_known_on && known && *known > *m_known_on) continue;
        m_records[record.key] = record;
    }

    std::vector<OwnRule> own;
    for (const auto& [key, record] : m_records)
        for (const auto& fact : record.facts)
            if (fact.kind == "practice.own_rule")
                own.push_back({fact.subject.substr(fact.subject.find(':') + 1),
                               fact.attributes.empty() ? "" : fact.attributes.front().value, fact.holds, key});
    m_rules = std::make_unique<Rules>(m_book, std::move(own));
    note_refused();

    m_names = std::make_unique<evidence::Names>();
    m_model = std::make_unique<evidence::Model>(*m_names);
    const auto reading = [this](Reading how) {
        return [this, how](const std::string& parameter, evidence::Use use) {
            return m_rules->plan(parameter, use, how);
        };
    };
    const auto decisive = reading(Reading::Decisive), nominal = reading(Reading::Nominal);
    const auto add = [&](const Condition& condition, const evidence::PlanOf& how) {
        return m_model->add(condition, how, {}, {});
    };
    m_requirements.clear();
    m_requirements.reserve(m_book.requirements().size());  // Each is large.
    for (const auto& requirement : m_book.requirements()) {
        RequirementNodes nodes;
        nodes.requirement = &requirement;
        nodes.norms = {requirement.id};
        if (!requirement.look_back.empty()) nodes.norms.push_back(requirement.look_back);
        add_parameters(requirement.condition, nodes.norms);
        if (requirement.applies) add_parameters(*requirement.applies, nodes.norms);
        if (requirement.contradicted_by) add_parameters(*requirement.contradicted_by, nodes.norms);
        nodes.condition = m_model->add(requirement.condition, decisive, requirement.id, requirement.look_back);
        nodes.nominal = m_model->add(requirement.condition, nominal, requirement.id, requirement.look_back);
        if (!requirement.look_back.empty()) nodes.lapses = m_model->lapses_of(nodes.condition);
        if (requirement.applies) {
            nodes.applies = add(*requirement.applies, decisive);
            nodes.applies_nominal = add(*requirement.applies, nominal);
        }
        if (requirement.contradicted_by) nodes.contradicted = add(*requirement.contradicted_by, decisive);
        const auto key = "requirement:" + requirement.id;
        const auto question = "question:" + std::to_string(requirement.question);
        nodes.otherwise = add(about_key("practice.shown_otherwise", key, {}), decisive);
        Condition yes, any;
        yes.kind = any.kind = Condition::Kind::Any;
        yes.parts = {about_key("practice.statement", key, {{"answer", {"ja"}}}),
                     about_key("practice.statement", question, {{"answer", {"ja"}}})};
        any.parts = {about_key("practice.statement", key, {}), about_key("practice.statement", question, {})};
        nodes.attested = add(yes, decisive);
        nodes.any_statement = add(any, decisive);
        m_requirements.push_back(std::move(nodes));
    }
    m_legal_form = add(m_book.scope().legal_form_known, decisive);
    m_asked_all = add(m_book.scope().asked_all, decisive);
    m_perhaps = add(m_book.scope().asked_all_unconfirmed, decisive);
    Condition heads;
    heads.kind = Condition::Kind::Some;
    heads.fact = "staff.works";
    heads.where = {{"care", {"ja"}}};
    m_heads = add(heads, decisive);
    m_model->complete();

    m_evidence = std::make_unique<evidence::Evidence>(*m_model);
    std::vector<evidence::Evidence::RecordFacts> facts;
    for (const auto& [key, record] : m_records) facts.push_back({m_names->id(key), record.facts});
    m_evidence->load(facts);
    draw();
    m_rules_changed = false;
    m_settled = true;
    ++m_settles;
}

// A statement or other proof about a demand that does not exist would be lost without a word.
void Check::note_refused() {
    m_refused = m_rules->refused();
    for (const auto& [key, record] : m_records)
        for (const auto& fact : record.facts) {
            const bool explains = fact.kind == evidence::gap_explained_kind;
            if (!explains && fact.kind != "practice.statement" && fact.kind != "practice.shown_otherwise") continue;
            constexpr std::string_view prefix = "requirement:";
            const auto& target = explains ? fact.relation : fact.subject;
            if (target.rfind(prefix, 0) != 0) continue;
            const auto id = target.substr(prefix.size());
            if (!m_book.requirement(id))
                m_refused.push_back({key, {"de eis \"" + id + "\" bestaat niet", "there is no requirement \"" + id + "\""}});
        }
}

evidence::Work Check::change(const Record& record) {
    const auto work = take(record);
    settle();
    return work;
}

evidence::Work Check::take(const Record& record) {
    const auto speaks_of_rules = [](const Record& one) {
        return std::any_of(one.facts.begin(), one.facts.end(),
                           [](const auto& fact) { return fact.kind == "practice.own_rule"; });
    };
    const auto before = m_records.find(record.key);
    if (speaks_of_rules(record) || (before != m_records.end() && speaks_of_rules(before->second))) m_rules_changed = true;
    if (record.facts.empty())
        m_records.erase(record.key);
    else
        m_records[record.key] = record;
    m_settled = false;
    if (m_rules_changed) return {};
    return m_evidence->change(m_names->id(record.key), record.facts);
}

void Check::settle() {
    if (m_settled) return;
    if (m_rules_changed) {
        // Other values of the norms hold now, so everything is computed anew.
        std::vector<Record> all;
        for (const auto& [key, one] : m_records) all.push_back(one);
        return build(all);
    }
    note_refused();
    draw();
    m_settled = true;
    ++m_settles;
}

}  // namespace kader::check
