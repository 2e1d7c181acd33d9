#include "instruments/changes.h"

#include <algorithm>
#include <array>
#include <map>

namespace kader::instruments {

namespace {

using norm_book::Condition;
using norm_book::NormBook;

// A row as parts that can be compared: the name of a part, and all that it says.
struct Row {
    Change::Of of = Change::Of::Requirement;
    std::string id;
    Text title;
    std::map<std::string, std::string> parts;
    friend bool operator<(const Row& a, const Row& b) {
        return std::pair{a.of, a.id} < std::pair{b.of, b.id};
    }
};

std::string both(const Text& text) { return text.nl + "|" + text.en + "|"; }
std::string text_of(const std::vector<norm_book::Source>& sources) {
    std::string text;
    for (const auto& one : sources) text += one.code + " " + one.article + ";";
    return text;
}
std::string text_of(const std::optional<CalendarDay>& day) { return day ? iso_text(*day) : "unknown"; }
std::string text_of(const std::variant<Length, int>& value) {
    if (const auto* length = std::get_if<Length>(&value)) return english_text(*length);
    return std::to_string(std::get<int>(value));
}
std::string text_of(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& one : words) text += one + ";";
    return text;
}
template <class T>
std::string text_of(const std::optional<T>& number) {
    return number ? std::to_string(*number) : "";
}
std::string ids_of(const norm_book::DocumentType& type) {
    std::string text;
    for (const auto& one : type.elements) text += one.id + ";";
    return text;
}

// What a requirement itself asks. A document that is asked for by its kind is asked for with all its parts; when
// those change, the document did.
std::string asked_in(Condition condition) {
    const auto drop_parts = [](const auto& self, Condition& one) -> void {
        if (one.name.starts_with("document-") && one.name.ends_with("-complete"))
            std::erase_if(one.parts, [](const Condition& part) { return part.fact == "documents.passage" && part.name.starts_with("element-"); });
        for (auto& part : one.parts) self(self, part);
    };
    drop_parts(drop_parts, condition);
    return norm_book::text_of(condition);
}

Row row_of(const norm_book::Requirement& one) {
    return {Change::Of::Requirement, one.id, one.title,
            {{"question", std::to_string(one.question)},
             {"weight", std::string{norm_book::word(one.weight)}},
             {"certainty", std::string{norm_book::word(one.certainty)}},
             {"from", text_of(one.validity.from)},
             {"until", one.validity.until ? iso_text(*one.validity.until) : ""},
             {"condition", asked_in(one.condition) + one.not_yet_kept},
             {"applies", one.applies ? asked_in(*one.applies) : ""},
             {"contradicted_by", one.contradicted_by ? asked_in(*one.contradicted_by) : ""},
             {"look_back", one.look_back + one.repair},
             {"sources", text_of(one.sources)},
             {"texts", both(one.title) + both(one.explain) + both(one.missing) + both(one.unblock) + both(one.contradicted) +
                           both(one.not_applicable)}}};
}

Row row_of(const norm_book::Parameter& one) {
    std::string values;
    for (const auto& value : one.values)
        values += text_of(value.value) + " " + text_of(value.validity.from) + " " + text_of(value.validity.until) + " " +
                  std::string{norm_book::word(value.lowest())} + " " + text_of(value.sources) + "|";
    return {Change::Of::Parameter, one.id, one.title,
            {{"value", values}, {"stricter", std::string{norm_book::word(one.stricter)}}, {"texts", both(one.title) + both(one.explain)}}};
}

Row row_of(const norm_book::DocumentType& one) {
    std::string texts = both(one.title);
    for (const auto& element : one.elements) texts += both(element.title);
    return {Change::Of::Document, one.id, one.title,
            {{"element", ids_of(one)}, {"certainty", std::string{norm_book::word(one.certainty)}}, {"sources", text_of(one.sources)}, {"texts", texts}}};
}

Row row_of(const norm_book::Question& one) {
    return {Change::Of::Question, std::to_string(one.number), one.title,
            {{"polarity", std::string{norm_book::word(one.polarity)}},
             {"asked_of_solo", one.asked_of_solo ? "yes" : "no"},
             {"duty_of_solo", one.duty_of_solo ? "yes" : "no"},
             {"sources", text_of(one.sources)},
             {"texts", both(one.title) + both(one.explain) + one.theme}}};
}

Row row_of(const catalogue::Treatment& one) {
    return {Change::Of::Treatment, one.id, one.title,
            {{"scope", std::string{catalogue::word(one.scope.value)} + text_of(one.scope.sources)},
             {"category", text_of(one.category.value)},
             {"reserved", text_of(one.reserved.value)},
             {"regimes", text_of(one.regimes)},
             {"performers", text_of(one.performers.value)},
             {"reflection_days", text_of(one.reflection_days.value)},
             {"least_age", text_of(one.least_age.value)},
             {"certainty", std::string{norm_book::word(one.scope.certainty)} + std::string{norm_book::word(one.category.certainty)} +
                               std::string{norm_book::word(one.reserved.certainty)} + std::string{norm_book::word(one.performers.certainty)} +
                               std::string{norm_book::word(one.reflection_days.certainty)} + std::string{norm_book::word(one.least_age.certainty)}},
             {"from", iso_text(one.from)},
             {"sources", text_of(one.sources)},
             {"texts", both(one.title) + both(one.scope_reason) + both(one.dispute) + text_of(one.words)}}};
}

Row row_of(const deadlines::DeadlineRule& one) {
    std::string values, texts = both(one.title) + both(one.explain) + both(one.start) + both(one.stop);
    for (const auto& value : one.values) {
        values += (value.term ? english_text(*value.term) : "") + " " + text_of(value.validity.from) + " " + text_of(value.validity.until) + " " +
                  std::string{deadlines::word(value.method)} + " " + text_of(value.sources);
        if (value.named)
            values += std::to_string(value.named->month) + "-" + std::to_string(value.named->day) + "+" + std::to_string(value.named->years_later) +
                      (value.named->once ? iso_text(*value.named->once) : "");
        values += "|";
        texts += both(value.counts_from) + both(value.note);
    }
    return {Change::Of::Rule, one.id, one.title,
            {{"value", values},
             {"kind", std::string{deadlines::word(one.kind)}},
             {"start", one.start_event},
             {"stop", one.stop_record},
             {"extends", one.extends},
             {"texts", texts}}};
}

std::vector<Row> rows_of(const Edition& edition) {
    std::vector<Row> rows;
    for (const auto& one : edition.book->requirements()) rows.push_back(row_of(one));
    for (const auto& one : edition.book->parameters()) rows.push_back(row_of(one));
    for (const auto& one : edition.book->documents()) rows.push_back(row_of(one));
    for (const auto& one : edition.book->questions()) rows.push_back(row_of(one));
    for (const auto& one : edition.treatments->treatments()) rows.push_back(row_of(one));
    for (const auto& one : edition.rules->rules()) rows.push_back(row_of(one));
    std::sort(rows.begin(), rows.end());
    return rows;
}

// Everything that a condition names.
void collect(const Condition& condition, std::set<std::string>& parameters, std::set<std::string>& documents) {
    for (const auto* parameter : {&condition.within, &condition.after, &condition.more_than})
        if (!parameter->empty()) parameters.insert(*parameter);
    if (condition.fact.starts_with("documents."))
        for (const auto& attribute : condition.where)
            if (attribute.name == "type") documents.insert(attribute.values.begin(), attribute.values.end());
    for (const auto& part : condition.parts) collect(part, parameters, documents);
    if (condition.during) collect(*condition.during, parameters, documents);
}

struct Uses {
    std::set<std::string> parameters, documents;
};
Uses uses_of(const norm_book::Requirement& one) {
    Uses uses;
    collect(one.condition, uses.parameters, uses.documents);
    if (one.applies) collect(*one.applies, uses.parameters, uses.documents);
    if (one.contradicted_by) collect(*one.contradicted_by, uses.parameters, uses.documents);
    if (!one.look_back.empty()) uses.parameters.insert(one.look_back);
    return uses;
}

void touch(Change& change, const NormBook& book) {
    const auto by_requirement = [&](const norm_book::Requirement& one) {
        change.questions.insert(one.question);
        if (one.id != change.id || change.of != Change::Of::Requirement) change.requirements.insert(one.id);
    };
    for (const auto& one : book.requirements()) {
        const auto uses = uses_of(one);
        const bool is_it = change.of == Change::Of::Requirement && one.id == change.id;
        if (is_it) change.documents.insert(uses.documents.begin(), uses.documents.end());
        if (is_it || (change.of == Change::Of::Parameter && uses.parameters.contains(change.id)) ||
            (change.of == Change::Of::Document && uses.documents.contains(change.id)) ||
            (change.of == Change::Of::Question && std::to_string(one.question) == change.id))
            by_requirement(one);
    }
    if (change.of == Change::Of::Question) change.questions.insert(std::stoi(change.id));
}

}  // namespace

