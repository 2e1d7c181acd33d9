// What each question asks (norms/requirements) and who is asked (norms/scope.toml).

#include <array>

#include "norm_book/closed_lists.h"
#include "norm_book/condition_reader.h"
#include "norm_book/loader.h"

namespace kader::norm_book {

namespace {

constexpr std::array not_yet_kept_words = {"dossiers", "complaints", "incidents", "billing"};

}  // namespace

void Loader::load_requirements() {
    for (const auto* source : files_below("requirements/")) {
        TableReader whole{source->content, source->name, m_faults};
        for (auto& row : whole.tables("requirement")) load_requirement(row);
        whole.refuse_other_keys();
    }
    // Files come in order of path, so this is "by question, then by file".
    std::stable_sort(m_book.m_requirements.begin(), m_book.m_requirements.end(),
                     [](const auto& a, const auto& b) { return a.question < b.question; });
}

void Loader::load_requirement(TableReader row) {
    Requirement requirement;
    requirement.position = row.position();
    requirement.id = read_id(row);
    requirement.question = row.whole("question", 1);
    if (requirement.question < 1 || requirement.question > 22)
        row.refuse_at("question", "`question` must be 1 through 22");
    requirement.title = row.both("title");
    requirement.explain = row.both("explain");
    requirement.missing = row.both("missing");
    requirement.unblock = row.both("unblock");
    requirement.sources = read_sources(row);
    requirement.certainty = row.choice("certainty", certainties);
    requirement.validity = read_validity(row, requirement.certainty);
    requirement.last_checked = row.optional_day("last_checked");
    requirement.weight = row.choice("weight", weights);

    requirement.not_yet_kept = row.optional_text("not_yet_kept");
    const bool kept = requirement.not_yet_kept.empty();
    if (!kept && std::none_of(not_yet_kept_words.begin(), not_yet_kept_words.end(),
                              [&](const auto* known) { return requirement.not_yet_kept == known; }))
        row.refuse_at("not_yet_kept",
                      "`not_yet_kept` must be dossiers, complaints, incidents or billing");
    if (const auto* condition = row.find("condition")) {
        if (!kept)
            row.refuse_at("condition",
                          "`condition` cannot stand beside `not_yet_kept`; choose one");
        requirement.condition = read_showing_condition(*condition, row.file());
    } else if (kept) {
        row.refuse("`condition` is missing; write what shows it, or `not_yet_kept`");
    } else {
        requirement.condition.name = "not-yet-kept-" + requirement.not_yet_kept;
        requirement.condition.position = row.position();
    }
    // With the condition go its texts, and without it they would never be seen.
    if (const auto* applies = row.find("applies")) {
        requirement.applies = read_condition(*applies, row.file());
        requirement.not_applicable = row.both("not_applicable");
    }
    if (const auto* contradicted_by = row.find("contradicted_by")) {
        requirement.contradicted_by = read_showing_condition(*contradicted_by, row.file());
        requirement.contradicted = row.both("contradicted");
    }
    check_look_back(requirement, row);
    row.refuse_other_keys();
    m_book.m_requirements.push_back(std::move(requirement));
}

void Loader::check_look_back(Requirement& requirement, TableReader& row) {
    requirement.look_back = row.optional_text("look_back");
    requirement.repair = row.optional_text("repair");
    const bool wanted = holds_an_every(requirement.condition);
    if (wanted && (!row.has("look_back") || !row.has("repair"))) {
        row.refuse(
            "a condition with `every` or `read` needs look_back = \"gap-look-back\" and repair = "
            "\"explained\", or one bad day would count for ever");
        return;
    }
    if (!wanted) {
        for (const auto* key : {"look_back", "repair"})
            if (row.has(key))
                row.refuse_at(key, std::string{"`"} + key +
                                       "` belongs only to a condition with `every` or `read`");
        return;
    }
    if (requirement.repair != "explained")
        row.refuse_at("repair", "`repair` must be \"explained\"");
    const auto* parameter = m_book.parameter(requirement.look_back);
    if (parameter == nullptr) {
        row.refuse_at("look_back", "there is no parameter \"" + requirement.look_back +
                                       "\" in norms/parameters");
        return;
    }
    for (const auto& value : parameter->values)
        if (!std::holds_alternative<Length>(value.value)) {
            row.refuse_at("look_back", "`look_back` needs a length of time, but " + parameter->id +
                                           " is a number");
            return;
        }
}

void Loader::load_scope() {
    const auto* source = file("scope.toml");
    if (source == nullptr) return;
    auto& scope = m_book.m_scope;
    TableReader whole{source->content, source->name, m_faults};
    scope.position = whole.position();
    // One part: its texts, sources and certainty; a condition where the part decides something.
    const auto read_part = [&](const std::string& key, ScopeReason& reason, Condition* condition) {
        const auto* found = whole.find(key);
        if (found == nullptr) {
            whole.refuse("the table [" + key + "] is missing");
            return;
        }
        TableReader part{*found, source->name, m_faults};
        reason.text = part.both("reason");
        reason.certainty = part.choice("certainty", certainties);
        reason.sources = read_sources(part);
        if (condition != nullptr) {
            const auto* value = part.find("condition");
            if (value == nullptr)
                part.refuse("`condition` is missing");
            else
                *condition = read_showing_condition(*value, source->name);
        }
        if (key == "asked_all_unconfirmed") {
            scope.unconfirmed_parameter = part.text("parameter");
            if (m_book.parameter(scope.unconfirmed_parameter) == nullptr)
                part.refuse_at("parameter", "there is no parameter \"" +
                                                scope.unconfirmed_parameter +
                                                "\" in norms/parameters");
        }
        part.refuse_other_keys();
    };
    read_part("legal_form_known", scope.legal_form_unknown_because, &scope.legal_form_known);
    read_part("asked_all", scope.all_because, &scope.asked_all);
    read_part("asked_all_unconfirmed", scope.all_unconfirmed_because, &scope.asked_all_unconfirmed);
    read_part("asked_fewer", scope.fewer_because, nullptr);
    read_part("duty_outside", scope.duty_outside_because, nullptr);
    whole.refuse_other_keys();
}

}  // namespace kader::norm_book
