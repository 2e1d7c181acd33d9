#include "cli/answer_json.h"

#include "cli/words.h"

#include <boost/json.hpp>

namespace kader::cli {

namespace json = boost::json;

using check::Check;
using norm_book::NormBook;

namespace {

json::object both(const norm_book::Text& text) { return {{"nl", text.nl}, {"en", text.en}}; }

json::value day(const std::optional<CalendarDay>& on) {
    return on ? json::value(iso_text(*on)) : json::value(nullptr);
}

json::value state(const std::optional<norm_book::State>& one) {
    return one ? json::value(norm_book::word(*one)) : json::value(nullptr);
}

json::object record(std::string_view key) {
    const auto colon = key.find(':');
    return {{"list", key.substr(0, colon)}, {"kenmerk", key.substr(colon + 1)}};
}

// `through` is the last day on which it counts; null when it has no end that can be seen.
json::array witnesses(const Check& check, const std::vector<evidence::Witness>& all) {
    json::array result;
    for (const auto& witness : all) {
        auto one = record(check.key_of(witness.record));
        one["from"] = iso_text(facts::day_at(witness.days.from));
        one["through"] = witness.days.until >= facts::days_count
                             ? json::value(nullptr)
                             : json::value(iso_text(facts::day_at(witness.days.until - 1)));
        result.push_back(std::move(one));
    }
    return result;
}

json::array lacks(const Check& check, const std::vector<evidence::Lack>& all) {
    json::array result;
    for (const auto& lack : all) {
        json::object one{{"condition", lack.condition}, {"subject", lack.subject}};
        one["record"] = lack.record != evidence::no_name ? json::value(record(check.key_of(lack.record))) : json::value(nullptr);
        one["last"] = lack.last != evidence::no_name ? json::value(record(check.key_of(lack.last))) : json::value(nullptr);
        one["last_through"] =
            lack.ended ? json::value(iso_text(facts::day_at(*lack.ended - 1))) : json::value(nullptr);
        one["next"] = lack.next != evidence::no_name ? json::value(record(check.key_of(lack.next))) : json::value(nullptr);
        one["next_from"] = lack.begins ? json::value(iso_text(facts::day_at(*lack.begins))) : json::value(nullptr);
        one["in_the_way"] = lack.in_the_way;
        result.push_back(std::move(one));
    }
    return result;
}

json::object requirement(const Check& check, const check::RequirementAnswer& answer, const NormBook& book) {
    const auto& norm = *answer.requirement;
    json::object one{{"id", norm.id},
                     {"title", both(norm.title)},
                     {"state", norm_book::word(answer.state)},
                     {"effect", norm_book::word(answer.effect)},
                     {"weight", norm_book::word(norm.weight)},
                     {"certainty", norm_book::word(norm.certainty)},
                     {"since", iso_text(answer.since)},
                     {"changes_on", day(answer.changes_on)},
                     {"changes_to", state(answer.changes_to)}};
    json::array sources;
    for (const auto& source : norm.sources) {
        const auto* known = book.source(source.code);
        sources.push_back(json::object{{"code", source.code}, {"article", source.article}, {"title", known ? known->title : ""}});
    }
    one["source"] = std::move(sources);
    json::array remarks;
    for (const auto remark : answer.remarks) remarks.push_back(json::value(check::word(remark)));
    one["remarks"] = std::move(remarks);
    json::object reasons;
    switch (answer.state) {
        case norm_book::State::Missing: reasons["text"] = both(norm.missing); break;
        case norm_book::State::Contradicted: reasons["text"] = both(norm.contradicted); break;
        case norm_book::State::NotApplicable: reasons["text"] = both(norm.not_applicable); break;
        case norm_book::State::Shown:
        case norm_book::State::Attested: reasons["text"] = nullptr; break;
    }
    reasons["unblock"] = answer.state == norm_book::State::Missing ? json::value(both(norm.unblock)) : json::value(nullptr);
    reasons["lacks"] = lacks(check, answer.reasons.lacks);
    reasons["subjects_total"] = answer.reasons.subjects_total;
    reasons["lacking_total"] = answer.reasons.lacking_total;
    reasons["against"] = witnesses(check, answer.against);
    reasons["gaps"] = lacks(check, answer.gaps.lacks);
    reasons["statements"] = witnesses(check, answer.statements);
    one["reasons"] = std::move(reasons);
    one["evidence"] = witnesses(check, answer.reasons.witnesses);
    return one;
}

std::string_view ground_word(check::ScopeAnswer::Ground ground) {
    using Ground = check::ScopeAnswer::Ground;
    switch (ground) {
        case Ground::LegalFormUnknown: return "legal_form_unknown";
        case Ground::MoreThanOne: return "more_than_one";
        case Ground::Solo: return "solo";
        case Ground::SoloPerhaps: return "solo_perhaps";
    }
    detail::halt("a ground has a word", __FILE__, __LINE__);
}

}  // namespace

std::string json_of(const Check& check, const check::Answers& answers, const NormBook& book,
                    const lists::FolderFacts& folder, std::optional<CalendarDay> known_on) {
    json::array rejects;
    for (const auto& reject : folder.rejects)
        rejects.push_back(json::object{{"file", harmless(reject.file)}, {"row", reject.row}, {"column", harmless(reject.column)},
                                       {"kenmerk", harmless(reject.kenmerk)}, {"nl", harmless(reject.reason.nl)}, {"en", harmless(reject.reason.en)}});
    json::array questions;
    for (const auto& answer : answers.questions) {
        json::array requirements;
        for (const auto& one : answer.requirements) requirements.push_back(requirement(check, one, book));
        questions.push_back(json::object{{"number", answer.question->number},
                                         {"title", both(answer.question->title)},
                                         {"state", norm_book::word(answer.state)},
                                         {"applicable", answer.applicable},
                                         {"duty_state", state(answer.duty_state)},
                                         {"since", iso_text(answer.since)},
                                         {"changes_on", day(answer.changes_on)},
                                         {"changes_to", state(answer.changes_to)},
                                         {"expiring", answer.expiring},
                                         {"requirements", std::move(requirements)}});
    }
    json::array refusals;
    for (const auto& refused : check.refused()) {
        auto one = record(refused.record);
        one["reason"] = both(refused.reason);
        refusals.push_back(std::move(one));
    }
    const json::object whole{
        {"format", "kader-check-1"},
        {"edition", book.edition()},
        {"on", iso_text(answers.on)},
        {"known_on", day(known_on)},
        {"scope", json::object{{"ground", ground_word(answers.scope.ground)}, {"questions_asked", answers.scope.questions_asked}}},
        {"heads", json::object{{"listed", answers.heads_listed},
                               {"stated", answers.heads_stated ? json::value(*answers.heads_stated) : json::value(nullptr)}}},
        {"rows", json::object{{"read", folder.rows.size()}, {"rejected", folder.rows_rejected}, {"rejects", std::move(rejects)}}},
        {"refused", std::move(refusals)},
        {"questions", std::move(questions)}};
    return json::serialize(whole) + "\n";
}

std::string json_of(const std::vector<check::ComingChange>& changes, CalendarDay from, CalendarDay through,
                    const NormBook& book) {
    json::array all;
    for (const auto& change : changes) {
        json::array causes;
        for (const auto& cause : change.causes) causes.push_back(record(cause));
        all.push_back(json::object{{"on", iso_text(change.on)},
                                   {"question", change.question},
                                   {"scope", change.scope ? json::value(ground_word(*change.scope)) : json::value(nullptr)},
                                   {"requirement", change.requirement ? json::value(change.requirement->id) : json::value(nullptr)},
                                   {"from", norm_book::word(change.from)},
                                   {"to", norm_book::word(change.to)},
                                   {"causes", std::move(causes)}});
    }
    return json::serialize(json::object{{"format", "kader-forecast-1"}, {"edition", book.edition()}, {"from", iso_text(from)},
                                        {"through", iso_text(through)}, {"changes", std::move(all)}}) + "\n";
}

}  // namespace kader::cli