std::string_view word(Change::What what) {
    constexpr std::array<std::string_view, 3> words = {"added", "changed", "withdrawn"};
    return words[static_cast<std::size_t>(what)];
}
std::string_view word(Change::Of of) {
    constexpr std::array<std::string_view, 6> words = {"requirement", "parameter", "document", "question", "treatment", "rule"};
    return words[static_cast<std::size_t>(of)];
}

std::vector<Change> changes_between(const Edition& before, const Edition& after) {
    const auto old = rows_of(before), now = rows_of(after);
    std::vector<Change> changes;
    const auto add = [&](Change::What what, const Row& row) -> Change& {
        Change change;
        change.what = what;
        change.of = row.of;
        change.id = row.id;
        change.title = row.title;
        if (what != Change::What::Added) touch(change, *before.book);
        if (what != Change::What::Withdrawn) touch(change, *after.book);
        if (row.of == Change::Of::Treatment) change.treatments.insert(row.id);
        if (row.of == Change::Of::Rule) change.rules.insert(row.id);
        if (row.of == Change::Of::Document) change.documents.insert(row.id);
        return changes.emplace_back(std::move(change));
    };
    auto was = old.begin(), is = now.begin();
    while (was != old.end() || is != now.end()) {
        if (is == now.end() || (was != old.end() && *was < *is)) {
            add(Change::What::Withdrawn, *was++);
        } else if (was == old.end() || *is < *was) {
            add(Change::What::Added, *is++);
        } else {
            if (was->parts != is->parts) {
                auto& change = add(Change::What::Changed, *is);
                for (const auto& [name, text] : is->parts)
                    if (was->parts.at(name) != text) change.parts.push_back(name);
            }
            ++was;
            ++is;
        }
    }
    return changes;
}

}  // namespace kader::instruments
